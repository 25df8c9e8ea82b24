"""What CPython's audit events mean for code that runs: harmless, about files, or refused.

An event that is in no table is refused.
"""

from __future__ import annotations

from typing import Final

HARMLESS: Final = frozenset(
    """
    array.__new__ builtins.id import code.__new__ exec function.__new__ gc.get_referents marshal.dumps marshal.load
    marshal.loads mmap.__new__ msvcrt.get_osfhandle object.__delattr__ object.__getattr__ object.__setattr__
    socket.__new__ socket.gethostname sys._current_exceptions sys._getframe sys._getframemodulename sys.excepthook
    sys.set_asyncgen_hook_finalizer sys.set_asyncgen_hook_firstiter
    sys.set_asyncgen_hooks_finalizer sys.set_asyncgen_hooks_firstiter sys.unraisablehook
    tempfile.mkdtemp tempfile.mkstemp time.sleep glob.glob glob.glob/2 pathlib.Path.glob pathlib.Path.rglob
    pathlib.Path.walk
    cpython._PySys_ClearAuditHooks cpython.PyInterpreterState_New cpython.PyInterpreterState_Clear
    _thread.start_new_thread _thread.start_joinable_thread fcntl.flock fcntl.lockf os.lockf
    """.split()
)
"""They change nothing beyond the code, or what they lead to has an event of its own."""

READING: Final = frozenset("os.listdir os.scandir os.walk os.fwalk os.getxattr os.listxattr".split())
"""Their first argument is a path that is read."""

WRITING: Final = {
    "os.chflags": 1, "os.chmod": 1, "os.chown": 1, "os.link": 2, "os.mkdir": 1, "os.remove": 1, "os.rename": 2,
    "os.rmdir": 1, "os.setxattr": 1, "os.symlink": 2, "os.truncate": 1, "os.utime": 1, "shutil.copyfile": 2,
    "shutil.copymode": 2, "shutil.copystat": 2, "shutil.copytree": 2, "shutil.move": 2, "shutil.rmtree": 1,
}  # fmt: skip
"""How many of their first arguments are paths that are changed."""

NETWORK: Final = (
    "socket.",
    "http.client.",
    "urllib.",
    "ftplib.",
    "smtplib.",
    "imaplib.",
    "poplib.",
    "nntplib.",
    "telnetlib.",
)
"""How the events of connections begin."""

REFUSED: Final = {
    "pickle.": "loading a pickle can run any code and is never allowed",
    "subprocess.": "the code may not start processes",
    "os.system": "the code may not start processes",
    "os.exec": "the code may not start processes",
    "os.fork": "the code may not start processes",
    "os.posix_spawn": "the code may not start processes",
    "os.spawn": "the code may not start processes",
    "os.startfile": "the code may not start processes",
    "pty.": "the code may not start processes",
    "ctypes.": "the code may not reach into the process's memory",
    "webbrowser.": "the code may not open a browser",
    "sqlite3.": "databases are files; ask the user to lend the data as an input",
    "os.putenv": "the code may not change the environment",
    "os.unsetenv": "the code may not change the environment",
    "signal.": "the code may not send signals",
    "sys.addaudithook": "the code may not change the interpreter",
}
"""Why an event is refused, by how it begins."""

SYSTEM_FOLDERS: Final = (
    "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo", "/etc/localtime",
    "/etc/timezone", "/usr/share/fonts", "/usr/local/share/fonts", "/sys/fs/cgroup", "/sys/devices/system/cpu",
    "/proc/cpuinfo", "/proc/meminfo", "~/.fonts", "~/.local/share/fonts",
)  # fmt: skip
"""Data of the system that libraries read for what they do: time zones, fonts, how large the machine is."""

LIBRARY_PROGRAMS: Final = frozenset({"lscpu", "wmic", "sysctl"})
"""Programs that libraries start to count the processor's cores."""

MEMORY_CALLERS: Final = frozenset({"threadpoolctl"})
"""Modules that use `ctypes` for what they do, whatever the code asks."""

OWN_SOURCE: Final = frozenset(
    "collections dataclasses inspect traceback linecache jinja2 importlib typing textwrap".split()
)
"""Packages that evaluate source of their own making, or parse without evaluating."""

EVALUATORS: Final = frozenset("pandas sympy numexpr".split())
"""Packages that evaluate text, or a syntax tree that they have parsed from text, in which the code has a say."""

LIBRARY_ENVIRONMENT: Final = "POLARS_"
"""How the variables of the environment begin that a library keeps its options in."""
