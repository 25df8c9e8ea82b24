# %% user_string
# A UserString formats.
from collections import UserString
class U(UserString):
    def format(self, *args):
        return super().format(*args) + "!"
UserString("{0.real} {}").format_map is not None, UserString("{0:>4}").format(1), U("{}").format(2), UserString("{k}").format_map({"k": 3})


# %% formatter
# A formatter with a conversion and a default of its own.
import string
class F(string.Formatter):
    def get_value(self, key, args, values):
        return values.get(key, "?") if isinstance(key, str) else super().get_value(key, args, values)
    def convert_field(self, value, conversion):
        return str(value).upper() if conversion == "u" else super().convert_field(value, conversion)
    def get_field(self, name, args, values):
        try:
            return super().get_field(name, args, values)
        except (AttributeError, KeyError):
            return "none", name
F().format("{0.real} {a!u} {missing} {0.nope} {1!r:>5}", 3, "x", a="b"), list(string.Formatter().parse("a{b}"))[0]


# %% cached_property
# A value that is computed once, in a class and in its subclass.
from functools import cached_property
class A:
    calls = 0
    @cached_property
    def big(self):
        "doc"
        A.calls += 1
        return 42
class B(A):
    @cached_property
    def other(self):
        return self.big + 1
b = B()
first = (b.big, b.big, b.other, A.calls, "big" in vars(b), A.big.__doc__)
del b.big
b.big = 5
first, b.big, type(A.__dict__["big"]).__name__, isinstance(A.big, cached_property)


# %% cached_property_error
# Where there is nothing to keep it in.
from functools import cached_property
class A:
    __slots__ = ()
    @cached_property
    def x(self):
        return 1
try:
    A().x
except TypeError as error:
    text = str(error)
text


# %% enumeration
# Enumerations with private helpers of the code, aliases and lookups.
from enum import Enum, Flag, auto
class Colour(Enum):
    RED = auto()
    BLUE = 5
    AZURE = 5
    @classmethod
    def _missing_(cls, value):
        return cls.RED
    def _shade(self):
        return self.value + 1
    def darker(self):
        return self._shade() + self._value_
class P(Flag):
    R = 1
    W = 2
Colour(99).name, Colour.AZURE.name, Colour.BLUE.darker(), list(Colour.__members__), P.R | P.W, Colour._member_names_, Colour._value2member_map_[5].name


# %% enum_members_are_a_mapping
# The members of an enumeration, merged and compared.
from enum import Enum
class E(Enum):
    A = 1
m = E.__members__
dict(m) == m, m == {"A": E.A}, (m | {"B": 2})["B"], m.get("C"), len(m), {**m}


# %% abstract_classes
# Abstract classes with hooks, registration and isinstance.
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @classmethod
    def __subclasshook__(cls, other):
        return True if hasattr(other, "area") else NotImplemented
class Square:
    def area(self):
        return 4
class Other:
    pass
Shape.register(Other)
isinstance(Square(), Shape), isinstance(Other(), Shape), isinstance(5, Shape)


# %% abstract_mapping
# Classes of the code below those of collections.abc, matched and registered.
from collections.abc import Mapping, MutableSequence, Sequence
class D(Mapping):
    def __init__(self, **values):
        self._d = values
    def __getitem__(self, key):
        return self._d[key]
    def __iter__(self):
        return iter(self._d)
    def __len__(self):
        return len(self._d)
class S:
    def __len__(self):
        return 2
    def __getitem__(self, i):
        return [1, 2][i]
d = D(a=1)
match d:
    case {"a": x}:
        pass
isinstance(d, Mapping), dict(d), x, d.get("b"), D(a=1) == d


# %% abstract_decorators
# Decorators above and below others.
import abc, typing
class A(abc.ABC):
    @property
    @abc.abstractmethod
    def x(self): ...
    @staticmethod
    @abc.abstractmethod
    def s(): ...
    @abc.abstractmethod
    def m(self): ...
class B(A):
    x = 1
    @staticmethod
    def s():
        return 2
    @typing.final
    def m(self):
        return 3
@typing.final
class C(B):
    pass
sorted(A.__abstractmethods__), C().m(), C.s(), C.__final__


# %% typing_things
# Aliases, annotated types and protocols.
import typing
from typing import Annotated, Generic, List, Protocol, TypeVar, runtime_checkable
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, x):
        self._x = x
    def get(self):
        return self._x
IntBox = Box[int]
@runtime_checkable
class Sized(Protocol):
    def size(self) -> int: ...
class A:
    def size(self):
        return 1
a = Annotated[int, "m"]
IntBox(3).get(), a.__metadata__, List[int].__args__, isinstance(A(), Sized), Box[int].__origin__.__name__, list[int].__args__, list[int]([1])


