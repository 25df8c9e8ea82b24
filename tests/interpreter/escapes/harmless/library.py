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
