# %% cached_property_reads: secret
# A cached_property looks into the __dict__ of any object.
import functools

p = functools.cached_property(lambda self: None)
p.__set_name__(None, "_token")
p.__get__(host_object, None)


# %% cached_property_writes: host
# And stores into it.
# % host: getattr(host_object, "extra", None) == "PWNED"
import functools

p = functools.cached_property(lambda self: "PWNED")
p.__set_name__(None, "extra")
p.__get__(host_object, None)


# %% enum_convert_reads: secret
# Enum's own helper turns the attributes of any object into members.
from enum import Enum


class E(Enum):
    pass


str([m.value for m in E._convert_("X", "math", lambda name: name == "_token", source=host_object)])


# %% enum_convert_module: host
# And those of any module, and writes them back.
# % host: hasattr(__import__("math"), "Pwned")
from enum import IntEnum


class E(IntEnum):
    pass


E._convert_("Pwned", "math", lambda name: False)


# %% enum_property: secret
# enum.property reads the name that it was told to read.
# % python: 3.12
# % open: an own subclass of enum.property may set what it reads; the class can be had from any enumeration
import enum


class P(enum.property):
    pass


p = P()
p._cls_type, p._attr_type, p.name = host_object, "attr", "_token"
p.__get__(1, P)


# %% typing_alias_writes: host
# An alias of typing stores on its origin.
# % host: statistics.NormalDist.cdf == "PWNED"
import statistics, typing

typing.Annotated[statistics.NormalDist, 1].cdf = "PWNED"


# %% dataclass_transform: host
# A decorator that writes on whatever it is given.
# % host: hasattr(HostObject, "__dataclass_transform__")
import typing

typing.dataclass_transform()(type(host_object))


# %% abstractmethod_on_an_object: host
# abstractmethod() on an object that is neither class nor function.
# % host: hasattr(host_object, "__isabstractmethod__")
import abc

abc.abstractmethod(host_object)


# %% abstractclassmethod: host
# The older decorators write too.
# % host: hasattr(statistics.fmean, "__isabstractmethod__")
import abc, statistics

abc.abstractclassmethod(statistics.fmean)


# %% final_on_an_object: host
# final() on an object.
# % host: hasattr(host_object, "__final__")
import typing

typing.final(host_object)


# %% slot_descriptor: host
# A slot's descriptor stores on the object that it is given.
# % host: host_slots.x == "PWNED"
type(host_slots).x.__set__(host_slots, "PWNED")


# %% slot_descriptor_delete: host
# And deletes.
# % host: not hasattr(host_slots, "x")
type(host_slots).x.__delete__(host_slots)


# %% property_setter: host
# A property's setter, called directly.
# % host: host_object.x == "PWNED"
type(host_object).level.fset(host_object, "PWNED")


# %% property_reinit: host
# A property of the host's class is initialised anew.
# % host: statistics.NormalDist(0, 1).mean == "PWNED"
import statistics

property.__init__(statistics.NormalDist.mean, lambda self: "PWNED")


# %% namespace_reinit: host
# A lent namespace is initialised again.
# % host: host_namespace.x == "PWNED"
host_namespace.__init__(x="PWNED")


# %% partial_setstate: host
# A subclass of partial has the method that changes any partial.
# % host: host_partial.func is str
import functools


class P(functools.partial):
    pass


P.__setstate__(host_partial, (str, (), {}, {}))


# %% update_wrapper_dict: secret
# update_wrapper takes over the __dict__ of an object of a mixed class.
import functools


class E(type(host_object)):
    pass


def f():
    pass


functools.update_wrapper(f, E(), (), ("__dict__",))
f._token


# %% asdict_of_a_mixed_class: secret
# Forged fields read private names of the host's part of an object.
import dataclasses


@dataclasses.dataclass
class D:
    x: int = 1


class E(type(host_object)):
    __dataclass_fields__ = dict(D.__dataclass_fields__)


E.__dataclass_fields__["x"].name = "_token"
str(dataclasses.asdict(E()))


# %% registrar_lies: secret
# % ours
# A generic function evaluates annotations of what says for a moment that it is a class.
import functools


class Liar:
    __name__ = "f"
    __globals__ = {"o": host_object}
    asked = 0

    @property
    def __class__(self):
        Liar.asked += 1
        return type if Liar.asked == 1 else Liar

    @property
    def __annotations__(self):
        return {"x": "o._token"}

    def __call__(self, *args):
        pass


@functools.singledispatch
def generic(x):
    pass


try:
    generic.register(Liar())
except TypeError as error:
    text = str(error)
text


# %% make_dataclass_bases: file
# The fields of a base go into source that is evaluated, unseen by the check of the class itself.
import dataclasses


@dataclasses.dataclass
class D:
    x: int = dataclasses.field(init=False, repr=False, compare=False)


f = D.__dataclass_fields__["x"]
f.name = "x__:(__import__('pathlib').Path(%r).touch()), y" % CANARY


class B:
    __dataclass_params__ = D.__dataclass_params__
    __dataclass_fields__ = {"x": f}


dataclasses.make_dataclass("C", ["z"], bases=(B,))


# %% field_renamed_meanwhile: file
# A metaclass renames a field while the decorator is at work.
import dataclasses

f = dataclasses.field(init=False, repr=False, compare=False)


class M(type):
    def __delattr__(cls, name):
        f.name = "x__:(__import__('pathlib').Path(%r).touch()), y" % CANARY
        super().__delattr__(name)


class C(metaclass=M):
    x: int = f


dataclasses.dataclass(C)


# %% field_with_two_names: file
# A field whose name is another one when it is asked again.
import dataclasses


class F(dataclasses.Field):
    asked = 0

    @property
    def name(self):
        F.asked += 1
        return "x" if F.asked <= 1 else "x__:(__import__('pathlib').Path(%r).touch()), y" % CANARY

    @name.setter
    def name(self, value):
        pass


@dataclasses.dataclass
class D:
    x: int = 1


real = D.__dataclass_fields__["x"]
f = F(dataclasses.MISSING, dataclasses.MISSING, False, False, None, False, {}, False)
f.type = int
f._field_type = F._field_type.__get__(real)


class B:
    __dataclass_params__ = D.__dataclass_params__
    __dataclass_fields__ = {"x": f}


@dataclasses.dataclass
class C(B):
    z: int = 2


# %% reduce_of_a_namespace: host
# copy believes an instance that says how to rebuild it, whatever its class.
# % host: host_object.x == "PWNED"
import copy, types


def rebuilt(protocol):
    return (lambda: host_object), (), {"x": "PWNED"}


copy.copy(types.SimpleNamespace(__reduce_ex__=rebuilt))


# %% reduce_patches_a_class: host
# The same with a state for slots, which is stored with setattr.
# % host: HostObject.run == "PWNED"
import copy, types


def rebuilt(protocol):
    return (lambda: type(host_object)), (), (None, {"run": "PWNED"})


copy.copy(types.SimpleNamespace(__reduce_ex__=rebuilt))


# %% setstate_of_a_mixed_class: secret
# A copy hands the state of the host's part to the code.
# % open: a class of the host may be derived from, and its methods work on an object of the code
import copy

kept = []


class E(type(host_object)):
    def __setstate__(self, state):
        kept.append(state)


copy.copy(E())
str(kept)
