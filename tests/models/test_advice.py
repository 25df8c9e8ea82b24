from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from agent_magic.models import LocalServer, local_servers, no_model_message, resolve
from tests.servers.chat import ChatServer


def test_each_way_has_its_exact_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "wine.md").write_text("a reply")
    monkeypatch.chdir(tmp_path)
    with ChatServer(models=["llama3.2"]) as server:
        message = no_model_message(local_servers(ports={server.port: "Ollama"}), has_token=False)
    lines = [line.strip() for line in message.splitlines() if line.strip().startswith("%%agent")]
    choices = [shlex.split(line)[2] for line in lines]
    assert choices[1:] == [f"{server.url}#llama3.2", "scripted:scripts/wine.md"]
    assert [resolve(choice).scripted for choice in choices] == [False, False, True]
    assert "HF_TOKEN" in message
    assert "hf auth login" in message
    assert "Ollama is running" in message
    assert f"%config AgentMagics.model = '{server.url}#llama3.2'" in message


def test_who_has_a_token_is_not_told_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_of_the_user")
    message = no_model_message()
    assert "HF_TOKEN" not in message
    assert "hf_of_the_user" not in message


def test_without_a_server_it_says_how_to_start_one() -> None:
    message = no_model_message(has_token=True)
    assert all(name in message for name in ("Ollama", "LM Studio", "llama.cpp", "vLLM", "ollama run"))


def test_a_server_without_models_is_no_choice() -> None:
    message = no_model_message([LocalServer("LM Studio", "http://127.0.0.1:1234/v1", ())], has_token=True)
    assert "LM Studio is running at http://127.0.0.1:1234/v1, but has no model yet" in message


def test_a_server_with_many_models_does_not_fill_the_page() -> None:
    models = tuple(f"model-{number}" for number in range(40))
    message = no_model_message([LocalServer("vLLM", "http://127.0.0.1:8000/v1", models)], has_token=True)
    assert "and 34 more: http://127.0.0.1:8000/v1/models" in message
    assert len(message.splitlines()) < 25
