"""Decorators of the standard library write on what the code made, and on nothing else."""

from __future__ import annotations

import pytest

from tests.interpreter.running import error_of, refusal_of, value_of


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("import functools as f\n@f.total_ordering\nclass A:\n    def __eq__(s, o): return True\n    def __lt__(s, o): return True\nA() >= A()", False),
        ("import functools as f\ndef a():\n    'doc'\n@f.wraps(a)\ndef b(): pass\nb.__name__, b.__doc__, b.__wrapped__ is a", ("a", "doc", True)),
        ("import functools as f\ndef a(): pass\na._x = 1\n@f.wraps(a)\ndef b(): pass\nb._x", 1),
        ("import functools as f\n@f.wraps(len)\ndef b(): pass\nb.__name__", "len"),
        ("import functools as f\ndef b(): pass\nf.update_wrapper(b, len, assigned=('__name__',)).__name__", "len"),
        ("import functools as f\n@f.singledispatch\ndef g(x): return 'any'\n@g.register\ndef _(x: int): return 'int'\n@g.register(str)\ndef _(x): return 'str'\ng(1), g('a'), g([])", ("int", "str", "any")),
        ("import functools as f\n@f.singledispatch\ndef g(x): return 'any'\ng.register(int, lambda x: 'int')\ng.register(str, func=lambda x: 'str')\ng(1), g('a')", ("int", "str")),
        ("import functools as f\nclass A:\n    @f.singledispatchmethod\n    def m(self, x): return 'any'\n    @m.register\n    def _(self, x: int): return 'int'\nA().m(1), A().m('')", ("int", "any")),
        ("import abc\nclass A(abc.ABC):\n    @abc.abstractmethod\n    def m(self): pass\nabc.update_abstractmethods(A)\nsorted(A.__abstractmethods__)", ["m"]),
        ("import abc, typing\nclass A(abc.ABC): pass\nA.register(int)\nisinstance(1, A)", True),
        ("import typing\n@typing.final\nclass A: pass\n@typing.runtime_checkable\nclass P(typing.Protocol):\n    def m(self): ...\nisinstance(A(), P)", False),
        ("import dataclasses as d\n@d.dataclass\nclass A:\n    x: int = 1\nA(2)", "A(x=2)"),
        ("import dataclasses as d\n@d.dataclass(frozen=True, order=True)\nclass A:\n    x: int\nA(1) < A(2)", True),
        ("import dataclasses as d\nA = d.make_dataclass('A', ['x', ('y', int), ('z', int, 3)])\nA(1, 2)", "A(x=1, y=2, z=3)"),
        ("import dataclasses as d\n@d.dataclass\nclass A:\n    x: int\n@d.dataclass\nclass B(A):\n    y: 'str' = ''\nB(1)", "B(x=1, y='')"),
    ],
)  # fmt: skip
def test_decorators_work_on_what_the_code_made(source: str, value: object) -> None:
    result = value_of(source)
    assert (result if isinstance(result, str | tuple | list | int) else repr(result)) == value


@pytest.mark.parametrize(
    "source",
    [
        "import functools\nfunctools.total_ordering(int)",
        "import functools\nfunctools.wraps(int)(lent)",
        "import functools\nfunctools.update_wrapper(str, int)",
        "import functools\nclass T(str): pass\ndef f(): pass\nfunctools.update_wrapper(f, lent, (T('__globals__'),))",
        "import functools\ndef f(): pass\nfunctools.update_wrapper(f, lent, ('__closure__',), ())",
        "import dataclasses\ndataclasses.dataclass(int)",
        "import abc\nabc.abstractmethod(lent)",
        "import abc\nabc.update_abstractmethods(int)",
        "import typing\ntyping.final(lent)",
        "import typing\ntyping.runtime_checkable(int)",
        "import functools\n@functools.singledispatch\ndef g(x): pass\n@g.register\ndef _(x: '__import__'): pass",
        "import collections.abc\ncollections.abc.Mapping.register(int)",
    ],
)
def test_decorators_do_not_reach_what_the_code_did_not_make(source: str) -> None:
    assert refusal_of(source, functions={"lent": lambda: 1})


@pytest.mark.parametrize(
    "source",
    [
        "d.make_dataclass('A', ['x=print(1)'])",
        "d.make_dataclass('A', [('if', int)])",
        "@d.dataclass\nclass A: __annotations__ = {'x=1': int}",
        "@d.dataclass\nclass A: __annotations__ = {'x: (y), z': int}",
        "@d.dataclass\nclass A: __annotations__ = {'x.y': int}",
        "@d.dataclass(init=False)\nclass A: __annotations__ = {'x.y': int}\nA()",
    ],
)
def test_a_dataclass_is_made_of_names(source: str) -> None:
    assert error_of(f"import dataclasses as d\n{source}").type in {"TypeError", "SyntaxError", "AttributeError"}
