"""A run's value is handed out as it is, or as a short text where it would flood its reader."""

from __future__ import annotations

import pytest

from agent_magic.interpreter import Interpreter, Limits

SMALL = Limits(output_chars=20)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("'x' * 30", "<str of 30 items"),
        ("b'x' * 1_000", "<bytes of 1,000 items"),
        ("[0] * 30", "<list of 30 items"),
        ("(1, (2, 'y' * 30))", "<tuple of 2 items"),
        ("{'a': {1: 'y' * 30}}", "<dict of 1 items"),
        ("{i: i for i in range(30)}", "<dict of 30 items"),
        ("set(range(30))", "<set of 30 items"),
        ("10**100", "<int of many items"),
        ("x = []\nx.append(x)\nx.append('z' * 30)\nx", "<list of 2 items"),
    ],
)
def test_a_huge_value_is_told_by_its_size(source: str, told: str) -> None:
    value = Interpreter(limits=SMALL).run(source).value
    assert value == f"{told}, too large to show; keep it in a variable and show a part>"


@pytest.mark.parametrize("value", ["x" * 20, [1, 2], {"a": 1}, {1, 2}, (b"x", None), 10**15, 1.5, True])
def test_a_value_that_is_short_is_handed_out(value: object) -> None:
    assert Interpreter(limits=SMALL, variables={"value": value}).run("value").value == value


def test_without_a_limit_every_value_is_handed_out() -> None:
    assert Interpreter(limits=Limits.unlimited()).run("'x' * 2_000_000").value == "x" * 2_000_000


def test_a_value_that_holds_itself_has_an_end() -> None:
    interpreter = Interpreter(limits=Limits(output_chars=1_000))
    value = interpreter.run("x = []\nx.append(x)\nx").value
    assert isinstance(value, str)
    assert value.startswith("<list of 1 items")


def test_objects_are_taken_to_be_brief() -> None:
    interpreter = Interpreter(limits=SMALL)
    assert type(interpreter.run("class A: pass\nA()").value).__name__ == "A"