# %% protocol_pattern
# A runtime protocol and an abstract class in patterns, with names that are nobody's secret.
from abc import ABC
from typing import Protocol, runtime_checkable
class Point(ABC):
    __match_args__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y
@runtime_checkable
class HasX(Protocol):
    x: int
match Point(1, 2):
    case Point(a, y=b):
        pass
match Point(3, 4):
    case HasX(x=c):
        pass
a, b, c


# %% patterns_with_private_names
# A class of the code whose positional names are underscored.
class P:
    __match_args__ = ("_a", "_b")
    def __init__(self, a, b):
        self._a, self._b = a, b
def f(value):
    match value:
        case P(1, b) if b > 1:
            return "one", b
        case P(a, _b=b):
            return a, b
        case [P(a, b), *rest]:
            return a, b, rest
match P(1, 2):
    case P(x, y):
        pass
class Body:
    match P(5, 6):
        case P(q, r):
            pass
f(P(1, 2)), f(P(3, 4)), f([P(1, 1), 2]), x, y, Body.q, Body.r


# %% dataclasses_of_many_kinds
# Dataclasses with inheritance, fields, factories and make_dataclass.
import dataclasses
from dataclasses import KW_ONLY, InitVar, dataclass, field
@dataclass(order=True, frozen=True)
class A:
    x: int
    _y: int = 2
@dataclass
class B(A.__class__ and object):
    items: list = field(default_factory=list, repr=False)
    seed: InitVar[int] = 0
    _: KW_ONLY
    z: int = 1
    def __post_init__(self, seed):
        self.items.append(seed)
C = dataclasses.make_dataclass("C", [("p", int), ("q", int, field(default=3))], bases=(B,), namespace={"s": lambda self: self.q}, kw_only=True)
A(1) < A(2), dataclasses.asdict(A(1)), dataclasses.replace(A(1), x=5), B([1], 7).items, C(p=1).s(), [f.name for f in dataclasses.fields(C)], dataclasses.astuple(A(3)), C(p=2).p


# %% dataclass_slots_and_inheritance
# With slots, a metaclass and inherited fields.
from dataclasses import dataclass, field
@dataclass(slots=True)
class A:
    x: int = 1
@dataclass(slots=True)
class B(A):
    y: list = field(default_factory=list)
class M(type):
    def __setattr__(cls, name, value):
        super().__setattr__(name, value)
@dataclass
class C(metaclass=M):
    z: int = 4
B(), C(), C.__match_args__


# %% copies
# Copies of nested things, with memo and hooks.
import collections, copy, types
class N:
    def __init__(self):
        self.parts = [1, [2]]
        self.me = self
class D:
    def __init__(self, x):
        self.x = x
    def __deepcopy__(self, memo):
        made = D(copy.deepcopy(self.x, memo))
        memo[id(self)] = made
        return made
n = copy.deepcopy(N())
shared = [1]
a, b = copy.deepcopy([shared, shared])
d = D([1])
e, f = copy.deepcopy([d, d])
ns = copy.deepcopy(types.SimpleNamespace(a=[1]))
od = copy.deepcopy(collections.OrderedDict(a=[1]))
memo = {}
g = copy.deepcopy([shared], memo)
n.me is n, n.parts, a is b, e is f, ns, od, copy.copy(types.SimpleNamespace(z=1)), g, copy.deepcopy({1, 2}), copy.deepcopy(len)


# %% copy_of_library_objects
# Copies of what the standard library makes.
import copy, datetime, decimal, fractions, random, re
from collections import ChainMap, Counter, defaultdict, deque
values = [datetime.date(2024, 1, 2), decimal.Decimal("1.5"), fractions.Fraction(1, 2), re.compile("a"), Counter("aab"), defaultdict(list, a=[1]), deque([1], 3), ChainMap({1: 2}), range(3)]
copy.deepcopy(values) == values, copy.copy(values[4]), copy.deepcopy(ValueError("x")).args, type(copy.deepcopy(random.Random(1))).__name__


# %% wrappers
# wraps with its options, on functions, classes and callables.
import functools
def deco(f):
    @functools.wraps(f)
    def inner(*args):
        return f(*args)
    return inner
@deco
def g(x):
    "doc"
    return x
class Callable_:
    def __init__(self, f):
        functools.update_wrapper(self, f)
        self.f = f
    def __call__(self, *args):
        return self.f(*args)
h = Callable_(g)
wrapped = functools.wraps(len)(lambda *a: 1)
g.__name__, g.__doc__, g.__wrapped__(3), h.__name__, h(2), h.__wrapped__ is g, wrapped.__name__


# %% partials
# partial, its parts and a subclass.
import functools
class P(functools.partial):
    pass
p = P(pow, 2)
q = functools.partial(p, 5)
p(3), q.func is pow, q.args, p.args, functools.partialmethod(pow, 2).args


