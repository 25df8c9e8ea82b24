"""Where a model is served: its address, how it is called in messages, and the token that may go there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from agent_magic.errors import ModelRefused, UsageError

HUB = "Hugging Face"
TOKENS_PAGE = "https://huggingface.co/settings/tokens"
_HUB_DOMAINS = ("huggingface.co", "huggingface.cloud", "hf.space")
_SECRET = re.compile(r"\b(?:hf_\w{6,}|g?sk[_-][\w-]{8,})|(?<=Bearer )[^\s'\"]+")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model on Hugging Face's providers (on `provider`, or the one it picks), or at `base_url`."""

    model: str
    base_url: str | None = None
    provider: str | None = None
    token: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise UsageError("the name of the model is empty; write org/name, or the name its server knows it by.")
        if self.base_url is not None:
            _check_url(self.base_url)

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
            line = line.replace(self.token.strip(), "…")
        line = _SECRET.sub("…", line)
        return line if len(line) <= most else f"{line[: most - 1]}…"


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise UsageError(f"{url!r} is no address of a server; write one such as http://127.0.0.1:11434/v1.")
