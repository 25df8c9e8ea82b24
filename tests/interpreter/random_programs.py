"""Random programs: most of what the language has, in programs that come to an end and mostly have a result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from hypothesis import strategies as st

from tests.interpreter import random_scopes
from tests.interpreter.random_expressions import LISTS, NUMBERS, TEXTS, Expressions

_PRELUDE = '''
import asyncio, collections, contextlib, functools
i, j, k, s, t, xs, ys, d = 1, 2, 5, "pq", "", [3, 1], [], {"ab": 4}

def clip(value):
    if isinstance(value, int):
        return value % 97 if value > 96 else value % -97 if value < -96 else value
    return value[:20] if isinstance(value, str | list | tuple) else value

def show(value, depth=3):
    """A short text that does not tell where objects are in memory."""
    if depth and type(value) in (list, tuple, set):
        return type(value).__name__ + "(" + " ".join(show(item, depth - 1) for item in list(value)[:6]) + ")"
    if depth and type(value) is dict:
        return "dict(" + " ".join(f"{show(key, 0)}:{show(value[key], depth - 1)}" for key in list(value)[:6]) + ")"
    if isinstance(value, int | float | str | None):
        return repr(value)[:40]
    return f"<{type(value).__name__}>"

def traced(function):
    @functools.wraps(function)
    def inner(*args, **options):
        print("call", function.__name__, show(args), sorted(options))
        return function(*args, **options)
    return inner

class Manager:
    value, double, LIMIT = 6, 12, 3
    def method(self):
        return self.value
    def __init__(self, swallowed=()):
        self.swallowed = swallowed
    def __enter__(self):
        print("enter")
        return 4
    def __exit__(self, kind, error, trace):
        print("exit", kind and kind.__name__, error)
        return kind is not None and issubclass(kind, self.swallowed)
    async def __aenter__(self):
        return self.__enter__()
    async def __aexit__(self, *told):
        return self.__exit__(*told)

o = Manager()

async def countdown(start):
    try:
        for number in range(start % 4):
            yield number
            await asyncio.sleep(0)
    finally:
        print("counted")
'''  # fmt: skip
_ERRORS = ("ValueError", "TypeError", "(KeyError, IndexError)", "ArithmeticError", "AttributeError", "Exception")
_HAS_TYPE_PARAMETERS = sys.version_info >= (3, 12)
_DUNDERS = {
    "__add__(self, other)": "return {}", "__radd__(self, other)": "return {}", "__eq__(self, other)": "return {}",
    "__lt__(self, other)": "return {}", "__len__(self)": "return {}", "__bool__(self)": "return {} > 1",
    "__iter__(self)": "yield from [{}, 2]", "__call__(self, i=3)": "return {}", "__getitem__(self, key)": "return {}",
    "__contains__(self, item)": "return item == {}", "__getattr__(self, name)": "return (name, {})",
    "__repr__(self)": "return f'<{{{}}}>'", "__hash__(self)": "return {}", "__matmul__(self, other)": "return {}",
    "__setattr__(self, name, value)": "super().__setattr__(name, {})", "__enter__(self)": "return {}",
    "__exit__(self, *told)": "return {}", "__index__(self)": "return {}", "__format__(self, spec)": "return spec * {}",
    "__neg__(self)": "return {}", "__iadd__(self, other)": "return self", "__get__(self, owner, kind)": "return {}",
    "__delattr__(self, name)": "print(name, {})", "__reversed__(self)": "return iter([{}])",
}  # fmt: skip


@st.composite
def programs(draw: Callable[[st.SearchStrategy[int]], int]) -> str:
    """Source text of a program."""

    def pick(options: Sequence[object]) -> object:
        return options[draw(st.integers(0, len(options) - 1))]

    writer = Writer(pick)
    for _ in range(writer.to.small(2, 7)):
        writer.statement()
    writer.line(writer.to.anything() if writer.to.maybe(3) else "show([i, j, k, s, t, xs, ys, d])")
    return _PRELUDE + random_scopes.PRELUDE + "\n".join(writer.lines) + "\n"


class Writer:
    """Writes statements, indented as they must be."""

    def __init__(self, pick: Callable[[Sequence[object]], object]) -> None:
        self.to = Expressions(pick)
        self._pick = pick
        self.lines: list[str] = []
        self._indent = 0
        self._made = 0
        self._loops = 0
        self._in_function = False
        self._scopes = random_scopes.Scopes(self)

    def line(self, text: str) -> None:
        """Write one line."""
        self.lines.append("    " * self._indent + text)

    def name(self, kind: str) -> str:
        """Return a name that is new."""
        self._made += 1
        return f"{kind}{self._made}"

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Write a head and what belongs to it."""
        self.line(head)
        self._indent += 1
        yield
        self._indent -= 1

    def body(self, head: str, most: int = 2) -> None:
        """Write a head and some statements."""
        with self.block(head):
            for _ in range(self.to.small(1, most)):
                self.statement()

    def statement(self) -> None:
        """Write one statement."""
        simple = [self._assign, self._assign, self._print, self._amend, self._unpack, self._delete, self._leave]
        nested = [self._if, self._for, self._while, self._try, self._with, self._match, self._function, self._class]
        rare = [self._group, self._generator, self._async, self._assert, self._annotate, self._import]
        scopes = [
            self._scopes.name,
            self._scopes.name,
            self._scopes.handlers,
            self._scopes.receivers,
            self._scopes.receivers,
        ]
        deep = self._indent > 3 or len(self.lines) > 90
        write = self._pick(simple if deep else [*simple, *nested, *nested, *rare, *scopes])
        guarded = self.to.maybe(4) if self._indent else not self.to.maybe(5)
        if not deep and guarded:
            with self.block("try:"):
                self._write(write)
            with self.block("except Exception as error:"):
                self.line("print(type(error).__name__, error)")
        else:
            self._write(write)

    def _write(self, write: object) -> None:
        if callable(write):
            write()

    # One statement each

    def _assign(self) -> None:
        to = self.to
        self.line(
            self._either(
                lambda: f"{to.choose(*NUMBERS)} = {to.number()}",
                lambda: f"{to.choose(*TEXTS)} = {to.text()}",
                lambda: f"{to.choose(*LISTS)} = {to.list()}",
                lambda: f"d[{to.text()}] = {to.number()}",
                lambda: f"o = {to.anything()}",
                lambda: f"i = j = {to.number()}",
                lambda: f"{to.choose(*LISTS)}[{to.small()}] = {to.number()}",
                lambda: f"{self._receiver()} = {to.number()}",
                lambda: f"o = {to.choose(*to.classes)}({to.number()})" if to.classes else "pass",
            )
        )

    def _receiver(self) -> str:
        if self.to.in_method:
            return f"self.{self.to.choose('value', 'extra', '_inner', '__hidden')}"
        return f"o.{self.to.choose('value', 'extra', 'k')}"

    def _amend(self) -> None:
        operator = self.to.choose("+", "-", "*", "//", "|", "<<")
        target = self.to.choose(*NUMBERS, "xs[0]", "d['ab']", "o.value", "xs", "s", "o")
        value = self.to.choose("[i]", "xs[:2]") if target == "xs" else self.to.text() if target == "s" else "j"
        self.line(f"{target} {operator}= {value}")
        self.line("i, j, k, s, xs = map(clip, (i, j, k, s, xs))")

    def _unpack(self) -> None:
        target = self.to.choose("i, *xs", "*ys, j", "(i, j), k", "[s, *d]", "xs[0], i", "i, xs[i]", "o.value, j")
        self.line(f"{target} = {self.to.choose('xs', 'ys', '(i, j), k', '[1, 2]', 's', 'd.items()', 'o', 'i')}")

    def _delete(self) -> None:
        self.line(f"del {self.to.choose('xs[0]', 'd[s]', 'i', 'xs[:1], ys', 'o.value', '(j, k)')}")

    def _print(self) -> None:
        self.line(f"print(show({self.to.anything()}), {self.to.text()}, sep={self.to.choose(repr('|'), 'None')})")

    def _leave(self) -> None:
        options = ["pass", f"raise {self.to.choose('ValueError(i)', 'KeyError(s)', 'TypeError', 'StopIteration(3)')}"]
        if self._loops:
            options += ["break", "continue"]
        if self._in_function:
            options.append(f"return {self.to.number()}")
        self.line(f"if {self.to.condition()}: {self.to.choose(*options)}")

    def _assert(self) -> None:
        self.line(f"assert {self.to.condition()}, {self.to.anything()}")

    def _import(self) -> None:
        self.line(self.to.choose("import math as helper", "from math import floor as k, inf", "import collections.abc"))

    def _annotate(self) -> None:
        self.line(
            f"{self.to.choose('i', 'xs', 'o.value', '(j)')}: {self.to.choose('int', 'list[int]')} = {self.to.number()}"
        )

    # What holds other statements

    def _if(self) -> None:
        self.body(f"if {self.to.condition()}:")
        if self.to.maybe(3):
            self.body(f"elif {self.to.condition()}:")
        if self.to.maybe():
            self.body("else:")

    def _for(self) -> None:
        target, source = self._either(
            lambda: f"i|{self.to.list()}[:4]",
            lambda: f"i, s|enumerate({self.to.text()}[:3])",
            lambda: f"j|range({self.to.small()})",
            lambda: f"d[s]|{self.to.list()}[:3]",
            lambda: f"k|{self.to.generator()}",
            lambda: "o.value|xs[:3]",
        ).split("|", 1)
        self._loop(f"for {target} in {source}:")

    def _while(self) -> None:
        left = self.name("left")
        self.line(f"{left} = {self.to.small(1)}")
        self._loop(f"while ({left} := {left} - 1) >= 0 and {self.to.condition()}:")

    def _loop(self, head: str) -> None:
        self._loops += 1
        self.body(head)
        self._loops -= 1
        if self.to.maybe(3):
            self.body("else:")

    def _try(self) -> None:
        self.body("try:", 3)
        handled = self.to.maybe(4)
        if not handled:
            self.body(f"except {self.to.choose(*_ERRORS)} as error:")
            self.body("except Exception:" if self.to.maybe() else "except:")
            if self.to.maybe(4):
                self.body("else:")
        if handled or self.to.maybe():
            self.body("finally:")

    def _group(self) -> None:
        loops, self._loops = self._loops, 0
        was, self._in_function = self._in_function, False
        with self.block("try:"):
            self.line("raise ExceptionGroup('several', [ValueError(i), TypeError(s), KeyError(j)])")
        self.body(
            f"except* {self.to.choose('ValueError', '(KeyError, TypeError)', 'LookupError', 'OSError')} as group:"
        )
        with self.block("except* Exception as group:"):
            self.line("print(show(group.exceptions), group)")
        self._loops, self._in_function = loops, was

    def _with(self) -> None:
        manager = f"Manager({self.to.choose('', 'ValueError', '(TypeError, KeyError)', 'Exception')})"
        other = self.to.choose("", "", ", Manager() as k", ", contextlib.suppress(LookupError)", ", o as j")
        self.body(f"with {manager} as {self.to.choose('i', 'xs[0]', '(j)')}{other}:", 3)

    def _match(self) -> None:
        cases = (
            "0 | 1 | -2", "[i, *ys]", "[1, (2 | 3) as j, _]", "{'ab': int(i), **k}", "int() | str() as o", "'ab'",
            "Manager(swallowed=k)", "str(s) if s", "[[i, j], *_] | [i, j]", "None | True", "(float() as k)", "list(xs)",
            "[]", "{}", "collections.OrderedDict()",
        )  # fmt: skip
        classes = [f"{name}({self.to.choose('', 'i', 'value=i', '_inner=k')})" for name in self.to.classes]
        with self.block(f"match {self.to.anything()}:"):
            for _ in range(self.to.small(1, 3)):
                self.body(f"case {self.to.choose(*cases, *classes)}:")
            if self.to.maybe():
                self.body("case _:")

    # Functions and classes

    @contextmanager
    def _scope(self, *, function: bool = False, awaits: bool = False, yields: bool = False) -> Iterator[None]:
        to = self.to
        kept = self._loops, self._in_function, to.in_async, to.in_generator, to.in_method, to.in_class
        names = list(to.functions), list(to.classes), list(to.awaitable)
        self._loops, self._in_function = 0, function
        to.in_async, to.in_generator, to.in_class = awaits, yields, not function
        yield
        self._loops, self._in_function, to.in_async, to.in_generator, to.in_method, to.in_class = kept
        to.functions, to.classes, to.awaitable = names

    def _function(self) -> None:
        name, nested = self.name("f"), self._in_function
        count = self.to.small(0, 2)
        names = ["i", "j"][:count]
        rest = self.to.choose("k=7", "*xs", "*, k=1", "*xs, k=2, **d", "k=i, /", "k=3")
        kind = self.to.choose("", "[T]", "[*T, U: int]") if _HAS_TYPE_PARAMETERS else ""
        if self.to.maybe(4):
            self.line(self.to.choose("@traced", "@functools.lru_cache", "@lambda function: function"))
        with (
            self._scope(function=True),
            self.block(f"def {name}{kind}({', '.join([*names, rest])}) -> {self.to.number()}:"),
        ):
            if self.to.maybe(3):
                self.line(f"{'nonlocal' if nested and self.to.maybe() else 'global'} {self.to.choose('s', 't', 'ys')}")
            self._start_locals()
            for _ in range(self.to.small(1, 3)):
                self.statement()
            self.line(f"return {self.to.number()}")
        self.to.functions.append((name, count))

    def _start_locals(self) -> None:
        declared = self.lines[-1].strip().startswith(("global", "nonlocal"))
        if declared or self.to.maybe(4):
            self.line("k = 1")
        else:
            self.line("s, t, ys = 'local', '', [8]")

    def _generator(self) -> None:
        name = self.name("g")
        with self._scope(function=True, yields=True), self.block(f"def {name}(i, xs=(1, 2)):"):
            self.line("received = yield i")
            self.body("try:", 2)
            with self.block("finally:"):
                self.line("print('finally', show(received))")
            self.line(f"{self.to.choose('result =', 'yield')} {self.to.choose('i', 'xs')}")
            self.line(f"yield from {self.to.list()}")
            self.line(f"return {self.to.number()}")
        made = self.name("made")
        self.line(f"{made} = {name}({self.to.number()})")
        calls = (
            "print(next({0}))",
            "print({0}.send(i))",
            "print({0}.throw(ValueError(s)))",
            "{0}.close()",
            "print([*{0}])",
        )
        for _ in range(self.to.small(1, 3)):
            self.line(self.to.choose(*calls).format(made))

    def _async(self) -> None:
        if self._in_function or self.to.in_class:
            return self._print()
        name = self.name("co")
        with self._scope(function=True, awaits=True), self.block(f"async def {name}(i):"):
            with self.block(self.to.choose("async for j in countdown(i):", "async with Manager(ValueError) as j:")):
                self.statement()
            self.line("xs = [k async for k in countdown(3) if k]")
            self.statement()
            self.line(f"return {self.to.number()}")
        self.to.awaitable.append(name)
        self.line(f"print(show(await {self.to.choose(f'{name}(i)', f'asyncio.gather({name}(1), {name}(j))')}))")
        return None

    def _class(self) -> None:
        name = self.name("C")
        head = f"({self.to.choose(*self.to.classes, 'object', 'dict', 'ValueError')})" if self.to.maybe(3) else ""
        inherits = bool(head) and "object" not in head
        with self._scope(), self.block(f"class {name}{head}:"):
            self.line(self.to.choose('"""Doc."""', "LIMIT = i", "__match_args__ = ('value',)", "i = [i for i in xs]"))
            with self._method("__init__(self, value=0)"):
                if inherits and self.to.maybe():
                    self.line("super().__init__()")
                self.line(f"self.value = value; self._inner = {self.to.number()}; self.__hidden = value")
            with self._method("method(self, i=2)", self.to.choose("", "", "@staticmethod", "@classmethod", "@traced")):
                self.statement()
                self.line(f"return {self.to.number()}")
            with self._method("double(self)", self.to.choose("@property", "@functools.cached_property")):
                self.line(f"return {self.to.number()}")
            for _ in range(self.to.small()):
                dunder = self.to.choose(*_DUNDERS)
                with self._method(dunder):
                    self.line(_DUNDERS[dunder].format(self.to.choose("1", "2", "self.value", "self._inner", "i")))
        self.to.classes.append(name)
        self.line(f"o = {name}({self.to.number()})")

    @contextmanager
    def _method(self, signature: str, decorator: str = "") -> Iterator[None]:
        if decorator:
            self.line(decorator)
        with self._scope(function=True), self.block(f"def {signature}:"):
            self.to.in_method = True
            yield

    def _either(self, *writers: Callable[[], str]) -> str:
        write = self._pick(writers)
        return write() if callable(write) else ""
