"""Which models take pictures, guessed by their names."""

from __future__ import annotations

import re

_SEES = re.compile(
    r"vlm|(?<![a-z])vl(?![a-z])|vision|llava|pixtral|omni|gemma-?3(?!-(270m|1b))|gemma-?4|gpt-4o|gpt-4\.1|gpt-5"
    r"|claude|gemini|internvl|idefics|molmo|moondream|minicpm-v|llama-?4|mistral-small-3\.[12]|multimodal|paligemma"
)


def seems_to_see(name: str) -> bool:
    """Whether a model of this name probably takes pictures."""
    return bool(_SEES.search(name.lower()))
