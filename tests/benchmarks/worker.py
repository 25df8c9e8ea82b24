"""What a confined worker costs, beside `multiprocessing` with pickle, and beside code that runs in this process.

    python -m tests.benchmarks.worker [--rounds 7] [--no-large]

What is compared is measured in turn, so that a busy machine slows both; the figures are medians of the rounds. A time
ends when the other side has said that it is done. Workers come from a server that holds numpy, pandas and matplotlib,
as in a notebook; the processes of `multiprocessing` are forked from its fork server, which holds numpy and pandas.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy
import pandas

from agent_magic.agents import CodeAgent
from agent_magic.executors import LocalExecutor, ProcessExecutor
from agent_magic.executors.servers import LIBRARIES
from agent_magic.executors.warm import WarmServer
from agent_magic.interpreter import Limits, Policy
from agent_magic.models import ScriptedModel
from agent_magic.worker.confinement import Confinement

MB = 1_000_000
POLICY = Policy(imports=["numpy.*", "pandas.*"])
LIMITS = Limits(seconds=120)
STEPS = [
    "Look.\n```python\nimport pandas as pd\nprint(table.shape)\ntable.head()\n```",
    "Sum.\n```python\ntotal = float(table.a.sum())\nprint(total)\n```",
    "Done.\n```python\nfinal_answer(round(total, 3))\n```",
]


class Reference:
    """A process of `multiprocessing`, to which values go as pickles through a pipe."""

    def __init__(self, context: Any) -> None:
        self._here, there = context.Pipe()
        self._process = context.Process(target=answer, args=(there,), daemon=True)
        self._process.start()
        there.close()

    def ask(self, what: str, value: object = None) -> Any:
        """Send a value and return the answer."""
        self._here.send((what, value))
        return self._here.recv()

    def end(self) -> None:
        """End the process."""
        self._here.close()
        self._process.join()


def answer(connection: Any) -> None:
    """Be the reference's process: keep values, give them back, evaluate text."""
    kept: Any = None
    while True:
        try:
            what, value = connection.recv()
        except EOFError:
            return
        if what == "keep":
            kept = value
        connection.send({"keep": None, "give": kept}[what] if what != "evaluate" else eval(value))  # a reference only


class Bench:
    """The parts that are measured: a warm server, `multiprocessing`'s own, and how often."""

    def __init__(self, rounds: int) -> None:
        self.rounds = rounds
        self.server = WarmServer(LIBRARIES)
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["numpy", "pandas", "tests.benchmarks.worker"])
        self._warm()

    def _warm(self) -> None:
        """Have both servers hold their libraries."""
        with self.worker() as worker:
            worker.run("import pandas")
        time.sleep(3)
        Reference(self.context).end()

    @contextmanager
    def worker(self, memory: int = 1 << 30) -> Iterator[ProcessExecutor]:
        """Yield an executor that is ready."""
        confinement = Confinement(memory=memory)
        with ProcessExecutor(policy=POLICY, limits=LIMITS, confinement=confinement, server=self.server) as executor:
            executor.run("1")
            yield executor

    def medians(self, *actions: Callable[[], object]) -> list[float]:
        """Return for each action the median of its seconds, measured in turn."""
        taken: list[list[float]] = [[] for _ in actions]
        for _ in range(self.rounds):
            for action, seconds in zip(actions, taken, strict=True):
                begun = time.perf_counter()
                told = action()
                seconds.append(told if isinstance(told, float) else time.perf_counter() - begun)
        return [statistics.median(seconds) for seconds in taken]


def starting(bench: Bench) -> None:
    """Print how long it takes until a worker has run a first piece of code."""

    def begun_by(server: WarmServer) -> float:
        begun = time.perf_counter()
        with ProcessExecutor(policy=POLICY, limits=LIMITS, server=server) as executor:
            executor.run("1")
            return time.perf_counter() - begun

    def cold() -> float:
        server = WarmServer(LIBRARIES)
        try:
            return begun_by(server)
        finally:
            server.close()

    def reference(context: Any) -> float:
        begun = time.perf_counter()
        process = Reference(context)
        process.ask("evaluate", "1")
        seconds = time.perf_counter() - begun
        process.end()
        return seconds

    spawn = multiprocessing.get_context("spawn")
    warm, beside = bench.medians(lambda: begun_by(bench.server), lambda: reference(bench.context))
    line("ready, from the warm server", warm, beside, "under 25 ms")
    cold_one, beside = bench.medians(cold, lambda: reference(spawn))
    line("ready, all of it cold", cold_one, beside, "under 400 ms")


