"""What goes wrong in a real kernel: one clear line, a failed cell, and the next one works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notebook.conftest import reply, script
from tests.notebook.kernel import Kernel, Ran
from tests.servers.chat import MALFORMED, ChatServer, Drop, Endless, Fail, Reply, Stall

pytestmark = pytest.mark.kernel

FIRST = reply("print('the first step')")
LAST = reply("final_answer('done')")


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer() as started:
        yield started


def ask(kernel: Kernel, server: ChatServer, options: str = "") -> Ran:
    return kernel.run(f"%%agent -m {server.url}#test-model {options}\nSay it.")


def one_line(ran: Ran) -> str:
    """Return the error, which must be all that is told of it, in one line without frames."""
    assert "\n" not in ran.error
    assert "Traceback" not in ran.error
    assert ran.value == {}
    return ran.error


def test_a_streaming_server(kernel: Kernel, server: ChatServer) -> None:
    server.add(Reply(FIRST, delay=0.002), LAST)
    ran = ask(kernel, server)
    assert ran.value["text/plain"] == "'done'"
    assert "the first step" in ran.shown
    second = [message["content"] for message in server.bodies[1]["messages"]]
    assert any("the first step" in content for content in second)
    assert all(body["stream"] for body in server.bodies)


@pytest.mark.parametrize(
    ("behaviours", "says"),
    [
        pytest.param([Fail(401, "Invalid credentials")], "ModelRefused: ", id="wrong token"),
        pytest.param([Fail(404, "The model does not exist")], "ModelRefused: ", id="no such model"),
        pytest.param([Fail(429, headers={"Retry-After": "0"})] * 20, "RateLimited: ", id="too many requests"),
        pytest.param([Drop("I was about to")] * 20, "ModelUnavailable: ", id="a dropped connection"),
        pytest.param([MALFORMED] * 20, "MalformedReply: ", id="malformed events"),
    ],
)
def test_a_failing_server(kernel: Kernel, server: ChatServer, behaviours: list[Fail], says: str) -> None:
    kernel.run("_agent = 'before'")
    server.add(FIRST, *behaviours)
    ran = ask(kernel, server)
    assert one_line(ran).startswith(says)
    assert "the first step" in ran.shown
    assert kernel.value("_agent") == "'before'"


def test_a_server_that_recovers(kernel: Kernel, server: ChatServer) -> None:
    server.add(Fail(429, headers={"Retry-After": "0"}), FIRST, LAST)
    assert ask(kernel, server).value["text/plain"] == "'done'"


@pytest.mark.parametrize("behaviour", [Endless(), Stall("I was about"), Stall(headers=False)])
def test_a_reply_that_never_ends(kernel: Kernel, server: ChatServer, behaviour: Endless | Stall) -> None:
    server.add(FIRST, *[behaviour] * 20)
    kernel.run(
        "from agent_magic.models import HubModel\n"
        f"patient = HubModel(model='test-model', base_url={server.url!r}, timeout=1.5)"
    )
    ran = kernel.run("%%agent -m patient\nSay it.", timeout=20)
    assert one_line(ran).startswith("Model")
    assert "the first step" in ran.shown


def test_a_server_that_is_not_there(kernel: Kernel) -> None:
    assert "127.0.0.1:9" in one_line(kernel.run("%%agent -m http://127.0.0.1:9/v1#name\nSay it."))


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("%%agent -m scripted:absent.md\nSay it.", "there is no script absent.md"),
        ("%%agent -m scripted:binary.md\nSay it.", "is not text in UTF-8"),
        ("%%agent -m no_such_model\nSay it.", "no_such_model"),
        ("%%agent -m scripted:one.md -i absent\nSay it.", "there is no variable absent"),
        (
            "%%agent -m scripted:one.md --imports numpi\nSay it.",
            "there is no module numpi in this environment",
        ),
        ("%%agent -m scripted:one.md --imports numpi\nSay it.", "(did you mean numpy"),
        ("%%agent -m scripted:one.md -i df -o 1x\nSay it.", "'1x' is not a name of a variable"),
        ("%%agent -m scripted:one.md --max-steps 0\nSay it.", "at least 1"),
        ("%%agent -m scripted:one.md", "the cell is empty"),
        ("%%agent -m scripted:one.md --outptu x\nSay it.", "did you mean --output?"),
    ],
)
def test_bad_input(kernel: Kernel, folder: Path, cell: str, says: str) -> None:
    (folder / "binary.md").write_bytes(b"\xff\xfe\x00\x81")
    script(folder, "one.md", "final_answer(1)")
    line = one_line(kernel.run(cell))
    assert line.startswith("UsageError: ")
    assert says in line


def test_without_a_model_it_says_which_ways_there_are(kernel: Kernel) -> None:
    ran = kernel.run("%%agent\nSay it.")
    assert not ran.ok
    assert all(way in ran.error for way in ("scripted:", "HF_TOKEN", "http"))
    assert "Traceback" not in ran.error


def test_a_script_that_ends_too_early(kernel: Kernel, folder: Path) -> None:
    ran = kernel.run(f"%%agent -m {script(folder, 'short.md', 'print(1 + 1)')}\nSay it.")
    assert "the script short.md has 1 reply" in one_line(ran)


def test_what_a_server_says_cannot_forge_lines(kernel: Kernel, server: ChatServer) -> None:
    server.add(Fail(400, "bad\n\x1b[31mAll is well\x1b[0m\r\nOut[1]: 42"))
    line = one_line(ask(kernel, server))
    assert "\x1b" not in line
    assert "All is well" in line
