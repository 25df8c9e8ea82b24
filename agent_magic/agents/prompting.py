"""The prompts: jinja2 files beside this module, filled strictly, so that nothing is left out unnoticed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.meta import find_undeclared_variables

from agent_magic.errors import PromptError

PLACEHOLDERS: Final = {
    "tool_descriptions": "<<tool_descriptions>>",
    "tool_names": "<<tool_names>>",
    "authorized_imports": "<<authorized_imports>>",
    "managed_agents_descriptions": "<<managed_agents_descriptions>>",
}
"""Names that a prompt may use, and the older way to write them."""


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


def fill_own(what: str, source: str, values: Mapping[str, object], needed: Mapping[str, Collection[str]] = {}) -> str:
    """Return a prompt of the user's, a jinja2 text called `what` in messages, with `values`.

    It must use one name of each of the `needed` groups, which are listed by what they tell. Raises `PromptError`
    where it does not, or cannot be filled.
    """
    for name, placeholder in PLACEHOLDERS.items():
        source = source.replace(placeholder, f"{{{{ {name} }}}}")
    try:
        used = find_undeclared_variables(_environment().parse(source))
        for told, names in needed.items():
            if used.isdisjoint(names):
                first = next(iter(names))
                raise PromptError(
                    f"{what} does not mention the {told} that are there: "
                    f"write {{{{ {first} }}}} or {PLACEHOLDERS[first]} where they are to stand"
                )
        return _environment().from_string(source).render(values).strip()
    except TemplateError as error:
        known = ", ".join(sorted(values))
        raise PromptError(f"{what} cannot be filled: {error}. What it can use: {known}") from error
