"""Where a tool was defined, in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any


def origin_of(function: Callable[..., Any]) -> str:
    """Return "this notebook, line 3 of its cell", "weather.py, line 12", or the module of what has no source."""
    code = getattr(function, "__code__", None)
    if code is None:
        return f"the module {getattr(function, '__module__', None) or type(function).__module__}"
    file = code.co_filename
    if "ipykernel_" in file or file.startswith("<ipython-input"):
        return f"this notebook, line {code.co_firstlineno} of its cell"
    return f"{PurePath(file).name}, line {code.co_firstlineno}"
