"""The rewriting of `match`: what its patterns read is looked at, while they keep the form that CPython asks for."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from agent_magic.interpreter import nodes
from agent_magic.interpreter.names import is_guarded

if TYPE_CHECKING:
    from agent_magic.interpreter.rewrite import Rewriter

_CAPTURING: Final = (ast.MatchAs, ast.MatchStar, ast.MatchMapping)
_Checked = tuple[str, ast.expr, tuple[str, ...]]
"""A class in a pattern: its hidden name, the expression, and the guarded names that are read by keyword."""
_Classes = dict[tuple[str, ...], _Checked]
_Group = tuple[list[ast.match_case], _Classes]
_BLOCKS: Final = 18
"""Of the twenty blocks that CPython allows within one another a check takes one, and a generator another."""


class Matching:
    """The part of one rewriter that knows patterns.

    The classes of patterns are bound to hidden names, as a pattern takes a dotted name and nothing else. Within a
    function they are out of the code's reach. The names of a module or a class are not, so there the patterns stand in
    functions of their own, which are made before the outermost loop begins.
    """

    def __init__(self, rewriter: Rewriter) -> None:
        self._rewriter = rewriter
        self._hidden = 0
        self._pending: _Classes = {}
        self._before_loop: list[ast.stmt] | None = None

    def match(self, node: ast.Match) -> list[ast.stmt]:
        """Rewrite a match statement."""
        outer = self._pending
        node.subject = self._rewriter.visit(node.subject)
        self._rewriter.flow.forget()
        groups: list[_Group] = []
        for case in node.cases:
            if not groups or self._stands_alone(groups[-1][0][-1]):
                groups.append(([], {}))
            cases, self._pending = groups[-1]
            cases.append(self._rewriter.visit(case))
            self._rewriter.flow.forget()
        self._pending = outer
        if not any(classes for _, classes in groups):
            return [node]
        if self._rewriter.flow.in_function:
            return [*_checks(groups[0][1], quick=self._rewriter.flow.blocks < _BLOCKS), node]
        return self._apart(node.subject, groups)

    def _stands_alone(self, case: ast.match_case) -> bool:
        """Whether the code may bind names between this case and the next one, out of a function's sight."""
        return not self._rewriter.flow.in_function and (case.guard is not None or self._rewriter.flow.depth > 0)

    def enter_loop(self) -> bool:
        """Enter a loop; `leave_loop` takes what is returned, which is whether it is an outermost one of a module."""
        if self._before_loop is not None or self._rewriter.flow.depth:
            return False
        self._before_loop = []
        return True

    def leave_loop(self, loop: ast.stmt, *, outermost: bool) -> list[ast.stmt]:
        """Leave a loop and return what stands before it."""
        if not outermost:
            return []
        made, self._before_loop = self._before_loop or [], None
        for function in made:
            ast.copy_location(function, loop)
        return made

    def capture(self, node: ast.MatchAs | ast.MatchStar | ast.MatchMapping) -> ast.AST:
        """Rewrite a pattern that binds a name."""
        self._rewriter.bind(node.rest if isinstance(node, ast.MatchMapping) else node.name)
        return node if isinstance(node, ast.MatchStar) else self._rewriter.children(node)

    def value(self, node: ast.MatchValue) -> ast.MatchValue:
        """Rewrite a pattern that compares."""
        if isinstance(node.value, ast.Attribute):
            self._chain(node.value)
        else:
            node.value = self._rewriter.visit(node.value)
        return node

    def cls(self, node: ast.MatchClass) -> ast.MatchClass:
        """Rewrite a class pattern."""
        guarded_class = self._chain(node.cls)
        for pattern in (*node.patterns, *node.kwd_patterns):
            self._rewriter.visit(pattern)
        guarded = tuple(name for name in node.kwd_attrs if is_guarded(name))
        if not self._rewriter.trusted and (node.patterns or guarded or guarded_class):
            node.cls = self._checked(node.cls, guarded)
        return node

    def _chain(self, node: ast.expr) -> bool:
        """Guard a dotted name's receivers in place; say whether there were any to guard."""
        if not isinstance(node, ast.Attribute):
            self._rewriter.visit(node)
            return False
        found = self._chain(node.value)
        if is_guarded(node.attr):
            node.value = self._rewriter.received(node, "receive")
            found = True
        return found

    def _checked(self, cls: ast.expr, guarded: tuple[str, ...]) -> ast.Name:
        """A hidden name for a checked class, the same one where a name stands twice."""
        plain = cls.id if isinstance(cls, ast.Name) else None
        if plain is not None and (plain, *guarded) in self._pending:
            hidden = self._pending[plain, *guarded][0]
        else:
            hidden = self._new_name()
            self._pending[plain or hidden, *guarded] = hidden, cls, guarded
        return ast.Name(hidden, ast.Load(), **nodes.at(cls))

    def _new_name(self) -> str:
        self._hidden += 1
        name = f".{self._hidden}"
        if self._rewriter.flow.in_function:
            self._rewriter.bind(name)
        else:
            self._rewriter.hidden.append(name)
        return name

    def _apart(self, subject: ast.expr, groups: list[_Group]) -> list[ast.stmt]:
        """Try group after group, each in a function that tells which of its cases matches."""
        place, in_class = nodes.at(subject), self._rewriter.flow.depth > 0
        hidden = [self._new_name() for _ in groups]
        first = subject
        out: list[ast.stmt] = []
        if len(groups) > 1:
            hidden.append(self._new_name())
            first = _get(hidden[-1], subject)
            out.append(_set(hidden[-1], subject))
        rest: list[ast.stmt] = []
        for name, (cases, classes) in zip(reversed(hidden[: len(groups)]), reversed(groups), strict=True):
            read = _read(cases, classes) if in_class else []
            chosen = [_chosen(number, case, handed_out=in_class) for number, case in enumerate(cases)]
            if rest:
                chosen.append(ast.match_case(ast.MatchAs(None, None, **nodes.at(cases[-1].pattern)), None, rest))
            matcher = _matcher(name, (".", *read), _checks(classes, quick=True), _inside(cases, read, in_class))
            call = ast.Call(_get(name, subject), [first, *(_get(each, subject) for each in read)], [], **place)
            rest = [ast.Match(call, chosen, **place)]
            if in_class or self._before_loop is None:
                rest.insert(0, matcher)
            else:
                self._before_loop.append(matcher)
        if in_class:
            out.insert(0, ast.Global(hidden, **place))  # no attributes of the class
        else:
            self._rewriter.repeated.update(hidden)
        return [*out, *rest]


