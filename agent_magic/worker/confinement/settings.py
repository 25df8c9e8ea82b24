"""What a confined process may take, and how each layer of its confinement is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MIB = 1 << 20
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Confinement:
    """The limits of a confined process. None leaves a limit as it was; an inherited limit is never raised.

    - `memory`: bytes on top of what the process has when it is confined
    - `cpu_seconds`: processor time of all threads together, on top of what was used
    - `file_bytes`: size of one file; it matters where a writable folder is granted
    - `threads`: threads at once; processes are refused altogether
    - `open_files`: file descriptors at once
    - `readable`, `writable`: files and folders that the user grants, with all that is below; writable ones can be read
    """

    memory: int | None = 2 * GIB
    cpu_seconds: int | None = None
    file_bytes: int | None = 64 * MIB
    threads: int | None = 256
    open_files: int = 128
    readable: tuple[str, ...] = ()
    writable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a confinement: whether it holds, and in one line what it does or why it does not."""

    name: str
    enforced: bool
    note: str


def is_confining(layers: Iterable[Layer]) -> bool:
    """Say whether Landlock and seccomp hold, on which all promises rest: no files, network or processes."""
    holding = {layer.name for layer in layers if layer.enforced}
    return {"landlock", "seccomp"} <= holding
