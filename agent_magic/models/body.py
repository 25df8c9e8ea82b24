"""What the body of a call holds besides the model and the messages, and what of it a server does not take."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from agent_magic.errors import ToolsRefused, UsageError
from agent_magic.messages import Request
from agent_magic.models.connection import HttpFailure
from agent_magic.models.endpoint import Endpoint

MOST_STOPS = 4
"""Servers take no more stop sequences than this; the others are cut here."""
OWN = ("model", "messages", "max_tokens", "stream", "stream_options", "stop", "tools", "response_format", "grammar")
"""What follows from the model and the request, and so is no option."""
ALSO_CALLED: Mapping[str, str] = {"max_tokens": "max_tokens|max_new_tokens|max_completion_tokens"}

DISPENSABLE = ("max_tokens", "stop", "stream_options", "tool_choice")
"""What is left out without a word where a server does not take it: nobody but us asked for it."""
SILENT = (*DISPENSABLE, "json_schema")
"""Refusals of which nobody is told; a JSON schema is then sent in another way."""

_REFUSES = (400, 422)
_IS_REFUSAL = re.compile(r"validation error", re.IGNORECASE)
"""What is said with another status by a server that does not take a parameter."""
_REFUSES_TOOLS = (400, 404, 422, 500, 501)
_UNKNOWN = re.compile(
    r"support|unknown|unrecogni[sz]ed|unexpected|permitted|allowed|available|extra|should be '", re.IGNORECASE
)
_LACKS = re.compile(rf"{_UNKNOWN.pattern}|requires", re.IGNORECASE)
_TOOLS = re.compile(r"\btools?\b|\btool[_ -](choice|use|calls?|calling)|\bfunction[_ -]call", re.IGNORECASE)


def check_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the user's `options` as the body holds them; raises `UsageError` where one is not theirs to set.

    What stands under "extra_body" is put beside the others, as in other clients.
    """
    checked = {**options, **options.get("extra_body", {})}
    checked.pop("extra_body", None)
    for name in checked:
        if name in OWN:
            raise UsageError(f"{name!r} is set by the model itself; leave it out of options.")
    return checked


def make_body(
    request: Request, *, max_tokens: int, stream: bool, options: Mapping[str, Any], refused: Collection[str]
) -> dict[str, Any]:
    """Return the body for `request` without what was `refused` before."""
    body: dict[str, Any] = {"max_tokens": max_tokens}
    body |= {"stream_options": {"include_usage": True}} if stream else {"stream": False}
    if request.stop_sequences:
        body["stop"] = list(request.stop_sequences[:MOST_STOPS])
    if request.tools:
        body["tools"] = [{"type": "function", "function": dict(tool)} for tool in request.tools]
        body["tool_choice"] = "auto"
    if request.grammar is not None:
        body |= _grammar(request.grammar, knows_schemas="json_schema" not in refused)
    body |= {name: value for name, value in options.items() if name != "tool_choice" or request.tools}
    return {name: value for name, value in body.items() if name not in refused}


def refused_option(error: Exception, body: Mapping[str, Any]) -> str | None:
    """Return what the server does not take, so that it can be left out, or "json_schema" for that way to say one.

    A value of the user's that is wrong in itself is none: only what the server does not know.
    """
    if not isinstance(error, HttpFailure):
        return None
    if error.status not in _REFUSES and not _IS_REFUSAL.search(error.message):
        return None
    unknown = _UNKNOWN.search(error.message)
    names = (name for name in body if name not in ("stream", "tools") and (name in DISPENSABLE or unknown))
    named = next((name for name in names if re.search(rf"\b({ALSO_CALLED.get(name, name)})\b", error.message)), None)
    kind = body["response_format"]["type"] if named == "response_format" else None
    return "json_schema" if kind == "json_schema" else named


def tools_refusal(error: Exception, endpoint: Endpoint, body: Mapping[str, Any]) -> ToolsRefused | None:
    """Return the error for a server that does not take the tools of a call."""
    if "tools" not in body or not isinstance(error, HttpFailure) or error.status not in _REFUSES_TOOLS:
        return None
    if not (_TOOLS.search(error.message) and _LACKS.search(error.message)):
        return None
    said = endpoint.tidy(error.message).rstrip(".")
    return ToolsRefused(
        f"{endpoint.model} at {endpoint.label} takes no tools ({error.status}: {said}). "
        "Make it HubModel(…, calls_tools=False), and calls are written as text."
    )


def _grammar(grammar: Mapping[str, Any], *, knows_schemas: bool) -> dict[str, Any]:
    """Return a request's grammar in the words of the servers that know its kind."""
    value = grammar.get("value")
    match grammar.get("type"):
        case "json" if isinstance(value, Mapping) and not knows_schemas:
            return {"response_format": {"type": "json_object", "schema": dict(value)}}
        case "json" if isinstance(value, Mapping):
            name, strict = grammar.get("name", "reply"), grammar.get("strict", True)
            schema = {"name": name, "schema": dict(value), "strict": strict}
            return {"response_format": {"type": "json_schema", "json_schema": schema}}
        case "regex" if isinstance(value, str):
            return {"response_format": {"type": "regex", "value": value}}
        case "gbnf" if isinstance(value, str):
            return {"grammar": value}
    raise UsageError(
        'a grammar is {"type": "json", "value": a JSON schema}, {"type": "regex", "value": a pattern} '
        'or {"type": "gbnf", "value": a grammar of llama.cpp}.'
    )
