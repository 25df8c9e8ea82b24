"""What may be read from, stored on and deleted from what the code made, and from what it did not make."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from agent_magic.interpreter import Interpreter, Policy
from tests.interpreter.running import error_of, refusal_of, value_of


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("class A: pass\na = A()\na._x = 4\na._x += 1\na._x", 5),
        ("class A:\n    __slots__ = '_x',\na = A()\na._x = 4\ndel a._x\nhasattr(a, '_x')", False),
        ("class A: pass\nA._x = 4\nA()._x + A._x", 8),
        ("class A(list): pass\na = A()\na._x = 4\na.__dict__", {"_x": 4}),
        ("class A:\n    def __init__(self):\n        self.__x = 3\nA()._A__x", 3),
        ("class A:\n    _y = 3\nclass B(A):\n    def get(self):\n        return super()._y\nB().get()", 3),
        ("class A:\n    gi_frame = 3\nA().gi_frame, A.gi_frame", (3, 3)),
        ("class A:\n    register = 7\nA.register", 7),
        ("class A: pass\n[A.__mro__[-1], A.__subclasses__(), A.__bases__]", [object, [], (object,)]),
        ("def f(a=1): return a\nf.__defaults__ = (2,)\nf.x = 1\nf.x += f()\nf.x", 3),
        ("def f(): pass\nf._x = 3\nf._x, f.__dict__", (3, {"_x": 3})),
        ("class A:\n    def m(self): pass\n    m._x = 3\nA().m._x", 3),
        ("class A: pass\nclass B: pass\na = A()\na.__class__ = B\ntype(a).__name__", "B"),
        ("class A: pass\nclass B: pass\na = A()\nsetattr(a, '__class__', B)\ntype(a).__name__", "B"),
        ("e = ValueError(1)\ne.extra = 2\ne.__cause__ = KeyError(2)\ne.extra, repr(e.__cause__)", (2, "KeyError(2)")),
        ("import types\nn = types.SimpleNamespace()\nn.a = 1\ndel n.a\nn", SimpleNamespace()),
        ("from collections import namedtuple\np = namedtuple('P', 'x')(1)\np._asdict(), p._fields", ({"x": 1}, ("x",))),
        ("class T(str): pass\nclass A: pass\na = A()\nsetattr(a, T('_q'), 3)\ngetattr(a, T('_q'))", 3),
        ("getattr(3, 'missing', 9), getattr([], '__doc__')[:8]", (9, "Built-in")),
        ("class A: pass\ngetattr(A(), '_missing', 9)", 9),
        (
            "def f(): pass\ngetattr(f, '_missing', 9), hasattr(f, '_cache'), hasattr(lambda: 0, '__len__')",
            (9, False, False),
        ),
        ("class A:\n    def m(self): pass\nhasattr(A().m, '_cache'), hasattr(A.m, '_cache')", (False, False)),
        ("class A:\n    def __getattr__(self, name): return name\nA()._x, A().y", ("_x", "y")),
        ("class A:\n    _x = 1\nvars(A)['_x'], sorted(n for n in dir(A()) if n == '_x')", (1, ["_x"])),
    ],
)
def test_what_the_code_made_is_open_to_it(source: str, value: object) -> None:
    assert value_of(source) == value


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("(1)._x", "the attribute '_x' of a int"),
        ("[].__class__.__base__", "the attribute '__base__' of the class list"),
        ("str.__subclasses__()", "the attribute '__subclasses__' of the class str"),
        ("getattr(len, '__self__')", "the attribute '__self__' of a builtin_function_or_method"),
        ("getattr(3, '_x', 9)", "the attribute '_x' of a int"),
        ("def f(): pass\nf.__globals__", "the attribute '__globals__' of a function"),
        ("def f(): pass\nf.__code__", "the attribute '__code__' of a function"),
        ("(lambda: 0).__closure__", "the attribute '__closure__' of a function"),
        ("(i for i in []).gi_frame", "the attribute 'gi_frame' of a generator"),
        ("try:\n    1 / 0\nexcept Exception as e:\n    e.__traceback__.tb_frame", "'tb_frame' of a traceback"),
        ("import math\nmath.__spec__", "the attribute '__spec__' of the module math"),
        ("import math\nmath.__dict__", "the attribute '__dict__' of the module math"),
        ("vars([])", "the attribute '__dict__' of a list"),
        ("class A(int): pass\nA.real.__objclass__", "the attribute '__objclass__' of a getset_descriptor"),
    ],
)
def test_the_inside_of_anything_else_is_not_read(source: str, what: str) -> None:
    message = refusal_of(source)
    assert what in message
    assert message.endswith("may not be read")


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("int.x = 1", "'x' of the class int"),
        ("del dict.get", "'get' of the class dict"),
        ("import math\nmath.pi = 3", "'pi' of the module math"),
        ("import math\ndel math.pi", "'pi' of the module math"),
        ("import math\nmath.pi += 3", "'pi' of the module math"),
        ("import math\nfor math.pi in [1]: pass", "'pi' of the module math"),
        (
            "import math\nfrom contextlib import nullcontext\nwith nullcontext() as math.pi: pass",
            "'pi' of the module math",
        ),
        ("import json\n[0 for json.loads in [1]]", "'loads' of the module json"),
        ("setattr(int, 'x', 1)", "'x' of the class int"),
        ("delattr(int, 'real')", "'real' of the class int"),
        ("len.x = 1", "'x' of a builtin_function_or_method"),
        ("def f(): pass\nf.__code__ = 1", "'__code__' of a function"),
        ("def f(): pass\nf.__globals__ = {}", "'__globals__' of a function"),
        ("class E(KeyError): pass\ne = ValueError()\ne.__class__ = E", "'__class__' of a ValueError"),
        ("class A:\n    @property\n    def p(self): pass\nA.p.x = 1", "'x' of a property"),
        ("import fractions\nfractions.Fraction(1, 2)._numerator = 3", "'_numerator' of a Fraction"),
    ],
)
def test_what_the_code_did_not_make_is_not_changed(source: str, what: str) -> None:
    message = refusal_of(source)
    assert f"the attribute {what} may not be changed" in message
    assert "only what the code made itself can be changed" in message


def test_what_was_let_through_once_is_asked_about_again_when_the_name_is_bound_anew() -> None:
    before = "class A: pass\ndef f(self):\n    self.x = 1\n    {}\n    self.pi = 3\nf(A())"
    for binding in ("import math as self", "from html import parser as self", "for self in [int]: pass", "self = int"):
        assert "'pi' of the" in refusal_of(before.format(binding))
    assert value_of(before.format("import math as other")) is None


def test_a_loop_that_binds_a_name_anew_asks_in_each_round() -> None:
    source = (
        "class A: pass\ndef f(self):\n    self.x = 1\n    for i in range(2):\n        self.pi = 3\n        {}\nf(A())"
    )
    for binding in (
        "import math as self",
        "self = int",
        "with A() as self: pass",
        "try:\n            1 / 0\n        except Exception as self: pass",
    ):
        assert error_of(source.format(binding)).type in {"ForbiddenOperation", "TypeError", "UnboundLocalError"}
    assert value_of(source.format("import math as other")) is None


def test_the_class_of_an_object_becomes_a_class_of_the_code_only() -> None:
    assert "not to int" in refusal_of("class A: pass\na = A()\na.__class__ = int")
    error = error_of("class A: pass\na = A()\na.__class__ = 3")
    assert (error.type, error.message) == ("TypeError", "__class__ must be set to a class, not 'int' object")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("object.__getattribute__(3, 'real')", 3),
        ("class A: pass\na = A()\na._b = 3\nobject.__getattribute__(a, '_b'), a.__getattribute__('_b')", (3, 3)),
        ("class A:\n    def __setattr__(self, n, v): super().__setattr__(n, v + 1)\na = A()\na._x = 3\na._x", 4),
        ("class A: pass\na = A()\nobject.__setattr__(a, '_x', 3)\na.__delattr__('_x')\nvars(a)", {}),
        ("class A:\n    def __getattribute__(self, name): return name\nA()._z", "_z"),
        ("class A:\n    def __getattr__(self, name): return name\nA().__getattr__('_b')", "_b"),
    ],
)
def test_the_methods_behind_attribute_syntax_work_on_what_the_code_made(source: str, value: object) -> None:
    assert value_of(source) == value


def test_the_methods_behind_attribute_syntax_ask_the_policy() -> None:
    assert "'__globals__' of a function" in refusal_of("object.__getattribute__((lambda: 0), '__globals__')")
    assert "'_b' of a int" in refusal_of("(3).__getattribute__('_b')")
    assert "'x' of the class int" in refusal_of("type.__setattr__(int, 'x', 3)")
    assert "'_b' of a int" in refusal_of("(object.__getattribute__)(3, type('T', (str,), {})('_b'))")
    source = "class A(int):\n    def m(self): return super().__getattribute__('_x')\nA().m()"
    assert error_of(source).message == "'A' object has no attribute '_x'"


def test_the_methods_behind_attribute_syntax_complain_as_in_cpython() -> None:
    assert error_of("object.__getattribute__()").type == "TypeError"
    assert error_of("(3).__getattribute__()").message == "expected 1 argument, got 0"
    source = "class A:\n    def __getattribute__(self, name): return name\nA().__getattribute__('_b')"
    assert error_of(source).message == "'str' object is not callable"
    assert error_of("getattr(3, 4)").message == "attribute name must be string, not 'int'"


class Account:
    """Something of the host."""

    def __init__(self) -> None:
        self.balance = 3
        self._secret = 4


def test_an_object_of_the_host_shows_its_plain_names_only() -> None:
    interpreter = Interpreter(variables={"account": Account()})
    assert interpreter.run("account.balance").value == 3
    for source in ("account._secret", "account.__dict__", "account.balance = 5", "del account.balance"):
        error = interpreter.run(source).error
        assert error is not None
        assert error.type == "ForbiddenOperation"


def test_what_a_class_of_the_host_keeps_is_not_open_to_a_subclass_of_the_code() -> None:
    interpreter = Interpreter(variables={"Account": Account})
    interpreter.run("class Mine(Account): pass\nmine = Mine()")
    assert interpreter.run("mine.balance").value == 3
    assert interpreter.run("mine.mine = 1\nmine.mine").value == 1
    interpreter.run("class Other(Account):\n    def seen(self): return super()._secret")
    for source in ("mine._secret", "mine.__dict__", "Other().seen()"):
        error = interpreter.run(source).error
        assert error is not None
        assert error.type == "ForbiddenOperation"


def test_the_internals_of_coroutines_are_not_read() -> None:
    for source in (
        "async def f(): pass\nc = f()\ntry:\n    c.cr_frame\nfinally:\n    c.close()",
        "async def f(): yield\nf().ag_frame",
        "def f():\n    x = 1\n    return lambda: x\ngetattr(f, 'cell_contents')\n(i for i in ()).gi_code",
        "import asyncio\nasync def f(): pass\nt = asyncio.create_task(f())\nawait t\nt.get_loop()",
    ):
        assert error_of(source).type in {"ForbiddenOperation", "AttributeError"}


def test_a_module_is_never_had_from_something_else() -> None:
    class Holder:
        import math as sys

    assert "'sys'" in refusal_of("holder.sys", variables={"holder": Holder()})


def test_what_a_library_may_change_depends_on_the_imports() -> None:
    holder = SimpleNamespace(x=1)
    assert "'x' of a SimpleNamespace" in refusal_of("holder.x = 2", variables={"holder": holder})
    assert holder.x == 1


def test_a_trusted_program_reads_and_changes_what_it_likes() -> None:
    account = Account()
    namespace = {"account": account, "Account": Account}
    interpreter = Interpreter(policy=Policy.permissive(), namespace=namespace)
    outcome = interpreter.run(
        "account._secret += 1\naccount.__class__.limit = 2\nobject.__getattribute__(account, '_secret')"
    )
    assert outcome.value == 5
    assert Account.limit == 2  # type: ignore[attr-defined]
    assert interpreter.run(
        "class Other(Account): pass\naccount.__class__ = Other\n(lambda: 0).__globals__['account']"
    ).value
    assert type(account).__name__ == "Other"
    assert interpreter.run("del Account.limit\n(lambda: 0).__code__.co_name").value == "<lambda>"


def test_a_class_does_not_take_a_base_of_the_host_once_it_is_known() -> None:
    class Host:
        _secret = "of the host"

    outcome = Interpreter(variables={"host": Host()}).run(
        "class Base: pass\n"
        "class Own(Base):\n"
        "    def __init__(self): self._x = 1\n"
        "def read(own):\n"
        "    own._x\n"
        "    Own.__bases__ = (type(host),)\n"
        "    return own._secret\n"
        "read(Own())"
    )
    assert outcome.error is not None
    assert outcome.error.message.startswith("the attribute '__bases__' of the class Own may not be changed")
