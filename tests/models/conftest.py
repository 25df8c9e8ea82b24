from __future__ import annotations

import pytest

from tests.servers.chat import ChatServer


@pytest.fixture
def hugging_face(monkeypatch: pytest.MonkeyPatch) -> ChatServer:
    """Return a local server that stands where Hugging Face's router is."""
    from huggingface_hub.inference._providers import CONVERSATIONAL_AUTO_ROUTER

    server = ChatServer()
    monkeypatch.setattr(CONVERSATIONAL_AUTO_ROUTER, "base_url", server.url.removesuffix("/v1"))
    return server
