"""Which syntax there is: every node type of `ast` is in a table, or it is refused."""

from __future__ import annotations

import ast
import sys

import pytest

from agent_magic.interpreter import ForbiddenOperation, Interpreter
from agent_magic.interpreter.rewrite import rewrite
from agent_magic.interpreter.syntax import CHILDREN, LEAVES, Refused
from tests.interpreter.running import refusal_of, value_of

# Node types that no source of a module holds as a node of its own, or that a table of operators decides.
ELSEWHERE = (
    ast.mod,
    ast.expr_context,
    ast.boolop,
    ast.operator,
    ast.unaryop,
    ast.cmpop,
    ast.type_ignore,
)
GROUPS = (ast.stmt, ast.expr, ast.pattern, ast.slice, ast.excepthandler, *ELSEWHERE)
OLD = {"Num", "Str", "Bytes", "NameConstant", "Ellipsis", "Index", "ExtSlice", "Suite", "Param", "AugLoad", "AugStore"}


def node_types() -> list[type[ast.AST]]:
    return [
        value
        for value in vars(ast).values()
        if isinstance(value, type) and issubclass(value, ast.AST) and value.__name__ not in OLD and value is not ast.AST
        if not issubclass(value, ELSEWHERE) and value not in GROUPS and value.__name__ != "type_param"
        if value.__module__ == "ast"
    ]


@pytest.mark.parametrize("kind", node_types(), ids=lambda kind: kind.__name__)
def test_each_node_type_is_in_one_table(kind: type[ast.AST]) -> None:
    assert (kind in CHILDREN) + (kind in LEAVES) == 1


@pytest.mark.parametrize("kind", CHILDREN, ids=lambda kind: kind.__name__)
def test_every_field_that_can_hold_a_node_is_visited(kind: type[ast.AST]) -> None:
    holds_none = {
        "name", "id", "attr", "arg", "module", "level", "kind", "type_comment", "is_async", "conversion", "op", "ops",
        "ctx", "simple", "rest", "kwd_attrs", "tag",
    }  # fmt: skip
    fields = set(kind._fields) - holds_none
    if kind.__name__ == "TypeAlias":
        fields.add("name")
    assert set(CHILDREN[kind]) & set(kind._fields) == fields


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_a_leaf_holds_no_node(kind: type[ast.AST]) -> None:
    holds_nodes = {"value", "body", "elts", "values", "args", "targets", "target", "pattern", "patterns"}
    assert kind is ast.Constant or kind is ast.MatchSingleton or not set(kind._fields) & holds_nodes


def test_a_node_type_of_a_later_python_is_refused() -> None:
    class Later(ast.expr):
        _fields = ("value",)

    tree = ast.parse("x = 1\ny = 2")
    statement = tree.body[1]
    assert isinstance(statement, ast.Assign)
    statement.value = ast.copy_location(Later(), statement.value)
    with pytest.raises(Refused, match="this syntax is not allowed: Later") as refused:
        rewrite(tree, "")
    assert refused.value.line == 2
    assert isinstance(refused.value, ForbiddenOperation)


@pytest.mark.parametrize("name", ["__builtins__", "__build_class__", "__import__", "__loader__", "__spec__"])
def test_names_that_cpython_gives_a_meaning_are_refused(name: str) -> None:
    for source in (name, f"{name} = 1", f"del {name}", f"def f({name}=1): return {name}", f"[0 for {name} in [1]]"):
        assert refusal_of(source) == f"the name {name} is not allowed"


def test_guards_cannot_be_named_or_shadowed() -> None:
    source = "def f(x):\n    for i in range(2): x._y = i\n    return sorted(set(locals()) | set(globals()) - {'f', 'A'})\nclass A: pass\nf(A())"
    assert value_of(source) == ["__builtins__", "__name__", "i", "x"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="needs Python 3.12")
def test_type_parameters_are_checked_too() -> None:
    for source in (
        "def f[T: __import__]() -> T: ...\nf.__type_params__[0].__bound__",
        "type X = __import__\nX.__value__",
    ):
        assert refusal_of(source) == "the name __import__ is not allowed"
    assert value_of("class C[T]: pass\nC[int].__args__") == (int,)


def test_annotations_are_checked_too() -> None:
    for source in (
        "x: __import__ = 1",
        "def f(x: __import__): ...",
        "def f() -> __import__: ...",
        "def f(*, x: __import__ = 1): ...",
    ):
        assert refusal_of(source) == "the name __import__ is not allowed"


def test_a_docstring_stays_one() -> None:
    assert value_of("def f():\n    'doc'\nf.__doc__, f()") == ("doc", None)
    assert value_of("def f():\n    'doc'\n    return 1\nf.__doc__, f()") == ("doc", 1)
    assert value_of("class A:\n    'doc'\nA.__doc__") == "doc"
    assert Interpreter().run("'doc'\n__doc__").value == "doc"


def test_twenty_loops_within_one_another() -> None:
    head = "".join(f"{' ' * depth}for a{depth} in [1]:\n" for depth in range(20))
    assert value_of(f"{head}{' ' * 20}x = 5\nx") == 5
