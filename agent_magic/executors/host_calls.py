"""Functions of the host that the code in a worker calls: run here, each call in a thread of its own."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import threading
from collections.abc import Callable, Mapping
from dataclasses import astuple
from typing import Any, Final

from agent_magic.interpreter import FinalAnswer
from agent_magic.worker.calls import CALLS, HostFailure, failure_of
from agent_magic.worker.codec import Undecodable, Unsendable, decode, encode
from agent_magic.worker.frames import BadFrame, Frame, TooLong

_MEMORY: Final = ("MemoryError", "MemoryError")


class HostCalls:
    """Answers the calls of one worker.

    A call is under way until its answer has been sent; the arguments and results of all that are may have
    `budget` bytes. `trust` lets arguments come as pickles.
    """

    def __init__(self, functions: Mapping[str, Callable[..., object]], *, budget: int, trust: bool) -> None:
        self._functions = functions
        self._budget = budget
        self._trust = trust
        self._lock = threading.Lock()
        self._under_way = 0
        self._bytes = 0

    def begin(self, call: Frame, answer: Callable[[Frame], None]) -> None:
        """Call the function that `call` asks for, and hand the answer over when it is there.

        `answer` returns when the answer is on its way. The thread has the context of the one that calls this. Raises
        BadFrame where the worker asks for what it was not lent, or for too much at once.
        """
        number, name = call.fields.get("call"), call.fields.get("name")
        if type(number) is not int or type(name) is not str or name not in self._functions:
            raise BadFrame("it called a function that it was not lent")
        with self._lock:
            if self._under_way >= CALLS or self._bytes + call.size > self._budget:
                raise BadFrame("it called functions with too much at once")
            self._under_way += 1
            self._bytes += call.size
        context = contextvars.copy_context()
        work = threading.Thread(
            target=lambda: self._serve(context, number, name, call, answer), name=f"tool {name}", daemon=True
        )
        work.start()

    def _serve(
        self, context: contextvars.Context, number: int, name: str, call: Frame, answer: Callable[[Frame], None]
    ) -> None:
        taken = call.size
        try:
            told = context.run(self._answer, number, name, call)
            size = sum(memoryview(buffer).nbytes for buffer in told.buffers)
            if self._has_room(size):
                taken += size
            else:
                told = _failed(
                    number, HostFailure(*_MEMORY, [f"the result of {name}() has {size:,} bytes, too much here"])
                )
            try:
                answer(told)
            except TooLong as error:
                answer(_failed(number, HostFailure("TypeError", "TypeError", [f"what {name}() gave: {error}"])))
        finally:
            with self._lock:
                self._under_way -= 1
                self._bytes -= taken

    def _has_room(self, size: int) -> bool:
        """Count a result in, unless it is more than the worker may have."""
        with self._lock:
            fits = self._bytes + size <= self._budget
            self._bytes += size if fits else 0
            return fits

    def _answer(self, number: int, name: str, call: Frame) -> Frame:
        try:
            given = decode(call.fields.get("arguments"), call.buffers, pickles=self._trust)
            value, how = self._called(name, given)
            encoded = encode(value, pickles=True)
        except Unsendable as error:
            failure = HostFailure(
                "TypeError", "TypeError", [f"the result of {name}() stays outside of the worker: {error}"]
            )
        except Undecodable as error:
            failure = HostFailure("TypeError", "TypeError", [f"the arguments of {name}() could not be read: {error}"])
        except Exception as error:
            failure = failure_of(error)
        except BaseException as error:  # sys.exit(), say: it ends the call, not this process, and not in silence
            failure = HostFailure("RuntimeError", "RuntimeError", [f"{name}() ended with {type(error).__name__}"])
        else:
            return Frame("answer", {"call": number, "value": encoded.tree, **how}, encoded.buffers)
        return _failed(number, failure)

    def _called(self, name: str, given: Any) -> tuple[object, dict[str, bool]]:
        """Return what the function gave, and whether that is the task's answer or what the code has to await.

        A coroutine runs to its end here, in an event loop of its own.
        """
        match given:
            case [[*args], dict(options)] if all(type(key) is str for key in options):
                try:
                    value = self._functions[name](*args, **options)
                    if inspect.iscoroutine(value):
                        return asyncio.run(value), {"final": False, "awaited": True}
                except FinalAnswer as answer:
                    return answer.value, {"final": True, "awaited": False}
                return value, {"final": False, "awaited": False}
            case _:
                raise Undecodable("they are no arguments")


def _failed(number: int, failure: HostFailure) -> Frame:
    return Frame("answer", {"call": number, "failure": list(astuple(failure))})
