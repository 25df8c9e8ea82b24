"""Frames over sockets and pipes: what is sent arrives, and what is no frame, or too much, is refused."""

from __future__ import annotations

import fcntl
import json
import os
import re
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from agent_magic.worker.frames import (
    HEADER_BYTES,
    SHARED_FROM,
    WORKER_HEADER_BYTES,
    WORKER_PARTS,
    BadFrame,
    Channel,
    Frame,
    PipeStream,
    SocketStream,
    Stream,
    TooLong,
)

MIB = 1 << 20
BUDGET = 64 * MIB
Streams = tuple[Stream, Stream]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no Unix sockets")


@pytest.fixture
def sockets() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


@pytest.fixture(params=["sockets", "pipes"])
def streams(request: pytest.FixtureRequest) -> Iterator[Streams]:
    """Return both ends of a connection: the host's and the worker's."""
    if request.param == "sockets":
        ours, theirs = map(SocketStream, socket.socketpair())
        ends: Streams = ours, theirs
    else:
        (down, host_writes), (host_reads, up) = os.pipe(), os.pipe()
        ends = PipeStream(host_reads, host_writes), PipeStream(down, up)
    yield ends
    for end in ends:
        end.close()


@pytest.fixture
def host(streams: Streams) -> Channel:
    return Channel(streams[0], budget=BUDGET, files=False)


@pytest.fixture
def worker(streams: Streams) -> Channel:
    return Channel(streams[1], budget=BUDGET, files=True)


def sent(frame: Frame, sender: Channel, receiver: Channel) -> Frame:
    """Send a frame and return what arrives; a frame that is larger than the system's buffers needs a thread."""
    sending = threading.Thread(target=sender.send, args=(frame,))
    sending.start()
    arrived = receiver.receive()
    sending.join()
    return arrived


def told_by_a_liar(data: bytes, sockets: tuple[socket.socket, socket.socket], *, more: bool = True) -> Frame:
    """Return what the host makes of bytes of a worker; without `more` the connection ends after them."""

    def lie() -> None:
        with suppress(OSError):  # the host may have had enough before all was said
            sockets[1].sendall(data)
            if not more:
                sockets[1].shutdown(socket.SHUT_WR)

    lying = threading.Thread(target=lie, daemon=True)
    lying.start()
    return Channel(SocketStream(sockets[0]), budget=BUDGET, files=False).receive()


def header(**fields: object) -> bytes:
    text = json.dumps(fields).encode()
    return struct.pack("!I", len(text)) + text


@pytest.mark.parametrize("size", [0, 1, SHARED_FROM - 1, SHARED_FROM, 5 * MIB + 3])
def test_a_frame_arrives_as_it_was_sent(size: int, host: Channel, worker: Channel) -> None:
    buffers = [os.urandom(size), b"", b"end"]
    frame = Frame("run", {"code": "ä\ud83d\n", "list": [1, 2.5, None, True, {}]}, buffers)
    for sender, receiver in ((host, worker), (worker, host)):
        arrived = sent(frame, sender, receiver)
        assert (arrived.kind, arrived.fields) == (frame.kind, frame.fields)
        assert [bytes(buffer) for buffer in arrived.buffers] == buffers


@pytest.mark.parametrize("size", [10, 3 * MIB])
def test_a_received_buffer_can_be_written_to_and_is_the_receivers_own(
    size: int, host: Channel, worker: Channel
) -> None:
    original = bytearray(size)
    for sender, receiver in ((host, worker), (worker, host)):
        (buffer,) = sent(Frame("x", buffers=[original]), sender, receiver).buffers
        memoryview(buffer)[0] = 1
        assert original[0] == 0


