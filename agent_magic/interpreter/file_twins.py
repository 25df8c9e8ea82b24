"""`open`, `pathlib` and `os.path` as the code gets them: real ones that ask the file policy first."""

from __future__ import annotations

import os
import pathlib
import stat
from collections.abc import Callable, Mapping
from typing import Any, Final

from agent_magic.interpreter.errors import ForbiddenAccess
from agent_magic.interpreter.files import FileRules, path_text

_READING: Final = """
    exists group hardlink_count is_block_device is_char_device is_dir is_fifo is_file is_junction is_mount is_socket
    is_symlink iterdir glob rglob walk lstat owner read_bytes read_text readlink resolve samefile stat
""".split()
_WRITING: Final = """
    chmod hardlink_to lchmod link_to mkdir rename replace rmdir symlink_to touch unlink write_bytes write_text
    copy copy_into move move_into
""".split()
_TWO_PATHS: Final = frozenset(
    "hardlink_to link_to rename replace samefile symlink_to copy copy_into move move_into".split()
)
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
                path = self._path_class()
                return {"Path": path, "PosixPath": path}
            case "os.path":
                return {name: self._asking(getattr(os.path, name)) for name in _OS_PATH_READING}
        return {}

    def _asking(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def asking(path: Any, /, **options: Any) -> Any:
            return function(self._rules.resolve(path, write=False, home=False), **options)

        asking.__name__ = asking.__qualname__ = function.__name__
        return asking

    def _path_class(self) -> type:
        """Return `pathlib.Path` with each method that reaches the disk asking first."""
        rules, twin = self._rules, self.open

        class Path(type(pathlib.Path())):  # type: ignore[misc]
            __slots__ = ()

            def open(self, mode: str = "r", *args: Any, **options: Any) -> Any:
                return twin(self, mode, *args, **options)

            @classmethod
            def cwd(cls) -> Any:
                return cls(rules.resolve(".", write=False))

            @classmethod
            def home(cls) -> Any:
                return cls(rules.resolve("~", write=False))

            def expanduser(self) -> Any:
                return type(self)(rules.resolve(self, write=False))

            def absolute(self) -> Any:
                return type(self)(rules.resolve(self, write=False, home=False))

        for names, write in ((_READING, False), (_WRITING, True)):
            for name in names:
                real = getattr(Path, name, None)
                if real is not None:
                    setattr(Path, name, _guarded(Path, real, name, rules, write=write))
        Path.__module__ = "pathlib"
        Path.__name__ = Path.__qualname__ = Path.__base__.__name__
        return Path


def _guarded(cls: type, real: Callable[..., Any], name: str, rules: FileRules, *, write: bool) -> Callable[..., Any]:
    def method(self: Any, *args: Any, **options: Any) -> Any:
        path = self if type(self) is cls else cls(path_text(self))  # a subclass may tell another path each time
        rules.resolve(path, write=write, home=False)
        if name in _TWO_PATHS:
            target, *rest = args or options.values()
            args, options = (cls(rules.resolve(target, write=write, home=False)), *rest), {}
        return real(path, *args, **options)

    method.__name__ = name
    method.__qualname__ = f"Path.{name}"
    method.__doc__ = real.__doc__
    return method
