from __future__ import annotations

import socket
import time

from agent_magic.models import LocalServer, local_servers
from agent_magic.models.servers import USUAL_PORTS
from tests.servers.chat import ChatServer


def test_servers_that_answer_are_listed_with_their_models() -> None:
    with ChatServer(models=["llama3.2", "qwen2.5-coder:7b"]) as one, ChatServer(models=[]) as two:
        found = local_servers(ports={one.port: "Ollama", two.port: "LM Studio", free_port(): "vLLM"})
    assert found == [
        LocalServer("Ollama", one.url, ("llama3.2", "qwen2.5-coder:7b")),
        LocalServer("LM Studio", two.url, ()),
    ]
    assert found[0].choices == (f"{one.url}#llama3.2", f"{one.url}#qwen2.5-coder:7b")


def test_a_server_on_another_ones_port_is_called_by_its_own_name() -> None:
    with ChatServer(models=["m"], owner="llamacpp") as server:
        assert local_servers(ports={server.port: "vLLM"})[0].name == "llama.cpp"


def test_what_does_not_answer_in_time_or_is_no_such_server_is_left_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, ChatServer(models=["m"]) as server:
        ports = {silent.getsockname()[1]: "silent", server.port: "vLLM", free_port(): "closed"}
        began = time.monotonic()
        found = local_servers(0.3, ports=ports)
        assert time.monotonic() - began < 0.6
    assert [each.name for each in found] == ["vLLM"]


def test_a_model_whose_name_cannot_be_printed_is_left_out() -> None:
    with ChatServer(models=["good", "bad\n%%agent", "\x1b[2J"]) as server:
        assert local_servers(ports={server.port: "vLLM"})[0].models == ("good",)


def test_the_usual_ports_are_those_of_the_usual_servers() -> None:
    assert dict(USUAL_PORTS) == {11434: "Ollama", 1234: "LM Studio", 8080: "llama.cpp", 8000: "vLLM"}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port
