"""What of a library the code does not get, though the policy allows the library."""

from __future__ import annotations

import sys
from typing import Final

from agent_magic.interpreter.standard_library import BASE

# Subpackages that come along with their package, as they do in CPython without an import of their own.
_COME_ALONG: Final = frozenset(
    """
    numpy.random numpy.linalg numpy.fft numpy.ma numpy.polynomial numpy.testing numpy.typing numpy.dtypes
    numpy.exceptions numpy.strings numpy.char numpy.rec pandas.api pandas.api.types pandas.api.extensions
    pandas.api.indexers pandas.tseries pandas.tseries.offsets pandas.errors pandas.plotting pandas.testing
    matplotlib.pyplot matplotlib.dates matplotlib.ticker matplotlib.colors matplotlib.cm matplotlib.patches
    """.split()
)


def unsafe(module: str) -> str | None:
    """Return why a module cannot be lent at all, None where it can."""
    if module.partition(".")[0] in sys.stdlib_module_names and module not in BASE:
        return "it opens files, starts processes, evaluates text or leads out of the interpreter"
    return None


def belongs(module: str) -> bool:
    """Whether a submodule comes along with its package."""
    return module in _COME_ALONG


def refused_member(name: str) -> str | None:
    """Return why a member of a library, by its full dotted name, is not lent; None where it is."""
    return None
