"""Which syntax the code may use: every node type by name, with the fields that hold what is inside it.

A node type that is in neither table is refused, so that a new Python release widens nothing unreviewed.
"""

from __future__ import annotations

import ast
from typing import Any, Final

from agent_magic.interpreter.errors import ForbiddenOperation

_CHILDREN: Final = """
    Expr value | Return value | Delete targets | Assign targets value | AugAssign target value
    AnnAssign target annotation value | Raise exc cause | Assert test msg | If test body orelse
    For target iter body orelse | AsyncFor target iter body orelse | While test body orelse
    With items body | AsyncWith items body | withitem context_expr optional_vars
    Try body handlers orelse finalbody | TryStar body handlers orelse finalbody | ExceptHandler type body
    Match subject cases | match_case pattern guard body
    MatchValue value | MatchSequence patterns | MatchMapping keys patterns | MatchOr patterns | MatchAs pattern
    MatchClass cls patterns kwd_patterns
    FunctionDef args body decorator_list returns type_params
    AsyncFunctionDef args body decorator_list returns type_params
    ClassDef bases keywords body decorator_list type_params | Lambda args body
    arguments posonlyargs args vararg kwonlyargs kw_defaults kwarg defaults | arg annotation | keyword value
    Import names | ImportFrom names
    TypeAlias name type_params value | TypeVar bound default_value | ParamSpec default_value
    TypeVarTuple default_value
    BoolOp values | NamedExpr target value | BinOp left right | UnaryOp operand | IfExp test body orelse
    Dict keys values | Set elts | List elts | Tuple elts | ListComp elt generators | SetComp elt generators
    DictComp key value generators | GeneratorExp elt generators | comprehension target iter ifs
    Await value | Yield value | YieldFrom value | Compare left comparators | Call func args keywords
    FormattedValue value format_spec | JoinedStr values | Attribute value | Subscript value slice | Starred value
    Slice lower upper step
"""
_LEAVES: Final = "Pass Break Continue Global Nonlocal alias Constant Name MatchSingleton MatchStar"


def _known(name: str) -> bool:
    return hasattr(ast, name)  # some exist from 3.12 or 3.13 on


CHILDREN: Final[dict[type[ast.AST], tuple[str, ...]]] = {
    getattr(ast, entry[0]): tuple(entry[1:])
    for entry in (text.split() for text in _CHILDREN.replace("\n", "|").split("|"))
    if entry and _known(entry[0])
}
LEAVES: Final[tuple[type[ast.AST], ...]] = tuple(getattr(ast, name) for name in _LEAVES.split())

# Names that CPython gives a meaning of their own, and those that numpy takes an address of memory from.
FORBIDDEN_NAMES: Final = frozenset(
    "__builtins__ __build_class__ __import__ __loader__ __spec__ __array_interface__ __array_struct__".split()
)


class Refused(ForbiddenOperation):
    """The check refuses a node; `line` says where."""

    def __init__(self, message: str, node: Any = None) -> None:
        super().__init__(message)
        self.line: int | None = getattr(node, "lineno", None)
