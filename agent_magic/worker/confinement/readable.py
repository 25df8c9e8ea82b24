"""Which files Python and its libraries need: what a confined process can read without being granted anything."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SYSTEM = (
    *("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64"),
    *("/nix/store", "/gnu/store"),
    *("/usr/share/zoneinfo", "/etc/localtime", "/etc/zoneinfo"),
    *("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig", "/etc/fonts", "/var/cache/fontconfig"),
    *("/usr/share/mime", "/etc/mime.types", "/etc/ld.so.cache", "/dev/urandom"),
)
PARTS_OF_A_PREFIX = ("lib", "lib32", "lib64", "share/zoneinfo", "share/fonts", "share/mime", "etc/fonts")
INSTALLED = ("site-packages", "dist-packages")


@cache
def library_paths() -> tuple[str, ...]:
    """Return the files and folders, all of which exist, that hold Python, shared libraries, fonts and time zones.

    Of a folder on `sys.path` that is no place for installed packages, as of a project that is installed editable,
    only agent_magic's own package is in it: such a folder may hold anything. Looked up once: a server that forks
    confined processes does well to call this first.
    """
    prefixes = (sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix)
    wanted = [
        *SYSTEM,
        *(os.path.join(prefix, part) for prefix in prefixes for part in PARTS_OF_A_PREFIX),  # noqa: PTH118 - speed
        *(entry for entry in sys.path if holds_packages(entry)),
        str(Path(__file__).parents[2]),
    ]
    real = {os.path.realpath(path) for path in wanted if os.path.exists(path)}  # noqa: PTH110 - speed
    return tuple(sorted(real))


def holds_packages(entry: str) -> bool:
    """Say whether `entry` of `sys.path` is a place where packages are installed, or the standard library's."""
    path = Path(entry)
    if not path.is_absolute() or not path.exists():
        return False
    standard = Path(os.__file__).parent
    if path.name in INSTALLED or path == standard or standard in path.parents:
        return True
    return path.is_dir() and any(name.endswith(".dist-info") for name in os.listdir(path))  # noqa: PTH208 - speed


def packages() -> Iterator[str]:
    """Yield the folders where packages are installed, and what lies directly in them."""
    for entry in sys.path:
        if holds_packages(entry) and os.path.isdir(entry):  # noqa: PTH112 - speed
            yield entry
            yield from (child.path for child in os.scandir(entry) if not child.is_symlink())
