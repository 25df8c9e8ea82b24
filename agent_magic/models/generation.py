"""One run of a local model's `generate`, which any thread may end at its next token."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


class Generation:
    """Makes a reply in a thread of its own; `seconds` is the time for it."""

    def __init__(self, seconds: float) -> None:
        self.deadline = time.monotonic() + seconds
        self.tokens = 0
        """How many tokens were made."""
        self.finished = False
        """Whether the model ended the reply itself."""
        self._ended = threading.Event()
        self._enough = threading.Event()

    @property
    def remaining(self) -> float:
        """Seconds that are left."""
        return max(0.0, self.deadline - time.monotonic())

    @property
    def ended(self) -> bool:
        """Whether somebody wants no more of it."""
        return self._ended.is_set()

    def end(self) -> None:
        """End it at the next token, from any thread, for who wants no more of it."""
        self._ended.set()
        self._enough.set()

    def stop(self) -> None:
        """End it at the next token, as it is whole."""
        self._enough.set()

    def run(
        self, model: Any, tokenizer: Any, inputs: Any, stops: Sequence[str], settings: Mapping[str, Any]
    ) -> Iterator[str]:
        """Yield pieces of the reply to the tokens `inputs`, with the stop string where it ends at one."""
        from transformers import StoppingCriteria, StoppingCriteriaList, TextIteratorStreamer

        generation = self

        class Ended(StoppingCriteria):  # type: ignore[misc]
            """Whether the reply was left; counts its tokens, too."""

            def __call__(self, input_ids: Any, scores: Any, **others: Any) -> Any:
                import torch

                generation.tokens = input_ids.shape[1] - prompt
                ended = torch.full((input_ids.shape[0],), generation._enough.is_set(), device=input_ids.device)
                return ended.to(torch.bool)

        prompt = inputs["input_ids"].shape[1]
        streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
        failures: list[BaseException] = []

        def generate() -> None:
            try:
                made = model.generate(
                    input_ids=inputs["input_ids"],
                    attention_mask=inputs["attention_mask"],
                    streamer=streamer,
                    stopping_criteria=StoppingCriteriaList([Ended()]),
                    **({"stop_strings": list(stops), "tokenizer": tokenizer} if stops else {}),
                    **settings,
                )
                self.tokens = made.shape[1] - prompt
                ends = model.generation_config.eos_token_id
                self.finished = int(made[0, -1]) in (ends if isinstance(ends, list) else [ends])
            except BaseException as error:
                failures.append(error)
                streamer.on_finalized_text("", stream_end=True)

        thread = threading.Thread(target=generate, name="agent_magic generation", daemon=True)
        thread.start()
        try:
            yield from streamer
        finally:
            self.stop()
            thread.join()
        if failures:
            raise failures[0]