def frames(bench: Bench, megabytes: int) -> None:
    """Print how long a frame of floats takes in and out, and what the worker has of memory for it."""
    frame = pandas.DataFrame(numpy.random.default_rng(0).random((megabytes * MB // 80, 10)), columns=list("abcdefghij"))
    size = int(frame.memory_usage(index=False).sum())
    reference = Reference(bench.context)
    with bench.worker(memory=3 * size) as worker:
        before = resident(worker)

        def give() -> None:
            worker.expose(variables={"frame": frame})
            checked(worker, "None")

        def take() -> None:
            pandas.testing.assert_index_equal(checked(worker, "final_answer(frame)").columns, frame.columns)

        given, beside = bench.medians(give, lambda: reference.ask("keep", frame))
        line(f"{megabytes:,} MB of frame in", given, beside, "under 100 ms" if megabytes == 100 else "")
        checked(worker, "touched = float(frame.to_numpy().sum())")
        over = (resident(worker) - before) / size
        taken, beside = bench.medians(take, lambda: reference.ask("give"))
        line(f"{megabytes:,} MB of frame out", taken, beside, "")
        say(f"{'memory of the worker over the frame':<38} {over:9.2f} times")
    reference.end()


def round_trip(bench: Bench, times: int = 200) -> None:
    """Print how long one step takes, beside the same in this process."""

    def many(run: Callable[[], object]) -> Callable[[], float]:
        def measure() -> float:
            begun = time.perf_counter()
            for _ in range(times):
                run()
            return (time.perf_counter() - begun) / times

        return measure

    reference = Reference(bench.context)
    with bench.worker() as worker, LocalExecutor(policy=POLICY, limits=LIMITS) as local:
        ours, here, beside = bench.medians(
            many(lambda: worker.run("x = 1 + 1")),
            many(lambda: local.run("x = 1 + 1")),
            many(lambda: reference.ask("evaluate", "1 + 1")),
        )
        worker.expose(functions={"tool": abs})
        local.expose(functions={"tool": abs})
        called, called_here = bench.medians(
            many(lambda: checked(worker, "tool(-1)")), many(lambda: checked(local, "tool(-1)"))
        )
    reference.end()
    line("a step", ours, beside, f"{(ours - here) * 1e3:.2f} over local's {here * 1e3:.2f}; bar 1 ms")
    line("a step that calls a tool and shows", called, None, f"local {called_here * 1e3:.2f}")


def three_steps(bench: Bench) -> None:
    """Print how long a run of three steps takes as a user sees it, with a model that answers at once."""
    table = pandas.DataFrame({"a": numpy.arange(1000) / 7, "b": numpy.arange(1000)})

    def run_with(executor: Any) -> None:
        with executor:
            answer = CodeAgent(ScriptedModel(STEPS), executor=executor).run("Sum it.", table=table)
            if answer != round(float(table.a.sum()), 3):
                raise RuntimeError(f"the answer is {answer!r}")

    confined, local = bench.medians(
        lambda: run_with(ProcessExecutor(policy=POLICY, limits=LIMITS, server=bench.server)),
        lambda: run_with(LocalExecutor(policy=POLICY, limits=LIMITS)),
    )
    line(
        "a run of three steps",
        confined,
        None,
        f"{(confined - local) * 1e3:.1f} over local's {local * 1e3:.1f}; bar 100",
    )


def checked(executor: Any, code: str) -> Any:
    """Run code that must not fail, and return its value."""
    outcome = executor.run(code)
    if outcome.error is not None:
        raise RuntimeError(outcome.error.traceback)
    return outcome.value


def resident(worker: ProcessExecutor) -> int:
    """Return how many bytes of memory the worker has in use that belong to no file."""
    status = Path(f"/proc/{worker.pid}/status").read_text(encoding="utf-8").splitlines()
    sizes = {name: value.split() for name, _, value in (text.partition(":") for text in status)}
    return sum(int(sizes[name][0]) << 10 for name in ("RssAnon", "RssShmem"))


def line(what: str, seconds: float, beside: float | None, bar: str) -> None:
    """Print one measurement."""
    reference = f"{beside * 1e3:9.2f} ms" if beside is not None else " " * 12
    say(f"{what:<38} {seconds * 1e3:9.2f} ms {reference}   {bar}")


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    """Print all measurements."""
    parser = argparse.ArgumentParser(description="Measure what a confined worker costs.")
    parser.add_argument("--rounds", type=int, default=7, help="how often each thing is measured (7)")
    parser.add_argument("--no-large", action="store_true", help="leave out the frame of 1 GB")
    options = parser.parse_args()
    os.environ["PYTHONWARNINGS"] = "ignore::RuntimeWarning"  # of runpy, in the processes of multiprocessing
    bench = Bench(options.rounds)
    say(f"{'':<38} {'ours':>9}    {'multiprocessing':>15}   medians of {options.rounds} rounds")
    starting(bench)
    round_trip(bench)
    three_steps(bench)
    frames(bench, 100)
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    if options.no_large or free < 8_000 * MB:
        say("1,000 MB: left out, there is too little memory" if not options.no_large else "1,000 MB: left out")
    else:
        frames(bench, 1000)
    bench.server.close()


if __name__ == "__main__":
    main()
