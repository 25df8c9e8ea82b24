"""What of a library the code does not get, though the policy allows the library."""

from __future__ import annotations

import sys
from types import BuiltinFunctionType
from typing import Any, Final

from agent_magic.interpreter.library_tables import MODULES, REFUSED, REFUSED_LIBRARIES
from agent_magic.interpreter.standard_library import BASE

# Packages whose objects libraries show as their own.
RELATED: Final = frozenset(
    """
    numpy scipy pandas polars pyarrow matplotlib mpl_toolkits cycler seaborn sklearn networkx sympy mpmath PIL
    dateutil pytz datetime decimal fractions zoneinfo collections enum builtins kiwisolver contourpy
    """.split()
)


def unsafe(module: str) -> str | None:
    """Return why a module cannot be lent at all, None where it can."""
    root, *rest = module.split(".")
    if module in BASE:
        return None
    if root in sys.stdlib_module_names:
        return "it opens files, starts processes, evaluates text or leads out of the interpreter"
    if root in REFUSED_LIBRARIES:
        return REFUSED_LIBRARIES[root]
    if any(name[:1] == "_" for name in rest):
        return "it is not part of the library's public face"
    reason = refused_member(module)
    if reason is None and root in MODULES and not _is_public(root, rest):
        reason = "it is not needed for ordinary use and may lead out of the interpreter"
    return reason


def _is_public(root: str, rest: list[str]) -> bool:
    name, parent = ".".join(rest) or root, ".".join(rest[:-1])
    return name in MODULES[root] or f"{parent}.*" in MODULES[root]


def belongs(module: str) -> bool:
    """Whether a submodule comes along with its package, as it does in CPython without an import of its own."""
    return module.partition(".")[0] in MODULES and unsafe(module) is None


def refused_member(name: str) -> str | None:
    """Return why a member of a library, by its full dotted name, is not lent; None where it is."""
    return REFUSED.get(name)


def is_foreign(module: str, name: str, value: Any, public: Any) -> bool:
    """Whether a module's member is something that the module only uses: a function or class from elsewhere."""
    if isinstance(public, list | tuple | set | frozenset) and name in public:
        return False
    if not callable(value) and not isinstance(value, BuiltinFunctionType):
        return False
    home = getattr(value, "__module__", None)
    root = home.partition(".")[0] if isinstance(home, str) else None
    if root is None:
        return isinstance(value, BuiltinFunctionType)
    return root != module.partition(".")[0] and root not in RELATED
