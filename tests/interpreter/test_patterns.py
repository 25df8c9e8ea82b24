"""Class patterns read the attributes that a class names, and only those that the code may read."""

from __future__ import annotations

import gc
import weakref
from textwrap import indent

import pytest

from agent_magic.interpreter import Interpreter, Policy
from tests.interpreter.running import error_of, printed_by, refusal_of, value_of


def matched(case: str, subject: str, before: str = "") -> object:
    return value_of(f"{before}\nr = 'none'\nmatch {subject}:\n    case {case}\nr")


@pytest.mark.parametrize(
    ("case", "subject", "before", "value"),
    [
        ("P(x, y): r = x, y", "P(1, 2)", "class P:\n    __match_args__ = 'x', 'y'\n    def __init__(self, x, y): self.x, self.y = x, y", (1, 2)),
        ("P(_x): r = _x", "P()", "class P:\n    __match_args__ = '_x',\n    _x = 3", 3),
        ("P(_x=3 as found): r = found", "P()", "class P:\n    _x = 3", 3),
        ("P(): r = 1", "P()", "class P: pass", 1),
        ("int(n): r = n", "5", "", 5),
        ("A.B(x): r = x", "A.B()", "class A:\n    class B:\n        __match_args__ = 'x',\n        x = 4", 4),
        ("A._B(x): r = x", "A._B()", "class A:\n    class _B:\n        __match_args__ = 'x',\n        x = 4", 4),
        ("A._N: r = 1", "7", "class A:\n    _N = 7", 1),
        ("A.a._n: r = 1", "7", "class A: pass\nA.a = A()\nA.a._n = 7", 1),
        ("P(x): r = x", "P(8)", "import dataclasses\n@dataclasses.dataclass\nclass P:\n    x: int", 8),
        ("P(x): r = x", "P(8)", "from collections import namedtuple\nP = namedtuple('P', 'x')", 8),
        ("E.A: r = 1", "E(2)", "import enum\nclass E(enum.Enum):\n    A = 2", 1),
        ("P(x): r = x", "P()", "class M(type): pass\nclass P(metaclass=M):\n    __match_args__ = 'x',\n    x = 2", 2),
        ("P(x): r = x", "5", "class M(type):\n    def __instancecheck__(cls, o): return o == 5\nclass P(metaclass=M):\n    __match_args__ = 'real',", 5),
    ],
)  # fmt: skip
def test_class_patterns_match_as_in_cpython(case: str, subject: str, before: str, value: object) -> None:
    assert matched(case, subject, before) == value


def test_a_private_name_is_not_mangled_in_a_pattern() -> None:
    source = "class A:\n    __x = 3\n    def get(self):\n        match self:\n            case A({}): return found\nA().get()"
    assert value_of(source.format("__x=found")) is None
    assert value_of(source.format("_A__x=found")) == 3


MATCHER = """
class P:
    __match_args__ = "x",
    x, y = "x", "y"
def f(subject):
    match subject:
        case P(found): return found
"""
ANY = "class M(type):\n    def __instancecheck__(cls, other): return True\n"
ABC = "import abc\nclass P(abc.ABC):\n    __match_args__ = '__globals__',\n"


@pytest.mark.parametrize(
    ("pattern", "before"),
    [
        ("F(__globals__=g)", "import types\nF = types.FunctionType"),
        ("object(__globals__=g)", ""),
        ("object(__getattribute__=g)", ""),
        ("P(g)", f"{ANY}class P(metaclass=M):\n    __match_args__ = '__globals__',"),
        ("P(__globals__=g)", f"{ABC}    @classmethod\n    def __subclasshook__(cls, other): return True"),
        ("P(g)", f"{ABC}    @classmethod\n    def __subclasshook__(cls, other): return True"),
        ("P(g)", f"{ABC}import types\nP.register(types.FunctionType)"),
        ("P(__globals__=g)", "import typing\n@typing.runtime_checkable\nclass P(typing.Protocol):\n    __doc__: str"),
        ("P(__globals__=g)", f"{ANY}class P(metaclass=M): __module__ = 'builtins'"),
    ],
)
@pytest.mark.parametrize("in_function", [False, True])
def test_a_pattern_does_not_read_what_the_code_may_not(pattern: str, before: str, in_function: bool) -> None:
    match = f"match tool:\n    case {pattern}: g"
    if in_function:
        match = f"def f():\n{indent(match, '    ')}\nf()"
    message = refusal_of(f"{before}\n{match}", functions={"tool": str.upper})
    assert message.startswith("the attribute '__g")
    assert message.endswith("of a function may not be read")


