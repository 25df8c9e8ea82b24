"""Plain code, without any guard of the language, tries to get out: everything is refused, and works unconfined."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict
from functools import cache
from typing import Any

import pytest

from tests.users import USERS, python
from tests.worker.confinement.attacks import ATTACKS, NOT_SHOWN
from tests.worker.confinement.attacks.target import Target
from tests.worker.confinement.conftest import folder_of, target_of
from tests.worker.confinement.users import WHOEVER, Who

pytestmark = pytest.mark.slow

MEMORY, MUCH, LITTLE = 256 << 20, 10 << 30, 64 << 20
TAKING_MEMORY = {
    f"memory.take_{what}" for what in ("a_bytearray", "many_small_objects", "an_array", "private_pages", "shared_pages")
}


def refused_as(who: Who) -> list[str]:
    """Return the attacks that must fail as `who`.

    Root leaves without a limit of memory, and stays where a private folder is granted, in which locks may be had.
    """
    left_out = TAKING_MEMORY if who.leaves else {"memory.take_locks_without_end"} if who.user == 0 else set()
    return [name for name in ATTACKS if name not in left_out]


def shown_as(user: int) -> list[str]:
    """Return the attacks that must work as `user` where nothing confines."""
    for_root = {"privileges.read_capabilities"} if user else set()
    return [name for name in ATTACKS if name not in {*NOT_SHOWN, *for_root}]


@cache
def confined(who: Who) -> subprocess.CompletedProcess[str]:
    """Make all attacks as someone who is confined, once."""
    with folder_of(who.user) as private, target_of(who.user, MUCH, 5, 10_000) as target:
        stays = who.user == 0 and not who.leaves
        settings = {
            "memory": None if who.leaves else MEMORY,
            "cpu_seconds": 1,
            "readable": [str(private)] if stays else [],
        }
        return made(who.user, refused_as(who), target, settings)


@cache
def unconfined(user: int) -> subprocess.CompletedProcess[str]:
    """Make the attacks as someone whom nothing confines, on a small scale, once."""
    with target_of(user, LITTLE, 0.1, 3) as target:
        return made(user, shown_as(user), target, None)


def made(
    user: int, attacks: list[str], target: Target, settings: dict[str, Any] | None
) -> subprocess.CompletedProcess[str]:
    """Make the attacks in children of a process of its own."""
    asked = json.dumps({"attacks": attacks, "target": asdict(target), "settings": settings})
    return python(
        user,
        *("-m", "tests.worker.confinement.stage", asked),
        environment={"PYTHONWARNINGS": "error"},
        descriptors=(target.inherited,),
    )


def result_of(name: str, done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Return how the attack went."""
    assert (done.returncode, done.stderr) == (0, "")
    result: dict[str, Any] = json.loads(done.stdout)[name]
    return result


@pytest.mark.parametrize(
    ("who", "name"),
    [pytest.param(who, name, id=f"{name} as {who}") for who in WHOEVER for name in refused_as(who)],
)
def test_an_attack_fails(who, name):
    result = result_of(name, confined(who))
    assert not result["through"], result["note"]
    assert result["signals"] == 0


@pytest.mark.parametrize(
    ("user", "name"),
    [pytest.param(user, name, id=f"{name} as user {user}") for user in USERS for name in shown_as(user)],
)
def test_the_attack_works_where_nothing_confines(user, name):
    result = result_of(name, unconfined(user))
    assert result["through"], result["note"]
    assert (result["signals"] > 0) == name.startswith("others.signal")
