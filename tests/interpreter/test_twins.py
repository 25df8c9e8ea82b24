"""Members of the standard library that read by name, wait, never end or share state, as guarded twins."""

from __future__ import annotations

import gc

import pytest

from agent_magic.interpreter import Limits
from tests.interpreter.running import error_of, limit_of, refusal_of, value_of


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("import operator as o\no.attrgetter('real')(3), o.attrgetter('real', 'imag')(3)", (3, (3, 0))),
        ("import operator as o\nclass A:\n    def __init__(self): self._x = self\n    n = 1\na = A()\no.attrgetter('_x._x.n')(a)", 1),
        ("import operator as o\nclass A:\n    _x, _y = 1, 2\no.attrgetter('_x', '_y')(A())", (1, 2)),
        ("import operator as o\no.methodcaller('upper')('a'), o.methodcaller('ljust', 3)('a')", ("A", "a  ")),
        ("import operator as o\nclass A:\n    def _m(self, x, y=1): return x + y\no.methodcaller('_m', 1, y=3)(A())", 4),
        ("import itertools as i\nlist(i.islice(i.count(2, 3), 3)), list(i.islice(i.cycle('ab'), 3))", ([2, 5, 8], ["a", "b", "a"])),
        ("import itertools as i\nlist(i.repeat(1, 2)), list(i.repeat(object=1, times=2)), list(zip(i.repeat(1), 'ab'))", ([1, 1], [1, 1], [(1, "a"), (1, "b")])),
        ("import copy\nx = [[1]]\ny = copy.deepcopy(x)\ny[0].append(2)\nx, copy.copy(y)", ([[1]], [[1, 2]])),
        ("import copy\nclass A:\n    def __init__(self): self._x = [1]\na = A()\nb = copy.deepcopy(a)\nb._x.append(2)\na._x, copy.copy(b)._x", ([1], [1, 2])),
        ("import copy\nclass A:\n    __slots__ = 'x',\na = A()\na.x = 1\ncopy.deepcopy(a).x", 1),
        ("import copy\nclass A: pass\nb = copy.copy(A())\ntype(b).__name__", "A"),
        ("import random\nrandom.seed(1)\na = random.random()\nrandom.seed(1)\na == random.random()", True),
        ("import random\nr = random.Random(3)\nr.randint(1, 1)", 1),
        ("import decimal\ndecimal.DefaultContext.prec = 3\ndecimal.Context(prec=2).prec", 2),
        ("import time\nt = time.time()\ntime.sleep(0.001)\ntime.time() > t", True),
    ],
)  # fmt: skip
def test_twins_do_what_the_real_ones_do(source: str, value: object) -> None:
    assert value_of(source) == value


@pytest.mark.parametrize(
    "source",
    [
        "import operator\noperator.attrgetter('__globals__')(lambda: 0)",
        "import operator\noperator.attrgetter('real.__class__.__base__')(3)",
        "import operator\nclass T(str): pass\noperator.attrgetter(T('__globals__'))(lambda: 0)",
        "import operator\noperator.methodcaller('__subclasses__')(int)",
    ],
)
def test_they_read_by_the_same_rules(source: str) -> None:
    assert refusal_of(source).endswith("may not be read")


def test_names_must_be_texts() -> None:
    assert error_of("import operator\noperator.attrgetter(3)").type == "TypeError"
    assert error_of("import operator\noperator.methodcaller(3)").type == "TypeError"


def test_the_hosts_random_numbers_and_contexts_are_left_alone() -> None:
    import decimal
    import random

    random.seed(5)
    expected = random.random()
    random.seed(5)
    value_of("import random\nrandom.seed(7)\nrandom.random()")
    assert random.random() == expected
    before = decimal.DefaultContext.prec
    assert value_of("import decimal\ndecimal.DefaultContext.prec = 4\ndecimal.DefaultContext.prec") == 4
    assert decimal.DefaultContext.prec == before


@pytest.mark.parametrize("source", ["count()", "cycle([1])", "repeat(1)"])
def test_endless_iterators_pay(source: str) -> None:
    assert "2,000 operations" in limit_of(
        f"import itertools, collections\ncollections.deque(itertools.{source}, 0)", limits=Limits(operations=2_000)
    )


