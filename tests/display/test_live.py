"""The live view in a real kernel, seen through the messages that a front-end gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.notebook.kernel import Kernel, Ran

WIDGET = "application/vnd.jupyter.widget-view+json"
SETUP = """
import asyncio, sys, time
sys.path.insert(0, {root!r})
from agent_magic.display import view
from agent_magic.events import *
from agent_magic.messages import Usage
from agent_magic.worker.outputs import Printed, Shown
from tests.display.runs import *
"""

pytestmark = pytest.mark.kernel


@dataclass
class Page:
    """What a front-end knows after the messages of a cell: the widgets and the displays."""

    opened: dict[str, dict[str, Any]]
    updates: list[tuple[str, dict[str, Any]]]
    closed: set[str]
    displays: list[tuple[str, str, dict[str, Any]]]

    def values(self, words: str = "") -> list[str]:
        """Return every HTML that a widget was given and that holds `words`, in order."""
        given = [state["value"] for state in self.opened.values() if state["_model_name"] == "HTMLModel"]
        given += [state["value"] for _, state in self.updates if "value" in state]
        return [value for value in given if words in value]


def page_after(ran: Ran) -> Page:
    page = Page({}, [], set(), [])
    for kind, content in ran.messages:
        match kind:
            case "comm_open":
                page.opened[content["comm_id"]] = content["data"]["state"]
            case "comm_msg" if content["data"].get("method") == "update":
                page.updates.append((content["comm_id"], content["data"]["state"]))
            case "comm_close":
                page.closed.add(content["comm_id"])
            case "display_data" | "update_display_data":
                page.displays.append((kind, content["transient"].get("display_id", ""), content["data"]))
    return page


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Kernel]:
    with Kernel(tmp_path_factory.mktemp("live")) as started:
        assert started.run(SETUP.format(root=str(root))).ok
        yield started


def run(kernel: Kernel, code: str, *, attended: bool = True) -> Page:
    ran = kernel.run(code, attended=attended)
    assert ran.ok, ran.error
    return page_after(ran)


def test_a_run_is_shown_by_widgets_and_left_as_html_in_the_same_place(kernel: Kernel) -> None:
    page = run(kernel, "v = view(get_ipython())\nfor e in whole(3): v.handle(e)\nv.finish()")
    (first, begun, live), (last, ended, static) = page.displays
    assert (first, last) == ("display_data", "update_display_data")
    assert begun == ended != ""
    assert WIDGET in live
    assert set(static) == {"text/html", "text/plain"}
    assert static["text/html"].count('class="agent-magic-step"') == 3
    assert static["text/plain"].endswith("answer in 3 steps, 3.2 s, 1,234 tokens in, 210 out")


def test_no_widget_is_left(kernel: Kernel) -> None:
    page = run(kernel, "v = view(get_ipython())\nfor e in whole(3): v.handle(e)\nv.finish()")
    assert page.opened
    assert page.closed == set(page.opened)
    assert kernel.value("sorted(get_ipython().kernel.comm_manager.comms)") == "[]"
    assert kernel.value("list(__import__('ipywidgets').widgets.widget._instances)") == "[]"


def test_twenty_steps_take_few_comms_and_little_time(kernel: Kernel) -> None:
    page = run(
        kernel,
        "v = view(get_ipython())\nbegan = time.process_time()\nfor e in whole(20): v.handle(e)\n"
        "spent = time.process_time() - began\nv.finish()",
    )
    assert len(page.opened) <= 27
    kinds = [state["_model_name"] for state in page.opened.values()]
    assert kinds.count("HTMLModel") == 21
    assert kinds.count("LayoutModel") == 2
    assert kinds.count("HTMLStyleModel") == 1
    assert float(kernel.value("spent")) < 0.5


def test_streaming_is_drawn_at_most_every_80_ms_and_to_its_last_word(kernel: Kernel) -> None:
    page = run(
        kernel,
        """