@pytest.mark.parametrize("pattern", ["str(format=f)", "S(format=f)", "S(f)", "Liar(format=f)"])
def test_a_pattern_does_not_read_what_has_a_twin(pattern: str) -> None:
    source = """
class S(str):
    __match_args__ = 'format',
class Liar: pass
class Lying(str):
    __class__ = Liar
match Lying('x'):
    case {pattern}: f
"""
    assert "'format' of a Lying may not be read" in refusal_of(
        source.replace("{pattern}", pattern).replace("class Lying(str)", "class Lying(S)")
    )


def test_a_method_of_the_code_may_have_the_name_of_one_with_a_twin() -> None:
    assert matched("A(format=f): r = f()", "A()", "class A:\n    def format(self): return 5") == 5


CHANGING = {
    "a metaclass": "class M(type):\n    def __instancecheck__(cls, other): return True\n    __match_args__ = property(lambda cls: next(answers, BAD))\nclass P(metaclass=M): pass",
    "a descriptor": "class D:\n    def __get__(self, obj, cls): return next(answers, BAD)\nclass P(abc.ABC):\n    __match_args__ = D()\nP.register(type(tool))",
    "a value that is compared": "class P(abc.ABC):\n    __match_args__ = 'real',\nP.register(type(tool))\nclass E:\n    def __eq__(self, other): P.__match_args__ = BAD; return False\nV.e = E()",
    "the hidden names": "class P(abc.ABC):\n    __match_args__ = BAD\nP.register(type(tool))\nclass E:\n    def __eq__(self, other):\n        for name in [*globals()]:\n            if name[0] == '.': globals()[name] = P\nV.e = E()\nK = P\nclass P: __match_args__ = 'real',",
}  # fmt: skip


@pytest.mark.parametrize("how", CHANGING)
@pytest.mark.parametrize("in_function", [False, True])
def test_a_class_cannot_name_something_else_once_it_was_looked_at(how: str, in_function: bool) -> None:
    before = (
        f"import abc\nanswers = iter([('real',)])\nBAD = '__globals__',\nclass V: e = 0\n{CHANGING[how]}\ng = None\n"
    )
    match = "match tool:\n    case V.e: pass\n    case P(g): pass"
    if in_function:
        match = f"def f():\n    global g\n{indent(match, '    ')}\nf()"
    interpreter = Interpreter(functions={"tool": str.upper})
    interpreter.run(f"{before}{match}")
    assert interpreter.run("g").value is None


def test_a_class_that_names_something_else_from_now_on_is_matched_by_that() -> None:
    source = "class P:\n    x, y, __match_args__ = 1, 2, ('x',)\ndef f():\n    match P():\n        case P(found): return found\n"
    assert value_of(f"{source}[f(), f(), setattr(P, '__match_args__', ('y',)), f()]") == [1, 1, None, 2]


def test_a_class_that_was_matched_is_matched_in_the_next_run_by_what_it_names_then() -> None:
    interpreter = Interpreter()
    assert interpreter.run(f"{MATCHER}f(P()), f(P())").value == ("x", "x")
    assert interpreter.run("P.__match_args__ = ('y',)\nf(P())").value == "y"
    assert interpreter.run("class P:\n    __match_args__ = 'z',\n    z = 'z'\nf(P())").value == "z"
    assert interpreter.run("del P\nf(1)").error is not None


def test_what_stands_for_a_class_does_not_keep_it_alive() -> None:
    interpreter = Interpreter()
    interpreter.run(f"{MATCHER}f(P()), f(P())")
    seen = weakref.ref(interpreter.namespace["P"])
    assert interpreter.run("del P").error is None
    gc.collect()
    assert seen() is None


def test_many_classes_are_matched_in_one_run() -> None:
    source = f"{MATCHER}def made(n):\n    class C:\n        __match_args__ = 'x',\n        x = n\n    return C\n"
    assert value_of(
        f"{source}r = []\nfor n in range(3000):\n    P = made(n)\n    r.append(f(P()))\nr == [*range(3000)]"
    )


def test_a_match_in_a_module_is_one_line_of_a_traceback() -> None:
    error = error_of(
        "class P: pass\nfor n in [1, P()]:\n    match n:\n        case int(): pass\n        case P(x): pass"
    )
    assert error.line == 5
    assert error.traceback.count("File ") == 1
    assert "line 5, in <module>\n    case P(x): pass\n" in error.traceback
    error = error_of("match 5:\n    case str(): pass\n    case missing(x): pass")
    assert error.traceback.count("File ") == 1
    assert "line 3, in <module>" in error.traceback
    shown = printed_by(
        "import traceback\nclass P: pass\ntry:\n    match P():\n        case P(x): pass\nexcept TypeError as e:\n"
        "    print(*traceback.format_tb(e.__traceback__))\n    print(traceback.format_exc())"
    )
    assert shown.count("line 5, in <module>") == shown.count("File ") == 2


