"""A real kernel, driven as a front-end drives it."""

from __future__ import annotations

import queue
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_event_loop


@dataclass
class Ran:
    """What a cell came to: its reply and everything that it showed."""

    reply: dict[str, Any] = field(default_factory=dict)
    messages: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    seconds: float = 0.0
    """How long it took, from the interrupt on if there was one."""

    @property
    def ok(self) -> bool:
        return bool(self.reply["status"] == "ok")

    @property
    def error(self) -> str:
        """The error as the notebook shows it; the cell must have one."""
        (shown,) = [content for kind, content in self.messages if kind == "error"]
        assert self.reply["status"] == "error"
        return "\n".join(shown["traceback"])

    @property
    def printed(self) -> str:
        return "".join(content["text"] for kind, content in self.messages if kind == "stream")

    @property
    def value(self) -> dict[str, Any]:
        """The MIME bundle of the cell's value; empty where it has none."""
        found = [content["data"] for kind, content in self.messages if kind == "execute_result"]
        return found[0] if found else {}

    def button(self, description: str) -> str:
        """Return the comm of a button that the cell shows."""
        made = [content for kind, content in self.messages if kind == "comm_open"]
        states = {content["comm_id"]: content["data"]["state"] for content in made}
        (found,) = [comm for comm, state in states.items() if state.get("description") == description]
        return str(found)

    @property
    def shown(self) -> str:
        """Everything drawn, in the last form that each drawing had, as text."""
        drawn: dict[Any, str] = {}
        for number, (kind, content) in enumerate(self.messages):
            if kind in ("display_data", "update_display_data"):
                key = content.get("transient", {}).get("display_id", number)
                drawn[key] = content["data"].get("text/plain", "")
        return "\n".join(drawn.values())


class Kernel:
    """One kernel, and the client of a front-end."""

    def __init__(self, folder: Path) -> None:
        self._manager = KernelManager(kernel_name="python3")
        self._manager.start_kernel(
            cwd=str(folder),
            extra_arguments=["--HistoryManager.enabled=False"],
            stderr=subprocess.DEVNULL,
        )
        self._client = self._manager.client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=60)

    def run(
        self,
        code: str,
        *,
        attended: bool = False,
        interrupt: Callable[[Ran], bool] | None = None,
        click: str = "",
        timeout: float = 30,
    ) -> Ran:
        """Run `code` to its end; send what the front-end's Stop sends, SIGINT, once `interrupt` says so.

        It is asked every 0.05 s, with what the cell has shown so far. With `click` it is a click on the button of that
        name instead. `attended` tells the kernel that somebody could answer, as a browser does and nbclient does not.
        """
        ran, started = Ran(), time.monotonic()
        request = self._client.execute(code, allow_stdin=attended)
        idle = False
        while not (idle and ran.reply):
            ran.seconds = time.monotonic() - started
            if interrupt is not None and interrupt(ran):
                started = time.monotonic()
                self._click(ran.button(click)) if click else self._manager.interrupt_kernel()
                interrupt = None
            assert time.monotonic() - started < timeout, f"the cell hangs: {ran.messages}"
            idle = self._read(request, ran) or idle
        ran.seconds = time.monotonic() - started
        assert interrupt is None, f"the cell ended before it was to be interrupted: {ran.messages}"
        return ran

    def _click(self, button: str) -> None:
        clicked = {"comm_id": button, "data": {"method": "custom", "content": {"event": "click"}}}
        self._client.shell_channel.send(self._client.session.msg("comm_msg", clicked))

    def _read(self, request: str, ran: Ran) -> bool:
        try:
            message = self._client.get_iopub_msg(timeout=0.05)
        except queue.Empty:
            message = {}
        idle = False
        if message and message["parent_header"].get("msg_id") == request:
            content = message["content"]
            idle = message["msg_type"] == "status" and content["execution_state"] == "idle"
            ran.messages.append((message["msg_type"], content))
        if not ran.reply:
            try:
                reply = self._client.get_shell_msg(timeout=0)
            except queue.Empty:
                return idle
            if reply["parent_header"].get("msg_id") == request:
                ran.reply = reply["content"]
        return idle

    def value(self, expression: str) -> str:
        """Return the repr of an expression."""
        ran = self.run(f"print(repr({expression}), end='')")
        assert ran.ok, ran.reply
        return ran.printed

    def shut_down(self) -> None:
        """End the kernel in order, as a front-end does."""
        self._manager.shutdown_kernel()

    def close(self) -> None:
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)
        self._manager.cleanup_resources()
        ensure_event_loop().close()  # the blocking client made it

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
