"""What is known of local names at a point of the program, so that a second check can be left out.

A receiver that may be stored on once may be stored on again, as long as its name is not bound anew: so in
`self.x = 1; self.y = 2` the second check is left out. Only names of a function's own scope are followed, as nobody
else can bind those.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager


class Flow:
    """Follows the rewriter through the scopes and branches of a program, in the order of evaluation.

    `depth` counts the scopes around a point, `known` are names whose receiver was let through for a store, and `tuples`
    those that hold a function's own `*args`.
    """

    def __init__(self, shared: frozenset[str]) -> None:
        self._shared = shared
        self._locals: set[str] | None = None
        self.depth = 0
        self.known: set[str] = set()
        self.tuples: set[str] = set()

    def learn(self, name: str) -> None:
        """The receiver that `name` holds was let through."""
        if self._locals is not None and name in self._locals:
            self.known.add(name)

    def bind(self, name: str) -> None:
        """`name` is bound anew, or deleted."""
        self.known.discard(name)
        self.tuples.discard(name)
        if self._locals is not None and name not in self._shared:
            self._locals.add(name)

    def forget(self) -> None:
        """Control may come from anywhere before this point."""
        self.known.clear()

    @contextmanager
    def function(self, parameters: ast.arguments) -> Iterator[None]:
        """The body of a function."""
        every = [*parameters.posonlyargs, *parameters.args, *parameters.kwonlyargs]
        outer = self.tuples
        self.tuples = set() if parameters.vararg is None else {parameters.vararg.arg} - self._shared
        with self.scope({arg.arg for arg in every} - self._shared):
            yield
        self.tuples = outer

    @contextmanager
    def scope(self, local: set[str] | None = None) -> Iterator[None]:
        """A scope of its own, whose names are followed where `local` is given."""
        outer = self._locals, self.known
        self._locals, self.known = local, set()
        if local is None:
            self.tuples = set()
        self.depth += 1
        yield
        self.depth -= 1
        self._locals, self.known = outer

    @contextmanager
    def branch(self) -> Iterator[None]:
        """A part that may be left out: what is learnt in it does not hold after it."""
        before = set(self.known)
        yield
        self.known &= before

    @contextmanager
    def loop(self, node: ast.For | ast.AsyncFor | ast.While) -> Iterator[None]:
        """A part that may run again: what it binds anew is not known in it."""
        if self.known or self.tuples:
            bound = _bound_in(node)
            self.known -= bound
            self.tuples -= bound
        with self.branch():
            yield


def shared_names(tree: ast.Module, source: str) -> frozenset[str]:
    """Return the names that a nested function may bind in the scope around it, or a function in the module's."""
    if "nonlocal" not in source and "global" not in source:
        return frozenset()
    return frozenset(
        name for node in ast.walk(tree) if isinstance(node, ast.Nonlocal | ast.Global) for name in node.names
    )


def _bound_in(node: ast.AST) -> set[str]:
    bound: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
            bound.add(part.id)
        elif isinstance(part, ast.alias):
            bound.add(part.asname or part.name.partition(".")[0])
        else:
            name = getattr(part, "name", None) or getattr(part, "rest", None)
            if isinstance(name, str):
                bound.add(name)
    return bound
