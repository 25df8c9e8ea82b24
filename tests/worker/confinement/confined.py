"""Running code in a confined process, for the tests: plain `exec`, and what it printed."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from tests.users import python

PROGRAM = """
import json, os, sys, warnings
exec(sys.argv[1])
from agent_magic.worker.confinement import Confinement, confine
with warnings.catch_warnings(action="ignore"):
    child = os.fork()
if child:
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.exit(code if code >= 0 else 128 - code)
confine(Confinement(**json.loads(sys.argv[2])), keep=[1, 2])
exec(sys.argv[3])
"""
"""As the server does it: libraries are loaded before, and their threads stay behind."""


def ran(user: int, code: str, *, before: str = "", **settings: Any) -> subprocess.CompletedProcess[str]:
    """Run `code` as `user` in a process whose parent ran `before`, and that then confined itself."""
    arguments = ("-c", PROGRAM, before, json.dumps(settings), code)
    return python(user, *arguments, environment={"PYTHONWARNINGS": "error"})


def printed(user: int, code: str, *, before: str = "", **settings: Any) -> str:
    """Return what `code` printed, confined; it must not fail."""
    done = ran(user, code, before=before, **settings)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()
