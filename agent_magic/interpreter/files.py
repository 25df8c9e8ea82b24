"""Which files the code may read and write, and how a path is made sure of before it is compared."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from agent_magic.interpreter.errors import ForbiddenAccess

_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(//|\w+:)")
_SHOWN_CHARS: Final = 200

StrPath = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Files:
    """Folders and files that the code may use, with all that is below them; what it may write it may read too.

    Paths are compared after links, `..` and `~` are resolved. A pickle is never loaded, wherever it is.
    """

    read: Sequence[StrPath] = ()
    write: Sequence[StrPath] = ()


NO_FILES: Final = Files()


class FileRules:
    """The rules of a `Files` policy, ready to be asked."""

    def __init__(self, files: Files) -> None:
        self._write = tuple(_real(os.fspath(path)) for path in files.write)
        self._read = (*self._write, *(_real(os.fspath(path)) for path in files.read))

    @property
    def writable(self) -> Sequence[str]:
        """What may be written, as resolved paths."""
        return self._write

    def allows(self, path: str, *, write: bool) -> bool:
        """Whether a resolved path may be used."""
        return any(is_below(path, folder) for folder in (self._write if write else self._read))

    def resolve(self, path: object, *, write: bool, home: bool = True) -> str:
        """Return `path` as an exact text without links in it; raise `ForbiddenAccess` where it is not allowed.

        `home` says whether a leading `~` stands for the home folder. Raises `TypeError` as CPython does where it is
        no path.
        """
        text = path_text(path)
        if _URL.match(text):
            raise ForbiddenAccess(f"{_shown(text)} is a URL; the code may not open connections")
        resolved = _real(text) if home else os.path.realpath(text)
        if not self.allows(resolved, write=write):
            raise ForbiddenAccess(self.refusal(resolved, write=write))
        return resolved

    def refusal(self, path: str, *, write: bool) -> str:
        """Return what is said where a path is not allowed."""
        verb, option = ("written", "write") if write else ("read", "read")
        folder = str(Path(path).parent)
        return (
            f"the file {_shown(path)} may not be {verb}: it is outside of what the policy lends;"
            f" a policy with files=Files({option}=[{_shown(folder)}]) would allow it"
        )


def path_text(path: object) -> str:
    """Return a path as an exact text: `__fspath__` is asked once, and a subclass of `str` has no say."""
    value: Any = path
    if not isinstance(value, str | bytes):
        method = getattr(type(value), "__fspath__", None)
        if method is None:
            raise TypeError(f"expected str, bytes or os.PathLike object, not {type(value).__name__}")
        value = method(value)
    if isinstance(value, bytes):
        value = os.fsdecode(bytes.__getitem__(value, slice(None)))
    if not isinstance(value, str):
        raise TypeError(f"expected __fspath__() to return str or bytes, not {type(value).__name__}")
    text = str.__str__(value)
    if "\0" in text:
        raise ValueError("embedded null byte")
    return text


def is_path(value: object) -> bool:
    """Whether a library would take `value` for a path."""
    return isinstance(value, str | bytes) or hasattr(type(value), "__fspath__")


def is_below(path: str, folder: str) -> bool:
    """Whether a resolved path is `folder` or below it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _real(path: str) -> str:
    return os.path.realpath(os.path.expanduser(path))  # noqa: PTH111 - texts are what is compared


def _shown(path: str) -> str:
    return repr(path if len(path) <= _SHOWN_CHARS else f"{path[: _SHOWN_CHARS // 2]}…{path[-_SHOWN_CHARS // 2 :]}")


_NO_RULES: Final = FileRules(NO_FILES)


def rules_of(files: Files) -> FileRules:
    """Return the rules of a policy."""
    return _NO_RULES if files is NO_FILES else FileRules(files)
