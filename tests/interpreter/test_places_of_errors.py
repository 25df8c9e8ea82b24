"""Where an error is: each traceback has the lines and the marks that CPython's has."""

from __future__ import annotations

import linecache
import re
import traceback

import pytest

from tests.interpreter.running import error_of

FILE = "<code>"
SOURCES = {
    "for": "y = 5\nfor x in (\n    y\n):\n    pass",
    "for in one line": "y = 5\nfor x in y: pass",
    "for in a function": "y = 5\ndef f():\n    for x in (\n        y\n    ):\n        pass\nf()",
    "list": "y = 5\n[\n    x\n    for x in\n    y\n]",
    "list in one line": "y = 5\n[x for x in y]",
    "list in a function": "y = 5\ndef f():\n    return [\n        x\n        for x in\n        y\n    ]\nf()",
    "list in a list": "y = 5\n[[\n    x\n    for x in\n    y]\n    for z in [1]\n]",
    "set": "y = 5\n{\n    x\n    for x in\n    y\n}",
    "dict": "y = 5\n{\n    x: 1\n    for x in\n    y\n}",
    "generator": "y = 5\nlist(\n    x\n    for x in\n    y\n)",
    "second for of a list": "y = 5\n[\n    x\n    for z in [1]\n    for x in\n    y\n]",
    "second for of a generator": "y = 5\nlist(\n    x\n    for z in [1]\n    for x in\n    y\n)",
    "iterator": "class I:\n    def __iter__(self): return self\n    def __next__(self): 1 / 0\nlist(\n    x for x in\n    I()\n)",
    "iterator of a for": "class I:\n    def __iter__(self): return self\n    def __next__(self): 1 / 0\nfor x in (\n    I()\n):\n    pass",
    "unpacking": "y = [3]\nfor (a,\n     b) in y:\n    pass",
    "attribute": "class A: pass\nA().__quux_zw__",
    "attribute on a line of its own": "class A: pass\na = A()\n(a\n    .__quux_zw__)",
    "attribute behind lines": "class A: pass\nA(\n).\\\n__quux_zw__",
    "method": "class A: pass\na = A()\na.__quux_zw__(1)",
    "attribute of super": "class A:\n    def f(self):\n        return super().\\\n            quxz\nA().f()",
    "guarded method": "class A:\n    def _m(self): 1 / 0\ndef f(a):\n    return (1 +\n        a.\n    _m(\n    ))\nf(A())",
    "guarded method with stars": "class A:\n    def _m(self): 1 / 0\ndef f(a):\n    return (a.\n    _m(\n    *[]))\nf(A())",
    "guarded method with options": "class A:\n    def _m(self): 1 / 0\nA(\n)._m(\n    **{})",
    "augmented attribute": "class A: pass\na = A()\na.\\\n_x += 1",
    "deleted attribute": "class A: pass\ndef f(a):\n    del (a\n        .x)\nf(A())",
    "private attribute": "class A: pass\na = A()\nprint(a._x, 1)",
    "consumer": "y = 5\nmax(\n    y\n)",
    "consumer in an assignment": "y = 5\nz = list(\n    y)",
    "power": "y = 'a'\nz = 2 + 3**y",
    "shift": "y = -1\nz = 1 + (1 << y)",
    "repetition": "y = 'a'\nz = 1 and [1] * y",
    "width": "y = 'q'\nf'{3:{y}x}'",
    "star": "y = 5\nz = print(1, *y)",
    "lambda": "f = lambda: 1 / 0\nz = 1 + f()",
    "while": "y = 'a'\nwhile y + 1: pass",
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_traceback_is_cpythons(source: str) -> None:
    assert without_address(error_of(source).traceback) == without_address(traceback_of_cpython(source))


def without_address(text: str) -> str:
    return re.sub(r"0x[0-9a-f]+", "0x", text)


def traceback_of_cpython(source: str) -> str:
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
    try:
        exec(compile(source, FILE, "exec", dont_inherit=True), {"__name__": "__main__"})
    except Exception as error:
        told = traceback.TracebackException.from_exception(error)
        told.stack = traceback.StackSummary.from_list([frame for frame in told.stack if frame.filename == FILE])
        return "".join(told.format())
    raise AssertionError("it fails nowhere")
