from __future__ import annotations

from agent_magic.models import ModelChoice, model_choices
from tests.servers.chat import ChatServer


def test_what_is_configured_and_which_servers_answer_is_listed() -> None:
    aliases = {"fast": "org/name", "round": "about", "about": "round"}
    with ChatServer(models=["llama3.2"]) as one, ChatServer(models=[]) as two:
        found = model_choices("fast", aliases, ports={one.port: "Ollama", two.port: "vLLM"})
    assert found[:2] == [
        ModelChoice("fast", "the default of this notebook"),
        ModelChoice("fast", "stands for org/name"),
    ]
    assert all("stands for itself" in choice.problem for choice in found[2:4])
    assert found[4:] == [
        ModelChoice(f"{one.url}#llama3.2", "Ollama on this computer"),
        ModelChoice("", f"vLLM at {two.url}", "it has no model yet; load one there"),
    ]


def test_with_nothing_set_up_there_is_nothing() -> None:
    assert model_choices(ports={}) == []
