"""The worker's side of the protocol: it runs code for the host at the other end of a channel.

From the host come `setup` (first), `expose`, `run`, `interrupt` and `answer`; to it go `ready`, `exposed`, `printed`,
`shown`, `call` and `outcome`. Code runs in the main thread, where signals can break it off; another thread listens.
"""

from __future__ import annotations

import gc
import itertools
import os
import queue
import threading
from collections.abc import Callable, Mapping
from typing import Any, Final

from agent_magic.interpreter import Files, FinalAnswer, Limits, Outcome, Policy
from agent_magic.worker.calls import CALLS, HostFailure, raised_here
from agent_magic.worker.codec import Encoded, Undecodable, Unsendable, decode, encode
from agent_magic.worker.cutting import cut_middle
from agent_magic.worker.frames import BadFrame, Channel, Frame, TooLong
from agent_magic.worker.keeping import Keeping
from agent_magic.worker.outputs import Output, Printed
from agent_magic.worker.printing import Printing
from agent_magic.worker.richrepr import TEXT_LIMIT
from agent_magic.worker.runner import Runner

_PASSING_BYTES: Final = 1 << 20
"""How much of a value that is no answer goes to the host, who may look at it."""

_ERROR_CHARS: Final = 200_000


class Worker:
    """Serves one host until it is gone. `trust` lets values travel to the host as pickles."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._inbox: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._answers: dict[int, queue.SimpleQueue[Frame]] = {}
        self._numbers = itertools.count(1)
        self._calls = threading.BoundedSemaphore(CALLS)
        self._printing = Printing(lambda text: channel.send(Frame("printed", {"text": text})))
        self._failed = False
        setup = channel.receive()
        if setup.kind != "setup":
            raise BadFrame(f"the first message is {setup.kind!r}, not a setup")
        self._trust = bool(setup.fields["trust"])
        self._runner = Runner(_policy(setup.fields), Limits(**setup.fields["limits"]), self._put_out)
        self._keeping = Keeping(self._runner.namespace)

    def serve(self) -> None:
        """Work until the host is gone, or says that it is done."""
        threading.Thread(target=self._listen, daemon=True).start()
        while (frame := self._inbox.get()) is not None:
            if frame.kind == "expose":
                self._send("exposed", {"error": self._expose(frame)})
            elif frame.kind == "run":
                self._run(frame.fields["code"], frame.fields["run"])
                self._tidy_up()

    def _listen(self) -> None:
        """Take what comes until the host is gone; a worker that does not listen is of no use and ends."""
        try:
            while True:
                self._take(self._channel.receive())
        finally:
            os._exit(0)

    def _take(self, frame: Frame) -> None:
        """Take a message; an answer and an interrupt go past the code that is running."""
        if frame.kind == "answer":
            self._answers.pop(frame.fields["call"]).put(frame)
        elif frame.kind == "interrupt":
            self._runner.interrupt()
        else:
            if frame.kind == "run":
                self._runner.get_ready()
            self._inbox.put(frame)

    def _expose(self, frame: Frame) -> str | None:
        """Take functions and variables; return what is wrong with them."""
        functions: Mapping[str, str | None] = frame.fields["functions"]
        self._runner.lend({name: self._calling(name, doc) for name, doc in functions.items()})
        try:
            variables = decode(frame.fields["variables"], frame.buffers, pickles=True)
        except Undecodable as error:
            return str(error)
        self._runner.namespace.update(variables)
        self._runner.namespace.update(self._keeping.values(frame.fields["kept"]))
        return None

    def _run(self, code: str, number: int) -> None:
        outcome = self._runner.run(code)
        error = outcome.error
        self._failed = error is not None
        told = {
            "run": number,
            "error": error and [error.type, _cut(error.message), error.line, _cut(error.traceback)],
            "final": outcome.final,
            "operations": outcome.operations,
            "seconds": outcome.seconds,
        }
        try:
            encoded = self._encoded(outcome)
            self._send("outcome", {**told, "value": encoded.tree}, encoded.buffers)
        except (Unsendable, TooLong):
            kept = self._keeping.keep(outcome.value, named=outcome.final)
            self._send("outcome", {**told, "kept": kept})

    def _tidy_up(self) -> None:
        """Free what a run that failed has left in circles, which may be all the memory that there is."""
        if self._failed:
            gc.collect()

    def _encoded(self, outcome: Outcome) -> Encoded:
        """The outcome's value for the host; a large one that is no answer stays here."""
        encoded = encode(outcome.value, pickles=self._trust)
        if not outcome.final and sum(buffer.nbytes for buffer in encoded.buffers) > _PASSING_BYTES:
            raise Unsendable("it is large, and no answer")
        return encoded

    def _calling(self, name: str, doc: str | None) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            return self._ask_host(name, args, options)

        call.__doc__ = doc
        return call

    def _ask_host(self, name: str, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        """Have the host call one of its functions, and return or raise what came of it."""
        try:
            encoded = encode([list(args), options], pickles=self._trust)
        except Unsendable as error:
            raise TypeError(f"{name}() runs outside of the worker, where {error}") from None
        with self._calls:
            answer = self._answer_to(name, encoded)
        failure = answer.fields.get("failure")
        if failure is not None:
            raise raised_here(HostFailure(*failure))
        value = decode(answer.fields["value"], answer.buffers, pickles=True)
        if answer.fields["final"]:
            raise FinalAnswer(value)
        return _to_await(value) if answer.fields["awaited"] else value

    def _answer_to(self, name: str, arguments: Encoded) -> Frame:
        number, answers = next(self._numbers), queue.SimpleQueue[Frame]()
        self._answers[number] = answers
        try:
            self._send("call", {"call": number, "name": name, "arguments": arguments.tree}, arguments.buffers)
        except TooLong as error:
            del self._answers[number]
            raise TypeError(f"{name}() runs outside of the worker: {error}") from None
        return answers.get()

    def _put_out(self, output: Output) -> None:
        if isinstance(output, Printed):
            self._printing.write(output.text)
        else:
            text = str(output.bundle.get("text/plain", ""))
            try:
                self._send("shown", {"bundle": {**output.bundle, "text/plain": text}})
            except (TypeError, ValueError, RecursionError, TooLong):  # a display method gave no JSON, or too much
                self._send("shown", {"bundle": {"text/plain": cut_middle(text, TEXT_LIMIT)}})

    def _send(self, kind: str, fields: dict[str, Any], buffers: Any = ()) -> None:
        self._printing.flush()
        self._channel.send(Frame(kind, fields, buffers))


def _cut(text: str) -> str:
    return cut_middle(text, _ERROR_CHARS)


async def _to_await(value: Any) -> Any:
    """Give what a coroutine function of the host returned, as such a function gives it."""
    return value


def _policy(fields: Mapping[str, Any]) -> Policy:
    files = Files(read=fields["read"], write=fields["write"])
    return Policy(imports=fields["imports"], trusted=fields["unrestricted"], files=files)
