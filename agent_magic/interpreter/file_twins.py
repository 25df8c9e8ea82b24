"""`open`, `pathlib` and `os.path` as the code gets them: real ones that ask the file policy first."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from typing import Any, Final

from agent_magic.interpreter.errors import ForbiddenAccess
from agent_magic.interpreter.files import FileRules
from agent_magic.interpreter.paths import path_class

_OS_PATH_READING: Final = """
    abspath exists expanduser getatime getctime getmtime getsize isdir isfile islink ismount lexists realpath
""".split()


class FileTwins:
    """The twins of one interpreter."""

    def __init__(self, rules: FileRules) -> None:
        self._rules = rules

    def open(
        self,
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> Any:
        """Twin of the built-in `open`: the path is resolved, compared, and what was opened compared again."""
        if isinstance(file, int):
            raise ForbiddenAccess("the code may not open a file by its number; name its path")
        if opener is not None or not closefd:
            raise ForbiddenAccess("open() takes no opener and no closefd here")
        mode = str.__str__(mode) if isinstance(mode, str) else mode
        write = not isinstance(mode, str) or bool(set(mode) & set("wax+"))
        path = self._rules.resolve(file, write=write)

        def verified(name: str, flags: int) -> int:
            return self._open_verified(name, flags, write=write)

        return open(path, mode, buffering, encoding, errors, newline, opener=verified)

    def _open_verified(self, path: str, flags: int, *, write: bool) -> int:
        """Open without following a link put there meanwhile, and empty only the file that was meant."""
        careful = flags & ~os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        number = os.open(path, careful, 0o666)
        try:
            if not stat.S_ISREG(os.fstat(number).st_mode) and not stat.S_ISDIR(os.fstat(number).st_mode):
                raise ForbiddenAccess(f"{path!r} is no ordinary file and may not be opened")
            opened = os.path.realpath(f"/proc/self/fd/{number}")
            if not opened.startswith("/proc/") and not self._rules.allows(opened, write=write):
                raise ForbiddenAccess(self._rules.refusal(opened, write=write))
            if flags & os.O_TRUNC:
                os.ftruncate(number, 0)
        except BaseException:
            os.close(number)
            raise
        return number

    def of(self, module: str) -> Mapping[str, Any]:
        """Return the twins of a module, by name."""
        match module:
            case "io":
                return {"open": self.open}
            case "pathlib":
                path = path_class(self._rules, self.open)
                return {"Path": path, "PosixPath": path}
            case "os.path":
                return {name: self._asking(getattr(os.path, name)) for name in _OS_PATH_READING}
        return {}

    def _asking(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def asking(path: Any, /, **options: Any) -> Any:
            return function(self._rules.resolve(path, write=False, home=False), **options)

        asking.__name__ = asking.__qualname__ = function.__name__
        return asking
