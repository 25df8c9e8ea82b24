"""The rewriting of `match`: what its patterns read is looked at, while they keep the form that CPython asks for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from agent_magic.interpreter import nodes
from agent_magic.interpreter.names import is_guarded, mangle

if TYPE_CHECKING:
    from agent_magic.interpreter.rewrite import Rewriter


class Matching:
    """The part of one rewriter that knows patterns."""

    def __init__(self, rewriter: Rewriter) -> None:
        self._rewriter = rewriter
        self._hidden = 0
        self._pending: list[ast.stmt] = []

    def match(self, node: ast.Match) -> list[ast.stmt]:
        """Rewrite a match statement; the classes of its patterns are bound to hidden names before it."""
        outer, self._pending = self._pending, []
        node.subject = self._rewriter.visit(node.subject)
        self._rewriter.flow.forget()
        for case in node.cases:
            self._rewriter.visit(case)
            self._rewriter.flow.forget()
        before, self._pending = self._pending, outer
        return [*before, node]

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
        guarded = [name for name in node.kwd_attrs if is_guarded(name)]
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

    def _checked(self, cls: ast.expr, guarded: list[str]) -> ast.Name:
        """A hidden name for a checked class: a pattern takes a dotted name and nothing else."""
        self._hidden += 1
        hidden = f".{self._hidden}"
        self._rewriter.bind(hidden)
        names = [mangle(self._rewriter.class_name, name) for name in guarded]
        self._pending.append(nodes.checked_class(hidden, cls, names))
        return ast.Name(hidden, ast.Load(), **nodes.at(cls))
