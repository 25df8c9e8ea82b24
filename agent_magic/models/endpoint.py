"""Where a model is served: its address, how it is called in messages, and the token that may go there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from agent_magic.errors import ModelRefused, UsageError
from agent_magic.redaction import MARK, redact

HUB = "Hugging Face"
TOKENS_PAGE = "https://huggingface.co/settings/tokens"
_HUB_DOMAINS = ("huggingface.co", "huggingface.cloud", "hf.space")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model on Hugging Face's providers (on `provider`, or the one it picks), or at `base_url`.

    `bill_to` is the organization on Hugging Face that pays.
    """

    model: str
    base_url: str | None = None
    provider: str | None = None
    token: str | None = field(default=None, repr=False)
    bill_to: str | None = None

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise UsageError("the name of the model is empty; write org/name, or the name its server knows it by.")
        if self.base_url is not None:
            _check_url(self.base_url)
        if self.provider and self.base_url:
            raise UsageError(f"provider is for {HUB}'s own models; leave it out, or leave out base_url.")
        if self.provider and ":" in self.model:
            raise UsageError(f"{self.model!r} names its provider already; leave out provider={self.provider!r}.")
        if self.bill_to and not (self.own and self._token_is_of_the_hub):
            raise UsageError(f"bill_to is for calls that {HUB} charges; leave it out, or use a token of {HUB}'s.")

    @property
    def host(self) -> str:
        """The host and port of `base_url`, without the credentials that may stand before them."""
        return urlsplit(self.base_url or "").netloc.rpartition("@")[2]

    @property
    def label(self) -> str:
        """How messages call the server."""
        return self.host or HUB

    @property
    def own(self) -> bool:
        """Whether the server is one of Hugging Face's."""
        name = self.host.rpartition(":")[0] or self.host
        return self.base_url is None or name.endswith(tuple(f".{domain}" for domain in _HUB_DOMAINS))

    @property
    def asked_model(self) -> str:
        """What the server is asked for; Hugging Face's router takes the provider as a part of it."""
        return f"{self.model}:{self.provider}" if self._provider_is_routed else self.model

    @property
    def asked_provider(self) -> str | None:
        """The provider that the client is to ask itself, with a token of its own."""
        return None if self.base_url or self._provider_is_routed else self.provider

    @property
    def _provider_is_routed(self) -> bool:
        return self.provider not in (None, "auto") and self._token_is_of_the_hub

    @property
    def _token_is_of_the_hub(self) -> bool:
        return not self.token or self.token.strip().startswith("hf_")

    def find_token(self) -> str | None:
        """Return the token to send: the one given, or for Hugging Face's servers alone the one it has saved.

        Raises `ModelRefused` where Hugging Face needs one and there is none.
        """
        from huggingface_hub import get_token

        token = (self.token or (get_token() if self.own else None) or "").strip()
        if not token and self.base_url is None:
            raise ModelRefused(
                f"{HUB} needs a token: make one at {TOKENS_PAGE} and set it with "
                "`import os; os.environ['HF_TOKEN'] = 'hf_…'`, or run `hf auth login` in a terminal."
            )
        if not re.fullmatch(r"[!-~]*", token):
            raise ModelRefused("the token holds a character that no token has; copy it again, without quotes.")
        if self.base_url is None and self.provider in (None, "auto") and not token.startswith("hf_"):
            raise ModelRefused(
                f"the token is not one of {HUB}'s, which begin with hf_: make one at {TOKENS_PAGE}, "
                "or name the provider that gave you this one, HubModel(…, provider=…)."
            )
        return token or None

    def tidy(self, text: object, most: int = 300) -> str:
        """Return `text` from a server as one line that shows no token and is not long."""
        line = " ".join(str(text).split())
        if self.token and self.token.strip():
            line = line.replace(self.token.strip(), MARK)
        line = redact(line)
        return line if len(line) <= most else f"{line[: most - 1]}…"


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise UsageError(f"{url!r} is no address of a server; write one such as http://127.0.0.1:11434/v1.")
