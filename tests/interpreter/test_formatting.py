"""Templates read attributes by the same rules as the code does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agent_magic.interpreter import Interpreter
from tests.interpreter.running import error_of, refusal_of, value_of


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("'{} {0}'.replace(' {0}', '').format(3)", "3"),
        ("'{0.real} {x[0]} {x[1]!r:>5}'.format(3, x=['a', 'b'])", "3 a   'b'"),
        ("'{a} {b}'.format_map({'a': 1, 'b': 2})", "1 2"),
        ("str.format('{}-{}', 1, 2), str.format_map('{a}', {'a': 3})", ("1-2", "3")),
        ("class A:\n    def __init__(self): self._x = 3\n'{0._x}'.format(A())", "3"),
        ("class A:\n    def __init__(self): self._x = [7]\n'{a._x[0]:>3}'.format_map({'a': A()})", "  7"),
        ("class T(str): pass\nT('{}').format(1)", "1"),
        ("class T(str):\n    def format(self, *args): return 'own'\nT('{}').format(1)", "own"),
        ("class F:\n    def format(self, x): return x + 1\nF().format(1)", 2),
        ("import string\nstring.Formatter().format('{0.real} {x[0]}', 3, x='ab')", "3 a"),
        (
            "import string\nclass F(string.Formatter):\n    def get_value(self, *_): return 9\nF().format('{a}')",
            "9",
        ),
        ("import datetime\n'{:%Y}'.format(datetime.date(2024, 1, 2))", "2024"),
        ("'{{}}'.format()", "{}"),
    ],
)
def test_templates_are_filled_as_in_cpython(source: str, value: object) -> None:
    assert value_of(source) == value


@pytest.mark.parametrize(
    "source",
    [
        "'{0._x}'.format(3)",
        "'{0.__class__.__base__}'.format(3)",
        "'{a.__globals__}'.format_map({'a': lambda: 0})",
        "str.format('{0.__globals__}', lambda: 0)",
        "class T(str): pass\nT('{0.__globals__}').format(lambda: 0)",
        "class T(str): pass\nstr.format(T('{0.__globals__}'), lambda: 0)",
        "list(map('{0.__globals__}'.format, [lambda: 0]))",
        "getattr('{0.__globals__}', 'format')(lambda: 0)",
        "import string\nstring.Formatter().format('{0.__globals__}', lambda: 0)",
        "import string\nstring.Formatter().vformat('{f.__globals__}', (), {'f': lambda: 0})",
        "import warnings\nclass W(warnings.catch_warnings): pass\n'{0._module.sys.maxsize}'.format(W())",
        "import operator\noperator.methodcaller('format', lambda: 0)('{0.__globals__}')",
    ],
)
def test_a_template_does_not_read_what_the_code_may_not(source: str) -> None:
    assert "may not be read" in refusal_of(source)


SAME = """
'{.real:>{w}}'.format(3, w=4)
'{:>{}}|{[0]!r:>{}}'.format(3, 4, 'ab', 5)
'{0:>{1}} {1}'.format(3, 4)
'{a:>{w}} {b[0]} {b[x]!s:^{w}}'.format(a=1, b={'x': 2, 0: 3}, w=5)
'{x:{y}}'.format_map({'x': 1, 'y': '>3'})
'{:>{}}'.format(3)
'{:>{w}}'.format_map({'w': 3})
'{0:>{w}}'.format_map({'w': 3})
'{:>{0}}'.format(3, 4)
'{0:>{}}'.format(3, 4)
'{!x:>{w}}'.format(3, w=3)
'{!:>{w}}'.format(3, w=3)
'{a:>{w}}'.format(w=3)
'{a.b:>{w}}'.format(w=3, a=1)
'{a[b]:>{w}}'.format(w=3, a={})
'{a.:>{w}}'.format(w=3, a=1)
'{a[]:>{w}}'.format(w=3, a=1)
'{:{:{}}}'.format(1, 2, 3)
'{:{:{:{}}}}'.format(1, 2, 3, 4)
'{:>{w}'.format(1, w=2)
'{0:{w}}'.format('x', w='d')
""".strip().splitlines()


@pytest.mark.parametrize("source", SAME)
def test_computed_widths_are_filled_and_told_as_in_cpython(source: str) -> None:
    assert told(lambda: value_of_or_raise(source)) == told(lambda: eval(source, {}))


def value_of_or_raise(source: str) -> object:
    outcome = Interpreter().run(source)
    if outcome.error is not None:
        raise outcome.error.exception
    return outcome.value


def told(action: Callable[[], object]) -> tuple[str, object]:
    try:
        return "value", action()
    except Exception as error:
        return type(error).__name__, str(error)


@pytest.mark.parametrize("source", ["'{'.format(1)", "'{} {0}'.format(1, 2)", "'{0[x}'.format(1)", "'{a}'.format()"])
def test_a_bad_template_is_told_as_in_cpython(source: str) -> None:
    error = error_of(source)
    with pytest.raises((ValueError, KeyError)) as told:
        exec(source, {})
    assert (error.type, error.message) == (type(told.value).__name__, str(told.value))