def test_a_trace_tells_of_a_match_as_if_it_stood_there() -> None:
    told: list[tuple[int, str]] = []
    source = "x = 0\nfor s in [1, 'a']:\n    match s:\n        case int(n): x = n\n        case str(t): x = t\n"
    outcome = Interpreter().run(source, on_line=lambda line: told.append((line.line, line.function)))
    assert outcome.error is None
    assert {function for _, function in told} == {"<module>"}
    assert [line for line, _ in told][:2] == [1, 2]


def test_a_match_in_the_body_of_a_class_sees_the_names_of_the_class() -> None:
    source = """
class A:
    class P:
        __match_args__ = ("x",)
        x = 5
    class Colour:
        RED = "red"
    __secret = P()
    for subject in [P(), "red", {"k": __secret}, 7]:
        match subject:
            case P(x): found = x
            case Colour.RED: colour = subject
            case {"k": P(x=y) as whole}:
                more = y
                continue
            case int(n):
                break
[name for name in vars(A) if name[:2] != "__"], A.found, A.colour, A.more, A.n, type(A.whole) is A.P
"""
    names = ["P", "Colour", "_A__secret", "subject", "x", "found", "colour", "y", "whole", "more", "n"]
    assert value_of(source) == (names, 5, "red", 5, 7, True)


def test_a_match_in_a_module_tries_case_after_case() -> None:
    source = """
class P:
    __match_args__ = "x", "y"
    def __init__(self, x, y=0): self.x, self.y = x, y
def told(text, answer):
    print(text)
    return answer
for subject in [P(1), P(2, 3), [P(4), 5, 6], {"p": P(7), "q": 8}, P(9, 9), None]:
    match subject:
        case P(x) if told(f"guard {x}", x == 1):
            print("one", x)
            continue
        case P(2, y=y) | P(_, 3 as y):
            print("two", y)
        case [P(a), *rest]:
            print("list", a, rest)
        case {"p": P(b), **more}:
            print("dict", b, more)
            match b:
                case int(c): print("inner", c)
        case P():
            print("other")
            break
print(x, y, a, rest, b, more, c)
"""
    assert printed_by(source).splitlines() == [
        "guard 1", "one 1", "guard 2", "two 3", "list 4 [5, 6]", "dict 7 {'q': 8}", "inner 7", "guard 9", "other",
        "9 3 4 [5, 6] 7 {'q': 8} 7",
    ]  # fmt: skip


def test_what_is_wrong_with_a_class_is_told_when_its_turn_comes() -> None:
    before = "match 1:\n    case 1: r = 'one'\n    case missing(x): r = x\nr"
    assert value_of(before) == "one"
    error = error_of("match 2:\n    case 1: r = 1\n    case missing(x): r = x")
    assert (error.type, error.message) == ("NameError", "name 'missing' is not defined")
    source = "def f(n):\n    match n:\n        case 1: return 'one'\n        case {}(x): return x\n        case missing(x): return x\n"
    for cls in ("int", "missing", "len", "int.missing"):
        assert value_of(f"{source.format(cls)}f(1)") == "one"
    assert value_of(f"{source.format('int')}f(2)") == 2
    assert error_of(f"{source.format('str')}f(2)").message == "name 'missing' is not defined"
    assert error_of(f"{source.format('int.missing')}f(2)").type == "AttributeError"
    error = error_of("match 2:\n    case 1: r = 1\n    case len(x): r = x")
    assert error.type == "TypeError"
    assert error.message.startswith("called match pattern must be a ")
    source = "class M(type):\n    @property\n    def __match_args__(cls): return 1 / 0\nclass P(metaclass=M): pass\n"
    assert error_of(f"{source}match P():\n    case P(x): pass").type == "ZeroDivisionError"
    assert "accepts 0 positional sub-patterns" in error_of("class P: pass\nmatch P():\n    case P(x): pass").message
    assert error_of("class P: __match_args__ = ['x']\nmatch P():\n    case P(x): pass").message == (
        "P.__match_args__ must be a tuple (got list)"
    )
    assert value_of("class I(int): pass\nmatch I(5):\n    case I(n): r = n\nr") == 5


def test_a_trusted_program_matches_what_it_likes() -> None:
    source = "import types\nmatch (lambda: 0):\n    case types.FunctionType(__name__=n, __globals__=g): pass\nn, g is globals()"
    assert Interpreter(policy=Policy.permissive()).run(source).value == ("<lambda>", True)
