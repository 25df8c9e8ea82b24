"""Servers that are not ours, each with a tiny random model that is made on the spot.

    with llama_server() as server:
        model = HubModel(server.model, base_url=server.url)

`AGENT_MAGIC_FOREIGN` is the Python that has their libraries; without it, this one. Where it lacks them, `llama_server`
and `transformers_server` skip the test and say what to install.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

TINY = Path(__file__).with_name("tiny.py")
SECONDS_TO_START = 60.0


@dataclass(frozen=True)
class Foreign:
    """A server that runs: its base URL, and the name of its model."""

    url: str
    model: str


def python() -> str:
    """Return the Python that has the libraries of the servers."""
    return os.environ.get("AGENT_MAGIC_FOREIGN", sys.executable)


@contextmanager
def transformers_server() -> Iterator[Foreign]:
    """Run `transformers serve`."""
    _need("transformers", "torch", "fastapi", "uvicorn", install="'transformers[serving]' torch")
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "tiny"
        _make("transformers", model)
        port = _free_port()
        program = "from transformers.cli.transformers import main; main()"
        command = [python(), "-c", program, "serve", str(model), "--host", "127.0.0.1", "--port", str(port)]
        with _running(command, port, Path(folder)):
            yield Foreign(f"http://127.0.0.1:{port}/v1", str(model))


@contextmanager
def llama_server(context: int = 512) -> Iterator[Foreign]:
    """Run the server of llama.cpp's Python package, with so many tokens, which are characters here, of context."""
    _need("llama_cpp", "gguf", "starlette_context", install="'llama-cpp-python[server]' gguf")
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "tiny.gguf"
        _make("gguf", model)
        port = _free_port()
        place = ["--host", "127.0.0.1", "--port", str(port)]
        command = [python(), "-m", "llama_cpp.server", "--model", str(model), "--model_alias", "tiny", *place]
        with _running([*command, "--n_ctx", str(context)], port, Path(folder)):
            yield Foreign(f"http://127.0.0.1:{port}/v1", "tiny")


def _need(*modules: str, install: str) -> None:
    program = f"from importlib.util import find_spec; raise SystemExit(not all(map(find_spec, {modules!r})))"
    if subprocess.run([python(), "-c", program], check=False).returncode:
        pytest.skip(f"not installed for {python()}: pip install {install}")


def _make(kind: str, path: Path) -> None:
    made = subprocess.run([python(), TINY, kind, path], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr


@contextmanager
def _running(command: Sequence[str], port: int, folder: Path) -> Iterator[None]:
    """Run a server while the block does, once it answers; it uses no network and no saved token."""
    environment = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(folder), "PATH": os.environ["PATH"], "HOME": str(folder)}
    said = folder / "server.log"
    with said.open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log, env=environment) as process:
        try:
            end = time.monotonic() + SECONDS_TO_START
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(f"the server did not start: {said.read_text()[-2000:]}")
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(port: int) -> bool:
    try:
        urlopen(f"http://127.0.0.1:{port}/health", timeout=5).close()
    except HTTPError as error:
        error.close()
    except (URLError, ConnectionError, TimeoutError):
        return False
    return True


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port
