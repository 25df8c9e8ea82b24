"""The rewriting of loops and comprehensions: each round pays a tick."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from agent_magic.interpreter import nodes
from agent_magic.interpreter.flow import own_flag

_INLINED = sys.version_info >= (3, 12)
"""Whether CPython makes a comprehension a part of the scope around it."""

if TYPE_CHECKING:
    from agent_magic.interpreter.rewrite import Rewriter


class Loops:
    """The part of one rewriter that knows loops."""

    def __init__(self, rewriter: Rewriter) -> None:
        self._rewriter = rewriter
        self._comprehension: Any = None

    def for_(self, node: ast.For | ast.AsyncFor) -> list[ast.stmt]:
        """Rewrite a `for` statement."""
        return self._around(node, self._for)

    def while_(self, node: ast.While) -> list[ast.stmt]:
        """Rewrite a `while` statement."""
        return self._around(node, self._while)

    def _around(self, node: Any, rewritten: Callable[[Any], ast.stmt]) -> list[ast.stmt]:
        """Rewrite a loop, with what is looked up or made before it."""
        outermost = self._rewriter.matching.enter_loop()
        ahead = self._look_ahead(node)
        flow = self._rewriter.flow
        outer, flow.repeats = flow.repeats, not flow.depth
        flow.blocks += 1
        loop = rewritten(node)
        flow.blocks -= 1
        flow.repeats = outer
        return [*self._rewriter.matching.leave_loop(loop, outermost=outermost), *ahead, loop]

    def _for(self, node: ast.For | ast.AsyncFor) -> ast.stmt:
        source = self._rewriter.visit(node.iter)
        node.iter = nodes.ticking(source, node) if isinstance(node, ast.For) else source
        mark = self._rewriter.flow.mark_loop(node)
        node.target = self._rewriter.visit(node.target)
        first = node.body[0]
        node.body = self._rewriter.body(node.body)
        self._rewriter.flow.back_to(mark)
        if isinstance(node, ast.AsyncFor):
            node.body.insert(0, nodes.tick_in_loop(first))
        node.orelse = self._rewriter.branch(node.orelse)
        return node

    def _while(self, node: ast.While) -> ast.stmt:
        mark = self._rewriter.flow.mark_loop(node)
        test = self._rewriter.visit(node.test)
        first = node.body[0]
        body = self._rewriter.body(node.body)
        self._rewriter.flow.back_to(mark)
        if node.orelse:
            node.test, node.body = test, [nodes.tick_in_loop(first), *body]
            node.orelse = self._rewriter.branch(node.orelse)
            return node
        place, here = nodes.at(test), nodes.at(node)
        if not (isinstance(test, ast.Constant) and test.value):
            body = [ast.If(test, body, [ast.Break(**place)], **here)]
        return ast.For(ast.Tuple([], ast.Store(), **place), nodes.marker("rounds", test), body, [], **here)

    def _look_ahead(self, node: ast.For | ast.AsyncFor | ast.While) -> list[ast.stmt]:
        """Look at the classes of a loop's receivers before it begins."""
        names = [] if self._rewriter.trusted else self._rewriter.flow.lasting_receivers(node)
        for name in names:
            self._rewriter.flow.learn(own_flag(name), name)
        return [nodes.look_ahead(name, own_flag(name), node) for name in names]

    def comprehension(self, node: ast.comprehension) -> ast.comprehension:
        """Rewrite one `for` of a comprehension."""
        source = self._rewriter.visit(node.iter)
        node.target = self._rewriter.visit(node.target)
        node.ifs = [self._rewriter.visit(test) for test in node.ifs]
        if node.is_async:
            node.iter = source
            node.ifs.insert(0, nodes.tick_test(node.target))
        else:
            node.iter = nodes.ticking(source, self._comprehension)
        return node

    def scope(self, node: Any) -> Any:
        """Rewrite a comprehension, which is a scope of its own."""
        flow = self._rewriter.flow
        repeats = _INLINED and (flow.repeats or not flow.depth) and not isinstance(node, ast.GeneratorExp)
        outer = flow.enter()
        flow.repeats = repeats
        outer_node, self._comprehension = self._comprehension, node
        self._rewriter.children(node)
        self._comprehension = outer_node
        flow.leave(outer)
        return node
