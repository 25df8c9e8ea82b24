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


class Matching:
    """The part of one rewriter that knows patterns.

    The classes of patterns are bound to hidden names, as a pattern takes a dotted name and nothing else. Within a
    function they are out of the code's reach. The names of a module or a class are not, so there each case is matched
    in a function of its own.
    """

    def __init__(self, rewriter: Rewriter) -> None:
        self._rewriter = rewriter
        self._hidden = 0
        self._pending: list[_Checked] = []

    def match(self, node: ast.Match) -> list[ast.stmt]:
        """Rewrite a match statement."""
        outer = self._pending
        node.subject = self._rewriter.visit(node.subject)
        self._rewriter.flow.forget()
        before = []
        for case in node.cases:
            self._pending = []
            self._rewriter.visit(case)
            self._rewriter.flow.forget()
            before.append(self._pending)
        self._pending = outer
        if not any(before):
            return [node]
        if self._rewriter.flow.in_function:
            return [_checks([each for classes in before for each in classes]), node]
        return self._apart(node, before)

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
        """A hidden name for a checked class."""
        hidden = self._new_name()
        self._pending.append((hidden, cls, guarded))
        return ast.Name(hidden, ast.Load(), **nodes.at(cls))

    def _new_name(self) -> str:
        self._hidden += 1
        name = f".{self._hidden}"
        if self._rewriter.flow.in_function:
            self._rewriter.bind(name)
        else:
            self._rewriter.hidden.append(name)
        return name

    def _apart(self, node: ast.Match, before: list[list[_Checked]]) -> list[ast.stmt]:
        """Try case after case, each in a function that returns what its pattern captures."""
        subject, is_open, found = hidden = [self._new_name() for _ in range(3)]
        place = nodes.at(node.subject)
        out: list[ast.stmt] = [_set(subject, node.subject), _set(is_open, ast.Constant(True, **place))]
        for case, classes in zip(node.cases, before, strict=True):
            hidden.append(self._new_name())
            place = nodes.at(case.pattern)
            matcher, captured, call = _matcher(hidden[-1], subject, case.pattern, classes)
            names: list[ast.expr] = [ast.Name(name, ast.Store(), **place) for name in captured]
            take = ast.Assign([ast.Tuple(names, ast.Store(), **place)], _get(found, case.pattern), **place)
            body = [_set(is_open, ast.Constant(False, **place)), *case.body]
            chosen = body if case.guard is None else [ast.If(case.guard, body, [], **place)]
            matches = ast.Compare(_get(found, case.pattern), [ast.IsNot()], [ast.Constant(None, **place)], **place)
            test = ast.If(matches, [take, *chosen], [], **place)
            out.append(ast.If(_get(is_open, case.pattern), [matcher, _set(found, call), test], [], **place))
        if self._rewriter.flow.depth:
            out.insert(0, ast.Global(hidden, **place))  # no attributes of the class
        return out


def _matcher(
    name: str, subject: str, pattern: ast.pattern, classes: list[_Checked]
) -> tuple[ast.stmt, list[str], ast.expr]:
    """A function that takes a subject and returns a tuple of what `pattern` captures, or None.

    Returned with the captured names and a call, which hands in the names that the pattern reads: those of a class are
    out of sight within a function.
    """
    place = nodes.at(pattern)
    inside = [*ast.walk(pattern), *(part for _, cls, _ in classes for part in ast.walk(cls))]
    read = {part.id: None for part in inside if isinstance(part, ast.Name) and part.id[0] != "."}
    captured: dict[str, None] = {}
    for part, field in _captures(pattern):
        bound = getattr(part, field)
        captured[bound] = None
        setattr(part, field, f".{bound}")
    values: list[ast.expr] = [_get(f".{bound}", pattern) for bound in captured]
    found = ast.Return(ast.Tuple(values, ast.Load(), **place), **place)
    match = ast.Match(_get(".", pattern), [ast.match_case(pattern, None, [found])], **place)
    parameters = ast.arguments([], [ast.arg(arg, None, **place) for arg in (".", *read)], None, [], [], None, [])
    more: dict[str, Any] = {"type_params": []} if sys.version_info >= (3, 12) else {}
    body: list[ast.stmt] = [_checks(classes), match] if classes else [match]
    function = ast.FunctionDef(name, parameters, body, [], None, **more, **place)
    call = ast.Call(_get(name, pattern), [_get(arg, pattern) for arg in (subject, *read)], [], **place)
    return function, list(captured), call


def _captures(pattern: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """The parts of a pattern that bind a name, in the order in which CPython binds them, and the field that has it."""
    for part in ast.iter_child_nodes(pattern):
        yield from _captures(part)
    field = "rest" if isinstance(pattern, ast.MatchMapping) else "name"
    if isinstance(pattern, _CAPTURING) and getattr(pattern, field) is not None:
        yield pattern, field


def _checks(classes: list[_Checked]) -> ast.stmt:
    names, expressions, guarded = zip(*classes, strict=True)
    return nodes.checked_classes(list(names), list(expressions), list(guarded))


def _set(name: str, value: ast.expr) -> ast.stmt:
    place = nodes.at(value)
    return ast.Assign([ast.Name(name, ast.Store(), **place)], value, **place)


def _get(name: str, node: ast.AST) -> ast.expr:
    return ast.Name(name, ast.Load(), **nodes.at(node))
