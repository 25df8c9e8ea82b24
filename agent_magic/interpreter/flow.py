"""What is known of local names at a point of the program, so that a second check can be left out.

A receiver that may be stored on once may be stored on again, as long as its name is not bound anew: so in
`self.x = 1; self.y = 2` the second check is left out. Only names of a function's own scope are followed, as nobody
else can bind those.
"""

from __future__ import annotations

import ast

from agent_magic.interpreter.names import is_dunder

_Scope = tuple[set[str] | None, set[str], set[str], int, bool]


class Flow:
    """Follows the rewriter through the scopes and branches of a program, in the order of evaluation.

    `depth` counts the scopes around a point. `known` holds names whose receiver was let through for a store, the
    flags of those whose class was looked at, and names that are bound for certain, after a `=`. `tuples` are names
    that hold a function's own `*args`. `blocks` counts the loops, handlers and managers around a point in its scope, or
    more. `repeats` says whether it is module code that a loop runs again and again.
    """

    def __init__(self, shared: frozenset[str]) -> None:
        self._shared = shared
        self._locals: set[str] | None = None
        self.depth = 0
        self.known: set[str] = set()
        self.tuples: set[str] = set()
        self.blocks = 0
        self.repeats = False

    @property
    def in_function(self) -> bool:
        """Whether this point is in a function's own scope."""
        return self._locals is not None

    def learn(self, fact: str, name: str) -> bool:
        """Keep a fact about the receiver that `name` holds, where nobody else can bind the name; say whether."""
        if not self.is_local(name):
            return False
        self.known.add(fact)
        return True

    def is_local(self, name: str) -> bool:
        """Whether only the function at this point can bind the name, so that it holds the same when read again."""
        return self._locals is not None and name in self._locals

    def bind(self, name: str) -> None:
        """`name` is bound anew."""
        self.known.discard(name)
        self.known.discard(own_flag(name))
        self.tuples.discard(name)
        if self._locals is not None and name not in self._shared:
            self._locals.add(name)
            self.known.add(_certain(name))

    def unbind(self, name: str) -> None:
        """`name` is deleted."""
        self.bind(name)
        self.known.discard(_certain(name))

    def forget(self) -> None:
        """Control may come from anywhere before this point."""
        self.known.clear()

    def enter_function(self, parameters: ast.arguments) -> _Scope:
        """Enter the body of a function; `leave` takes what is returned."""
        every = [*parameters.posonlyargs, *parameters.args, *parameters.kwonlyargs]
        names = {arg.arg for arg in every} - self._shared
        outer = self.enter(names)
        self.known.update(_certain(name) for name in names)
        if parameters.vararg is not None:
            self.tuples = {parameters.vararg.arg} - self._shared
        return outer

    def enter(self, local: set[str] | None = None) -> _Scope:
        """Enter a scope of its own, whose names are followed where `local` is given; `leave` takes what is returned."""
        outer = self._locals, self.known, self.tuples, self.blocks, self.repeats
        self._locals, self.known, self.tuples, self.blocks, self.repeats = local, set(), set(), 0, False
        self.depth += 1
        return outer

    def leave(self, outer: _Scope) -> None:
        """Leave a scope."""
        self.depth -= 1
        self._locals, self.known, self.tuples, self.blocks, self.repeats = outer

    def mark(self) -> set[str]:
        """Begin a part that may be left out; `back_to` takes what is returned."""
        return set(self.known)

    def back_to(self, mark: set[str]) -> None:
        """End a part that may be left out: what was learnt in it does not hold any more."""
        self.known &= mark

    def lasting_receivers(self, node: ast.For | ast.AsyncFor | ast.While) -> list[str]:
        """Return the names that a loop stores attributes on, which hold one object from before it to its end."""
        if self._locals is None or not any(fact[0] == "=" for fact in self.known):
            return []
        stored = _stored_on(node)
        stored = {name for name in stored if _certain(name) in self.known and name in self._locals}
        stored -= {name for name in stored if name in self.known or own_flag(name) in self.known}
        return sorted(stored - _bound_in(node)) if stored else []

    def mark_loop(self, node: ast.For | ast.AsyncFor | ast.While) -> set[str]:
        """Begin a part that may run again: what it binds anew is not known in it."""
        if self.known or self.tuples:
            bound = _bound_in(node)
            self.known -= bound | {made(name) for name in bound for made in (own_flag, _certain)}
            self.tuples -= bound
        return self.mark()


def own_flag(name: str) -> str:
    """The hidden local that says whether the class of what `name` holds is the code's own."""
    return f".{name}"


def _certain(name: str) -> str:
    """The fact that a name is bound for certain."""
    return f"={name}"


def shared_names(tree: ast.Module, source: str) -> frozenset[str]:
    """Return the names that a function or a comprehension may bind in a scope around it."""
    shared: set[str] = set()
    if "nonlocal" in source or "global" in source:
        for node in ast.walk(tree):
            if isinstance(node, ast.Nonlocal | ast.Global):
                shared.update(node.names)
    if ":=" in source:
        for node in ast.walk(tree):
            if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
                shared |= {part.target.id for part in ast.walk(node) if isinstance(part, ast.NamedExpr)}
    return frozenset(shared)


def _stored_on(node: ast.AST) -> set[str]:
    return {
        part.value.id
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute)
        and not isinstance(part.ctx, ast.Load)
        and isinstance(part.value, ast.Name)
        and not is_dunder(part.attr)
    }


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
