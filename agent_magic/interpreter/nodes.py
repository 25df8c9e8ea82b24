"""The pieces of tree that the rewriter puts in: guards as marker constants, calls of them, ticks."""

from __future__ import annotations

import ast
import secrets
import sys
from itertools import takewhile
from typing import Any, Final, TypeGuard

_SECRET: Final = secrets.token_hex(16)
_TELLS_OF_ITERABLES: Final = sys.version_info >= (3, 13)
_TELLS_OF_SUPER: Final = sys.version_info >= (3, 12)

GUARDS: Final = (
    "rounds truths compress next type own knows load receive store store_special amend reclass pattern matched failure"
    " group power shift_left repeat remainder exponent width finite capture super"
).split()
MARKERS: Final = {name: f"{_SECRET}:{name}" for name in GUARDS}


def at(node: Any) -> dict[str, Any]:
    """Where a node stands, as the arguments of a new one."""
    return {
        "lineno": node.lineno,
        "col_offset": node.col_offset,
        "end_lineno": node.end_lineno,
        "end_col_offset": node.end_col_offset,
    }


def marker(guard: str, node: ast.AST) -> ast.Constant:
    """The constant that the guard takes the place of once the code is compiled."""
    return ast.Constant(MARKERS[guard], **at(node))


def _nowhere(guard: str) -> dict[str, ast.expr]:
    """The guard as an argument and as what is called: nodes without a place, which any tree may share.

    The conditional costs nothing at run time; CPython would warn of a bare constant that is called.
    """
    place: dict[str, Any] = {"lineno": -1, "col_offset": -1, "end_lineno": -1, "end_col_offset": -1}
    constant = ast.Constant(MARKERS[guard], **place)
    return {
        "argument": constant,
        "callee": ast.IfExp(ast.Constant(True, **place), constant, constant, **place),
    }


_NODES: Final = {guard: _nowhere(guard) for guard in GUARDS}


def argument(guard: str) -> ast.expr:
    """A guard that is handed to a call or comparison."""
    return _NODES[guard]["argument"]


def call(guard: str, args: list[ast.expr], node: ast.AST | None = None) -> ast.Call:
    """A call of a guard."""
    return ast.Call(_NODES[guard]["callee"], args, [], **at(node or args[0]))


def read(node: ast.Attribute, name: str) -> ast.Call:
    """A guarded read of the attribute `name`."""
    asked = call("load", [node.value, ast.Constant(name, **at(node))], node)
    if not (_TELLS_OF_SUPER and is_super(node.value)):
        _begin_at_name(asked, node)
    return asked


def tell_of_method(node: ast.Call, function: ast.expr) -> None:
    """Give the call of a method that is now read by a guard the place that CPython tells of it."""
    unpacked = any(isinstance(arg, ast.Starred) for arg in node.args) or any(not each.arg for each in node.keywords)
    if isinstance(function, ast.Attribute) and not unpacked:
        _begin_at_name(node, function)


def _begin_at_name(node: ast.Call, attribute: ast.Attribute) -> None:
    """Let `node` begin with the name of `attribute`, where that is over several lines."""
    if attribute.lineno != attribute.end_lineno:
        node.lineno = attribute.end_lineno or 0
        node.col_offset = max(0, (attribute.end_col_offset or 0) - len(attribute.attr))


def declare_global(tree: ast.Module, names: set[str]) -> None:
    """Declare names of the module scope as global, which they are: CPython then reads them as fast as in a function.

    Without it each one is looked for as a local, a global and a built-in name in turn, in each round of a loop.
    """
    names = names - {"__debug__"}
    if not names:
        return
    head = sum(1 for _ in takewhile(_stands_first, tree.body))
    tree.body.insert(head, ast.Global(sorted(names), **at(tree.body[0])))


def _stands_first(statement: ast.stmt) -> bool:
    """Whether a statement has to stand before all others: a docstring or an import from the future."""
    if isinstance(statement, ast.ImportFrom):
        return statement.module == "__future__"
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def look_ahead(name: str, flag: str, node: ast.stmt) -> ast.stmt:
    """A statement that binds `flag` to whether what `name` holds is the code's own."""
    place = at(node)
    test = ast.Compare(call("type", [ast.Name(name, ast.Load(), **place)]), [ast.In()], [argument("own")], **place)
    asked = call("knows", [ast.Name(name, ast.Load(), **place)])
    return ast.Assign([ast.Name(flag, ast.Store(), **place)], ast.BoolOp(ast.Or(), [test, asked], **place), **place)


