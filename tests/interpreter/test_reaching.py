"""Roads to an object that go around its attributes: unbound methods, aliases, accessors, classes that are half the host's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agent_magic.interpreter import ForbiddenOperation, Interpreter, Limits
from tests.interpreter.running import error_of, refusal_of, value_of


class Lent:
    """An object that is lent as it is."""

    __slots__ = ("__dict__", "_token")

    def __init__(self) -> None:
        self._token = "kept"
        self.x = 1


OWN = "class A:\n    __slots__ = ('_x',)\nclass B: pass\na, b = A(), B()\na._x = b.y = 3\n"
MIXED = "class E(type(lent)): pass\ne = E()\n"


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (f"{OWN}B.__getstate__(b)", {"y": 3}),
        (f"{OWN}A._x.__get__(a)", 3),
        (f"{OWN}B.__reduce_ex__(b, 2)[0].__name__", "__newobj__"),
        ("'{:>3}'.__getattribute__('format')(1)", "  1"),
        (
            (
                "class M(type):\n    def __add__(cls, other): return other\n"
                "class A(metaclass=M): pass\nclass B: pass\na = A()\na.__class__ += B\ntype(a).__name__"
            ),
            "B",
        ),
        ("import enum\nclass C(enum.Enum):\n    RED = 1\nlist(C.__members__)", ["RED"]),
        ("import typing\ntyping.List[int].__origin__, list[int].__args__", (list, (int,))),
        (
            (
                "import functools\nclass A:\n    @functools.cached_property\n    def p(self): return [1]\n"
                "A.p.__set_name__(A, 'p')\na = A()\nA.p.__get__(a) is A.p.__get__(a)"
            ),
            True,
        ),
        ("import typing\ntyping.final(len) is len, typing.final(3)", (True, 3)),
        ("import typing\n@typing.dataclass_transform()\ndef make(cls): return cls\nmake(int)", int),
        (
            "import dataclasses\n@dataclasses.dataclass\nclass D:\n    x: int\n    _y: int = 2\nrepr(D(1))",
            "D(x=1, _y=2)",
        ),
    ],
)
def test_what_the_code_made_is_reached_by_any_road(source: str, value: object) -> None:
    assert value_of(source) == value


@pytest.mark.parametrize(
    "source",
    [
        f"{OWN}B.__getstate__(lent)",
        f"{OWN}B.__reduce_ex__(lent, 2)",
        f"{MIXED}E._token.__get__(lent)",
        f"{MIXED}e._token",
        f"{MIXED}e.__dict__",
        f"{MIXED}e._missing",
        "list[int].x = 1",
        "import typing\ntyping.List[int]._name = 'x'",
        "list[lent]._token",
        "import dataclasses\n@dataclasses.dataclass\nclass D:\n    _token: str\nD.__repr__(lent)",
        "type(lent).__init__(lent)",
        "import math as __builtins__",
        "def f(box):\n    for i in range(2):\n        box.x = i\nf(type(lent))",
    ],
)
def test_what_the_host_made_is_not(source: str) -> None:
    lent = Lent()
    refusal_of(source, variables={"lent": lent})
    assert (lent._token, lent.x) == ("kept", 1)


@pytest.mark.parametrize(
    ("source", "type_", "message"),
    [
        (f"{OWN}B.__getstate__()", "TypeError", "argument"),
        (f"{OWN}B.__init__()", "TypeError", "argument"),
        (f"{OWN}property().fset()", "TypeError", "not callable"),
        (f"{OWN}A._x.__set__()", "TypeError", "expected"),
        (f"{OWN}del b.__class__", "TypeError", "can't delete __class__ attribute"),
        ("class A:\n    def f(self): super().x = 1\nA().f()", "AttributeError", "'super' object has no attribute 'x'"),
        ("str.format(3)", "TypeError", "requires a 'str' object but received 'int'"),
    ],
)
def test_mistakes_are_told_as_in_cpython(source: str, type_: str, message: str) -> None:
    error = error_of(source)
    assert error.type == type_
    assert message in error.message


def test_a_copy_of_what_is_half_the_hosts_is_made_apart() -> None:
    source = f"import copy\n{MIXED}e.x = [2]\nmade = copy.deepcopy(e)\nmade.x is e.x, made.x, type(made) is E"
    assert value_of(source, variables={"lent": Lent()}) == (False, [2], True)


def test_a_store_in_a_loop_is_refused_in_the_round_that_makes_it() -> None:
    code = "def f(box):\n    for i in range(3):\n        print(i)\n        box.x = i\nf({})"
    assert Interpreter().run(code.format("type('A', (), {})()")).output == "0\n1\n2\n"
    outcome = Interpreter(variables={"lent": Lent}).run(code.format("lent"))
    assert outcome.output == "0\n"
    assert isinstance(outcome.error and outcome.error.exception, ForbiddenOperation)


def test_a_lent_function_is_not_called_when_the_run_is_over() -> None:
    called: list[str] = []
    source = "try:\n    while True: pass\nfinally:\n    note('late')"
    error = error_of(source, functions={"note": called.append}, limits=Limits(operations=1_000))
    assert error.type == "LimitExceeded"
    assert called == []


def test_a_generator_of_the_host_is_closed_and_thrown_into() -> None:
    told: list[str] = []

    def stream() -> Iterator[int]:
        try:
            yield 1
        except ValueError:
            told.append("thrown")
            yield 2
        finally:
            told.append("closed")

    source = (
        "g = stream()\nfound = [next(g), g.throw(ValueError())]\ng.close()\nh = stream()\nnext(h)\nh.close()\nfound"
    )
    assert value_of(source, functions={"stream": stream}) == [1, 2]
    assert told == ["thrown", "closed", "closed"]


def test_an_error_that_raises_when_it_is_looked_at_is_told_by_its_class() -> None:
    source = "class E(Exception):\n    @property\n    def __class__(self): raise SystemExit(3)\nraise E"
    error = error_of(source)
    assert error.type == "E"
    assert error.message == "the error cannot be shown: asking it raised SystemExit"
