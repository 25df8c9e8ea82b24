from __future__ import annotations

import gc
import threading
import time
from contextlib import suppress

import pytest

from agent_magic.errors import ModelError
from agent_magic.messages import Chunk, Retrying, TextChunk
from agent_magic.models import HubModel
from tests.models.talk import request
from tests.servers.chat import Behaviour, ChatServer, Drop, Endless, Fail, Stall


@pytest.mark.parametrize("behaviour", [Stall(headers=False), Stall("Let me "), Endless(), Endless(text="")])
def test_another_thread_ends_a_reply_that_is_being_waited_for(behaviour: Behaviour) -> None:
    with ChatServer([behaviour]) as server:
        stream = HubModel("m", base_url=server.url).stream(request("hello"))
        came: list[Chunk] = []
        reader = threading.Thread(target=lambda: came.extend(stream))
        reader.start()
        assert server.asked.wait(2)
        time.sleep(0.1)
        began = time.monotonic()
        stream.close()
        reader.join(1)
        assert not reader.is_alive()
        assert time.monotonic() - began < 0.2
        assert server.hung_up.wait(1), "the server must not work on for nobody"


def test_closing_ends_the_wait_before_a_retry() -> None:
    with ChatServer([Fail(429, headers={"Retry-After": "20"}), "never asked for"]) as server:
        stream = HubModel("m", base_url=server.url).stream(request("hello"))
        assert isinstance(next(stream), Retrying)
        stream.close()
        assert list(stream) == []
        assert threads_end()
        assert len(server.bodies) == 1


def test_a_reply_that_is_let_go_ends_its_connection() -> None:
    with ChatServer([Endless()]) as server:
        stream = HubModel("m", base_url=server.url).stream(request("hello"))
        assert next(stream) == TextChunk("and so on ")
        del stream
        gc.collect()
        assert server.hung_up.wait(1)


def test_closing_twice_and_after_the_end_does_nothing() -> None:
    with ChatServer(["one"]) as server, HubModel("m", base_url=server.url).stream(request("hello")) as stream:
        assert len(list(stream)) == 2
        stream.close()
        stream.close()
        assert list(stream) == []


def test_nothing_is_left_behind_after_replies_of_all_kinds() -> None:
    from huggingface_hub import get_session

    hooks = list(get_session().event_hooks["request"])
    with ChatServer(["one", Drop("two"), Fail(401), Stall("x"), Endless()]) as server:
        model = HubModel("m", base_url=server.url, timeout=0.2, retries=0)
        for _ in range(5):
            with model.stream(request("hello")) as stream, suppress(ModelError):
                list(stream)
        assert threads_end()
    assert get_session().event_hooks["request"] == hooks


def test_replies_at_the_same_time_do_not_disturb_each_other() -> None:
    with ChatServer([Endless(), Endless(), Endless()]) as server:
        streams = [HubModel("m", base_url=server.url).stream(request("hello")) for _ in range(3)]
        for stream in streams:
            next(stream)
        streams[1].close()
        assert list(streams[1]) == []
        for stream in (streams[0], streams[2]):
            assert [next(stream) for _ in range(20)] == [TextChunk("and so on ")] * 20
            stream.close()


def threads_end() -> bool:
    """Whether the threads that read replies end within a second."""
    end = time.monotonic() + 1
    while time.monotonic() < end:
        if not any(thread.name == "agent_magic reply" for thread in threading.enumerate()):
            return True
        time.sleep(0.01)
    return False
