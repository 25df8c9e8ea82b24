"""What hostile code tries, by theme: an attack returns where it went through and raises where it was refused."""

from __future__ import annotations

from collections.abc import Callable

from tests.worker.confinement.attacks import files, kernel, memory, network, others, privileges, processes
from tests.worker.confinement.attacks.target import Target

Attack = Callable[[Target], object]
THEMES = (network, files, processes, others, memory, privileges, kernel)

ATTACKS: dict[str, Attack] = {
    f"{theme.__name__.rpartition('.')[2]}.{name}": value
    for theme in THEMES
    for name, value in vars(theme).items()
    if callable(value) and getattr(value, "__module__", None) == theme.__name__ and not name.startswith("_")
}
"""Every public function of the themes."""

NOT_SHOWN = {
    "files.read_shadow": "an ordinary user cannot",
    "files.read_memory_of_the_machine": "an ordinary user cannot",
    "files.read_the_disk": "an ordinary user cannot",
    "others.trace_the_parent": "Yama may refuse it to a child",
    "others.look_into_the_parent": "Yama may refuse it to a child",
    "privileges.chroot": "an ordinary user cannot",
    "privileges.become_root": "an ordinary user cannot",
    "privileges.regain_capabilities": "an ordinary user cannot",
    "privileges.mount": "an ordinary user cannot",
    "privileges.unshare_users": "some systems refuse it to ordinary users",
    "kernel.push_a_key_into_the_terminal": "newer kernels refuse it",
}
"""Attacks that may fail without any confinement, and why: no test shows that they work."""
