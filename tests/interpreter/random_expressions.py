"""Random expressions, of a kind that is asked for, so that most of them have a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence

NUMBERS, TEXTS, LISTS = ("i", "j", "k"), ("s", "t"), ("xs", "ys")
_DEEPEST = 3


class Expressions:
    """Writes expressions; `pick` chooses one of several and so makes the program."""

    def __init__(self, pick: Callable[[Sequence[object]], object]) -> None:
        self._pick = pick
        self._depth = 0
        self._comprehensions = 0
        self.functions: list[tuple[str, int]] = []
        self.classes: list[str] = []
        self.awaitable: list[str] = []
        self.in_async = self.in_generator = self.in_method = self.in_class = False

    def choose(self, *options: str) -> str:
        """Return one of some texts."""
        return str(self._pick(options))

    def maybe(self, once_in: int = 2) -> bool:
        """Return true once in some times."""
        return self._pick(range(once_in)) == 0

    def small(self, least: int = 0, most: int = 3) -> int:
        """Return a small number."""
        return int(str(self._pick(range(least, most + 1))))

    def _one_of(self, simple: Sequence[Callable[[], str]], complex_: Sequence[Callable[[], str]]) -> str:
        self._depth += 1
        write = self._pick(simple if self._depth > _DEEPEST else [*simple, *complex_])
        text = write() if callable(write) else ""
        self._depth -= 1
        return text

    def number(self) -> str:
        """An expression whose value is a number, if all goes well."""
        simple = [lambda: str(self.small(-2, 7)), lambda: self.choose(*NUMBERS)]
        rest = [
            lambda: f"clip({self.number()} {self.choose('+', '-', '*', '//', '%', '&', '|', '^')} {self.number()})",
            lambda: f"{self.choose('len', 'sum', 'max', 'min')}({self.list()})",
            lambda: f"({self.number()} if {self.condition()} else {self.number()})",
            lambda: f"{self.list()}[{self.small(-2, 3)}]",
            lambda: f"d.get({self.text()}, {self.number()})",
            lambda: f"int({self.condition()})",
            lambda: f"(lambda i, *xs, k={self.number()}: {self.number()})({self.arguments(1)})",
            lambda: f"-{self.number()} ** 2 % 7",
            lambda: f"next({self.generator()}, {self.number()})",
            self._walrus, self._call, self._attribute, self._awaited, self._yielded,
        ]  # fmt: skip
        return self._one_of(simple, rest)

    def text(self) -> str:
        """An expression whose value is a text, if all goes well."""
        simple = [lambda: self.choose("''", "'ab'", "'c-d'", '"""e\nf"""'), lambda: self.choose(*TEXTS)]
        rest = [
            lambda: f"clip({self.text()} {self.choose('+', '* 2 +')} {self.text()})",
            lambda: (
                f"f'{{{self._inside(self.number())}:>{{{self._inside(self.number())}}}}}|{{show({self.choose(*LISTS)})!s:.9}}'"
            ),
            lambda: f"f'{{{self._inside(self.number())}=}}{{s!r}}'[:30]",
            lambda: f"{self.text()}.{self.choose('upper', 'title', 'strip', 'swapcase')}()",
            lambda: f"'{{1:>4}} {{x[0]}} {{0!r:.5}}'.format({self.number()}, {self.number()}, x={self.list()})[:30]",
            lambda: f"'%s:%4d' % ({self.choose('i', 's')}, {self.number()})",
            lambda: f"'-'.join(map(str, {self.list()}))[:20]",
            lambda: f"{self.text()}[{self.small(-2)}:{self.small()}]",
            lambda: f"show({self.anything()})",
        ]
        return self._one_of(simple, rest)

    def list(self) -> str:
        """An expression whose value is a list, mostly of numbers, if all goes well."""
        simple = [lambda: self.choose(*LISTS), lambda: f"[{self.number()}, {self.small()}]"]
        rest = [
            lambda: f"[*{self.list()}, {self.number()}]",
            lambda: f"sorted({self.list()}, key=lambda i: {self.number()})",
            lambda: f"[*range({self.small()})]",
            lambda: f"list(map(lambda i: {self.number()}, {self.list()}))",
            lambda: f"{self.list()}[{self.small(-2)}:{self.small()}:{self.choose('1', '-1', '2')}]",
            lambda: f"list({self.generator()})",
            lambda: f"sorted({{{self.comprehension(lambda: 'k')}}})",
            lambda: f"list({{{self.comprehension(lambda: f'{self.text()}: i')}}}.values())",
            lambda: f"[{self.comprehension(self.number)}]",
            lambda: f"[{self.comprehension(lambda: 'i')}]",
        ]
        return self._one_of(simple, rest)

    def generator(self) -> str:
        """An expression whose value is an iterator."""
        return self._one_of(
            [lambda: f"iter({self.choose(*LISTS)})"],
            [
                lambda: f"({self.comprehension(lambda: self.choose(*NUMBERS))})",
                lambda: f"zip({self.list()}, {self.list()})",
                lambda: f"filter(lambda i: {self.condition()}, {self.list()})",
                lambda: f"reversed({self.list()})",
            ],
        )

    def comprehension(self, element: Callable[[], str]) -> str:
        """What stands within the brackets of a comprehension."""
        self._comprehensions += 1
        parts = [f"{element()} for {self.choose('i', 'k', 'i, *k', '(j, i)', 'xs')} in "]
        parts.append(f"zip({self.list()}, {self.list()})" if "," in parts[0].partition(" for ")[2] else self.list())
        if self.maybe(3):
            parts.append(f" for j in {self.list()}")
        if self.maybe():
            parts.append(f" if {self.condition()}")
        self._comprehensions -= 1
        return "".join(parts)

    def condition(self) -> str:
        """An expression that is true or false."""
        simple = [
            lambda: f"{self.choose(*NUMBERS)} {self.choose('<', '>=', '==', '!=')} {self.small()}",
            lambda: self.choose("i", "s", "xs", "not d", "o is None"),
        ]
        rest = [
            lambda: f"{self.number()} < {self.number()} <= {self.number()}",
            lambda: f"({self.condition()} {self.choose('and', 'or')} not {self.condition()})",
            lambda: f"{self.number()} {self.choose('in', 'not in')} {self.list()}",
            lambda: f"isinstance({self.anything()}, {self.choose('int', '(str, list)', 'int | str', 'object')})",
            lambda: f"any({self.comprehension(self.condition)})",
            lambda: f"{self.choose('o', 'i', 's')} == {self.anything()}",
        ]
        return self._one_of(simple, rest)

    def anything(self) -> str:
        """An expression of any kind."""
        simple = [self.number, self.text, self.list, lambda: self.choose("d", "o", "None", "1.5", "True", "...")]
        rest = [
            lambda: f"{{{self.text()}: {self.number()}, **d}}",
            lambda: f"{{{self.number()}, *{self.list()}}}",
            lambda: f"({self.number()}, {self.text()}, *{self.list()})",
            lambda: f"(lambda i={self.number()}, /, *, j=2: {self.anything()})",
            lambda: f"o {self.choose('+', '-', '<', '@', '[', '(')} i".replace("[ i", "[i]").replace("( i", "(i)"),
            lambda: f"({self.condition()} and {self.anything()})",
        ]
        return self._one_of(simple, rest)

    def arguments(self, count: int) -> str:
        """What stands within the parentheses of a call of something that needs `count` values."""
        values = [self.number() for _ in range(count)]
        if self.maybe(3):
            values = [f"*[{', '.join(values)}]" if values else "*()"]
        if self.maybe(4):
            values.append(self.choose("k=5", "**{'k': 1}", "*xs", "j=3", "**d"))
        return ", ".join(values)

    def _call(self) -> str:
        if not self.functions:
            return self.choose(*NUMBERS)
        name, count = self.functions[self.small(0, len(self.functions) - 1)]
        return f"{name}({self.arguments(count)})"

    def _attribute(self) -> str:
        plain = ("value", "method()", "double", "missing", "LIMIT", "__doc__")
        if self.in_method:
            return f"self.{self.choose(*plain, '_inner', '__hidden')}"
        return f"o.{self.choose(*plain)}"

    def _walrus(self) -> str:
        if self._comprehensions or self.in_class:
            return self.choose(*NUMBERS)
        return f"({self.choose(*NUMBERS)} := {self.number()})"

    def _awaited(self) -> str:
        if not self.awaitable or not self.in_async or self._comprehensions:
            return self.choose(*NUMBERS)
        return f"(await {self.choose(*self.awaitable)}({self.number()}))"

    def _yielded(self) -> str:
        return f"((yield {self.number()}) or 1)" if self.in_generator and not self._comprehensions else "i"

    def _inside(self, expression: str) -> str:
        """An expression within the braces of an f-string, where older versions take no quotes of the same kind."""
        return expression if not set(expression) & set("'\"\\\n:!={}") else "i"
