"""Reading a callable: the function inside, its name, its parameters, and the types written on them."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType, MethodType, SimpleNamespace
from typing import Any, Optional, get_type_hints

from agent_magic.tools.names import in_snake_case
from agent_magic.tools.parameters import NOTHING


@dataclass(frozen=True, slots=True)
class Reading:
    """What a callable shows: `arguments` are those a caller gives, hints may name what is `around` or `nearby`."""

    name: str
    docstring: str | None
    arguments: tuple[inspect.Parameter, ...]
    returns: Any
    around: dict[str, Any]
    nearby: Mapping[str, Any]
    unbound: bool

    def hint(self, annotation: Any) -> tuple[Any, str]:
        """Return the type that `annotation` stands for, or NOTHING and its text where it cannot be found."""
        if annotation is NOTHING:
            return NOTHING, ""
        holder = SimpleNamespace(__annotations__={"it": annotation})
        try:
            return get_type_hints(holder, self.around, dict(self.nearby), include_extras=True)["it"], ""
        except Exception:  # whatever the text of a hint does when it is evaluated: the name of the type remains
            return NOTHING, annotation if isinstance(annotation, str) else hint_text(annotation)


def read_callable(function: Callable[..., Any], nearby: Mapping[str, Any]) -> Reading:
    """Return what `function` shows; `nearby` are the local variables where it was defined.

    Raises ValueError or TypeError where it has no signature.
    """
    signature = inspect.signature(function)
    core = core_of(function)
    arguments = tuple(signature.parameters.values())
    if isinstance(function, functools.partial):  # what is preset is not the model's to see: it may be a key
        arguments = tuple(each for each in arguments if each.name not in function.keywords)
    unbound = is_unbound_method(function)
    if unbound:
        arguments = arguments[1:]
    hints = [each.annotation for each in arguments] + [signature.return_annotation]
    return Reading(
        name=_name(function, core),
        docstring=_docstring(function, core),
        arguments=arguments,
        returns=signature.return_annotation,
        around=getattr(core, "__globals__", {}),
        nearby=_used(hints, nearby),
        unbound=unbound,
    )


def core_of(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function inside partials, bound methods, wrappers and objects that can be called."""
    while True:
        inner: Any
        if isinstance(function, functools.partial):
            inner = function.func
        elif isinstance(function, MethodType):
            inner = function.__func__
        elif hasattr(function, "__wrapped__"):
            inner = function.__wrapped__
        elif isinstance(getattr(type(function), "__call__", None), FunctionType):  # noqa: B004 - the function itself
            inner = type(function).__call__
        else:
            return function
        function = inner


def is_unbound_method(function: Callable[..., Any]) -> bool:
    """Whether `function` was defined in a class and still waits for its first argument."""
    if not isinstance(function, FunctionType):
        return False
    outer = function.__qualname__.rpartition(".")[0]
    names = list(inspect.signature(function).parameters)
    return bool(outer) and not outer.endswith("<locals>") and names[:1] in (["self"], ["cls"])


def hint_text(hint: Any) -> str:
    """Return a hint as code would say it, without the names of modules."""
    if hint is NOTHING:
        return ""
    if isinstance(hint, str):
        return hint
    if isinstance(hint, type) and not hasattr(hint, "__origin__"):
        return "None" if hint is type(None) else hint.__qualname__.rpartition(".")[2]
    text = "None" if hint is None else str(hint)
    plain = re.sub(r"'[^']*'|\"[^\"]*\"|\b(?:\w+\.)+(?:<locals>\.(?:\w+\.)*)*(?=\w)", _without_module, text)
    return plain.replace("NoneType", "None")


def optional(hint: Any) -> Any:
    """Return `hint` or None."""
    return Optional[hint]  # noqa: UP045 - not every hint can stand beside a bar


def _without_module(found: re.Match[str]) -> str:
    return found[0] if found[0][0] in "'\"" else ""


def _name(function: Callable[..., Any], core: Callable[..., Any]) -> str:
    if isinstance(function, functools.partial):
        return _name(function.func, core)
    name = getattr(function, "__name__", None)
    return name if isinstance(name, str) else in_snake_case(type(function).__name__)


def _docstring(function: Callable[..., Any], core: Callable[..., Any]) -> str | None:
    own = inspect.getdoc(function) if isinstance(function, MethodType) else inspect.getdoc(core)
    if own or isinstance(function, (FunctionType, MethodType, functools.partial)):
        return own
    return inspect.getdoc(type(function))


def _used(hints: list[Any], nearby: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return those of `nearby` that the texts of hints name: no more is kept alive than that."""
    words = {word for hint in hints if isinstance(hint, str) for word in re.findall(r"\w+", hint)}
    return {word: nearby[word] for word in words if word in nearby}
