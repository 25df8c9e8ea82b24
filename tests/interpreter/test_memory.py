"""An interpreter that is dropped leaves nothing behind, whatever its code made."""

from __future__ import annotations

import gc
import weakref

import pytest

from agent_magic.interpreter import Interpreter, Limits

PROGRAMS = {
    "a value": "'a'.upper()",
    "a function": "def f(n):\n    return n\nf(1)",
    "a class": "class A:\n    def __init__(self):\n        self._x = 1\na = A()\na._x",
    "an error": "def f():\n    return 1 / 0\nf()",
    "a limit": "while True:\n    pass",
    "a generator": "def f():\n    yield 1\ng = f()\nnext(g)",
    "a destructor": "class A:\n    def __del__(self):\n        print(1)\na = A()",
}


class Watched:
    """What a namespace holds; it is gone when the namespace is."""


@pytest.mark.parametrize("source", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_a_dropped_interpreter_lets_its_namespace_go(source: str) -> None:
    interpreter = Interpreter(limits=Limits(operations=10_000))
    interpreter.namespace["watched"] = Watched()
    watched = weakref.ref(interpreter.namespace["watched"])
    interpreter.run(source)
    assert watched() is not None
    del interpreter
    gc.collect()
    assert watched() is None


@pytest.mark.slow
def test_many_interpreters_do_not_add_up() -> None:
    def use(times: int) -> int:
        for _ in range(times):
            Interpreter().run("def f(n):\n    return [n]\nf(1) + f(2)")
        gc.collect()
        return len(gc.get_objects())

    use(1100)  # as many sources as are remembered for tracebacks
    assert use(200) - use(200) < 200


def test_a_handed_in_namespace_is_left_alone() -> None:
    namespace: dict[str, object] = {"x": 1}
    interpreter = Interpreter(namespace=namespace)
    interpreter.run("y = x + 1")
    del interpreter
    gc.collect()
    assert namespace["y"] == 2
