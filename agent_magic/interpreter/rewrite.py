"""From source to a checked tree in which loops, functions and risky operations go through guards.

A guard stands in the tree as a marker, a constant text that nobody can guess; `agent_magic.interpreter.program`
puts the guard itself in its place in the compiled code. So a guard is a constant of the code object: the code can
neither say its name nor shadow it.
"""

from __future__ import annotations

import ast
import secrets
from collections.abc import Callable
from typing import Any, Final

from agent_magic.interpreter import syntax
from agent_magic.interpreter.names import OPEN, is_dunder, is_guarded, mangle
from agent_magic.interpreter.syntax import Refused

_SECRET: Final = secrets.token_hex(16)

GUARDS: Final = (
    "rounds truths handled compress next type own load receive store amend pattern power shift_left repeat"
    " remainder exponent width finite capture"
).split()
MARKERS: Final = {name: f"{_SECRET}:{name}" for name in GUARDS}

# Sequences that are multiplied by a number to a length that can be foretold.
_SEQUENCES: Final = (ast.List, ast.Tuple, ast.JoinedStr)
_LARGE_WIDTH: Final = 5

# Built-ins that take in a whole iterable within one call in C.
_CONSUMERS: Final = frozenset(
    "list tuple set frozenset dict sorted sum min max any all bytes bytearray".split()
)


def rewrite(tree: ast.Module, *, trusted: bool = False) -> frozenset[str]:
    """Check every node of `tree` against the syntax table and put the guards in, in place.

    A `trusted` program may say any name, and its class patterns are left as they are. Returns the names that the program binds in its module scope. Raises `Refused`, a `ForbiddenOperation` with the
    line, where a node is not allowed.
    """
    rewriter = _Rewriter(trusted)
    rewriter.module(tree)
    return frozenset(rewriter.bound)


