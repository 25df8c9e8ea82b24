"""Libraries that are loaded already: a value's own always is, so none is imported to look at a value."""

from __future__ import annotations

import sys
from typing import Any


def loaded(module: str) -> Any | None:
    """Return `module` if something imported it, else None; never import it."""
    return sys.modules.get(module)


def is_a(value: object, module: str, *names: str) -> bool:
    """Tell whether `value` is an instance of one of the classes `names` of `module`.

    Its real type is asked, never its `__class__`, which an object can fake or let raise.
    """
    library = sys.modules.get(module)
    for name in names:
        kind = getattr(library, name, None)
        if isinstance(kind, type) and issubclass(type(value), kind):
            return True
    return False


def type_name(kind: type) -> str:
    """Return the name of `kind` as `library.Name`, read past anything a metaclass could put in the way."""
    name: str = type.__dict__["__qualname__"].__get__(kind)
    module = kind_module(kind)
    if module in ("", "builtins", "__main__"):
        return name
    package = module.partition(".")[0]
    if getattr(sys.modules.get(package), "__dict__", {}).get(name) is kind:
        return f"{package}.{name}"
    return f"{_public(module)}.{name}"


def kind_module(kind: type) -> str:
    """Return the name of the module that `kind` says it is from, or an empty text."""
    try:
        module = type.__dict__["__module__"].__get__(kind)
    except AttributeError:
        return ""
    return module if type(module) is str else ""


def _public(module: str) -> str:
    """Return `module` up to its first private part: `sklearn.tree` for `sklearn.tree._classes`."""
    parts = module.split(".")
    private = next((i for i, part in enumerate(parts) if i and part.startswith("_")), len(parts))
    return ".".join(parts[:private])