# %% generic_functions
# singledispatch with annotations, classes and stacked registration.
import functools
@functools.singledispatch
def show(x):
    return "any"
@show.register
def _(x: int):
    return "int"
@show.register(list)
@show.register(tuple)
def _(x):
    return "sequence"
show.register(str, lambda x: "text")
class A:
    @functools.singledispatchmethod
    def m(self, x):
        return "any"
    @m.register
    def _(self, x: int):
        return "int"
show(1.5), show(1), show([]), show(()), show(""), A().m(1), A().m("")


# %% pretty_printing
# PrettyPrinter, a subclass of it and a stream of the code's own.
import io, pprint, types
out = io.StringIO()
class P(pprint.PrettyPrinter):
    def format(self, object, context, maxlevels, level):
        if isinstance(object, str):
            return f"<{object}>", True, False
        return super().format(object, context, maxlevels, level)
P(stream=out).pprint(["a", 1])
P().pprint(["b"])
pprint.pprint({"x": list(range(40))}, width=40)
out.getvalue(), pprint.pformat(types.SimpleNamespace(a=1)), pprint.pformat(dict(a=1))


# %% warnings_recorded
# Warnings caught, recorded and turned into errors.
import warnings
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    warnings.warn("careful")
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("again", DeprecationWarning)
    except DeprecationWarning as error:
        text = str(error)
str(seen[0].message), text


# %% decimal_contexts
# The precision of decimals, set, local and kept.
from decimal import Decimal, getcontext, localcontext, setcontext, Context
getcontext().prec = 6
with localcontext() as c:
    c.prec = 3
    third = Decimal(1) / 3
seventh = Decimal(1) / 7
setcontext(Context(prec=28))
third, seventh, Decimal(1) / 3


# %% regular_expressions
# Patterns as texts, bytes, compiled and of a subclass of str.
import re
class S(str):
    pass
pattern = re.compile(S(r"(?P<a>\w)(\d)"))
re.match(S("a+"), S("aab"))[0], re.sub(rb"a", b"b", b"aa"), pattern.sub(lambda m: m["a"], "x1y2"), re.findall(pattern, "a1"), re.split(",", "a,b"), re.escape("a.b"), re.search(pattern, "b2", ).groups(), re.compile(pattern) is pattern, pattern.pattern


# %% formats_of_time
# strptime and strftime, and packed numbers.
import datetime, struct, time
class S(str):
    pass
datetime.datetime.strptime("2024-05-06", "%Y-%m-%d"), time.strptime("12:30", S("%H:%M"))[3:5], struct.unpack("<hb", struct.pack(S("<hb"), 1, 2)), datetime.date(2024, 1, 2).strftime("%d.%m.")


# %% asynchronous_things
# Queues, events and tasks of the code's own kinds.
import asyncio
class Q(asyncio.Queue):
    def _put(self, item):
        super()._put(item * 2)
async def producer(q):
    for i in range(3):
        await q.put(i)
async def main():
    q = Q()
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(producer(q), name="p")
    async with lock:
        found = [await q.get() for _ in range(3)]
    return found, task.get_name(), task.done(), await asyncio.wait_for(asyncio.shield(asyncio.sleep(0, 5)), 1)
asyncio.run(main())


# %% context_managers
# ExitStack, suppress and managers made of generators.
import contextlib
log = []
@contextlib.contextmanager
def cm(x):
    log.append(x)
    try:
        yield x
    except KeyError:
        log.append("caught")
    finally:
        log.append(-x)
with contextlib.ExitStack() as stack:
    stack.enter_context(cm(1))
    stack.callback(log.append, "callback")
    stack.push(lambda *a: log.append(a[0] and a[0].__name__))
    raise KeyError
with contextlib.suppress(ZeroDivisionError):
    1 / 0
@cm(5)
def f():
    return "f"
f(), log


# %% own_generator_classes
# Attributes that are named like those of frames, on objects of the code.
class G:
    gi_frame = "a"
    tb_next = None
    cell_contents = 5
    def format(self, x):
        return x
    def register(self, x):
        self.obj = x
        return x
g = G()
g.f_back = 3
g.gi_frame, g.tb_next, g.cell_contents, g.format(1), g.register(2), g.obj, g.f_back


# %% accessors_by_name
# getattr, attrgetter and methodcaller on what the code made.
import operator
class A:
    def __init__(self):
        self._x, self.y = 1, type("B", (), {"_z": 2})()
        self.o = "o"
    def __str__(self):
        return "A"
a = A()
setattr(a, "_w", 3)
"{0._x} {0.y._z} {o}".format(a, o=1), operator.attrgetter("_x", "y._z")(a), operator.methodcaller("__str__")(a), getattr(a, "_w"), getattr(a, "nope", 5), a.__getattribute__("_x"), "{:>5}".__getattribute__("upper")(), operator.methodcaller("format", 1)("{}")
