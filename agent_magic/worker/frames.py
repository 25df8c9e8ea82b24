"""Frames over a pair of byte streams: a header in JSON, then binary buffers.

A frame is a prefix (the header's length), the header and the buffers one after the other. Where the stream is a Unix
socket, a large buffer can travel as a sealed file in memory instead, which the other side maps without copying it.
Everything is checked on arrival, as the other side may lie.
"""

from __future__ import annotations

import json
import mmap
import os
import socket
import struct
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

HEADER_BYTES: Final = 64 << 20
"""How long a header of the host may be."""
WORKER_HEADER_BYTES: Final = 16 << 20
WORKER_PARTS: Final = 1_000_000
"""How long a header of a worker may be, and how many values it may hold: each takes the host 0.5 microseconds, in which
it does nothing else, and about 100 bytes.
"""
SHARED_FROM: Final = 1 << 20
"""Bytes from which on a buffer travels as a file in memory."""

_PREFIX: Final = struct.Struct("!I")
_FILE: Final = b"\1"
_NO_FILE: Final = b"\0"
_BUFFERS: Final = 100_000
_BYTES_PER_SIGN: Final = 4
_BYTES_PER_PART: Final = 100
Buffer = bytes | bytearray | memoryview


class TooLong(Exception):
    """The frame would be longer than the other side takes."""


class BadFrame(Exception):
    """What came is not a frame; the stream cannot be used any more."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: its kind, its fields (JSON) and its buffers; `size` is about how many bytes it takes when read."""

    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    buffers: Sequence[Buffer] = ()
    size: int = field(default=0, compare=False)


class Stream(Protocol):
    """A pair of byte streams; the methods block, and raise OSError or EOFError where the other side is gone."""

    def read_into(self, target: memoryview) -> None:
        """Fill `target`."""

    def write(self, data: Buffer) -> None:
        """Write all of `data`."""

    def send_file(self, data: memoryview) -> bool:
        """Send `data` as a file in memory; False where that cannot be done and nothing was sent."""

    def receive_file(self, size: int) -> memoryview | None:
        """Return what `send_file` sent, as memory that this process may write; None where no file came."""

    def close(self) -> None:
        """Close both directions; what waits for the other side is told."""


class Channel:
    """Sends and receives frames; `send` may be called from several threads.

    `files` is true in the worker, who trusts the host: from there buffers of any size come, also as files in memory;
    it sends none, which the host would not take.
    `budget` is how many bytes the buffers of one frame of the worker may have.
    """

    def __init__(self, stream: Stream, *, budget: int, files: bool) -> None:
        self._stream = stream
        self._budget = budget
        self._files = files
        self._sending = threading.Lock()

    def send(self, frame: Frame) -> None:
        """Send a frame. Raises TooLong, and OSError where the other side is gone."""
        buffers = [memoryview(buffer).cast("B") for buffer in frame.buffers]
        sizes = [len(buffer) for buffer in buffers]
        head = {**frame.fields, "kind": frame.kind, "sizes": sizes}
        header = json.dumps(head, separators=(",", ":")).encode("ascii")
        self._check_length(header, sizes)
        with self._sending:
            self._stream.write(_PREFIX.pack(len(header)) + header)
            for buffer in buffers:
                self._send_buffer(buffer)

    def receive(self) -> Frame:
        """Wait for a frame. Raises BadFrame, and OSError or EOFError where the other side is gone."""
        (length,) = _PREFIX.unpack(self._read(_PREFIX.size))
        if length > (HEADER_BYTES if self._files else WORKER_HEADER_BYTES):
            raise BadFrame(f"a header of {length:,} bytes is announced")
        header = bytes(self._read(length))
        parts = _parts(header)
        if not self._files and parts > WORKER_PARTS:
            raise BadFrame(f"a header with more than {WORKER_PARTS:,} values came")
        head = _parsed(header)
        kind, sizes = head.pop("kind", None), head.pop("sizes", None)
        if type(kind) is not str or type(sizes) is not list or len(sizes) > _BUFFERS:
            raise BadFrame("a header without kind or sizes came")
        if not all(type(size) is int and 0 <= size <= sys.maxsize for size in sizes):
            raise BadFrame("sizes of buffers that are no sizes came")
        if not self._files and sum(sizes) > self._budget:
            raise BadFrame(f"buffers of more than {self._budget:,} bytes are announced")
        taken = sum(sizes) + _BYTES_PER_SIGN * length + _BYTES_PER_PART * parts
        return Frame(kind, head, tuple(self._buffer(size) for size in sizes), taken)

    def close(self) -> None:
        """Close the streams."""
        self._stream.close()

    def _check_length(self, header: bytes, sizes: list[int]) -> None:
        """Raise TooLong where the other side would not take a frame."""
        longest = WORKER_HEADER_BYTES if self._files else HEADER_BYTES
        if len(header) > longest or len(sizes) > _BUFFERS or (self._files and _parts(header) > WORKER_PARTS):
            raise TooLong(f"a message of {len(header):,} bytes and {len(sizes):,} buffers is too long")
        if self._files and sum(sizes) > self._budget:
            raise TooLong(f"{sum(sizes):,} bytes are more than the host takes from this worker")

    def _send_buffer(self, buffer: memoryview) -> None:
        if len(buffer) < SHARED_FROM:
            self._stream.write(buffer)
        elif self._files or not self._stream.send_file(buffer):
            self._stream.write(_NO_FILE)
            self._stream.write(buffer)

    def _buffer(self, size: int) -> memoryview:
        if size < SHARED_FROM:
            return self._read(size)
        if self._files:
            file = self._stream.receive_file(size)
            return self._read(size) if file is None else file
        if bytes(self._read(1)) != _NO_FILE:
            raise BadFrame("a file came where none may come")
        return self._read(size)

    def _read(self, size: int) -> memoryview:
        target = memoryview(bytearray(size) if size < SHARED_FROM else _untouched(size))
        self._stream.read_into(target)
        return target


