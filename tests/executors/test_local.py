"""Code that runs in this process: what it puts out, what it hands over, how it is ended."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable

import pytest

from agent_magic.executors import LocalExecutor
from agent_magic.interpreter import Limits, Outcome, Policy
from agent_magic.worker.outputs import Output, Printed, Shown

LIBRARIES = Policy(imports=["pandas.*", "numpy.*", "matplotlib.*", "warnings"])


def outcome_of(executor: LocalExecutor, code: str) -> tuple[list[Output], Outcome]:
    """Run the code to its end and return what it put out and what it came to."""
    outputs: list[Output] = []
    run = executor.iter(code)
    while True:
        try:
            outputs.append(next(run))
        except StopIteration as end:
            return outputs, end.value


def later(seconds: float, act: Callable[[], object]) -> None:
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()


def test_print_display_and_the_last_value_come_in_order() -> None:
    outputs, outcome = outcome_of(LocalExecutor(), "print('a')\nprint('b')\ndisplay(1, 'x')\nprint('c')\n[2, 3]")
    assert outputs == [
        Printed("a\nb\n"),
        Shown({"text/plain": "1"}),
        Shown({"text/plain": "'x'"}),
        Printed("c\n"),
        Shown({"text/plain": "[2, 3]"}),
    ]
    assert outcome.value == [2, 3]
    assert outcome.output == "a\nb\nc\n"


@pytest.mark.parametrize("code", ["x = 1", "None", "print(1)", "def f(): pass", "1/0"])
def test_where_there_is_no_last_value_none_is_shown(code: str) -> None:
    outputs, _ = outcome_of(LocalExecutor(), code)
    assert not any(isinstance(output, Shown) for output in outputs)


def test_live_hears_each_output_at_once_and_may_print(capsys: pytest.CaptureFixture[str]) -> None:
    heard: list[tuple[Output, float]] = []

    def live(output: Output) -> None:
        heard.append((output, time.perf_counter()))
        print(f"heard {output}")  # noqa: T201

    executor = LocalExecutor(live=live)
    begun = time.perf_counter()
    outputs, _ = outcome_of(executor, "import time\nprint('a')\ntime.sleep(0.3)\nprint('b')")
    assert heard[0][0] == Printed("a")
    assert heard[0][1] - begun < 0.25
    assert outputs == [Printed("a\nb\n")]
    assert "heard Printed(text='a')" in capsys.readouterr().out


def test_the_namespace_lasts_and_takes_variables_and_functions() -> None:
    executor = LocalExecutor()
    executor.expose(variables={"x": 20})
    executor.expose(functions={"double": lambda value: 2 * value})
    executor.run("y = double(x)")
    assert executor.run("y + 2").value == 42
    assert executor.names == {"final_answer", "display", "double"}


def test_the_final_answer_ends_the_run() -> None:
    outputs, outcome = outcome_of(LocalExecutor(), "print('a')\nfinal_answer(value=[1, 2])\nprint('b')")
    assert (outcome.final, outcome.value, outcome.error) == (True, [1, 2], None)
    assert outputs == [Printed("a\n")]


def test_a_table_is_shown_and_answered_as_itself() -> None:
    import pandas

    frame = pandas.DataFrame({"a": [1, 2]})
    executor = LocalExecutor(policy=LIBRARIES)
    executor.expose(variables={"frame": frame})
    outputs, _ = outcome_of(executor, "frame")
    assert isinstance(outputs[0], Shown)
    assert "<table" in outputs[0].bundle["text/html"]
    assert executor.run("final_answer(frame)").value is frame


def test_what_libraries_write_is_output() -> None:
    import pandas

    executor = LocalExecutor(policy=LIBRARIES)
    executor.expose(variables={"frame": pandas.DataFrame({"price": [1, 2]})})
    outputs, _ = outcome_of(executor, "frame.info()")
    assert isinstance(outputs[0], Printed)
    assert "price" in outputs[0].text


def test_what_libraries_warn_of_is_output_and_other_threads_keep_their_streams(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def careless() -> None:
        sys.stderr.write("mind the gap")
        thread = threading.Thread(target=lambda: sys.stderr.write("elsewhere"))
        thread.start()
        thread.join()

    executor = LocalExecutor()
    executor.expose(functions={"careless": careless})
    before = sys.stdout, sys.stderr
    assert outcome_of(executor, "careless()")[0] == [Printed("mind the gap")]
    assert (sys.stdout, sys.stderr) == before
    assert capsys.readouterr().err == "elsewhere"


def test_an_open_figure_is_shown_once() -> None:
    executor = LocalExecutor(policy=LIBRARIES)
    outputs, _ = outcome_of(
        executor,
        "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 2])\nfigure",
    )
    assert [sorted(output.bundle) for output in outputs if isinstance(output, Shown)] == [["image/png", "text/plain"]]
    outputs, _ = outcome_of(executor, "_ = plt.plot([2, 1])")
    assert [sorted(output.bundle) for output in outputs if isinstance(output, Shown)] == [["image/png", "text/plain"]]


def test_a_figure_that_is_the_answer_is_not_shown_besides() -> None:
    executor = LocalExecutor(policy=LIBRARIES)
    code = "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\nfinal_answer(figure)"
    outputs, outcome = outcome_of(executor, code)
    assert outputs == []
    assert type(outcome.value).__name__ == "Figure"


def test_the_text_of_the_codes_own_objects_is_made_while_it_runs() -> None:
    own = "class Money:\n    def __repr__(self):\n        return 'much'.upper()\n"
    outputs, _ = outcome_of(LocalExecutor(), f"{own}[Money(), Money()]")
    assert outputs == [Shown({"text/plain": "[MUCH, MUCH]"})]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Money()", "MUCH"),
        ("[1, Money()]", [1, "MUCH"]),
        ("{'a': (Money(), 2)}", {"a": ("MUCH", 2)}),
        ("[1, 'a', 2.5]", [1, "a", 2.5]),
        ("None", None),
        ("[range(3), ...]", [range(3), ...]),
    ],
)
def test_an_answer_of_the_codes_own_class_is_its_text(answer: str, expected: object) -> None:
    own = "class Money:\n    def __repr__(self):\n        return 'much'.upper()\n"
    assert LocalExecutor().run(f"{own}final_answer({answer})").value == expected


def test_an_answer_that_holds_itself_is_handed_over() -> None:
    value = LocalExecutor().run("x = [object]\nx.append(x)\nfinal_answer(x)").value
    assert isinstance(value, list)
    assert len(value) == 2


def test_a_text_that_takes_for_ever_ends_with_the_limit() -> None:
    executor = LocalExecutor(limits=Limits(seconds=0.3))
    endless = "class Endless:\n    def __repr__(self):\n        while True:\n            pass\nEndless()"
    begun = time.perf_counter()
    outcome = executor.run(endless)
    assert time.perf_counter() - begun < 2
    assert outcome.error is not None
    assert outcome.error.type == "LimitExceeded"


@pytest.mark.parametrize("code", ["while True:\n    pass", "import time\ntime.sleep(30)"], ids=["loop", "sleep"])
def test_an_interrupt_ends_code_on_the_main_thread(code: str) -> None:
    executor = LocalExecutor()
    before = signal.getsignal(signal.SIGINT)
    later(0.2, executor.interrupt)
    begun = time.perf_counter()
    outputs, outcome = outcome_of(executor, f"print('a')\n{code}")
    assert time.perf_counter() - begun < 2
    assert outcome.error is not None
    assert outputs == [Printed("a\n")]
    assert signal.getsignal(signal.SIGINT) is before
    assert executor.run("1 + 1").value == 2


def test_an_interrupt_ends_code_on_another_thread() -> None:
    executor = LocalExecutor()
    outcomes: list[Outcome] = []
    thread = threading.Thread(target=lambda: outcomes.append(executor.run("while True:\n    pass")))
    thread.start()
    time.sleep(0.2)
    executor.interrupt()
    thread.join(5)
    assert outcomes[0].error is not None
    assert outcomes[0].error.type == "Interrupted"


def test_ctrl_c_ends_code_under_a_handler_that_does_nothing() -> None:
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        later(0.2, lambda: os.kill(os.getpid(), signal.SIGINT))
        outcome = LocalExecutor().run("import time\ntime.sleep(30)")
    finally:
        signal.signal(signal.SIGINT, before)
    assert outcome.error is not None
    assert isinstance(outcome.error.exception, KeyboardInterrupt)


def test_an_interrupt_before_the_code_runs_is_not_lost() -> None:
    executor = LocalExecutor()
    run = executor.iter("x = 1")
    executor.interrupt()
    with pytest.raises(StopIteration) as end:
        next(run)
    assert end.value.value.error.type == "KeyboardInterrupt"


def test_an_interrupt_while_nothing_runs_does_nothing() -> None:
    executor = LocalExecutor()
    executor.interrupt()
    assert executor.run("1 + 1").value == 2


def test_code_that_runs_code_in_the_same_executor_is_refused() -> None:
    executor = LocalExecutor()
    executor.expose(functions={"again": lambda: executor.run("1")})
    error = executor.run("again()").error
    assert error is not None
    assert (error.type, error.message) == (
        "ExecutorError",
        "this executor runs code already; give each agent an executor of its own",
    )


def test_long_output_ends_at_its_limit() -> None:
    outputs, outcome = outcome_of(LocalExecutor(limits=Limits(output_chars=1_000)), "while True:\n    print('x' * 99)")
    assert outcome.error is not None
    assert outcome.error.type == "LimitExceeded"
    assert isinstance(outputs[0], Printed)
    assert len(outputs[0].text) == 1_000


def test_what_can_be_imported_is_told() -> None:
    imports = LocalExecutor(policy=Policy(imports=["pandas.*"])).imports
    assert {"math", "pandas.*"} <= set(imports)
