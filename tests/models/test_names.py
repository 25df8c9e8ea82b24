from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from agent_magic.errors import UsageError
from agent_magic.models import HubModel, ScriptedModel, resolve
from tests.models.talk import chunks, text
from tests.servers.chat import ChatServer


@pytest.mark.parametrize("name", ["Qwen/Qwen3-Coder-30B-A3B-Instruct", "org/name:groq", " org/name.v1_2 "])
def test_a_name_on_hugging_face(name: str) -> None:
    model = resolve(name)
    assert isinstance(model, HubModel)
    assert model.name == name.strip()
    assert model.endpoint.base_url is None


def test_a_model_on_a_server() -> None:
    with ChatServer(["ok"]) as server:
        model = resolve(f"{server.url}#qwen2.5:7b")
        assert model.name == f"qwen2.5:7b at 127.0.0.1:{server.port}"
        assert text(chunks(model)) == "ok"
        assert server.bodies[0]["model"] == "qwen2.5:7b"


def test_a_server_with_one_model_needs_no_name() -> None:
    with ChatServer(models=["the-only/one"]) as server:
        assert resolve(server.url).name == f"the-only/one at 127.0.0.1:{server.port}"


def test_a_server_with_several_models_asks_which() -> None:
    with (
        ChatServer(models=["a", "b"]) as server,
        pytest.raises(UsageError, match=f"{server.url}#NAME, where NAME is one of a, b"),
    ):
        resolve(server.url)


def test_a_script_and_its_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lesson one.md").write_text("## A task\nfirst\n## Another\nsecond")
    monkeypatch.chdir(tmp_path)
    model = resolve("scripted:lesson one.md")
    assert isinstance(model, ScriptedModel)
    assert model.scripted
    assert text(chunks(resolve("scripted:lesson one.md#another"), "anything")) == "second"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("gpt", "'gpt' is no model; write org/name, http://host:port/v1#name, transformers:org/name, "),
        ("", "'' is no model"),
        ("a b/c", "is no model"),
        ("lesson.md", "did you mean scripted:lesson.md?"),
        ("scripts/lesson.md", "did you mean scripted:scripts/lesson.md?"),
        ("localhost:1234/v1#m", "did you mean http://localhost:1234/v1#m?"),
        ("run.jsonl", "did you mean replay:run.jsonl?"),
        ("runs/run.jsonl", "did you mean replay:runs/run.jsonl?"),
        ("scripted:", "scripted: needs a file after it"),
        ("replay:", "replay: needs a name after it, such as replay:run.jsonl"),
        ("replay:missing.jsonl", "there is no cassette missing.jsonl"),
        ("transformers: ", "transformers: needs a name after it"),
        ("scripted:missing.md", "there is no script missing.md"),
        ("http:/x", "no address of a server"),
        ("http://host:port/v1#m", "no address of a server"),
        ("../../etc/passwd", "is no model"),
    ],
)
def test_what_means_no_model_says_what_would(
    name: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as raised:
        resolve(name, ports={})
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_name_that_a_local_server_knows_is_pointed_to() -> None:
    with ChatServer(models=["llama3.2:3b"]) as server, pytest.raises(UsageError) as raised:
        resolve("llama3.2", ports={server.port: "Ollama"})
    assert f"did you mean {server.url}#llama3.2:3b?" in str(raised.value)


def test_an_alias_stands_for_any_name_also_for_another_alias() -> None:
    aliases = {"fast": "small", "small": "org/name:groq"}
    assert resolve(" fast ", aliases=aliases).name == "org/name:groq"
    assert resolve("other/name", aliases=aliases).name == "other/name"


def test_an_alias_that_is_nearly_right_is_pointed_to() -> None:
    with pytest.raises(UsageError, match=r"'smal' is no model: did you mean small\?"):
        resolve("smal", ports={}, aliases={"small": "org/name"})


def test_aliases_that_lead_in_a_circle_are_refused() -> None:
    with pytest.raises(UsageError, match=r"stands for itself \(a → b → a\)"):
        resolve("a", aliases={"a": "b", "b": "a"})


@pytest.mark.skipif(find_spec("torch") is not None, reason="needs Python without torch")
def test_local_weights_without_their_libraries_say_how_to_get_them() -> None:
    with pytest.raises(UsageError, match=r"needs .*torch: install with pip install 'agent_magic\[transformers\]'"):
        resolve("transformers:org/name")
