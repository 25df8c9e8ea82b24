"""Methods of the host's classes that change or register what they are given take what is the code's own."""

from __future__ import annotations

import pytest

from agent_magic.interpreter import Interpreter
from tests.interpreter.running import error_of, refusal_of, value_of


class Account:
    """Something of the host."""

    limit = property(lambda self: 1, lambda self, value: None, lambda self: None)

    def __init__(self, balance: int = 3) -> None:
        self.balance = balance


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("class A(dict):\n    def __init__(self, x):\n        dict.__init__(self, a=x)\nA(1)", {"a": 1}),
        ("class A(Exception):\n    def __init__(self, x):\n        Exception.__init__(self, x)\nA(1).args", (1,)),
        ("class A(list):\n    def __init__(self, x):\n        super().__init__(x)\nA('ab')", ["a", "b"]),
        ("class A(Account):\n    def __init__(self):\n        Account.__init__(self, 5)\nA().balance", 5),
        ("class A:\n    def __init__(self): self.x = 1\na = A()\nA.__init__(a)\na.x", 1),
        ("x = [1]\nx.__init__([2])\nx", [2]),
        ("x = [1]\nlist.__init__(x, [2])\nx", [2]),
        ("class A:\n    _x = 1\n    @property\n    def p(self): return self._x\n    @p.setter\n    def p(self, v): self._x = v\n    @p.deleter\n    def p(self): self._x = 0\na = A()\nA.p.fset(a, 5)\nb = a.p\nA.p.fdel(a)\nb, a.p", (5, 0)),
        ("class A:\n    @property\n    def p(self): return 1\n    @p.setter\n    def p(self, v): self.got = v\na = A()\nA.p.__set__(a, 4)\na.got", 4),
        ("class D:\n    def __set__(self, obj, value): obj.got = value\n    def __delete__(self, obj): obj.got = None\nclass A: d = D()\na = A()\nD().__set__(a, 3)\nb = a.got\nD().__delete__(a)\nb, a.got", (3, None)),
        ("class A:\n    __set__ = 5\nA().__set__", 5),
        ("class A:\n    def __setstate__(self, state): self.x = state\na = A()\na.__setstate__(3)\na.x", 3),
        ("import enum\nclass E(enum.Enum):\n    A = 1\nlist(E.__members__), E['A'].value", (["A"], 1)),
        ("import functools\nclass A:\n    n = 0\n    @functools.cached_property\n    def p(self):\n        self.n += 1\n        return self.n\na = A()\na.p, a.p, type(A.p).__name__", (1, 1, "cached_property")),
        ("import copy\nclass A:\n    def __init__(self): self.x = [1]\n    def m(self): return self\na = A()\nm = copy.deepcopy(a.m)\nm() is a, m().x", (False, [1])),
        ("import copy, collections\nx = collections.OrderedDict(a=[1])\ny = copy.deepcopy(x)\ny['a'] is x['a'], copy.deepcopy(len) is len, copy.deepcopy(getattr)(3, 'real') == 3", (False, True, True)),
        ("import abc\nclass M(abc.ABCMeta): pass\nclass A(metaclass=M): pass\nA.register(int)\nM.register(A, str)\nisinstance(1, A), isinstance('', A)", (True, True)),
        ("import abc\nclass A(abc.ABC):\n    @classmethod\n    def __subclasshook__(cls, other): return hasattr(other, 'upper')\nissubclass(str, A), issubclass(int, A)", (True, False)),
        ("import collections.abc as c\nclass A(c.Mapping):\n    def __getitem__(self, k): return k\n    def __iter__(self): return iter('a')\n    def __len__(self): return 1\ndict(A())", {"a": "a"}),
    ],
)  # fmt: skip
def test_on_what_the_code_made_they_do_what_they_do_in_cpython(source: str, value: object) -> None:
    assert value_of(source, variables={"Account": Account}) == value


@pytest.mark.parametrize(
    "source",
    [
        "Account.__init__(account, 9)",
        "account.__init__(9)",
        "Account.__init__(3)",
        "Account.limit.fset(account, 9)",
        "Account.limit.fdel(account)",
        "Account.limit.__set__(account, 9)",
        "Account.limit.__delete__(account)",
        "object.__setattr__(account, 'balance', 9)",
        "import functools\np = functools.cached_property(lambda self: 9)\np.__set_name__(None, 'balance')\np.__get__(account)",
        "import collections.abc as c\nc.Mapping.register(int)",
        "import collections.abc as c\nclass A(c.Mapping): pass\nA.register(int)",
        "import abc, collections.abc as c\nabc.ABCMeta.register(c.Mapping, int)",
        "import collections.abc as c\nclass A(c.Mapping):\n    @classmethod\n    def __subclasshook__(cls, other): return True",
        "import abc, collections.abc as c\nclass M(abc.ABCMeta):\n    def __subclasscheck__(cls, other): return True\nclass A(c.Mapping, metaclass=M): pass",
        "class A: pass\nA.__dict__['__dict__'].__get__(account)",
    ],
)
def test_on_anything_else_they_are_refused(source: str) -> None:
    account = Account()
    interpreter = Interpreter(variables={"account": account, "Account": Account})
    outcome = interpreter.run(source)
    assert outcome.error is not None
    assert outcome.error.type in {"ForbiddenOperation", "AttributeError", "TypeError"}, outcome.error.traceback
    assert account.balance == 3
    assert not issubclass(int, __import__("collections").abc.Mapping)


def test_a_cached_property_complains_as_in_cpython() -> None:
    twice = "import functools\np = functools.cached_property(lambda self: 1)\nclass A:\n    a = p\n    b = p"
    nameless = "import functools\nfunctools.cached_property(lambda self: 1).__get__(3, int)"
    slots = "import functools\nclass A:\n    __slots__ = ()\n    @functools.cached_property\n    def p(self): return 1\nA().p"
    for source in (twice, nameless, slots):
        error = error_of(source)
        with pytest.raises((TypeError, RuntimeError)) as told:
            exec(source, {})
        while error.exception.__cause__ is not None and error.type != told.type.__name__:
            error = type(error)(
                type(error.exception.__cause__).__name__,
                str(error.exception.__cause__),
                1,
                "",
                error.exception.__cause__,
            )
        assert (error.type, error.message) == (told.type.__name__, str(told.value))


def test_singledispatch_takes_classes_and_unions() -> None:
    source = "import functools\n@functools.singledispatch\ndef g(x): return 'any'\n@g.register\ndef _(x: {}): return 'that'\ng(None), g(1), g('')"
    assert value_of(source.format("None")) == ("that", "any", "any")
    assert value_of(source.format("int | str")) == ("any", "that", "that")
    assert error_of(source.format("3")).type == "TypeError"
    assert "does not evaluate text" in refusal_of(source.format("'int'"))