class _Rewriter:
    """One pass over a tree; each visit returns the node that takes its place."""

    def __init__(self, trusted: bool) -> None:
        self.bound: set[str] = set()
        self._trusted = trusted
        self._forbidden = frozenset() if trusted else syntax.FORBIDDEN_NAMES
        self._class: str | None = None
        self._depth = 0
        self._patterns = 0
        self._pending: list[ast.stmt] = []
        own = {kind: getattr(self, f"_visit_{kind.__name__.lower()}") for kind in _REWRITTEN}
        self._visits: dict[type[ast.AST], Callable[[Any], Any]] = {
            **{kind: self._children for kind in syntax.CHILDREN},
            **dict.fromkeys(syntax.LEAVES, _same),
            **own,
        }

    def module(self, tree: ast.Module) -> None:
        """Rewrite a whole program; its last expression is captured as the value."""
        body = self._body(tree.body)
        if body and isinstance(body[-1], ast.Expr):
            body[-1].value = _call("capture", [body[-1].value])
        tree.body = body

    def _visit(self, node: Any) -> Any:
        visit = self._visits.get(type(node))
        if visit is None:
            raise Refused(f"this syntax is not allowed: {type(node).__name__}", node)
        return visit(node)

    def _children(self, node: Any) -> Any:
        for field in syntax.CHILDREN[type(node)]:
            value = getattr(node, field, None)
            if value.__class__ is list:
                if field in _BODIES:
                    value[:] = self._body(value)
                else:
                    value[:] = [None if item is None else self._visit(item) for item in value]
            elif value is not None:
                setattr(node, field, self._visit(value))
        return node

    def _body(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        out: list[ast.stmt] = []
        for statement in statements:
            new = self._visit(statement)
            if new.__class__ is list:
                out.extend(new)
            else:
                out.append(new)
        return out

    # Names

    def _bind(self, name: str | None) -> None:
        if self._depth == 0 and name is not None:
            self.bound.add(name)

    def _visit_name(self, node: ast.Name) -> ast.Name:
        if node.id in self._forbidden:
            raise Refused(f"the name {node.id} is not allowed", node)
        if node.ctx.__class__ is not ast.Load:
            self._bind(node.id)
        return node

    def _visit_global(self, node: ast.Global) -> ast.Global:
        self.bound.update(node.names)
        return node

    def _visit_alias(self, node: ast.alias) -> ast.alias:
        self._bind(node.asname or node.name.partition(".")[0])
        return node

    def _visit_matchas(self, node: ast.MatchAs) -> ast.MatchAs:
        self._bind(node.name)
        return self._children(node)  # type: ignore[no-any-return]

    # Functions and classes

    def _visit_functiondef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Any:
        node.decorator_list = [self._visit(item) for item in node.decorator_list]
        self._visit(node.args)
        if node.returns is not None:
            node.returns = self._visit(node.returns)
        for parameter in getattr(node, "type_params", ()):
            self._visit(parameter)
        self._bind(node.name)
        first = node.body[0]
        head = 1 if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else 0
        if head < len(node.body):
            first = node.body[head]
        self._depth += 1
        node.body = [*node.body[:head], _tick(first), *self._body(node.body[head:])]
        self._depth -= 1
        return node

    _visit_asyncfunctiondef = _visit_functiondef

    def _visit_lambda(self, node: ast.Lambda) -> ast.Lambda:
        self._visit(node.args)
        self._depth += 1
        body = self._visit(node.body)
        self._depth -= 1
        node.body = ast.IfExp(_tick_test(body), body, ast.Constant(None, **_at(body)), **_at(body))
        return node

    def _visit_classdef(self, node: ast.ClassDef) -> ast.ClassDef:
        node.decorator_list = [self._visit(item) for item in node.decorator_list]
        for parameter in getattr(node, "type_params", ()):
            self._visit(parameter)
        node.bases = [self._visit(base) for base in node.bases]
        for keyword in node.keywords:
            self._visit(keyword)
        self._bind(node.name)
        outer, self._class = self._class, node.name
        self._depth += 1
        node.body = self._body(node.body)
        self._depth -= 1
        self._class = outer
        return node

    # Loops

    def _visit_for(self, node: ast.For) -> ast.For:
        node.target = self._visit(node.target)
        node.iter = _ticking(self._visit(node.iter))
        node.body = self._body(node.body)
        node.orelse = self._body(node.orelse)
        return node

    def _visit_asyncfor(self, node: ast.AsyncFor) -> ast.AsyncFor:
        node.target = self._visit(node.target)
        node.iter = self._visit(node.iter)
        node.body = [_tick_statement(node.body[0]), *self._body(node.body)]
        node.orelse = self._body(node.orelse)
        return node

    def _visit_while(self, node: ast.While) -> ast.stmt:
        test = self._visit(node.test)
        body = self._body(node.body)
        if node.orelse:
            node.test = test
            node.body = [_tick_statement(node.body[0]), *body]
            node.orelse = self._body(node.orelse)
            return node
        at = _at(test)
        if not (isinstance(test, ast.Constant) and test.value):
            body = [ast.If(test, body, [ast.Break(**at)], **_at(node))]
        return ast.For(ast.Tuple([], ast.Store(), **at), _marker("rounds", test), body, [], **_at(node))

    def _visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        node.target = self._visit(node.target)
        source = self._visit(node.iter)
        node.ifs = [self._visit(test) for test in node.ifs]
        if node.is_async:
            node.iter = source
            node.ifs.insert(0, _tick_test(node.target))
        else:
            node.iter = _ticking(source)
        return node

    # Exceptions

    def _visit_excepthandler(self, node: ast.ExceptHandler) -> ast.ExceptHandler:
        if node.type is not None:
            node.type = self._visit(node.type)
        self._bind(node.name)
        at = _at(node.body[0])
        check = ast.For(
            ast.Tuple([], ast.Store(), **at), _marker("handled", node.body[0]), [ast.Break(**at)], [], **at
        )
        node.body = [check, *self._body(node.body)]
        return node

    # Attributes

    def _visit_attribute(self, node: ast.Attribute) -> ast.expr:
        node.value = self._visit(node.value)
        if node.ctx.__class__ is ast.Load:
            return self._read(node) if is_guarded(node.attr) else node
        node.value = self._received(node, "store")
        return node

    def _read(self, node: ast.Attribute) -> ast.expr:
        name = mangle(self._class, node.attr)
        if node.attr[:1] == "_" and not is_dunder(name) and isinstance(node.value, ast.Name):
            node.value = self._received(node, "receive")
            return node
        return _call("load", [node.value, ast.Constant(name, **_at(node))])

    def _received(self, node: ast.Attribute, guard: str) -> ast.expr:
        """Return the receiver, let through when its class is the code's own and asked about otherwise."""
        value, at = node.value, _at(node.value)
        asked = _call(guard, [value, ast.Constant(mangle(self._class, node.attr), **at)])
        if not isinstance(value, ast.Name) or is_dunder(node.attr):
            return asked
        own = ast.Compare(_call("type", [value]), [ast.In()], [_marker("own", value)], **at)
        return ast.IfExp(own, value, asked, **at)

    def _visit_augassign(self, node: ast.AugAssign) -> ast.AugAssign:
        target = node.target
        if isinstance(target, ast.Attribute):
            target.value = self._visit(target.value)
            guard = "amend" if is_guarded(target.attr) or target.attr in OPEN else "store"
            target.value = self._received(target, guard)
        else:
            node.target = self._visit(target)
        node.value = self._visit(node.value)
        guard = _SIZED_OPERATORS.get(type(node.op), "")
        if guard in {"power", "shift_left"} and not _small(node.value):
            node.value = _call("exponent", [node.value])
        return node

    # Operators and calls whose result can be far larger than what goes in

    def _visit_binop(self, node: ast.BinOp) -> ast.expr:
        node.left, node.right = self._visit(node.left), self._visit(node.right)
        guard = _SIZED_OPERATORS.get(type(node.op))
        if guard is None or not _may_grow(guard, node.left, node.right):
            return node
        return _call(guard, [node.left, node.right], node)

    def _visit_call(self, node: ast.Call) -> ast.Call:
        self._children(node)
        if isinstance(node.func, ast.Name) and node.func.id in _CONSUMERS and len(node.args) in {1, 2}:
            first = node.args[0]
            if not isinstance(first, ast.Starred | ast.Constant | ast.ListComp | ast.GeneratorExp):
                node.args[0] = _call("finite", [first])
        return node

    def _visit_starred(self, node: ast.Starred) -> ast.Starred:
        node.value = self._visit(node.value)
        if node.ctx.__class__ is ast.Load:
            node.value = _call("finite", [node.value])
        return node

    def _visit_formattedvalue(self, node: ast.FormattedValue) -> ast.FormattedValue:
        node.value = self._visit(node.value)
        if node.format_spec is not None:
            node.format_spec = self._visit(node.format_spec)
            parts = node.format_spec.values if isinstance(node.format_spec, ast.JoinedStr) else []
            for index, part in enumerate(parts):
                if isinstance(part, ast.FormattedValue):
                    part.value = _call("width", [part.value])
                elif isinstance(part, ast.Constant) and _wide(part.value):
                    parts[index] = ast.FormattedValue(_call("width", [part]), -1, None, **_at(part))
        return node

    # Patterns

    def _visit_match(self, node: ast.Match) -> list[ast.stmt]:
        outer, self._pending = self._pending, []
        self._children(node)
        before, self._pending = self._pending, outer
        return [*before, node]

    def _visit_matchvalue(self, node: ast.MatchValue) -> ast.MatchValue:
        if isinstance(node.value, ast.Attribute):
            self._chain(node.value)
        else:
            node.value = self._visit(node.value)
        return node

    def _chain(self, node: ast.expr) -> bool:
        """Guard a dotted name's receivers in place, as a pattern must keep its form; say whether there were any."""
        if not isinstance(node, ast.Attribute):
            self._visit(node)
            return False
        found = self._chain(node.value)
        if is_guarded(node.attr):
            node.value = self._received(node, "receive")
            found = True
        return found

    def _visit_matchclass(self, node: ast.MatchClass) -> ast.MatchClass:
        guarded_class = self._chain(node.cls)
        for pattern in (*node.patterns, *node.kwd_patterns):
            self._visit(pattern)
        guarded = [name for name in node.kwd_attrs if is_guarded(name)]
        if not self._trusted and (node.patterns or guarded or guarded_class):
            node.cls = self._hidden_class(node.cls, guarded)
        return node

    def _hidden_class(self, cls: ast.expr, guarded: list[str]) -> ast.Name:
        """A name for a checked class, bound before the match: a pattern takes a dotted name and nothing else."""
        self._patterns += 1
        hidden, at = f".{self._patterns}", _at(cls)
        nothing = ast.arguments([], [], None, [], [], None, [])
        names = ast.Tuple(
            [ast.Constant(mangle(self._class, name), **at) for name in guarded], ast.Load(), **at
        )
        checked = _call("pattern", [ast.Lambda(nothing, cls, **at), names])
        self._pending.append(ast.Assign([ast.Name(hidden, ast.Store(), **at)], checked, **at))
        return ast.Name(hidden, ast.Load(), **at)


_REWRITTEN: Final = (
    ast.Name, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.For, ast.AsyncFor, ast.While,
    ast.comprehension, ast.ExceptHandler, ast.Attribute, ast.AugAssign, ast.BinOp, ast.Call, ast.Starred,
    ast.FormattedValue, ast.Match, ast.MatchClass, ast.MatchValue, ast.MatchAs, ast.Global, ast.alias,
)  # fmt: skip

_BODIES: Final = frozenset({"body", "orelse", "finalbody"})

_SIZED_OPERATORS: Final[dict[type[ast.operator], str]] = {
    ast.Pow: "power",
    ast.LShift: "shift_left",
    ast.Mult: "repeat",
    ast.Mod: "remainder",
}


def _same(node: ast.AST) -> ast.AST:
    return node


def _at(node: Any) -> dict[str, Any]:
    return {
        "lineno": node.lineno,
        "col_offset": node.col_offset,
        "end_lineno": node.end_lineno,
        "end_col_offset": node.end_col_offset,
    }


def _marker(guard: str, node: ast.AST) -> ast.Constant:
    return ast.Constant(MARKERS[guard], **_at(node))


def _call(guard: str, args: list[ast.expr], node: ast.AST | None = None) -> ast.Call:
    """A call of a guard. The conditional costs nothing at run time; CPython warns of a bare constant that is called."""
    at = _at(node or args[0])
    constant = ast.Constant(MARKERS[guard], **at)
    callee = ast.IfExp(ast.Constant(True, **at), constant, constant, **at)
    return ast.Call(callee, args, [], **at)


def _ticking(iterable: ast.expr) -> ast.expr:
    """An iterable that pays a tick for each item; a display that stands in the source is short enough to be free."""
    if isinstance(iterable, ast.Tuple | ast.List | ast.Constant):
        return iterable
    return _call("compress", [iterable, _marker("truths", iterable)])


def _tick(node: ast.AST) -> ast.stmt:
    at = _at(node)
    return ast.For(ast.Tuple([], ast.Store(), **at), _marker("rounds", node), [ast.Break(**at)], [], **at)


def _tick_test(node: ast.AST) -> ast.expr:
    return _call("next", [_marker("truths", node)])


def _tick_statement(node: ast.AST) -> ast.stmt:
    """A tick that is no block: CPython allows twenty nested ones, and all may be the code's."""
    return ast.Expr(_tick_test(node), **_at(node))


def _small(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and abs(node.value) <= 8


def _wide(text: object) -> bool:
    """Whether a format holds a width or precision of more digits than a page is wide, or one given at run time."""
    if not isinstance(text, str | bytes):
        return False
    digits = 0
    for character in text if isinstance(text, str) else text.decode("latin-1"):
        digits = digits + 1 if character.isdigit() else 0
        if digits > _LARGE_WIDTH or character == "*":
            return True
    return False


def _may_grow(guard: str, left: ast.expr, right: ast.expr) -> bool:
    """Whether the operands leave it open that the result is far larger than they are."""
    if guard == "power":
        return not _small(right)
    if guard == "shift_left":
        return not _small(right)
    if guard == "remainder":
        return isinstance(left, ast.Constant) and _wide(left.value)
    sides = (left, right)
    if any(_small(side) for side in sides):
        return False
    return any(
        isinstance(side, _SEQUENCES)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str | bytes))
        for side in sides
    )