def _untouched(size: int) -> mmap.mmap:
    """Memory that the system hands out as it is written to: who announces much and sends little takes little."""
    try:
        if sys.platform == "win32":
            return mmap.mmap(-1, size)
        return mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    except OSError:
        raise BadFrame(f"there is no memory for {size:,} bytes") from None


def _parts(header: bytes) -> int:
    """How many values JSON holds, or some more: signs in texts count too."""
    return sum(map(header.count, (b"[", b"{", b",")))


def _parsed(header: bytes) -> dict[str, Any]:
    try:
        head = json.loads(header)
    except (ValueError, RecursionError, MemoryError) as error:
        raise BadFrame(f"a header came that is no JSON: {type(error).__name__}") from None
    if type(head) is not dict:
        raise BadFrame("a header came that is no object")
    return head


class SocketStream:
    """A Unix socket; it can carry files in memory where the system has them."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
            connection.setsockopt(socket.SOL_SOCKET, option, SHARED_FROM)

    def read_into(self, target: memoryview) -> None:
        """Fill `target`."""
        done = 0
        while done < len(target):
            count = self._socket.recv_into(target[done:])
            if not count:
                raise EOFError("the other side is gone")
            done += count

    def write(self, data: Buffer) -> None:
        """Write all of `data`."""
        self._socket.sendall(data)

    def send_file(self, data: memoryview) -> bool:
        """Send `data` as a sealed file in memory, behind a byte that says so."""
        number = _file_of(data)
        if number is None:
            return False
        try:
            socket.send_fds(self._socket, [_FILE], [number])
        finally:
            os.close(number)
        return True

    def receive_file(self, size: int) -> memoryview | None:
        """Map a file in memory; changes are seen by this process alone."""
        mark, numbers, _, _ = socket.recv_fds(self._socket, 1, 1)
        if not mark:
            raise EOFError("the other side is gone")
        if mark == _NO_FILE:
            return None
        if not numbers:
            raise BadFrame("a file in memory was lost; too many files may be open")
        try:
            return memoryview(
                mmap.mmap(numbers[0], size, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE)
            )
        finally:
            os.close(numbers[0])

    def close(self) -> None:
        """Close both directions."""
        with suppress(OSError):  # the other side may have been faster
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


def _file_of(data: memoryview) -> int | None:
    """A sealed file in memory with `data`; None where the system has none, or none of this size."""
    if not hasattr(os, "memfd_create"):
        return None
    import fcntl

    try:
        number = os.memfd_create("agent_magic", os.MFD_ALLOW_SEALING | os.MFD_CLOEXEC)
    except OSError:  # too many files may be open
        return None
    try:
        done = 0
        while done < len(data):
            done += os.write(number, data[done:])
        fcntl.fcntl(number, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE)
    except OSError:  # larger than files may be here, or no memory is left for it
        os.close(number)
        return None
    return number


class PipeStream:
    """Two file descriptors, such as the standard input and output of a process."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing

    def read_into(self, target: memoryview) -> None:
        """Fill `target`."""
        done = 0
        while done < len(target):
            data = os.read(self._reading, len(target) - done)
            if not data:
                raise EOFError("the other side is gone")
            target[done : done + len(data)] = data
            done += len(data)

    def write(self, data: Buffer) -> None:
        """Write all of `data`."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._writing, rest) :]

    def send_file(self, data: memoryview) -> bool:
        """No file can travel here."""
        return False

    def receive_file(self, size: int) -> None:
        """No file can travel here."""
        self.read_into(memoryview(bytearray(len(_NO_FILE))))

    def close(self) -> None:
        """Close both."""
        os.close(self._reading)
        os.close(self._writing)
