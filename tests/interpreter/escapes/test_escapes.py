"""Each attack is refused by the interpreter alone; each harmless look-alike does what it does in CPython."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.interpreter.escapes.arena import Arena, arena
from tests.interpreter.escapes.programs import Escape, programs
from tests.interpreter.reference import told_by_cpython
from tests.interpreter.test_programs import told_by_the_interpreter

ATTACKS = [
    pytest.param(attack, id=attack.name, marks=[pytest.mark.xfail(reason=attack.open)] if attack.open else [])
    for attack in programs("attacks")
]
PLAIN = [pytest.param(attack, id=attack.name) for attack in programs("attacks") if not attack.ours]
HARMLESS = [pytest.param(program, id=program.name) for program in programs("harmless")]


@pytest.fixture(scope="module")
def ring() -> Iterator[Arena]:
    with arena() as made:
        yield made


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_achieves_nothing(ring: Arena, attack: Escape) -> None:
    assert ring.fight(attack.source, attack.host) == []


@pytest.mark.slow
@pytest.mark.parametrize("attack", PLAIN)
def test_an_attack_works_in_plain_python(ring: Arena, attack: Escape) -> None:
    assert attack.effect in ring.fight(attack.source, attack.host, plainly=True)


@pytest.mark.parametrize("program", HARMLESS)
def test_a_harmless_program_shows_the_same_as_in_cpython(program: Escape) -> None:
    told = told_by_the_interpreter(program.source)
    assert told == told_by_cpython(program.source)
    assert told.error is None


def test_there_are_enough_of_both() -> None:
    assert len(ATTACKS) >= 80
    assert len(HARMLESS) >= 40
