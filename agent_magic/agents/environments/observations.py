"""What the model is told about a step: what the code put out and how it ended, in bounded space."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agent_magic.interpreter import Outcome
from agent_magic.messages import Image
from agent_magic.worker.cutting import cut_middle
from agent_magic.worker.outputs import PICTURES, Output, Printed, Shown

OUTPUT_LIMIT = 6_000
ERROR_LIMIT = 3_000
MOST_IMAGES = 4
_MAGIC = re.compile(r"^ +[%!]", re.MULTILINE)


def observation_of(outputs: Sequence[Output], outcome: Outcome) -> str:
    """Return the output, cut in the middle where it is long, and the error, which is always kept."""
    parts = [cut_middle(_text_of(outputs).rstrip(), OUTPUT_LIMIT)]
    if outcome.error is not None:
        parts.append(f"Error:\n{cut_middle(outcome.error.traceback.strip(), ERROR_LIMIT)}")
        if outcome.error.type == "SyntaxError" and _MAGIC.search(outcome.error.traceback):
            parts.append("Lines that begin with % or ! are a notebook's and no Python: leave them out.")
    elif outcome.final:
        parts.append("The final answer was given.")
    return "\n\n".join(filter(None, parts)) or "The code ran and put out nothing."


def _text_of(outputs: Sequence[Output]) -> str:
    """Return the outputs as one text, each shown value on lines of its own."""
    text = ""
    for output in outputs:
        if isinstance(output, Printed):
            text += output.text
        else:
            text += "\n" if text and not text.endswith("\n") else ""
            text += f"{_shown(output.bundle)}\n"
    return text


def _shown(bundle: Mapping[str, Any]) -> str:
    """Return what the model learns of a value that the user sees."""
    if any(kind.startswith("image/") for kind in bundle):
        return "[figure shown to the user]"
    return str(bundle.get("text/plain", "[shown to the user]"))


def images_of(outputs: Sequence[Output]) -> list[Image]:
    """Return the first pictures among the outputs."""
    bundles = [output.bundle for output in outputs if isinstance(output, Shown)]
    found = [Image(bundle[kind], kind) for bundle in bundles for kind in PICTURES if isinstance(bundle.get(kind), str)]
    return found[:MOST_IMAGES]
