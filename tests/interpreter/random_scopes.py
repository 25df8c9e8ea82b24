"""Random statements about names and receivers: what the module binds, and objects whose attributes a loop stores on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.interpreter.random_programs import Writer

PRELUDE = """
note: int = 0

class Box:
    def __init__(self, v=0):
        self.v = self._w = v

class Other(Box):
    __slots__ = ("u",)
    def __setattr__(self, name, value):
        super().__setattr__(name, show(value))

class Locked:
    __slots__ = ("v",)

def bind_late():
    global late
    late = 1
"""
_NAMES = ("na", "nb", "late", "len", "max", "note")
_RECEIVERS = ("p", "q", "r")
_OBJECTS = ("Box({})", "Box({})", "Other({})", "Locked()", "[{}]", "bind_late", "ValueError({})", "Box", "o")


class Scopes:
    """Writes such statements for one writer."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._inside = False

    def name(self) -> None:
        """Bind, read, annotate or delete a name of the module, where this is one."""
        writer, to = self._writer, self._writer.to
        name, other, value = to.choose(*_NAMES), to.choose(*_NAMES), to.number()
        writer.line(
            to.choose(
                f"{name} = {value}", f"{name}: int", f"{name}: int = {value}", f"del {name}", f"del {name}, {other}",
                f"print(show({name}))", f"print(show({name}))", f"print([{name} for {name} in xs], show({other}))",
                f"print([{name} := k for k in xs], show({other}))", f"({name} := {value})", f"{name} += 1",
                f"for {name} in ys: {other} = {name}", f"with Manager() as {name}: {other} = {name}",
                f"print('{name}' in globals(), {name!r} in dir())", f"globals()['{name}'] = {value}",
                f"globals().pop('{name}', None)", f"import math as {name}", f"from math import pi as {name}",
                f"def {name}({other}={value}): return {other}", f"class {name}: {other} = {value}; {name} = {other}",
                f"class {writer.name('K')}: global {name}; {name} = {other}", f"{name} = lambda: {other}",
                f"def {writer.name('h')}(): global {name}; {name} = {other}; del {other}", "bind_late()",
                f"global {writer.name('m')}", "print(sorted(__annotations__))", f"{name} = {other} = {name}",
            )
        )  # fmt: skip

    def handlers(self) -> None:
        """Handlers within handlers, the last of which ends as chance has it."""
        writer, to = self._writer, self._writer.to
        depth = to.small(2, 7)
        kept = writer._indent
        for level in range(depth):
            writer.line("try:")
            writer.line(f"    {to.choose('raise ValueError(i)', 'xs[9]', 'raise', 'print(i)', '1 / 0')}")
            if to.maybe(4):
                writer.line("finally:")
            else:
                kind = to.choose("Exception", "(ValueError, IndexError)", "ZeroDivisionError")
                writer.line(f"except {kind}{to.choose('', f' as e{level}', ' as error')}:")
            writer._indent += 1
        writer.line(to.choose("print('deep')", "raise", "raise TypeError(s)", "print(error)"))
        writer._indent = kept

    def receivers(self) -> None:
        """A function or generator that stores on what it is given, mostly in loops."""
        writer, to = self._writer, self._writer.to
        if self._inside:
            return self.store()
        name, yields = writer.name("w"), to.maybe(3)
        with self._function(yields=yields), writer.block(f"def {name}(p, q=Box(2)):"):
            if to.maybe():
                writer.line("if i: r = Box(i)")
            for _ in range(to.small(1, 4)):
                writer._write(writer._pick([self.loop, self.loop, self.store, self.rebind]))
            writer.line("print(show([p.v, q.v]))")
            writer.line(f"return {to.choose('r', 'p', 'q')}")
        made = to.choose(*_OBJECTS).format(to.number())
        writer.line(f"print(show({f'list({name}({made}))' if yields else f'{name}({made})'}))")
        return None

    @contextmanager
    def _function(self, *, yields: bool) -> Iterator[None]:
        self._inside = True
        with self._writer._scope(function=True, yields=yields):
            yield
        self._inside = False

    def loop(self) -> None:
        """A loop over whatever, with receivers in it."""
        writer, to = self._writer, self._writer.to
        receiver, other = to.choose(*_RECEIVERS), to.choose(*_RECEIVERS)
        left = writer.name("left")
        writer.line(f"{left} = {to.small(1)}")
        head = to.choose(
            "for i in range(3):", "for i in xs[:3]:", f"while ({left} := {left} - 1) >= 0:",
            f"for i in [({receiver} := {other}), 1]:", f"for {receiver} in [{other}, Box(1)]:",
            f"for {receiver}.v in xs[:2]:", f"while ({left} := {left} - 1) >= 0 and ({receiver} := {other}):",
            f"for i, {receiver}.v in enumerate('ab'):",
        )  # fmt: skip
        writer._loops += 1
        with writer.block(head):
            for _ in range(to.small(1, 3)):
                plain = [self.store, self.store, self.store, self.rebind]
                deeper = [self.loop, self.finally_, writer.statement]
                writer._write(writer._pick(plain if writer._indent > 4 else [*plain, *deeper]))
        writer._loops -= 1
        if to.maybe(3):
            with writer.block("else:"):
                self.store()

    def finally_(self) -> None:
        """A `try` that a loop may leave at any point."""
        writer = self._writer
        with writer.block("try:"):
            self.store()
            writer._leave()
        with writer.block(writer.to.choose("finally:", "except Exception:", "except AttributeError as q:")):
            self.store()

    def store(self) -> None:
        """Store on a receiver, or delete or read what it has."""
        to = self._writer.to
        receiver, value = to.choose(*_RECEIVERS), to.number()
        own = f"if isinstance({receiver}, Box): {receiver}."  # what follows is refused on what others made
        self._writer.line(
            to.choose(
                f"{receiver}.v = {value}", f"{receiver}.v = {value}", f"{own}_w = {value}", f"{receiver}.v += 1",
                f"{own}_w += 1", f"del {receiver}.v", f"print(show({receiver}.v))", f"{own}v = {receiver}._w",
                f"{own}__class__ = Other", f"{own}__class__ = Box", f"{receiver}.u, i = i, {value}",
                f"del {receiver}.u",
                f"[{receiver}.v for {receiver} in [Box(i)]]", f"k = [{receiver}.v for k in xs[:2]]",
            )
        )  # fmt: skip

    def rebind(self) -> None:
        """Bind a receiver anew, in one way or another."""
        writer, to = self._writer, self._writer.to
        receiver, other = to.choose(*_RECEIVERS), to.choose(*_RECEIVERS)
        made = to.choose(*_OBJECTS).format(to.number())
        writer.line(
            to.choose(
                f"{receiver} = {made}", f"if i: {receiver} = {made}", f"{receiver} = {other}", f"del {receiver}",
                f"if {to.condition()}: del {receiver}", f"({receiver} := {made})",
                f"[({receiver} := k) for k in [{made}]]",
                f"with contextlib.nullcontext({made}) as {receiver}: {receiver}.v = 1",
                f"from math import pi as {receiver}",
                f"{receiver}, i = {made}, {other}", f"{receiver} = {receiver} if i else {other}",
                f"class {receiver}: v = 1", f"def {receiver}(): pass", f"i = i and ({receiver} := {made})",
            )
        )  # fmt: skip
        if to.maybe(6):
            inner = writer.name("n")
            with writer.block(f"def {inner}():"):
                writer.line(f"nonlocal {receiver}")
                writer.line(f"{receiver} = {made}")
            writer.line(f"{inner}()")
