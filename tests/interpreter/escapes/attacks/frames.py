# %% alias_of_a_traceback: secret
# A generic alias answers for what it was made of, so the name tb_frame is asked of a harmless class.
A = type(list[int])
try:
    1 / 0
except ZeroDivisionError as error:
    frame = A(error.__traceback__, ()).tb_frame
found = None
while frame is not None and found is None:
    found = A(frame, ()).f_globals.get("sys")
    frame = A(frame, ()).f_back
found.modules["tests.interpreter.escapes.world"].SECRET


# %% alias_of_a_host_generator: secret
# The same with the frame of a lent generator.
A = type(list[int])
A(A(stream(3), ()).gi_frame, ()).f_globals["SECRET"]


# %% alias_of_a_host_coroutine: secret
# The same with a coroutine.
A = type(list[int])
c = afetch("u")
found = A(A(c, ()).cr_frame, ()).f_globals["SECRET"]
c.close()
found


# %% subclass_of_alias: secret
# An alias class of the code's own, for which underscored names are open too.
class A(type(list[int])):
    pass


A(host_object, ())._token


# %% subclass_of_alias_reads_globals: secret
# The globals of a host's function through an alias class of the code's own.
class A(type(list[int])):
    pass


A(type(host_object).run, ()).__globals__["SECRET"]


# %% annotated_object: secret
# The aliases of typing answer for their origin with a __getattr__ in Python.
import typing

typing.Annotated[host_object, 1]._token


# %% generator_frame_in_pattern: secret
# A class pattern reads gi_frame of whatever its abstract class says yes to.
from abc import ABC


class G(ABC):
    __match_args__ = ("gi_frame",)

    @classmethod
    def __subclasshook__(cls, other):
        return True


class F(ABC):
    __match_args__ = ("f_globals",)

    @classmethod
    def __subclasshook__(cls, other):
        return True


match stream(3):
    case G(frame):
        pass
match frame:
    case F(names):
        pass
names["SECRET"]


# %% json_encoder_generator: file
# A generator of the standard library leads to the real builtins.
import json

A = type(list[int])
frame = A(json.JSONEncoder(indent=2).iterencode([1]), ()).gi_frame
builtins = A(frame, ()).f_builtins
builtins["__import__"]("pathlib").Path(CANARY).touch()


# %% throw_gives_the_frame: secret
# A generator that handles an error has a traceback whose frames lead to the host.
A = type(list[int])


def g():
    try:
        yield
    except ValueError as error:
        frame, found = A(error.__traceback__, ()).tb_frame, None
        while frame is not None and found is None:
            found = A(frame, ()).f_globals.get("sys")
            frame = A(frame, ()).f_back
        yield found


x = g()
next(x)
x.throw(ValueError()).modules["tests.interpreter.escapes.world"].SECRET


# %% locals_of_a_comprehension: host
# % ours
# What a comprehension iterates over stands in its locals, with the lane of the meter in it.
# % host: OUTCOME.value
found = [value for name, value in [list(locals().items()) for _ in [0]][0] if name.startswith(".")]
bool(found)
