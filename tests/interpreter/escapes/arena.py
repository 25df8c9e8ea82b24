"""Where an attack is let loose: a process that forks for each one, so that a success hurts nobody.

It is started by `arena()`, reads one request a line and answers each with what the attack achieved.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import inspect
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
SECONDS = 1.0
GRACE_SECONDS = 3.0
FLOOD = 2_000_000
BROKEN = 99


class Arena:
    """The process, as the tests ask it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", __name__], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def fight(self, source: str, host: str = "", *, plainly: bool = False) -> list[str]:
        """Run `source` in the interpreter, or in plain `exec`, and return what it achieved."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"source": source, "host": host, "plainly": plainly}) + "\n")
        self._process.stdin.flush()
        return list(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@contextlib.contextmanager
def arena() -> Iterator[Arena]:
    """Start the process, and end it."""
    made = Arena()
    try:
        yield made
    finally:
        made.close()


def _serve() -> None:
    import tests.interpreter.escapes.world  # what every fork needs is loaded once

    del tests
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_forked(**json.loads(line))) + "\n")
        sys.stdout.flush()


def _forked(source: str, host: str, *, plainly: bool) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told"
        child = os.fork()
        if child == 0:
            try:
                _fall_silent(Path(folder))
                _Fight(source, host, Path(folder)).fight(plainly=plainly)
                os._exit(0)
            except BaseException:
                traceback.print_exc(file=sys.__stderr__)
                os._exit(BROKEN)
        achieved = _wait(child)
        achieved += json.loads(told.read_text()) if told.exists() else []
        if (Path(folder) / "canary").exists():
            achieved.append("file")
        if (Path(folder) / "streams").stat().st_size > FLOOD:
            achieved.append("output")
        return sorted(set(achieved))


def _wait(child: int) -> list[str]:
    end = time.monotonic() + SECONDS + GRACE_SECONDS
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            if os.WIFSIGNALED(status):
                return ["crash"]
            assert os.WEXITSTATUS(status) != BROKEN, "the arena itself is broken"
            return ["exit"] if os.WEXITSTATUS(status) else []
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return ["end"]


def _fall_silent(folder: Path) -> None:
    streams = os.open(folder / "streams", os.O_WRONLY | os.O_CREAT)
    for number in (1, 2):
        os.dup2(streams, number)


class _Fight:
    """One attack in its own process, and what its host does afterwards."""

    def __init__(self, source: str, host: str, folder: Path) -> None:
        from tests.interpreter.escapes import world

        self._source = source
        self._host = host
        self._folder = folder
        self._world: Any = world
        self._achieved: list[str] = []

    def fight(self, *, plainly: bool) -> None:
        """Run the attack and write down what it achieved."""
        before = signal.default_int_handler
        signal.signal(signal.SIGTERM, before)
        started = time.monotonic()
        try:
            outcome, text, again = (self._plainly if plainly else self._in_the_interpreter)()
        except BaseException:
            self._achieved.append("exit")
            self._write_down()
            return
        if time.monotonic() - started > SECONDS + GRACE_SECONDS - 1 or "STILL" in self._world.NOTES:
            self._achieved.append("end")
        if self._world.SECRET in text:
            self._achieved.append("secret")
        if len(text) > FLOOD:
            self._achieved.append("output")
        names = {
            **vars(self._world), "OUTCOME": outcome, "AGAIN": again, "raises": raises, "sys": sys,
            "SIGTERM_BEFORE": before,
        }  # fmt: skip
        if self._host and _holds(self._host, names):
            self._achieved.append("host")
        self._write_down()
        kept = [outcome]
        names.clear()
        del outcome, again
        self._live_on(kept)
        self._write_down()

    def _write_down(self) -> None:
        (self._folder / "told").write_text(json.dumps(self._achieved))

    def _names(self) -> dict[str, Any]:
        return {**self._world.VARIABLES, "CANARY": str(self._folder / "canary")}

    def _in_the_interpreter(self) -> tuple[Any, str, Callable[[str], Any]]:
        from agent_magic.interpreter import Interpreter, Limits, Policy

        interpreter = Interpreter(
            Policy(), Limits(operations=300_000, seconds=SECONDS, output_chars=1_000_000),
            self._world.FUNCTIONS, self._names(),
        )  # fmt: skip
        outcome = interpreter.run(self._source)
        told = "" if outcome.error is None else f"{outcome.error.type}{outcome.error.message}{outcome.error.traceback}"
        return outcome, f"{_shown(outcome.value)}{outcome.output}{told}", lambda code: interpreter.run(code).value

    def _plainly(self) -> tuple[Any, str, Callable[[str], Any]]:
        names = {"__name__": "__main__", **self._world.FUNCTIONS, **self._names()}
        tree = ast.parse(self._source)
        if tree.body and isinstance(last := tree.body[-1], ast.Expr):
            target = ast.copy_location(ast.Name("VALUE", ast.Store()), last.value)
            tree.body[-1] = ast.copy_location(ast.Assign([target], last.value), last)
            ast.fix_missing_locations(tree)
        code = compile(tree, "<attack>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        assert not code.co_flags & inspect.CO_COROUTINE
        told = ""
        try:
            exec(code, names)
        except self._world.FinalAnswer:
            pass
        except Exception:
            told = traceback.format_exc()

        class Outcome:
            value = names.pop("VALUE", None)

        return Outcome, f"{_shown(Outcome.value)}{told}", lambda code: eval(code, names)

    def _live_on(self, kept: list[Any]) -> None:
        """Show, compare and free the value, as a notebook would."""
        self._world.NOTES.clear()
        acts: tuple[Callable[[Any], object], ...] = (
            repr, str, hash, len, list, lambda value: value == 1, lambda value: value._repr_html_(),
        )  # fmt: skip
        for act in acts:
            with contextlib.suppress(Exception):
                act(kept[0].value)
        kept.clear()
        gc.collect()
        if "LATER" in self._world.NOTES or "_repr_html_" in self._world.NOTES:
            self._achieved.append("post")


def _shown(value: object) -> str:
    """The text of a value that has no code of its own."""
    return str(value) if type(value) in (str, int, dict, list, tuple) else ""


def _holds(expression: str, names: dict[str, Any]) -> bool:
    """Whether an expression about the host is true, or raises, as none does in a host that was left alone."""
    try:
        return bool(eval(expression, names))
    except Exception:
        return True


def raises(function: Callable[[], object]) -> bool:
    """Whether calling the host's function raises."""
    try:
        function()
    except Exception:
        return True
    return False


if __name__ == "__main__":
    sys.stdin = io.TextIOWrapper(io.FileIO(0), "utf-8")
    _serve()
