"""The prompts: jinja2 files beside this module, filled strictly, so that nothing is left out unnoticed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from agent_magic.errors import PromptError


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).with_name("prompts")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # a prompt is plain text
    )


def fill(template: str, **values: object) -> str:
    """Return the prompt `template`, such as "code/task", with `values`, which go in literally.

    Raises `PromptError` where the template is missing, broken, or names what is not among the values.
    """
    try:
        return _environment().get_template(f"{template}.jinja").render(values).strip()
    except TemplateError as error:
        raise PromptError(f"the prompt {template} cannot be filled: {error}") from error
