"""The rewriting of `match`: what its patterns read is looked at, while they keep the form that CPython asks for."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING, Any

from agent_magic.interpreter import nodes
from agent_magic.interpreter.names import is_guarded
from agent_magic.interpreter.syntax import Refused

if TYPE_CHECKING:
    from agent_magic.interpreter.rewrite import Rewriter

_Checked = tuple[str, ast.expr, tuple[str, ...]]
"""A class in a pattern: its hidden name, the expression, and the guarded names that are read by keyword."""


class Matching:
    """The part of one rewriter that knows patterns.

    The classes of patterns are bound to hidden names, as a pattern takes a dotted name and nothing else. Within a
    function they are out of the code's reach. The names of a module are not, so there each case is matched in a
    function of its own.
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
            if self._rewriter.flow.depth and not self._rewriter.flow.in_function:
                raise Refused("a class pattern may not stand in the body of a class; match in a function", node)
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
        self._rewriter.bind(f".{self._hidden}")
        return f".{self._hidden}"

    def _apart(self, node: ast.Match, before: list[list[_Checked]]) -> list[ast.stmt]:
        """Try case after case, each in a function that returns what its pattern captures."""
        subject, is_open, found = self._new_name(), self._new_name(), self._new_name()
        place = nodes.at(node.subject)
        out: list[ast.stmt] = [_set(subject, node.subject), _set(is_open, ast.Constant(True, **place))]
        for case, classes in zip(node.cases, before, strict=True):
            function = self._new_name()
            place = nodes.at(case.pattern)
            matcher, captured = _matcher(function, case.pattern, [_checks(classes)] if classes else [])
            call = ast.Call(_get(function, case.pattern), [_get(subject, case.pattern)], [], **place)
            names: list[ast.expr] = [ast.Name(name, ast.Store(), **place) for name in captured]
            take = ast.Assign([ast.Tuple(names, ast.Store(), **place)], _get(found, case.pattern), **place)
            body = [_set(is_open, ast.Constant(False, **place)), *case.body]
            chosen = body if case.guard is None else [ast.If(case.guard, body, [], **place)]
            matches = ast.Compare(_get(found, case.pattern), [ast.IsNot()], [ast.Constant(None, **place)], **place)
            test = ast.If(matches, [take, *chosen], [], **place)
            out.append(ast.If(_get(is_open, case.pattern), [matcher, _set(found, call), test], [], **place))
        return out


def _matcher(name: str, pattern: ast.pattern, before: list[ast.stmt]) -> tuple[ast.stmt, list[str]]:
    """A function that takes a subject and returns a tuple of what `pattern` captures, or None; and the names."""
    place = nodes.at(pattern)
    captured: dict[str, None] = {}
    for part in ast.walk(pattern):
        field = "rest" if isinstance(part, ast.MatchMapping) else "name"
        bound = getattr(part, field, None) if isinstance(part, ast.MatchAs | ast.MatchStar | ast.MatchMapping) else None
        if bound is not None:
            captured[bound] = None
            setattr(part, field, f".{bound}")
    values: list[ast.expr] = [_get(f".{bound}", pattern) for bound in captured]
    found = ast.Return(ast.Tuple(values, ast.Load(), **place), **place)
    match = ast.Match(_get(".", pattern), [ast.match_case(pattern, None, [found])], **place)
    parameters = ast.arguments([], [ast.arg(".", None, **place)], None, [], [], None, [])
    more: dict[str, Any] = {"type_params": []} if sys.version_info >= (3, 12) else {}
    return ast.FunctionDef(name, parameters, [*before, match], [], None, **more, **place), list(captured)


def _checks(classes: list[_Checked]) -> ast.stmt:
    return nodes.checked_classes(*map(list, zip(*classes, strict=True)))


def _set(name: str, value: ast.expr) -> ast.stmt:
    place = nodes.at(value)
    return ast.Assign([ast.Name(name, ast.Store(), **place)], value, **place)


def _get(name: str, node: ast.AST) -> ast.expr:
    return ast.Name(name, ast.Load(), **nodes.at(node))
