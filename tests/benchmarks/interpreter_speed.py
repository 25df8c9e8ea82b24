"""What the interpreter's guards and limits cost, as a multiple of the time of CPython's `exec`.

    python -m tests.benchmarks.interpreter_speed [--rounds 15] [--programs loops,classes]

Each round takes CPython, the interpreter and CPython again, so that a busy machine slows all three; the figures are
medians of the rounds, of the thread's own time. A new interpreter is made for each run, under all guards and limits.
`ten_lines` is what an agent writes in a step: there the time from text to result counts, in a lasting interpreter.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

from agent_magic.interpreter import Interpreter, Limits, Policy

PROGRAMS = Path(__file__).with_name("speed_programs")
STEP = "ten_lines"
MANY = 10_000
LIMITS = Limits(operations=1_000_000_000, seconds=600, output_chars=1_000_000)


def new_interpreter() -> Interpreter:
    """Return an interpreter with everything on."""
    return Interpreter(Policy(), LIMITS)


def by_cpython(code: CodeType) -> Any:
    """Run compiled code in a new namespace."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(code, namespace)
    return namespace["result"]


def result_of(interpreter: Interpreter, program: Any) -> Any:
    """Run a program in an interpreter."""
    outcome = interpreter.run(program)
    if outcome.error is not None:
        raise RuntimeError(outcome.error.traceback)
    return interpreter.namespace["result"]


def seconds_of(action: Callable[[], object]) -> float:
    """Return how long a run of `action` takes."""
    start = time.thread_time()
    action()
    return time.thread_time() - start


def compared(
    plain: Callable[[], object], ours: Callable[[], object], rounds: int, times: int
) -> tuple[float, float, float]:
    """Return the medians of the seconds of `plain` and of `ours`, and the median of their ratios.

    They take turns, also within the `times` that each is run in a round: a step of an agent is run once, and finds the
    processor's caches as something else has left them.
    """
    plain()
    ours()
    measured = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for _ in range(times):
                before, own, after = seconds_of(plain), seconds_of(ours), seconds_of(plain)
                measured.append(((before + after) / 2, own, 2 * own / (before + after)))
            gc.collect()
    finally:
        gc.enable()
    first, second, ratio = (statistics.median(column) for column in zip(*measured, strict=True))
    return first, second, ratio


def ratio_of_program(path: Path, rounds: int) -> float:
    """Return how many times CPython's time a program takes."""
    source = path.read_text(encoding="utf-8")
    code = compile(source, path.name, "exec", dont_inherit=True)
    program = new_interpreter().compile(source)
    if result_of(new_interpreter(), program) != by_cpython(code):
        raise RuntimeError(f"{path.stem} has another result in the interpreter")
    plain, ours, ratio = compared(lambda: by_cpython(code), lambda: result_of(new_interpreter(), program), rounds, 1)
    print_line(f"{path.stem:16}{plain * 1e3:8.1f} ms {ours * 1e3:8.1f} ms{ratio:7.2f}")
    return ratio


def measure_step(rounds: int) -> None:
    """Print what ten lines of text cost, in an interpreter that knows no names and in one that knows many."""
    source = (PROGRAMS / f"{STEP}.py").read_text(encoding="utf-8")
    empty, full = new_interpreter(), new_interpreter()
    full.namespace.update({f"name_{number}": number for number in range(MANY)})

    def exec_source() -> Any:
        return by_cpython(compile(source, STEP, "exec", dont_inherit=True))

    plain, ours, ratio = compared(exec_source, lambda: result_of(empty, source), rounds * 4, 20)
    print_line(f"{STEP:16}{plain * 1e6:8.0f} us {ours * 1e6:8.0f} us{ratio:7.2f}")
    few, many, ratio = compared(lambda: result_of(empty, source), lambda: result_of(full, source), rounds * 4, 20)
    print_line(f"{MANY} names     {few * 1e6:8.0f} us {many * 1e6:8.0f} us{ratio:7.2f}  of none and of that many")


def print_line(text: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    """Print the ratio of each program, their geometric mean, and the cost of a step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--programs", help="names, separated by commas; all by default")
    options = parser.parse_args()
    chosen = options.programs.split(",") if options.programs else [p.stem for p in sorted(PROGRAMS.glob("*.py"))]
    print_line(f"{'program':16}{'CPython':>11}{'ours':>12}{'ratio':>7}")
    ratios = [ratio_of_program(PROGRAMS / f"{name}.py", options.rounds) for name in chosen if name != STEP]
    if ratios:
        print_line(f"{'geometric mean':39}{statistics.geometric_mean(ratios):7.2f}")
    if STEP in chosen:
        measure_step(options.rounds)


if __name__ == "__main__":
    main()