v = view(get_ipython())
v.handle(started())
v.handle(StepStarted(1))
began = time.monotonic()
for n in range(300):
    v.handle(TextDelta(1, f"word{n} "))
    await asyncio.sleep(0.001)
took = time.monotonic() - began
await asyncio.sleep(0.3)
""",
    )
    took = float(kernel.value("took"))
    drawn = page.values("word0 ")
    assert 3 <= len(drawn) <= took / 0.08 + 3
    assert "word299" in drawn[-1]
    assert "word299" not in drawn[-2]
    kernel.run("v.finish()")


def test_in_a_blocking_cell_the_next_event_draws_what_waited(kernel: Kernel) -> None:
    page = run(
        kernel,
        """
def blocking():
    v = view(get_ipython())
    v.handle(started())
    v.handle(StepStarted(1))
    for n in range(300):
        v.handle(TextDelta(1, f"word{n} "))
    v.handle(ActionParsed(1, "all the words", "go()"))
    return v
v = blocking()
""",
    )
    assert len(page.values("word")) <= 3
    assert len(page.values("all the words")) == 1
    kernel.run("v.finish()")


def test_live_output_appears_while_the_code_runs_and_events_replace_it(kernel: Kernel) -> None:
    page = run(
        kernel,
        """
v = view(get_ipython())
v.handle(started()); v.handle(StepStarted(1)); v.handle(ActionParsed(1, "t", "go()"))
time.sleep(0.1)
v.preview(Printed("at once"))
time.sleep(0.1)
v.preview(Shown(FIGURE))
""",
    )
    assert len(page.values("at once")) == 2
    assert len(page.values("data:image/png")) == 1
    page = run(
        kernel,
        "v.handle(OutputDelta(1, 'as told')); v.handle(StepFinished(1, 't', 'go()', None, '', Usage(), 1.0))",
    )
    assert "as told" in page.values()[-1]
    assert not page.values("at once")[1:]
    assert "at once" not in page.values()[-1]
    assert "data:image/png" not in page.values()[-1]
    kernel.run("v.finish()")


def test_the_button_stops_and_says_so(kernel: Kernel) -> None:
    page = run(
        kernel,
        """
stopped = []
v = view(get_ipython()); v.on_stop = lambda: stopped.append(1)
v.handle(started()); v.handle(StepStarted(1))
button = v._widgets._button
button.click()
""",
    )
    assert kernel.value("stopped") == "[1]"
    said = {name: value for _, state in page.updates for name, value in state.items()}
    assert (said["description"], said["disabled"]) == ("Stopping…", True)
    kernel.run("v.finish()")


def test_finish_after_an_exception_keeps_what_was_done(kernel: Kernel) -> None:
    page = run(
        kernel,
        """
v = view(get_ipython())
try:
    for n, e in enumerate(whole(2)):
        if n == 9: raise RuntimeError("the kernel's own")
        v.handle(e)
except RuntimeError:
    v.finish()
v.finish()
v.handle(StepStarted(3))
v.preview(Printed("late"))
""",
    )
    assert len(page.displays) == 2
    lines = page.displays[-1][2]["text/plain"].splitlines()
    assert [line for line in lines if line.startswith("step 2 · stopped")]
    assert lines[-1] == "the run ended early; finished steps are kept"
    assert page.closed == set(page.opened)


def test_a_failure_before_the_run_began_shows_nothing(kernel: Kernel) -> None:
    page = run(kernel, "view(get_ipython()).finish()")
    assert (page.displays, page.opened) == ([], {})


def test_headless_there_is_only_the_static_form(kernel: Kernel) -> None:
    page = run(
        kernel,
        "v = view(get_ipython())\nfor e in whole(2): v.handle(e)\nv.finish(); v.finish()",
        attended=False,
    )
    ((kind, _, static),) = page.displays
    assert kind == "display_data"
    assert page.opened == {}
    live = run(kernel, "v = view(get_ipython())\nfor e in whole(2): v.handle(e)\nv.finish()")
    assert static == live.displays[-1][2]
