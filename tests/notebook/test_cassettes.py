"""A run that is recorded in one notebook is replayed in another, without a server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.notebook.conftest import reply
from tests.notebook.kernel import Kernel
from tests.notebook.test_headless import execute
from tests.servers.chat import ChatServer

pytestmark = pytest.mark.kernel

SECRET = "hf_" + "aB3" * 12
TASK = "How much is it with tax?"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a notebook whose run was recorded, with a server that wanted a token and is gone now."""
    folder = tmp_path_factory.mktemp("recorded")
    with ChatServer([reply("print(price * 2)"), reply("final_answer(price * 2)")], token=SECRET) as server:
        status, said, cells = execute(
            folder,
            f"%load_ext agent_magic\nfrom agent_magic.models import HubModel\nprice = 21\n"
            f"hub = HubModel('test-model', base_url='{server.url}', token='{SECRET}')",
            f"%%agent -m hub -i price --record run.jsonl\n{TASK} The key is {SECRET}.",
        )
    assert status == 0, said
    assert cells[1].outputs[-1].data["text/plain"] == "42"
    return folder


def test_it_runs_again_without_a_server_and_says_that_it_does(recorded: Path) -> None:
    cell = f"%%agent -i price --replay run.jsonl\n{TASK} The key is {SECRET}."
    status, said, cells = execute(recorded, "%load_ext agent_magic\nprice = 21", cell, "_run")
    assert status == 0, said
    assert cells[1].outputs[-1].data["text/plain"] == "42"
    assert "(replayed)" in cells[1].outputs[0].data["text/plain"]
    assert ">replayed</div>" in cells[1].outputs[0].data["text/html"]
    assert cells[2].outputs[0].data["text/plain"].startswith("<run: success, 2 step(s)")


def test_what_drifted_is_one_line(recorded: Path) -> None:
    with Kernel(recorded) as kernel:
        kernel.run("%load_ext agent_magic\nprice = 22")
        ran = kernel.run("%%agent -i price --replay run.jsonl\nAnother question.")
        assert "ModelRefused: the cassette run.jsonl has no reply to this request" in ran.error
        assert "\n" not in ran.error
        absent = kernel.run("%%agent --replay absent.jsonl\nGo.").error
        assert "UsageError: there is no cassette absent.jsonl" in absent


def test_the_file_holds_no_secret(recorded: Path) -> None:
    written = (recorded / "run.jsonl").read_text()
    assert TASK in written
    assert SECRET not in written