def _read(cases: list[ast.match_case], classes: _Classes) -> list[str]:
    """The names that patterns read, each once."""
    roots = [*(case.pattern for case in cases), *(cls for _, cls, _ in classes.values())]
    names = (part.id for root in roots for part in ast.walk(root) if isinstance(part, ast.Name))
    return [name for name in dict.fromkeys(names) if name[0] != "."]


def _chosen(number: int, case: ast.match_case, *, handed_out: bool) -> ast.match_case:
    """The case of a matcher's answer that stands for a case of the code."""
    place = nodes.at(case.pattern)
    pattern: ast.pattern = ast.MatchValue(ast.Constant(number, **place), **place)
    if handed_out:
        names = [ast.MatchAs(None, name, **place) for name in _captured(case.pattern)]
        pattern = ast.MatchSequence([pattern, *names], **place)
    return ast.match_case(pattern, case.guard, case.body)


def _matcher(name: str, parameters: tuple[str, ...], checks: list[ast.stmt], inside: list[ast.stmt]) -> ast.stmt:
    """A function that matches its first parameter."""
    place = nodes.at(inside[-1])
    taken = ast.arguments([], [ast.arg(each, None, **place) for each in parameters], None, [], [], None, [])
    more: dict[str, Any] = {"type_params": []} if sys.version_info >= (3, 12) else {}
    return ast.FunctionDef(name, taken, [*checks, *inside], [], None, **more, **place)


def _inside(cases: list[ast.match_case], read: list[str], in_class: bool) -> list[ast.stmt]:
    """Statements that return the number of the case that matches.

    What a pattern captures they bind, in the module, or hand out with the number, in a class: its names are out of
    sight within a function, and hidden where they are those that the patterns `read`.
    """
    chosen = []
    every: dict[str, None] = {}
    for number, case in enumerate(cases):
        place = nodes.at(case.pattern)
        names = _captured(case.pattern)
        every.update(dict.fromkeys(names))
        answer: ast.expr = ast.Constant(number, **place)
        if in_class:
            hidden = {name: f".{name}" if name in read else name for name in names}
            for part, field in _captures(case.pattern):
                setattr(part, field, hidden[getattr(part, field)])
            answer = ast.Tuple([answer, *(_get(hidden[name], case.pattern) for name in names)], ast.Load(), **place)
        chosen.append(ast.match_case(case.pattern, None, [ast.Return(answer, **place)]))
    place = nodes.at(cases[0].pattern)
    match = ast.Match(_get(".", cases[0].pattern), chosen, **place)
    return [match] if in_class or not every else [ast.Global(list(every), **place), match]


def _captured(pattern: ast.pattern) -> list[str]:
    """The names that a pattern binds, each once."""
    return list(dict.fromkeys(getattr(part, field) for part, field in _captures(pattern)))


def _captures(pattern: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """The parts of a pattern that bind a name, in the order in which CPython binds them, and the field that has it."""
    for part in ast.iter_child_nodes(pattern):
        yield from _captures(part)
    field = "rest" if isinstance(pattern, ast.MatchMapping) else "name"
    if isinstance(pattern, _CAPTURING) and getattr(pattern, field) is not None:
        yield pattern, field


def _checks(classes: _Classes, *, quick: bool) -> list[ast.stmt]:
    if not classes:
        return []
    names, expressions, guarded = zip(*classes.values(), strict=True)
    return nodes.checked_classes(list(names), list(expressions), list(guarded), quick=quick)


def _set(name: str, value: ast.expr) -> ast.stmt:
    place = nodes.at(value)
    return ast.Assign([ast.Name(name, ast.Store(), **place)], value, **place)


def _get(name: str, node: ast.AST) -> ast.expr:
    return ast.Name(name, ast.Load(), **nodes.at(node))
