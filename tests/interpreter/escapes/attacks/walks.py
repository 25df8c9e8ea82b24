# %% metaclass_subclasses: secret
# On a metaclass of the code's own, __subclasses__ is the unbound method of type.
class M(type):
    pass


for cls in M.__subclasses__(object):
    if cls.__name__ == "BuiltinImporter":
        sys = cls.load_module("sys")
        break
sys.modules["tests.interpreter.escapes.world"].SECRET


# %% metaclass_super_subclasses: secret
# The same through super() of a metaclass with a metaclass.
class MM(type):
    pass


class M(type, metaclass=MM):
    pass


for cls in super(M, M).__subclasses__(object):
    if cls.__name__ == "BuiltinImporter":
        sys = cls.load_module("sys")
        break
sys.modules["tests.interpreter.escapes.world"].SECRET


# %% unbound_reduce: secret
# A class of the code has object's __reduce_ex__, which takes any object.
class A:
    pass


A.__reduce_ex__(host_object, 2)[2]["_token"]


# %% unbound_getstate: secret
# The same with __getstate__.
class A:
    pass


A.__getstate__(host_object)["_token"]


# %% unbound_reduce_of_slots: secret
# The same where the host's class has slots.
class A:
    pass


A.__reduce_ex__(host_slots, 2)[2][1]["_token"]


# %% subclass_of_super: secret
# A super class of the code's own is taken for an object of the code.
class S(super):
    pass


S(type(host_object), host_object).__getstate__()["_token"]


# %% subclass_of_super_accessor: secret
# Its __getattribute__ is that of the object behind it.
class S(super):
    pass


S(type(host_object).run.__class__, type(host_object).run).__getattribute__("__globals__")["SECRET"]


# %% subclass_of_super_frame: secret
# The same for a traceback.
class S(super):
    pass


try:
    1 / 0
except ZeroDivisionError as error:
    trace = error.__traceback__
frame = S(type(trace), trace).__getattribute__("tb_frame")
found = None
while frame is not None and found is None:
    read = S(type(frame), frame).__getattribute__
    found, frame = read("f_globals").get("sys"), read("f_back")
found.modules["tests.interpreter.escapes.world"].SECRET


# %% code_through_the_function_dict: secret
# A name in a function's own dict is open, and CPython answers with the real __code__.
import types


def read(o):
    return o.x


read.__dict__["__code__"] = None
code = read.__code__.replace(co_names=("_token",))
types.FunctionType(code, {})(host_object)


# %% closure_through_the_function_dict: secret
# The same with setattr first, and another internal name.
def f():
    pass


f.__dict__["__globals__"] = None
g = f.__globals__
f.__dict__["__builtins__"] = None
b = f.__builtins__
b["__import__"]("sys").modules["tests.interpreter.escapes.world"].SECRET


# %% subclass_of_the_host_reduce: secret
# A subclass of the host's class is the code's, and so is what object does for it.
class E(type(host_object)):
    pass


E().__reduce_ex__(2)[2]["_token"]


# %% subclass_of_the_host_getstate: secret
# The same with __getstate__.
class E(type(host_object)):
    pass


E().__getstate__()["_token"]


# %% subclass_of_the_host_super_dict: secret
# The same through super().
class E(type(host_object)):
    pass


class S(super):
    pass


S(E, E()).__dict__["_token"]


# %% subclass_of_the_host_setattr: secret
# The host's constructor hands its secret to __setattr__ of the code.
# % open: a class of the host may be derived from, and its methods work on an object of the code
kept = []


class E(type(host_object)):
    def __setattr__(self, name, value):
        kept.append(value)


E()
str(kept)


# %% constructor_on_another_object: secret
# The host's constructor takes an object of the code for its own.
class R:
    pass


r = R()
type(host_object).__init__(r)
r._token


# %% class_to_host_class_by_loop: host
# A loop's target sets __class__ without the value being looked at.
# % host: isinstance(OUTCOME.value, HostObject)
class R:
    pass


r = R()
for r.__class__ in [type(host_object)]:
    pass
r


# %% bound_method_self: host
# % ours
# The twin of getattr is a bound method of our own object.
# % host: OUTCOME.value not in (None, "")
class M(type(list[int])):
    pass


twins = M(getattr, ()).__self__
type(twins).__name__


# %% accessor_gives_the_real_format: secret
# __getattribute__ gives methods for which there are twins.
"{0.run.__globals__[SECRET]}".__getattribute__("format")(host_object)


# %% accessor_of_type: secret
# type.__getattribute__ on a class of the host.
class M(type):
    pass


getter = M.__getattribute__
getter(type(host_object), "__dict__")["run"].__globals__["SECRET"]