def is_super(node: ast.expr) -> TypeGuard[ast.Call]:
    """Whether an expression is a call of `super`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


def is_plain_super(node: ast.expr) -> TypeGuard[ast.Call]:
    """Whether an expression is `super()`."""
    return is_super(node) and not node.args and not node.keywords


def real_super(node: ast.Call) -> ast.Call:
    """A call of `super`, the real one whatever its name is bound to; CPython looks for the name all the same."""
    place = at(node.func)
    node.func = ast.IfExp(ast.Constant(True, **place), marker("super", node.func), node.func, **place)
    return node


def ticking(iterable: ast.expr, loop: ast.AST) -> ast.expr:
    """An iterable that pays a tick for each item; a display that stands in the source is short enough to be free.

    An error that it is none is told of the loop, and from 3.13 on of the iterable itself.
    """
    if isinstance(iterable, ast.Tuple | ast.List | ast.Constant):
        return iterable
    return call("compress", [iterable, argument("truths")], iterable if _TELLS_OF_ITERABLES else loop)


def tick(node: ast.AST) -> ast.stmt:
    """A statement that pays one tick, the cheapest one."""
    place = at(node)
    return ast.For(ast.Tuple([], ast.Store(), **place), marker("rounds", node), [ast.Break(**place)], [], **place)


def tick_test(node: ast.AST) -> ast.expr:
    """An expression that pays one tick and is true."""
    return call("next", [argument("truths")], node)


def tick_in_loop(node: ast.AST) -> ast.stmt:
    """A tick that is no loop itself: CPython allows twenty nested blocks, and all may be the code's."""
    return ast.If(tick_test(node), [ast.Pass(**at(node))], [], **at(node))


def ticks_of_both_lanes(node: ast.AST) -> list[ast.stmt]:
    """Statements that pay a tick from each lane, and are no loops."""
    place = at(node)
    taken = call("next", [argument("rounds")], node)
    return [ast.Assign([ast.Tuple([], ast.Store(), **place)], taken, **place), tick_in_loop(node)]


def check_groups(node: ast.TryStar) -> None:
    """Have the exception that is being handled looked at before each `except*` of `node` splits it.

    It is done where their types are evaluated, as a `try` of our own would take one of CPython's twenty blocks.
    """
    is_split_again = len(node.handlers) > 1
    for handler in node.handlers:
        if handler.type is not None:
            kind = handler.type
            handler.type = call("group", [kind, ast.Constant(is_split_again, **at(kind))])


def checked_classes(
    hidden: list[str], classes: list[ast.expr], guarded: list[tuple[str, ...]], *, quick: bool
) -> list[ast.stmt]:
    """Statements that bind hidden names to what stands for the classes of patterns; `guarded` are their keywords.

    The `quick` way takes one of CPython's twenty blocks: classes that are known are looked up, and the guard is called
    for others. It is called after the handler, so that no error of its own has a context.
    """
    place = at(classes[0])
    load = ast.Load()

    def late(body: ast.expr) -> ast.expr:
        return ast.Lambda(ast.arguments([], [ast.arg(".", None, **place)], None, [], [], None, []), body, **place)

    def name_of(name: str) -> ast.expr:
        return ast.Name(name, ast.Store(), **place)

    def texts(names: tuple[str, ...]) -> list[ast.expr]:
        return [ast.Constant(name, **place) for name in names]

    every = ast.Tuple(classes, load, **place)
    one_by_one = ast.Tuple([late(cls) for cls in classes], load, **place)
    names: list[ast.expr] = [ast.Tuple(texts(each), load, **place) for each in guarded]
    checked = call("pattern", [late(every), late(one_by_one), ast.Tuple(names, load, **place)])
    ask = ast.Assign([ast.Tuple([name_of(name) for name in hidden], ast.Store(), **place)], checked, **place)
    if not quick:
        return [ask]
    found: list[ast.stmt] = []
    for name, cls, each in zip(hidden, classes, guarded, strict=True):
        key = ast.Tuple([cls, *texts(each)], load, **place) if each else cls
        value = ast.Subscript(_NODES["matched"]["callee"], key, load, **at(cls))
        found.append(ast.Assign([name_of(name)], value, **place))
    none = ast.Constant(None, **place)
    failed = ast.ExceptHandler(marker("failure", classes[0]), None, [ast.Assign([name_of(hidden[0])], none, **place)])
    is_new = ast.Compare(ast.Name(hidden[0], load, **place), [ast.Is()], [none], **place)
    ast.copy_location(failed, classes[0])
    return [ast.Try(found, [failed], [], [], **place), ast.If(is_new, [ask], [], **place)]
