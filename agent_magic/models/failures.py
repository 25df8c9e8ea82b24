"""What to tell the user when a model's server fails, and whether it may pass."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent_magic.errors import MalformedReply, ModelError, ModelRefused, ModelUnavailable, RateLimited
from agent_magic.models.connection import HttpFailure
from agent_magic.models.endpoint import TOKENS_PAGE, Endpoint

_PASSING = (408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529)
_TOO_LONG = re.compile(
    r"context[_ ](length|window|size)|too (long|many tokens)|maximum (context|number of tokens)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed call: the error in our words, why in short, and whether asking again may help."""

    error: ModelError
    reason: str
    passing: bool = False
    retry_after: str | None = None


def explain(error: Exception, endpoint: Endpoint, *, answered: bool, began: bool) -> Failure:
    """Return what `error` means; the server had `answered`, a part of the reply had come if it `began`."""
    if isinstance(error, ModelError):
        return Failure(error, str(error))
    if isinstance(error, HttpFailure):
        return Failure(
            _refusal(error, endpoint),
            f"{endpoint.label} answered {error.status}",
            passing=error.status in _PASSING,
            retry_after=error.retry_after,
        )
    # The client stands on httpx or on httpx2, by its version, so their errors are known by their names.
    kinds = {kind.__name__ for kind in type(error).__mro__}
    detail = endpoint.tidy(error)
    if "OfflineModeIsEnabled" in kinds:
        text = "huggingface_hub is in offline mode; unset HF_HUB_OFFLINE and restart the kernel."
        return Failure(ModelUnavailable(text), "offline")
    if kinds & {"ConnectError", "ConnectTimeout", "ProxyError", "UnsupportedProtocol"}:
        return Failure(ModelUnavailable(_unreachable(endpoint, detail)), "no connection")
    if kinds & {"TransportError", "TimeoutException", "InferenceTimeoutError", "StreamError", "OSError"}:
        when = "in the middle of the reply" if began else "before a reply came"
        text = f"the connection to {endpoint.label} broke {when}; run the cell again."
        return Failure(ModelUnavailable(text), "the connection broke", passing=not began)
    if "TextGenerationError" in kinds:
        text = f"{endpoint.label} could not finish the reply: {detail}"
        return Failure(ModelUnavailable(text), "the server failed", passing=not began)
    if "ValueError" in kinds and not answered:
        return Failure(ModelRefused(f"{endpoint.model} cannot be asked: {detail}"), "refused")
    if kinds & {"JSONDecodeError", "ValueError", "TypeError", "AttributeError", "KeyError", "DecodingError"}:
        return Failure(_malformed(endpoint, detail), "a malformed reply")
    text = f"the call of {endpoint.model} at {endpoint.label} failed: {type(error).__name__}: {detail}"
    return Failure(ModelUnavailable(text), "the call failed")


def no_reply(endpoint: Endpoint, stray: str) -> MalformedReply:
    """Return the error for a stream that ended without any event of a reply."""
    instead = f", but: {endpoint.tidy(stray, 120)}" if stray else ""
    return MalformedReply(
        f"{endpoint.label} sent nothing of a reply{instead}. Check that it serves chat completions with streaming, or "
        "see what it says without: HubModel(…, stream=False); the conversation may be too long for it."
    )


def too_late(endpoint: Endpoint, seconds: float, *, began: bool) -> ModelUnavailable:
    """Return the error for a reply that took longer than `seconds`."""
    what = "did not end its reply" if began else "did not begin to reply"
    return ModelUnavailable(
        f"{endpoint.label} {what} within {seconds:g} s; run the cell again, or give it longer with "
        f"HubModel(…, timeout={max(2 * seconds, 1):g})."
    )


def _refusal(failure: HttpFailure, endpoint: Endpoint) -> ModelError:
    """Return the error for an HTTP status."""
    status, label, model = failure.status, endpoint.label, endpoint.model
    if status == 400 and _TOO_LONG.search(failure.message):
        status = 413
    said = f": {words}" if (words := endpoint.tidy(failure.message).rstrip(".")) else ""
    match status:
        case 401:
            return ModelRefused(f"{label} does not accept the token (401{said}). {_get_token(endpoint)}")
        case 402:
            return ModelRefused(f"{label} wants to be paid (402{said}). Choose another model, or add credit.")
        case 403:
            return ModelRefused(f"{label} does not let this token use {model} (403{said}). {_get_token(endpoint)}")
        case 404:
            return ModelRefused(f"{label} has no model {model} (404{said}). Check {_where_models_are(endpoint)}.")
        case 413:
            return ModelRefused(
                f"the conversation is too long for {model} ({failure.status}{said}). Lend or print less."
            )
        case 429:
            return RateLimited(
                f"{label} takes no more requests for now (429{said}). Wait {_seconds(failure.retry_after)} "
                "and run the cell again, or choose another model."
            )
        case _ if status in _PASSING or status >= 500:
            return ModelUnavailable(f"{label} failed ({status}{said}). Run the cell again in a while.")
        case _:
            return ModelRefused(f"{label} does not take the request ({status}{said or ' without a reason'}).")


def _unreachable(endpoint: Endpoint, detail: str) -> str:
    if endpoint.base_url is None:
        return f"{endpoint.label} cannot be reached ({detail}); check the network connection."
    return f"nothing answers at {endpoint.label} ({detail}); start the server there, or check the address."


def _malformed(endpoint: Endpoint, detail: str) -> MalformedReply:
    return MalformedReply(
        f"{endpoint.label} sent what is not a chat completion ({detail}); "
        "run the cell again, or check that it serves chat completions."
    )


def _get_token(endpoint: Endpoint) -> str:
    if endpoint.own:
        return f"Make one at {TOKENS_PAGE} that may call Inference Providers, and set HF_TOKEN to it."
    return f"Give it the server's own: HubModel({endpoint.model!r}, base_url=…, token=…)."


def _where_models_are(endpoint: Endpoint) -> str:
    if endpoint.base_url is None:
        return "its name at https://huggingface.co/models?inference_provider=all"
    return "its name, and the address, which mostly ends with /v1"


def _seconds(retry_after: str | None) -> str:
    return f"{retry_after} s" if retry_after and retry_after.isdigit() else "a minute"