def test_frames_of_several_threads_do_not_mix(host: Channel, worker: Channel) -> None:
    threads = [
        threading.Thread(
            target=lambda n=n: [host.send(Frame("x", {"n": n}, [bytes([n]) * 100_000])) for _ in range(20)]
        )
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for _ in range(160):
        frame = worker.receive()
        assert bytes(frame.buffers[0]) == bytes([frame.fields["n"]]) * 100_000
    for thread in threads:
        thread.join()


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="the system has no files in memory")
def test_a_large_buffer_travels_as_a_sealed_file_in_memory(sockets: tuple[socket.socket, socket.socket]) -> None:
    SocketStream(sockets[0]).send_file(memoryview(b"a" * SHARED_FROM))
    _, (number,), _, _ = socket.recv_fds(sockets[1], 1, 1)
    try:
        seals = fcntl.fcntl(number, fcntl.F_GET_SEALS)
        assert seals & (fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE) == 0b1110
        with pytest.raises(PermissionError):
            os.pwrite(number, b"x", 0)
        with pytest.raises(PermissionError):
            os.ftruncate(number, 0)
        assert os.pread(number, 2, 0) == b"aa"
    finally:
        os.close(number)


def test_no_descriptor_is_left(host: Channel, worker: Channel) -> None:
    before = len(os.listdir("/dev/fd"))  # noqa: PTH208 - no files
    for _ in range(5):
        sent(Frame("x", buffers=[bytes(SHARED_FROM)] * 3), host, worker)
        sent(Frame("x", buffers=[bytes(SHARED_FROM)] * 3), worker, host)
    assert len(os.listdir("/dev/fd")) == before  # noqa: PTH208 - no files


def test_a_descriptor_of_a_worker_is_not_taken(sockets: tuple[socket.socket, socket.socket]) -> None:
    before = len(os.listdir("/dev/fd"))  # noqa: PTH208 - no files
    with Path(os.devnull).open() as file:
        socket.send_fds(sockets[1], [header(kind="x", sizes=[])], [file.fileno()] * 5)
    assert told_by_a_liar(b"", sockets).kind == "x"
    assert len(os.listdir("/dev/fd")) == before  # noqa: PTH208 - no files


def test_a_file_of_a_worker_is_refused(sockets: tuple[socket.socket, socket.socket]) -> None:
    with pytest.raises(BadFrame, match="a file came where none may come"):
        told_by_a_liar(header(kind="x", sizes=[SHARED_FROM]) + b"\1", sockets)


def test_a_file_that_was_lost_on_the_way_is_an_error(sockets: tuple[socket.socket, socket.socket]) -> None:
    sockets[1].sendall(header(kind="x", sizes=[SHARED_FROM]) + b"\1")
    with pytest.raises(BadFrame, match="too many files may be open"):
        Channel(SocketStream(sockets[0]), budget=BUDGET, files=True).receive()


