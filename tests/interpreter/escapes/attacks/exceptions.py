# %% tool_error_context: secret
# The error of a tool brings what it was raised from.
try:
    boom()
except ValueError as error:
    text = f"{error.__cause__!r}{error.__context__!r}{error.args}"
text


# %% tool_error_traceback: secret
# And the lines that it was raised in.
import traceback

try:
    boom()
except ValueError:
    text = traceback.format_exc()
text


# %% attribute_error_object: secret
# An AttributeError brings the object in which a name was not found.
class E(AttributeError):
    pass


try:
    type(host_object).nope
except AttributeError as error:
    found = E.obj.__get__(error)
found.run.__globals__["SECRET"]


# %% exception_state: secret
# The state of an exception holds its attributes.
class E(Exception):
    pass


try:
    host_object.fail()
except ValueError as error:
    trace = error.__traceback__


class R(type(list[int])):
    pass


R(R(trace, ()).tb_next, ()).tb_frame.f_globals["SECRET"]


# %% group_split: crash
# A group whose split gives what CPython does not expect.
class G(ExceptionGroup):
    pass


G.split = lambda self, *a: "no pair"
try:
    raise G("m", [ValueError(1)])
except* ValueError:
    pass
[0] * 1000


# %% group_split_of_an_instance: crash
# The same with a metaclass that gives the right split to whoever asks.
class M(type):
    def __getattribute__(cls, name):
        if name == "split":
            return BaseExceptionGroup.split
        return super().__getattribute__(name)


class G(ExceptionGroup, metaclass=M):
    def split(self, *args):
        return "no pair"


try:
    raise G("m", [ValueError(1)])
except* ValueError:
    pass
[0] * 1000
