"""Functions of the host that the code in a worker calls: run here, each call in a thread of its own."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Mapping
from dataclasses import astuple
from typing import Any

from agent_magic.interpreter import FinalAnswer
from agent_magic.worker.calls import HostFailure, failure_of
from agent_magic.worker.codec import Undecodable, Unsendable, decode, encode
from agent_magic.worker.frames import BadFrame, Frame


class HostCalls:
    """Answers the calls of one worker. `trust` lets arguments come as pickles."""

    def __init__(self, functions: Mapping[str, Callable[..., object]], *, trust: bool) -> None:
        self._functions = functions
        self._trust = trust

    def begin(self, call: Frame, answer: Callable[[Frame], None]) -> None:
        """Call the function that `call` asks for, and hand the answer over when it is there.

        The thread has the context of the one that calls this. Raises BadFrame where the worker asks for what it
        was not lent.
        """
        number, name = call.fields.get("call"), call.fields.get("name")
        if type(number) is not int or type(name) is not str or name not in self._functions:
            raise BadFrame("it called a function that it was not lent")
        context = contextvars.copy_context()
        work = threading.Thread(
            target=lambda: answer(context.run(self._answer, number, name, call)), name=f"tool {name}", daemon=True
        )
        work.start()

    def _answer(self, number: int, name: str, call: Frame) -> Frame:
        try:
            given = decode(call.fields.get("arguments"), call.buffers, pickles=self._trust)
            value, final = self._called(name, given)
            encoded = encode(value, pickles=True)
        except Unsendable as error:
            failure = HostFailure(
                "TypeError", "TypeError", [f"the result of {name}() stays outside of the worker: {error}"]
            )
        except Undecodable as error:
            failure = HostFailure("TypeError", "TypeError", [f"the arguments of {name}() could not be read: {error}"])
        except Exception as error:
            failure = failure_of(error)
        else:
            return Frame("answer", {"call": number, "value": encoded.tree, "final": final}, encoded.buffers)
        return Frame("answer", {"call": number, "failure": list(astuple(failure))})

    def _called(self, name: str, given: Any) -> tuple[object, bool]:
        match given:
            case [[*args], dict(options)] if all(type(key) is str for key in options):
                try:
                    return self._functions[name](*args, **options), False
                except FinalAnswer as answer:
                    return answer.value, True
            case _:
                raise Undecodable("they are no arguments")
