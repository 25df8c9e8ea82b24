"""Models that run in this process, from their weights, by the transformers library."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any

from agent_magic.errors import ModelError, ModelRefused, ModelUnavailable, UsageError
from agent_magic.messages import Chunk, ReplyEnd, Request, TextChunk, Usage
from agent_magic.models.chat_text import NEXT_TURN, render
from agent_magic.models.generation import Generation
from agent_magic.models.reply import Reply
from agent_magic.models.stops import StopCutter

OWN = ("max_new_tokens", "streamer", "stopping_criteria", "stop_strings", "tokenizer", "input_ids", "attention_mask")
"""What follows from the model and the request, and so is no option."""


class TransformersModel:
    """A model on this computer.

    `model` is a name on Hugging Face or a folder, loaded at the first reply, or a pipeline that is loaded already
    (what has a `model` and a `tokenizer`). `device` is such as "cuda" or "cpu" (None: the best there is), `dtype` such
    as "bfloat16" ("auto": as the weights are stored). `options` are further arguments of `generate`, such as
    {"temperature": 0.2}. It calls no tools, takes no pictures and follows no grammar; replies are made one at a time.
    """

    scripted = False

    def __init__(
        self,
        model: Any,
        *,
        device: str | None = None,
        max_new_tokens: int = 4096,
        dtype: str = "auto",
        trust_remote_code: bool = False,
        timeout: float = 600.0,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        missing = [library for library in ("transformers", "torch") if find_spec(library) is None]
        if missing:
            raise UsageError(
                f"a local model needs {' and '.join(missing)}: install with pip install 'agent_magic[transformers]'."
            )
        if not isinstance(model, str) and not (hasattr(model, "model") and hasattr(model, "tokenizer")):
            raise UsageError(f"{model!r} is no model; give a name, a folder, or a pipeline of transformers.")
        if max_new_tokens < 1 or not timeout > 0:
            raise UsageError("a reply needs max_new_tokens of at least one, and a timeout in seconds.")
        for name in options or {}:
            if name in OWN:
                raise UsageError(f"{name!r} is set by the model itself; leave it out of options.")
        named = model if isinstance(model, str) else getattr(model.model, "name_or_path", "")
        self.name = f"{named or type(model.model).__name__} on this computer"
        """What the user is shown."""
        self.max_new_tokens = max_new_tokens
        self.timeout = timeout
        self.options = dict(options or {})
        self._source = model
        self._loading = {"dtype": dtype, "trust_remote_code": trust_remote_code}
        self._device = device
        self._parts: tuple[Any, Any] | None = None if isinstance(model, str) else (model.model, model.tokenizer)
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"<TransformersModel {self.name}>"

    def stream(self, request: Request) -> Reply:
        """Ask for a reply to `request` and return its chunks, which any thread may `close`."""
        generation = Generation(self.timeout)
        return Reply(self._chunks(request, generation), generation, late=self._late)

    def _chunks(self, request: Request, generation: Generation) -> Iterator[Chunk]:
        with self._lock:
            model, tokenizer = self._parts or self._load()
            self._parts = (model, tokenizer)
            text = render(tokenizer, request.messages)
            has_template = bool(getattr(tokenizer, "chat_template", None))
            inputs = tokenizer(text, return_tensors="pt", add_special_tokens=not has_template).to(model.device)
            stops = (*request.stop_sequences, *(() if has_template else (NEXT_TURN,)))
            room = self._room(model, len(inputs["input_ids"][0]))
            settings = {**self.options, "max_new_tokens": room}
            try:
                yield from self._reply(generation, model, tokenizer, inputs, stops, settings)
            except ModelError:
                raise
            except Exception as error:
                failure = self._failure(error)
            else:
                return
        raise failure

    def _reply(
        self,
        generation: Generation,
        model: Any,
        tokenizer: Any,
        inputs: Any,
        stops: tuple[str, ...],
        settings: Mapping[str, Any],
    ) -> Iterator[Chunk]:
        cutter = StopCutter(stops)
        for piece in generation.run(model, tokenizer, inputs, stops, settings):
            if text := cutter.feed(piece):
                yield TextChunk(text)
            if cutter.stopped:
                generation.stop()
        if text := cutter.flush():
            yield TextChunk(text)
        cut = generation.tokens >= settings["max_new_tokens"] and not cutter.stopped and not generation.finished
        yield ReplyEnd(Usage(len(inputs["input_ids"][0]), generation.tokens), "length" if cut else "stop")

    def _load(self) -> tuple[Any, Any]:
        """Load the model and its tokenizer; raises `ModelRefused` where that fails."""
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        best = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
        try:
            code = self._loading["trust_remote_code"]
            tokenizer = AutoTokenizer.from_pretrained(self._source, trust_remote_code=code)
            model = AutoModelForCausalLM.from_pretrained(self._source, **self._loading).to(self._device or best)
        except Exception as error:
            failure = self._failure(error, f"the model {self._source} cannot be loaded")
        else:
            return model, tokenizer
        raise failure

    def _room(self, model: Any, prompt: int) -> int:
        """Return how many tokens the reply to a `prompt` of that many may have."""
        most = getattr(model.config.get_text_config(), "max_position_embeddings", None)
        if most is None:
            return self.max_new_tokens
        if prompt >= most:
            raise ModelRefused(
                f"the conversation is too long for {self.name}: {prompt} tokens, and it reads {most}. "
                "Lend or print less."
            )
        return min(self.max_new_tokens, int(most) - prompt)

    def _failure(self, error: Exception, what: str | None = None) -> ModelError:
        said = " ".join(str(error).split())
        if type(error).__name__ == "OutOfMemoryError" or isinstance(error, MemoryError) or "allocate memory" in said:
            return ModelUnavailable(
                f"{self.name} does not fit into the memory; choose a smaller model, a smaller dtype or another device."
            )
        line = f"{what or f'{self.name} failed'}: {type(error).__name__}: {said}"
        return ModelRefused(line if len(line) < 400 else f"{line[:400]}…")

    def _late(self, began: bool) -> ModelError:
        what = "did not end its reply" if began else "did not begin to reply"
        return ModelUnavailable(
            f"{self.name} {what} within {self.timeout:g} s; give it longer with TransformersModel(…, timeout=…)."
        )
