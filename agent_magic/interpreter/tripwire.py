"""The second net: CPython's audit events of the thread that runs code, checked while it runs.

What the tables of libraries do not know still cannot open a file that the policy does not lend, a connection or a
process, load a pickle or evaluate text that leads out. Native code that opens files by itself raises no events.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, Final

from agent_magic.interpreter import audit_events
from agent_magic.interpreter.errors import ForbiddenAccess
from agent_magic.interpreter.evaluated import check_text
from agent_magic.interpreter.files import FileRules, is_below, path_text
from agent_magic.interpreter.program import is_agent_code

_WRITE_FLAGS: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_IMPORTER: Final = "<frozen importlib"


class Tripwire:
    """What the code of one interpreter may do with the process around it."""

    def __init__(self, rules: FileRules, *, network: bool) -> None:
        self._rules = rules
        self._network = network
        self.library_folders: set[str] = set()
        self._idle: dict[int, int] = {}

    def arm(self) -> Tripwire | None:
        """Check the events of this thread; return what is to be handed to `disarm`."""
        _install()
        ident = threading.get_ident()
        before = _armed.get(ident)
        _armed[ident] = self
        return before

    def disarm(self, before: Tripwire | None) -> None:
        """Check them no more."""
        if before is None:
            _armed.pop(threading.get_ident(), None)
        else:
            _armed[threading.get_ident()] = before

    @contextmanager
    def idle(self) -> Iterator[None]:
        """Let pass what the host does on the code's behalf."""
        ident = threading.get_ident()
        self._idle[ident] = self._idle.get(ident, 0) + 1
        try:
            yield
        finally:
            self._idle[ident] -= 1
            if not self._idle[ident]:
                del self._idle[ident]

    def check(self, event: str, args: Sequence[Any], frame: FrameType) -> None:
        """Raise `ForbiddenOperation` where an event is more than the policy allows."""
        if threading.get_ident() in self._idle:
            return
        with self.idle():
            if not _is_importing(frame):
                self._judge(event, args, frame)
            elif event == "open" and frame.f_code.co_filename.startswith(_IMPORTER):
                self._check_loading(args[0], args[2])
            elif event.startswith("webbrowser."):
                raise ForbiddenAccess(_reason(event))

    def _judge(self, event: str, args: Sequence[Any], frame: FrameType) -> None:
        if event == "open":
            self._check_open(args[0], args[1], args[2], frame)
        elif event == "compile":
            _check_compile(args[0], frame)
        elif event in audit_events.READING:
            self._check_path(args[0], write=False)
        elif event in audit_events.WRITING:
            for path in args[: audit_events.WRITING[event]]:
                self._check_path(path, write=True)
        elif event.startswith(audit_events.NETWORK):
            if not self._network:
                raise ForbiddenAccess("the code may not open connections; a policy with network=True would allow it")
        elif not _is_a_librarys_own(event, args, frame):
            raise ForbiddenAccess(_reason(event))

    def _check_open(self, path: Any, mode: Any, flags: Any, frame: FrameType) -> None:
        if isinstance(path, int):
            if frame.f_globals.get("__name__") != "tempfile":
                raise ForbiddenAccess("the code may not open a file by its number; name its path")
            return
        write = bool(set(str(mode or "")) & set("wax+")) or bool(isinstance(flags, int) and flags & _WRITE_FLAGS)
        self._check_path(path, write=write)

    def _check_path(self, path: Any, *, write: bool) -> None:
        if isinstance(path, int):
            return  # a file that was opened before
        path = "." if path is None else path
        if not write and self._is_a_librarys(path):
            return
        self._rules.resolve(path, write=write, home=False)

    def _is_a_librarys(self, path: Any) -> bool:
        resolved = os.path.realpath(path_text(path))
        return any(is_below(resolved, folder) for folder in (*_library_folders(), *self.library_folders))

    def _check_loading(self, path: Any, flags: Any) -> None:
        """Refuse to import source that is not a library's: a library may import what a text of the code names."""
        if isinstance(flags, int) and flags & _WRITE_FLAGS:
            return  # CPython keeps what it has compiled
        if not self._is_a_librarys(path):
            raise ForbiddenAccess(f"the code in {path_text(path)!r} is not part of a library and is not imported")


@cache
def _library_folders() -> frozenset[str]:
    """Where the libraries' own data is."""
    own = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    own.add(str(Path(__file__).parents[1]))
    on_path = {folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages", ".zip"))}
    system = map(os.path.expanduser, audit_events.SYSTEM_FOLDERS)
    return frozenset(map(os.path.realpath, {*own, *on_path, *system}))


_armed: Final[dict[int, Tripwire]] = {}
"""The threads that run code. An audit hook is of the process and stays for good, so what it asks is here."""

_installed: Final = threading.Event()


def _install() -> None:
    if not _installed.is_set():
        _installed.set()
        sys.addaudithook(_on_event)


def _on_event(event: str, args: tuple[Any, ...]) -> None:
    if not _armed or event in audit_events.HARMLESS:
        return
    ident = threading.get_ident()
    tripwire = _armed.get(ident)
    if tripwire is not None:
        tripwire.check(event, args, sys._getframe(1))
    elif _works_for_code(ident):
        for each in list(_armed.values()):
            each.check(event, args, sys._getframe(1))


_on_event.__cantrace__ = True  # type: ignore[attr-defined]  # else no debugger and no coverage would see it


def _works_for_code(ident: int) -> bool:
    """Whether a thread is one that native code has begun, or runs a function of the code."""
    thread = threading._active.get(ident)  # type: ignore[attr-defined]
    if thread is None or isinstance(thread, threading._DummyThread):
        return True
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if is_agent_code(frame.f_code.co_filename):
            return True
        frame = frame.f_back
    return False


def _is_importing(frame: FrameType | None) -> bool:
    """Whether a library is being imported, by what the code called last."""
    while frame is not None:
        filename = frame.f_code.co_filename
        if filename.startswith(_IMPORTER):
            return True
        if is_agent_code(filename):
            return False
        frame = frame.f_back
    return False


def _check_compile(source: object, frame: FrameType) -> None:
    caller: FrameType | None = frame
    while _module(caller) == "ast":
        caller = caller.f_back if caller else None
    root = _module(caller).partition(".")[0]
    parsed = caller is not frame
    given = root in audit_events.EVALUATORS or (not root and not parsed)
    if (parsed and not given) or root in audit_events.OWN_SOURCE:
        return
    if isinstance(source, str | bytes):
        check_text(source, given=given)


def _is_a_librarys_own(event: str, args: Sequence[Any], frame: FrameType) -> bool:
    """Whether a library does what it does whatever the code asks."""
    if event.startswith("ctypes."):
        caller: FrameType | None = frame
        while _module(caller).partition(".")[0] == "ctypes":
            caller = caller.f_back if caller else None
        return _module(caller) in audit_events.MEMORY_CALLERS
    if event == "subprocess.Popen":
        return str(args[0]) in audit_events.LIBRARY_PROGRAMS
    if event in {"os.putenv", "os.unsetenv"}:
        return os.fsdecode(args[0]).startswith(audit_events.LIBRARY_ENVIRONMENT)
    return False


def _module(frame: FrameType | None) -> str:
    if frame is None or is_agent_code(frame.f_code.co_filename):
        return ""
    name = frame.f_globals.get("__name__")
    return name if type(name) is str else ""


def _reason(event: str) -> str:
    known = (why for start, why in audit_events.REFUSED.items() if event.startswith(start))
    return next(known, f"the code may not do this ({event})")