def test_a_group_whose_split_is_the_codes_own_is_not_matched() -> None:
    source = "class G(ExceptionGroup):\n    def split(self, kind): return {}\ntry:\n    raise G('g', [ValueError()])\nexcept* ValueError: pass"
    assert "split() of its own" in refusal_of(source.format("(None, None)"))
    source = "def f():\n    g = ExceptionGroup('g', [ValueError()])\n    g.split = 1\n    try:\n        raise g\n    except* ValueError: pass\nf()"
    assert "split() of its own" in refusal_of(source)
    evil = "class E(ExceptionGroup):\n    def split(self, kinds): return 1\n"
    several = "try:\n    raise G('g', [ValueError(), TypeError()])\nexcept* ValueError: pass\nexcept* TypeError as g: r = type(g).__name__\nr"
    derived = "class G(ExceptionGroup):\n    def derive(self, errors): return {}('d', errors)\n"
    assert "split() of its own" in refusal_of(evil + derived.format("E") + several)
    gc.collect()  # no such group may be left, as nobody can tell which one will be split
    assert value_of(derived.format("G") + several) == "G"
    assert value_of("try:\n    raise ValueError(3)\nexcept* ValueError as g:\n    r = g.exceptions[0].args\nr") == (3,)
    assert (
        value_of("try:\n    raise ExceptionGroup('g', [ValueError(3)])\nexcept* ValueError as g:\n    r = g.message\nr")
        == "g"
    )


FAILING = "import io, json, sys, traceback\ndef f(): return 1 << 'a'\ntry:\n    f()\nexcept TypeError as e:\n    error = e\n    {}\n"


@pytest.mark.parametrize(
    "call",
    [
        "told = traceback.format_exc()",
        "told = ''.join(traceback.format_exception(error))",
        "told = ''.join(traceback.format_exception(type(error), error, error.__traceback__))",
        "to = io.StringIO(); traceback.print_exc(file=to); told = to.getvalue()",
        "to = io.StringIO(); traceback.print_exception(error, file=to); told = to.getvalue()",
    ],
)
def test_a_traceback_shows_the_frames_of_the_code(call: str) -> None:
    told = value_of(f"{FAILING.format(call)}told")
    assert "f()" in told
    assert "return 1 << 'a'" in told
    assert told.endswith("TypeError: unsupported operand type(s) for <<: 'int' and 'str'\n")
    assert told.count('File "') == told.count('File "<agent code') == 2


def test_a_traceback_alone_shows_the_frames_of_the_code() -> None:
    call = "to = io.StringIO(); traceback.print_tb(error.__traceback__, file=to); told = to.getvalue(), traceback.format_tb(error.__traceback__)"
    text, lines = value_of(f"{FAILING.format(call)}told")
    assert text == "".join(lines)
    assert len(lines) == 2
    assert value_of("import traceback\ntraceback.format_tb(None)") == []


def test_a_traceback_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    value_of(FAILING.format("traceback.print_exc()"))
    told = capsys.readouterr().err
    assert told.endswith("for <<: 'int' and 'str'\n")
    assert "sizes.py" not in told


def test_tracebacks_are_asked_for_as_in_cpython() -> None:
    import traceback

    assert value_of("import traceback\ntraceback.format_exc()") == traceback.format_exc() == "NoneType: None\n"
    assert value_of("import traceback\ntraceback.format_exception(None)") == traceback.format_exception(None)
    for arguments in ("3", "ValueError, ValueError()"):
        error = error_of(f"import traceback\ntraceback.format_exception({arguments})")
        with pytest.raises((TypeError, ValueError)) as told:
            eval(f"traceback.format_exception({arguments})")
        assert (error.type, error.message) == (type(told.value).__name__, str(told.value))
    source = "import traceback\ntry:\n    try:\n        1 / 0\n    except Exception as e:\n        raise KeyError(1)\nexcept KeyError as e:\n    told = traceback.format_exc(chain={})\ntold"
    assert "ZeroDivisionError" in value_of(source.format(True))
    assert "ZeroDivisionError" not in value_of(source.format(False))
