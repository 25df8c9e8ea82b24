"""From source to a checked tree in which loops, functions and risky operations go through guards.

A guard stands in the tree as a marker, a constant text that nobody can guess; `agent_magic.interpreter.program`
puts the guard itself in its place in the compiled code. So a guard is a constant of the code object: the code can
neither say its name nor shadow it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, Final

from agent_magic.interpreter import growth, nodes, syntax
from agent_magic.interpreter.flow import Flow, own_flag, shared_names
from agent_magic.interpreter.loops import Loops
from agent_magic.interpreter.matching import Matching
from agent_magic.interpreter.names import OPEN, is_dunder, is_guarded, is_plain, mangle
from agent_magic.interpreter.syntax import Refused


def rewrite(tree: ast.Module, source: str, *, trusted: bool = False) -> tuple[set[str], list[str]]:
    """Check every node of `tree` against the syntax table and put the guards in, in place.

    A `trusted` program may say any name, and its class patterns are left as they are. Returns the names that the
    program binds in its module scope, and those that are hidden there. Raises `Refused`, a `ForbiddenOperation` with
    the line, where a node is not allowed.
    """
    rewriter = Rewriter(Flow(shared_names(tree, source)), trusted)
    tree.body = rewriter.body(tree.body)
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        tree.body[-1].value = nodes.call("capture", [tree.body[-1].value])
    nodes.declare_global(tree, rewriter.repeated - rewriter.annotated)
    return rewriter.bound, rewriter.hidden


class Rewriter:
    """One pass over a tree in the order of evaluation; each visit returns what takes the node's place."""

    def __init__(self, flow: Flow, trusted: bool) -> None:
        self.bound: set[str] = set()
        self.hidden: list[str] = []
        self.repeated: set[str] = set()
        self.annotated: set[str] = set()
        self.flow = flow
        self.trusted = trusted
        self._forbidden = frozenset() if trusted else syntax.FORBIDDEN_NAMES
        self.class_name: str | None = None
        self.matching = Matching(self)
        self.loops = Loops(self)

    def body(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        """Rewrite statements that follow one another."""
        out: list[ast.stmt] = []
        for statement in statements:
            new = _VISITS[statement.__class__](self, statement)
            if new.__class__ is list:
                out += new
            else:
                out.append(new)
        return out

    def visit(self, node: Any) -> Any:
        """Rewrite one node."""
        return _VISITS[node.__class__](self, node)

    def children(self, node: Any) -> Any:
        """Rewrite what is inside a node, field by field."""
        for field in syntax.CHILDREN[node.__class__]:
            value: Any = getattr(node, field, None)
            kind: Any = value.__class__
            if kind is list:
                if field in _BODIES:
                    setattr(node, field, self.body(value))
                elif value:
                    self.items(value)
            elif kind not in _STAY:
                new = _VISITS[kind](self, value)
                if new is not value:
                    setattr(node, field, new)
        return node

    def items(self, parts: list[Any]) -> None:
        """Rewrite the expressions, patterns or names in a list of them."""
        for index, item in enumerate(parts):
            kind = item.__class__
            if kind not in _STAY:
                new = _VISITS[kind](self, item)
                if new is not item:
                    parts[index] = new

    def leaf(self, node: ast.AST) -> ast.AST:
        """Leave a node as it is."""
        return node

    # Names

    def bind(self, name: str | None) -> None:
        if name is None:
            return
        if name in self._forbidden:
            raise Refused(f"the name {name} is not allowed")
        if self.flow.depth:
            self.flow.bind(name)
        else:
            self.bound.add(name)

    def name(self, node: ast.Name) -> ast.Name:
        name = node.id
        if name in self._forbidden:
            raise Refused(f"the name {name} is not allowed", node)
        if self.flow.repeats:
            self.repeated.add(name)
        context = node.ctx.__class__
        if context is ast.Del and self.flow.depth:
            self.flow.unbind(name)
        elif context is not _LOAD:
            self.bind(name)
        return node

    def global_names(self, node: ast.Global) -> ast.Global:
        self.bound.update(node.names)
        return node

    def alias(self, node: ast.alias) -> ast.alias:
        self.bind(node.asname or node.name.partition(".")[0])
        return node

    # Functions and classes

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Any:
        node.decorator_list = [self.visit(item) for item in node.decorator_list]
        for parameter in getattr(node, "type_params", ()):
            self.visit(parameter)
        self.visit(node.args)
        if node.returns is not None:
            node.returns = self.visit(node.returns)
        self.bind(node.name)
        head = 1 if ast.get_docstring(node, clean=False) is not None else 0
        tick = nodes.tick(node.body[head] if head < len(node.body) else node.body[0])
        outer = self.flow.enter_function(node.args)
        node.body = [*node.body[:head], tick, *self.body(node.body[head:])]
        self.flow.leave(outer)
        return node

    def lambda_(self, node: ast.Lambda) -> ast.Lambda:
        self.visit(node.args)
        outer = self.flow.enter()
        body = self.visit(node.body)
        self.flow.leave(outer)
        place = nodes.at(body)
        node.body = ast.IfExp(nodes.tick_test(body), body, ast.Constant(None, **place), **place)
        return node

    def class_(self, node: ast.ClassDef) -> ast.ClassDef:
        node.decorator_list = [self.visit(item) for item in node.decorator_list]
        for part in (*getattr(node, "type_params", ()), *node.keywords):
            self.visit(part)
        node.bases = [self.visit(base) for base in node.bases]
        self.bind(node.name)
        outer_class, self.class_name = self.class_name, node.name
        outer = self.flow.enter()
        node.body = self.body(node.body)
        self.flow.leave(outer)
        self.class_name = outer_class
        return node

    # Branches

    def if_(self, node: ast.If | ast.IfExp) -> ast.If | ast.IfExp:
        node.test = self.visit(node.test)
        node.body = self.branch(node.body)
        node.orelse = self.branch(node.orelse)
        return node

    def branch(self, part: Any) -> Any:
        """Rewrite a part that may be left out: what is learnt inside does not hold after it."""
        mark = self.flow.mark()
        part = self.body(part) if part.__class__ is list else self.visit(part)
        self.flow.back_to(mark)
        return part

    def compare(self, node: ast.Compare) -> ast.Compare:
        node.left = self.visit(node.left)
        node.comparators = self._first_at_least(node.comparators)
        return node

    def bool_operation(self, node: ast.BoolOp) -> ast.BoolOp:
        node.values = self._first_at_least(node.values)
        return node

    def _first_at_least(self, parts: list[ast.expr]) -> list[ast.expr]:
        """Rewrite parts that are evaluated one after the other, until one of them decides."""
        return [self.visit(parts[0]), *(self.branch(part) for part in parts[1:])]

    def assertion(self, node: ast.Assert) -> ast.Assert:
        node.test = self.visit(node.test)
        if node.msg is not None:
            node.msg = self.branch(node.msg)
        return node

    def jumping(self, node: Any) -> Any:
        """A statement whose parts may begin or end anywhere."""
        blocks = len(node.items) if hasattr(node, "items") else 3
        self.flow.blocks += blocks
        for field in syntax.CHILDREN[node.__class__]:
            parts = getattr(node, field)
            setattr(node, field, self.body(parts) if field in _BODIES else [self.visit(part) for part in parts])
            self.flow.forget()
        self.flow.blocks -= blocks
        return node

    def try_star(self, node: ast.TryStar) -> ast.TryStar:
        self.jumping(node)
        if not self.trusted:
            nodes.check_groups(node)
        return node

    def handler(self, node: ast.ExceptHandler) -> ast.ExceptHandler:
        self.flow.forget()
        if node.type is not None:
            node.type = self.visit(node.type)
        self.bind(node.name)
        first = node.body[0]
        node.body = [*nodes.ticks_of_both_lanes(first), *self.body(node.body)]
        self.flow.forget()
        return node

    # Attributes

    def attribute(self, node: ast.Attribute) -> ast.expr:
        node.value = self.visit(node.value)
        if node.ctx.__class__ is ast.Load:
            name = node.attr
            return node if name[:1] != "_" and is_plain(name) else self._read(node)
        node.value = self.received(node, "store")
        return node

    def _read(self, node: ast.Attribute) -> ast.expr:
        if not is_guarded(node.attr):
            return node
        name = mangle(self.class_name, node.attr)
        if name == "__init__" and nodes.is_plain_super(node.value):
            node.value = nodes.real_super(node.value)
            return node
        asked = nodes.read(node, name)
        value = node.value
        if node.attr[:1] != "_" or is_dunder(name) or not isinstance(value, ast.Name) or not self._is_steady(value):
            return asked
        return ast.IfExp(self._is_own(value), node, asked, **nodes.at(node))

    def received(self, node: ast.Attribute, guard: str) -> ast.expr:
        """Return the receiver, let through when its class is the code's own and asked about otherwise."""
        value, place, plain = node.value, nodes.at(node.value), is_plain(node.attr)
        if isinstance(value, ast.Name) and guard == "store" and plain and value.id in self.flow.known:
            return value
        special = is_dunder(node.attr)
        asked = nodes.call(
            "store_special" if special and guard == "store" else guard,
            [value, ast.Constant(mangle(self.class_name, node.attr), **place)],
        )
        if special or not isinstance(value, ast.Name) or not self._is_steady(value):
            return asked
        if plain:
            self.flow.learn(value.id, value.id)
        return ast.IfExp(self._is_own(value), value, asked, **place)

    def _is_steady(self, receiver: ast.Name) -> bool:
        """Whether a name holds the same object each time that it is read, whatever the code does in between."""
        return self.trusted or self.flow.is_local(receiver.id)

    def _is_own(self, receiver: ast.Name) -> ast.expr:
        """A test for an object of the code's own, kept in a hidden local for the next one."""
        place, flag = nodes.at(receiver), own_flag(receiver.id)
        if flag in self.flow.known:
            return ast.Name(flag, ast.Load(), **place)
        test = ast.Compare(nodes.call("type", [receiver]), [ast.In()], [nodes.argument("own")], **place)
        if self.trusted or not self.flow.learn(flag, receiver.id):
            return test
        return ast.NamedExpr(ast.Name(flag, ast.Store(), **place), test, **place)

    def assign(self, node: ast.Assign) -> ast.Assign:
        node.value = self.visit(node.value)
        for index, target in enumerate(node.targets):
            if target.__class__ is ast.Name:
                self.name(target)
                continue
            if target.__class__ is ast.Attribute and target.attr == "__class__":
                node.value = nodes.call("reclass", [node.value])
            node.targets[index] = _VISITS[target.__class__](self, target)
        return node

    def annotation(self, node: ast.AnnAssign) -> ast.AnnAssign:
        if isinstance(node.target, ast.Name):
            self.annotated.add(node.target.id)
        self.children(node)
        return node

    def augmented(self, node: ast.AugAssign) -> ast.AugAssign:
        target = node.target
        if isinstance(target, ast.Attribute):
            target.value = self.visit(target.value)
            guarded = is_guarded(target.attr) or target.attr in OPEN
            target.value = self.received(target, "amend" if guarded else "store")
            node.value = self.visit(node.value)
        else:
            node.value = self.visit(node.value)
            node.target = self.visit(target)
        growth.amount(node)
        return node

    # Results that can be far larger than what goes in

    def operation(self, node: ast.BinOp) -> ast.expr:
        node.left, node.right = self.visit(node.left), self.visit(node.right)
        return growth.operation(node)

    def call(self, node: ast.Call) -> ast.Call:
        function = node.func
        if function.__class__ is ast.Name:
            self.name(function)
            consumes = function.id in growth.CONSUMERS
        else:
            node.func = self.visit(function)
            consumes = False
            if node.func is not function:
                nodes.tell_of_method(node, function)
        if node.args:
            self.items(node.args)
        if node.keywords:
            self.items(node.keywords)
        if consumes:
            growth.consumer(node)
        return node

    def starred(self, node: ast.Starred) -> ast.Starred:
        node.value = self.visit(node.value)
        packed = isinstance(node.value, ast.Name) and node.value.id in self.flow.tuples
        if node.ctx.__class__ is ast.Load and not packed:
            node.value = nodes.call("finite", [node.value])
        return node

    def formatted(self, node: ast.FormattedValue) -> ast.FormattedValue:
        self.children(node)
        growth.widths(node.format_spec)
        return node


class _Visits(dict[type[ast.AST], Callable[[Rewriter, Any], Any]]):
    """How each type of node is rewritten; a type that is not in a table is refused."""

    def __missing__(self, kind: type[ast.AST]) -> Callable[[Rewriter, Any], Any]:
        def refuse(rewriter: Rewriter, node: ast.AST) -> None:
            raise Refused(f"this syntax is not allowed: {kind.__name__}", node)

        return refuse


_BODIES: Final = frozenset({"body", "orelse", "finalbody"})
_LOAD: Final = ast.Load
_STAY: Final = frozenset({ast.Constant, type(None)})
_R = Rewriter
_TABLE: Final[dict[type[ast.AST], Callable[[Rewriter, Any], Any]]] = {
    **dict.fromkeys(syntax.CHILDREN, _R.children),
    **dict.fromkeys(syntax.LEAVES, _R.leaf),
    **dict.fromkeys(
        (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), lambda rewriter, node: rewriter.loops.scope(node)
    ),
    **dict.fromkeys((ast.Try, ast.With, ast.AsyncWith), _R.jumping),
    **dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef), _R.function),
    **dict.fromkeys((ast.For, ast.AsyncFor), lambda rewriter, node: rewriter.loops.for_(node)),
    **dict.fromkeys((ast.If, ast.IfExp), _R.if_),
    ast.BoolOp: _R.bool_operation,
    ast.Compare: _R.compare,
    ast.Assert: _R.assertion,
    ast.Name: _R.name,
    ast.Global: _R.global_names,
    ast.alias: _R.alias,
    ast.Lambda: _R.lambda_,
    ast.ClassDef: _R.class_,
    ast.While: lambda rewriter, node: rewriter.loops.while_(node),
    ast.comprehension: lambda rewriter, node: rewriter.loops.comprehension(node),
    ast.TryStar: _R.try_star,
    ast.ExceptHandler: _R.handler,
    ast.Attribute: _R.attribute,
    ast.Assign: _R.assign,
    ast.AnnAssign: _R.annotation,
    ast.AugAssign: _R.augmented,
    ast.BinOp: _R.operation,
    ast.Call: _R.call,
    ast.Starred: _R.starred,
    ast.FormattedValue: _R.formatted,
    ast.Match: lambda rewriter, node: rewriter.matching.match(node),
    ast.MatchValue: lambda rewriter, node: rewriter.matching.value(node),
    ast.MatchClass: lambda rewriter, node: rewriter.matching.cls(node),
    **dict.fromkeys(
        (ast.MatchAs, ast.MatchStar, ast.MatchMapping), lambda rewriter, node: rewriter.matching.capture(node)
    ),
}
_VISITS: Final = _Visits(_TABLE)
