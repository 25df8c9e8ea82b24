"""The check of text that a library evaluates on the code's behalf: `DataFrame.query`, sympy and the like."""

from __future__ import annotations

import ast
from typing import Final

from agent_magic.interpreter.errors import ForbiddenOperation
from agent_magic.interpreter.names import is_dunder, is_guarded

# Built-in names that no expression needs.
_LEADING_OUT: Final = frozenset(
    """
    eval exec compile open input getattr setattr delattr vars dir globals locals breakpoint exit quit help memoryview
    sympify parse_expr lambdify preview init_session init_printing
    """.split()
)

# What generated source may import: it is lent with the library that generates it.
_LIBRARIES: Final = frozenset("numpy scipy sympy mpmath math cmath numexpr".split())

# How pandas writes `@name` before it parses an expression.
_PANDAS_LOCAL: Final = "__pd_eval_local_"

_CHARS: Final = 200


def check_text(source: str | bytes, *, given: bool) -> None:
    """Raise `ForbiddenOperation` where `source` says a name that leads out; what is no Python is left to CPython.

    `given` says that the code has a say in the text: then it may not name a library's private attributes either.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        name = _leading_out(node, given=given)
        if name is not None:
            text = source if isinstance(source, str) else source.decode("utf-8", "replace")
            raise ForbiddenOperation(
                f"the text {text[:_CHARS].strip()!r} may not be evaluated: {name!r} could lead out of it;"
                " write it as code"
            )


def _leading_out(node: ast.AST, *, given: bool) -> str | None:
    match node:
        case ast.Attribute(attr=name) if is_guarded(name) and (given or is_dunder(name) or name[:1] != "_"):
            return name
        case ast.Name(id=name) if name in _LEADING_OUT or _is_hidden(name):
            return name
        case ast.Import(names=aliases):
            return next((a.name for a in aliases if a.name.partition(".")[0] not in _LIBRARIES), None)
        case ast.ImportFrom(module=module):
            root = (module or "").partition(".")[0]
            return None if root in _LIBRARIES else root or "."
    return None


def _is_hidden(name: str) -> bool:
    return name.startswith("__") and not name.startswith(_PANDAS_LOCAL)