NO_FRAMES = {
    "garbage": b"garbage " * 10,
    "a header that is too long": struct.pack("!I", WORKER_HEADER_BYTES + 1),
    "no JSON": struct.pack("!I", 4) + b"{{{{",
    "no text": struct.pack("!I", 4) + b"\xff\xfe\xfd\xfc",
    "an empty header": struct.pack("!I", 0),
    "a list": struct.pack("!I", 2) + b"[]",
    "a deep list": struct.pack("!I", 100_000) + b"[" * 100_000,
    "a long number": struct.pack("!I", 5_000) + b"9" * 5_000,
    "too many values": struct.pack("!I", 2 * WORKER_PARTS + 3) + b"[" + b"0," * WORKER_PARTS + b"0]",
    "no kind": header(sizes=[]),
    "a kind that is no text": header(kind=1, sizes=[]),
    "no sizes": header(kind="x"),
    "sizes that are no list": header(kind="x", sizes=7),
    "a size that is a text": header(kind="x", sizes=["7"]),
    "a size that is true": header(kind="x", sizes=[True]),
    "a negative size": header(kind="x", sizes=[-1]),
    "a size beyond all memory": header(kind="x", sizes=[1 << 70]),
    "more than the budget": header(kind="x", sizes=[BUDGET + 1]),
    "more than the budget together": header(kind="x", sizes=[BUDGET // 2, BUDGET // 2, 1]),
    "too many buffers": header(kind="x", sizes=[0] * 100_001),
}


@pytest.mark.parametrize("data", NO_FRAMES.values(), ids=NO_FRAMES)
def test_what_is_no_frame_is_refused(data: bytes, sockets: tuple[socket.socket, socket.socket]) -> None:
    with pytest.raises(BadFrame) as refused:
        told_by_a_liar(data, sockets)
    assert "\n" not in str(refused.value)


WHOLE = header(kind="x", sizes=[10, SHARED_FROM]) + bytes(10) + b"\0" + bytes(SHARED_FROM)


@pytest.mark.parametrize("end", [0, 3, 4, 20, 40, 60, 10_000, len(WHOLE) - 1])
def test_a_frame_that_breaks_off_is_the_end(end: int, sockets: tuple[socket.socket, socket.socket]) -> None:
    with pytest.raises(EOFError):
        told_by_a_liar(WHOLE[:end], sockets, more=False)


def test_that_frame_is_one(sockets: tuple[socket.socket, socket.socket]) -> None:
    assert [len(buffer) for buffer in told_by_a_liar(WHOLE, sockets).buffers] == [10, SHARED_FROM]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory is in use")
def test_two_gigabytes_that_are_announced_and_not_sent_take_no_memory(
    sockets: tuple[socket.socket, socket.socket],
) -> None:
    sockets[1].sendall(header(kind="x", sizes=[2 << 30]) + b"\0")
    channel = Channel(SocketStream(sockets[0]), budget=2 << 30, files=False)
    ended: list[BaseException] = []
    before = resident()

    def receive() -> None:
        try:
            channel.receive()
        except EOFError as error:
            ended.append(error)

    waiting = threading.Thread(target=receive)
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive()
    assert resident() - before < 20 * MIB
    sockets[1].close()
    waiting.join(5)
    assert len(ended) == 1


def resident() -> int:
    """Return how much memory this process uses."""
    (line,) = re.findall(r"VmRSS:\s*(\d+) kB", Path("/proc/self/status").read_text())
    return int(line) << 10


TOO_LONG: dict[str, tuple[Callable[[], Frame], int]] = {
    "a header of the worker": (lambda: Frame("x", {"text": "x" * WORKER_HEADER_BYTES}), 1),
    "values of the worker": (lambda: Frame("x", {"list": [0] * WORKER_PARTS}), 1),
    "buffers of the worker": (lambda: Frame("x", {}, [bytes(BUDGET), b"1"]), 1),
    "a header of the host": (lambda: Frame("x", {"text": "x" * HEADER_BYTES}), 0),
    "buffers without number": (lambda: Frame("x", {}, [b""] * 100_001), 0),
}


@pytest.mark.parametrize(("make", "end"), TOO_LONG.values(), ids=TOO_LONG)
def test_what_the_other_side_would_not_take_is_not_sent(
    make: Callable[[], Frame], end: int, host: Channel, worker: Channel
) -> None:
    ends = host, worker
    with pytest.raises(TooLong):
        ends[end].send(make())
    assert sent(Frame("next"), ends[end], ends[1 - end]).kind == "next"


def test_the_host_may_send_more_than_the_worker(host: Channel, worker: Channel) -> None:
    text = "x" * (WORKER_HEADER_BYTES + 1)
    assert sent(Frame("run", {"code": text}), host, worker).fields["code"] == text


def test_a_frame_weighs_what_it_takes_when_it_is_read(host: Channel, worker: Channel) -> None:
    assert sent(Frame("x", {}, [bytes(5000)]), worker, host).size > 5000
    assert sent(Frame("x", {"list": [[]] * 100_000}), worker, host).size > sys.getsizeof([]) * 100_000


def test_closing_ends_what_waits(sockets: tuple[socket.socket, socket.socket]) -> None:
    channel, ended = Channel(SocketStream(sockets[0]), budget=BUDGET, files=False), threading.Event()

    def receive() -> None:
        with pytest.raises((OSError, EOFError)):
            channel.receive()
        ended.set()

    threading.Thread(target=receive, daemon=True).start()
    assert not ended.wait(0.05)
    channel.close()
    assert ended.wait(5)
