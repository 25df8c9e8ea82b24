"""Values whose size can be foretold are refused before they are made, by every road to them."""

from __future__ import annotations

import pytest

from agent_magic.interpreter import Interpreter, Limits
from tests.interpreter.running import error_of, refusal_of, value_of

MANY = "10**10"


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("10**10**9", "this power"),
        ("pow(2, 10**10)", "this power"),
        ("x = 3\nx **= 10**9", "this number"),
        ("1 << 10**12", "this shift"),
        ("x = 1\nx <<= 10**12", "this number"),
        ("'a' * 10**10", "this repetition"),
        ("10**10 * [0]", "this repetition"),
        ("f'{1}' * 10**10", "this repetition"),
        ("'%*d' % (10**10, 3)", "this text"),
        ("'%99999999999d' % 3", "this text"),
        ("b'%99999999999d' % 3", "this text"),
        ("'{:>9999999999}'.format(3)", "this text"),
        ("'{:>{w}}'.format(3, w=10**10)", "this text"),
        ("'{w:>{w}}'.format_map({'w': 10**10})", "this text"),
        ("f'{3:>{10**9}}'", "this text"),
        ("f'{3:>9999999999}'", "this text"),
        ("format(3, '9999999999')", "this text"),
        ("'a'.ljust(10**10)", "this text"),
        ("'a'.rjust(10**10, '-')", "this text"),
        ("str.center('a', 10**10)", "this text"),
        ("b'a'.zfill(10**10)", "this text"),
        ("'\\t'.expandtabs(tabsize=10**10)", "this text"),
        ("getattr('a', 'ljust')(10**10)", "this text"),
        ("bytes(10**10)", "this value"),
        ("bytearray(10**10)", "this value"),
        ("list(range(10**12))", "this range"),
        ("sum(range(10**30))", "this range"),
        ("[*range(10**10)]", "this range"),
        ("print(*range(10**10))", "this range"),
        ("import itertools\nlist(itertools.repeat(1, 10**10))", "this range"),
        ("import itertools\nitertools.repeat(1, times=10**10)", "this range"),
        ("import operator\noperator.pow(2, 10**10)", "this power"),
        ("import operator\noperator.ipow(2, 10**10)", "this number"),
        ("import operator\noperator.lshift(2, 10**10)", "this shift"),
        ("import operator\noperator.ilshift(2, 10**10)", "this number"),
        ("import operator\noperator.mul('a', 10**10)", "this repetition"),
        ("import operator\noperator.imul('a', 10**10)", "this repetition"),
    ],
)
def test_a_huge_value_is_refused(source: str, what: str) -> None:
    message = refusal_of(source)
    assert message.startswith(f"{what} would be too large: about ")
    assert message.endswith(" items, 100,000,000 are allowed")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("n = 40\n2**n + (1 << n)", 2 * 2**40),
        ("n, x = 0.5, 4\nx **= n\nx", 2.0),
        ("n = -2\n4**n", 0.0625),
        ("pow(2, 10**10, 7)", 2),
        ("pow(2.0, 3)", 8.0),
        ("n = 3\n'ab' * n + n * 'c'", "abababccc"),
        ("n = 3\n[0, 1] * n", [0, 1] * 3),
        ("'%5d|%-3s' % (7, 'x')", "    7|x  "),
        ("'%*d' % (5, 7)", "    7"),
        ("'%*s' % (-4, 7)", "7   "),
        ("b'%05d' % 7", b"00007"),
        ("'%99999s' % 'x' == 'x'.rjust(99999)", True),
        ("w = 6\nf'{7:>{w}}|{7:<3}|{2.5:{w}.{2}f}'", "     7|7  |  2.50"),
        ("'{:>6}|{!r:>5}'.format(7, 'x')", "     7|  'x'"),
        ("format(7, '>4') + format(7)", "   77"),
        ("'a'.ljust(3) + str.rjust('a', 3, '-') + 'a'.center(5)", "a  --a  a  "),
        ("b'7'.zfill(3)", b"007"),
        ("list(range(5)), sum(range(5)), max(range(9))", ([0, 1, 2, 3, 4], 10, 8)),
        ("bytes(3), bytearray(2)", (b"\0\0\0", bytearray(2))),
        ("import itertools\nlist(itertools.repeat(1, 3)), next(itertools.repeat(2))", ([1, 1, 1], 2)),
        ("import operator as o\no.mul([1], 2), o.imul(3, 4), o.ipow(2, 3), o.ilshift(1, 3)", ([1, 1], 12, 8, 8)),
        ("import operator as o\nx = [1]\no.imul(x, 2) is x, x", (True, [1, 1])),
        ("class M:\n    def ljust(self, n): return n\nM().ljust(10**10)", 10**10),
        ("class P:\n    def __pow__(self, n): return n\nn = 10**10\nP() ** n", 10**10),
        ("class W:\n    def __format__(self, spec): return spec.upper()\nw = 'wide'\nf'{W():{w}}'", "WIDE"),
    ],
)
def test_ordinary_values_are_as_in_cpython(source: str, value: object) -> None:
    assert value_of(source) == value


@pytest.mark.parametrize(
    "source", ["n = 'a'\n1 << n", "n = None\n2 ** n", "n = 1.5\n'a' * n", "'a'.ljust()", "'%d' % 'x'"]
)
def test_operands_of_the_wrong_type_are_told_as_in_cpython(source: str) -> None:
    error = error_of(source)
    assert error.type == "TypeError"
    with pytest.raises(TypeError) as told:
        exec(source, {})
    assert error.message == str(told.value)


def test_the_limit_is_that_of_the_interpreter() -> None:
    small = Interpreter(limits=Limits(value_items=10))
    assert small.run("n = 10\n'a' * n").value == "a" * 10
    error = small.run("n = 11\n'a' * n").error
    assert error is not None
    assert error.message == "this repetition would be too large: about 11 items, 10 are allowed"
    assert Interpreter(limits=Limits.unlimited()).run("n = 11\nlen('a' * n * 10**7)").value == 11 * 10**7


def test_the_code_may_catch_a_refusal_and_go_on() -> None:
    assert value_of("try:\n    'a' * 10**10\nexcept Exception as error:\n    kind = type(error).__name__\nkind") == (
        "ForbiddenOperation"
    )
