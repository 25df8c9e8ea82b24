"""Secrets in text, found by their shape or by the environment that holds them, and put out of sight."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

MARK = "[secret]"
"""What stands where a secret was."""
SHORTEST_SECRET = 8
"""Values of the environment that are shorter are not looked for: they would be found in ordinary words."""

_SAYS_SECRET = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL)S?(?:_|\d|$)")
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL)
_SHAPES = re.compile(
    r"""
    \b(?:
        hf_\w{6,}                                     # Hugging Face
      | g?sk[_-][\w-]{8,}                             # OpenAI, Anthropic, Groq and others
      | gh[oprsu]_\w{16,} | github_pat_\w{16,}        # GitHub
      | glpat-[\w-]{16,}                              # GitLab
      | xox[a-z]-[\w-]{8,}                            # Slack
      | (?:AKIA|ASIA)[0-9A-Z]{16}\b                   # Amazon
      | AIza[\w-]{30,}                                # Google
      | eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+               # a JSON web token
    )
    | (?<=[Bb]earer[ ])[\w.~+/=-]{8,}
    | (?<=://)[^\s/:@]*:[^\s/@]+(?=@)                 # user:password in a URL
    """,
    re.VERBOSE,
)


def redact(text: str, environment: Mapping[str, str] | None = None) -> str:
    """Return `text` with `MARK` where a secret stood.

    A secret is what has the shape of a known kind of token, a private key, a password in a URL, or the value of a
    variable of `environment` (None: that of this process) whose name says that it is one.
    """
    return _redact(text, _held_by(environment))


def redact_values(value: Any, environment: Mapping[str, str] | None = None) -> Any:
    """Return a copy of plain JSON data with `redact` done to every text in it, keys too."""
    secrets = _held_by(environment)

    def copied(part: Any) -> Any:
        if isinstance(part, str):
            return _redact(part, secrets)
        if isinstance(part, Mapping):
            return {_redact(str(key), secrets): copied(item) for key, item in part.items()}
        if isinstance(part, list | tuple):
            return [copied(item) for item in part]
        return part

    return copied(value)


def _redact(text: str, secrets: Sequence[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, MARK)
    return _SHAPES.sub(MARK, _PRIVATE_KEY.sub(MARK, text))


def _held_by(environment: Mapping[str, str] | None) -> list[str]:
    """Return the secrets of an environment, the longest first: one may be a part of another."""
    variables = os.environ if environment is None else environment
    found = {value for name, value in variables.items() if _SAYS_SECRET.search(name.upper())}
    return sorted((value for value in found if len(value.strip()) >= SHORTEST_SECRET), key=len, reverse=True)
