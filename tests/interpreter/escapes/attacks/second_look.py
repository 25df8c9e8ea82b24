# %% repr_of_another_class: secret
# The methods that a dataclass generates read the names of its fields from whatever they are given.
import dataclasses


@dataclasses.dataclass
class D:
    _token: str


D.__repr__(host_object)


# %% init_of_another_class: host
# And store on it.
# % host: host_object.x == "PWNED"
import dataclasses


@dataclasses.dataclass
class D:
    x: str


D.__init__(host_object, "PWNED")


# %% replace_of_another_class: secret
# A named tuple's methods take other tuples, not other objects.
import dataclasses


@dataclasses.dataclass(order=True)
class D:
    _token: str


found = ""
for method in (D.__lt__, D.__eq__, D.__hash__):
    try:
        method(host_object, host_object)
    except AttributeError as error:
        found += str(error)
    except TypeError:
        pass
found + (D.__repr__(host_object) if not found else "")


# %% super_bound_anew: host
# The one name whose call is not asked about is bound to something else.
# % host: host_namespace.x == "PWNED"
def super():
    return host_namespace


class A:
    def f(self):
        super().__init__(x="PWNED")


A().f()


# %% super_in_globals: host
# The same through globals().
# % host: host_namespace.x == "PWNED"
globals()["super"] = lambda: host_namespace


class A:
    def f(self):
        super().__init__(x="PWNED")


A().f()


# %% module_in_a_function: secret
# A private name that holds a module, read where the receiver is known.
import warnings


class W(warnings.catch_warnings):
    def get(self):
        self.mine = 1
        self._own = 2
        return self._module


W().get().sys.modules["tests.interpreter.escapes.world"].SECRET


# %% lying_hash_in_a_function: secret
# A mixed class looks equal to one that is known to be the code's own, where the receiver is read unseen.
# % open: a receiver is looked up by its class, whose metaclass may lie; an identity check would cost twice as much
class A:
    def __init__(self):
        self._y = 1


def read(o):
    return o._token


def warm(o):
    return o._y


class M(type):
    def __hash__(cls):
        return hash(A)

    def __eq__(cls, other):
        return True


class E(type(host_object), metaclass=M):
    pass


e = E()
for _ in range(3):
    warm(A())
read(e)


# %% error_that_lies_about_its_class: exit
# % ours
# An error whose class attribute raises when the host looks.
class E(Exception):
    @property
    def __class__(self):
        raise SystemExit(3)


raise E


# %% field_metadata: host
# The read-only view of a field without metadata is of one dict for the whole process.
# % host: "PWNED" in __import__("dataclasses").fields(host_record)[0].metadata
# % open: an operator hands the mapping behind a view to the other operand, and operators are not guarded
import dataclasses


class X:
    def __eq__(self, other):
        other["PWNED"] = 1
        return True


dataclasses.field().metadata == X()


# %% class_made_by_a_call: host
# A class below Mapping that no class statement made.
# % host: is_mapping(Fresh())
# % open: a call of a metaclass is a call like any other, and type() is not guarded
from collections.abc import Mapping

body = {name: lambda *a: 0 for name in ("__getitem__", "__iter__", "__len__")}
X = type(Mapping)("X", (Mapping,), {**body, "__subclasshook__": staticmethod(bool)})


# %% hook_set_later: host
# The hook is stored on the class after it was made.
# % host: is_mapping(Fresh())
from collections.abc import Mapping


class X(Mapping):
    def __getitem__(self, key): ...
    def __iter__(self): ...
    def __len__(self): ...


X.__subclasshook__ = staticmethod(bool)


# %% printed_later: output
# A repr in C that prints when the host shows the value.
# % open: print is the built-in; it prints where the host prints then, when the host asks for the text
import functools


class X:
    __repr__ = functools.partial(print, "x" * 3_000_000)


X()


# %% seen_by_a_metaclass: secret
# A host's method is called with an object of the code in the place of its own.
class R:
    pass


r = R()
r.__class__ = R
type(host_object).__init__.__get__(r)()
r._token


# %% slot_getter: secret
# The descriptor of a private slot, through a class of the code's own.
class E(type(host_slots)):
    pass


E._token.__get__(host_slots)


# %% vars_of_a_mixed_object: secret
# dir and vars of an object of a mixed class.
class E(type(host_object)):
    def __dir__(self):
        return super().__dir__()


e = E()
str([object.__getattribute__(e, name) for name in dir(e) if name == "_token"])


# %% attrgetter_of_a_mixed_object: secret
# The same by attrgetter, in a sort key.
import operator


class E(type(host_object)):
    pass


str(list(map(operator.attrgetter("_token"), [E()])))


# %% contextmanager_of_the_host: secret
# A host's generator is thrown an error whose traceback shows its frames.
g = stream(3)
next(g)
try:
    g.throw(ValueError())
except ValueError as error:
    trace = error.__traceback__
A = type(list[int])
A(A(trace, ()).tb_next, ()).tb_frame.f_globals["SECRET"]
