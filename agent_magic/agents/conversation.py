"""What has been said between the loop and the model."""

from __future__ import annotations

from agent_magic.messages import Message, Request, Role


class Conversation:
    """A list of messages in which nobody speaks twice in a row, as many models ask for."""

    def __init__(self, *messages: Message) -> None:
        self._messages: list[Message] = []
        for message in messages:
            self.add(message.role, message.text)

    @property
    def messages(self) -> tuple[Message, ...]:
        """All messages so far."""
        return tuple(self._messages)

    def add(self, role: Role, text: str) -> None:
        """Add a message, or go on with the last one where the same side speaks again."""
        if self._messages and self._messages[-1].role == role:
            text = f"{self._messages.pop().text}\n\n{text}"
        self._messages.append(Message(role, text))

    def request(self, stop_sequences: tuple[str, ...] = ()) -> Request:
        """Return the request that sends all of it."""
        return Request(self.messages, stop_sequences)
