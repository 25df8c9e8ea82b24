"""The built-in names that have guarded twins do what the real ones do, on what the code made."""

from __future__ import annotations

import builtins

import pytest

from agent_magic.interpreter.builtin_twins import PLAIN
from tests.interpreter.running import error_of, refusal_of, value_of

REFUSED = {"eval", "exec", "compile", "input", "breakpoint", "exit", "quit", "help"}
TWINS = {
    "getattr",
    "setattr",
    "delattr",
    "vars",
    "dir",
    "globals",
    "locals",
    "iter",
    "pow",
    "format",
    "__import__",
    "open",
}
LEFT_OUT = {"copyright", "credits", "license", "__doc__", "__loader__", "__name__", "__package__", "__spec__"}


def test_every_built_in_name_is_decided_upon() -> None:
    decided = (
        PLAIN | REFUSED | TWINS | LEFT_OUT | {"display", "get_ipython", "_", "__IPYTHON__"}
    )  # a shell of another test may have run
    assert {name for name in dir(builtins) if not name.startswith("@")} <= decided


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_refused_ones_say_what_to_do(name: str) -> None:
    assert refusal_of(f"{name}(1)").startswith(f"{name}() is not allowed; ")
    assert value_of(f"{name}.__name__") == name


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("class A: x = 1\na = A()\nsetattr(a, '_y', 2)\ngetattr(a, 'x') + getattr(a, '_y') + getattr(a, 'z', 3)", 6),
        ("class A: pass\na = A()\na._x = 1\ndelattr(a, '_x')\nvars(a)", {}),
        ("x = 1\ndef f(a):\n    b = 2\n    return locals()\nf(1)", {"a": 1, "b": 2}),
        ("def f(a):\n    b = 2\n    return sorted(vars()), dir()\nf(1)", (["a", "b"], ["a", "b"])),
        ("x = 1\nglobals()['x'] += 1\nglobals()['y'] = 5\nx + y", 7),
        ("x = 1\n'x' in dir(), 'x' in vars(), 'x' in locals()", (True, True, True)),
        ("import math\n'pi' in dir(math), '__spec__' in dir(math)", (True, False)),
        ("'gi_frame' in dir(i for i in ()), 'send' in dir(i for i in ())", (False, True)),
        ("list(iter([1, 2].pop, 1))", [2]),
        ("n = iter(range(3))\nnext(iter(n)), list(n)", (0, [1, 2])),
        (
            "class A:\n    match 1:\n        case int(): y = 2\n    names = sorted(n for n in locals() if n[0] != '_')\nA.names",
            ["y"],
        ),
        ("def f():\n    match 5:\n        case int(n): return sorted(locals())\nf()", ["n"]),
    ],
)
def test_twins_do_what_the_real_ones_do(source: str, value: object) -> None:
    assert value_of(source) == value


def test_twins_complain_as_the_real_ones_do() -> None:
    for call in (
        "getattr(3, 'zz')",
        "getattr(3, '__zz__')",
        "delattr(A(), 'x')",
        "setattr(A(), 3, 1)",
        "vars(A(), 1)",
        "iter(3)",
        "dir(1, 2)",
    ):
        error = error_of(f"class A: pass\n{call}")
        try:
            exec(f"class A: pass\n{call}", {})
        except Exception as expected:
            told = type(expected).__name__, str(expected)
        if error.type != "ForbiddenOperation":
            assert (error.type, error.message) == told
        else:
            assert call == "getattr(3, '__zz__')"
