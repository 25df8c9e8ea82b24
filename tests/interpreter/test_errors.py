"""What is told of an error: for a user of a notebook, and for a model that is to write better code."""

from __future__ import annotations

import sys
from textwrap import dedent

import pytest

from agent_magic.interpreter import ForbiddenOperation, Interpreter, LimitExceeded, Limits, Policy
from agent_magic.interpreter.errors import FinalAnswer, ForbiddenImport, Interrupted
from tests.interpreter.running import error_of, refusal_of, value_of


def test_type_message_line_and_the_path_of_calls_in_the_codes_own_functions() -> None:
    error = error_of("def inverse(n):\n    return 1 / n\n\ndef both(n):\n    return inverse(n), n\n\nboth(0)\n")
    assert (error.type, error.message, error.line) == ("ZeroDivisionError", "division by zero", 7)
    lines = [line for line in error.traceback.splitlines() if not set(line.strip()) <= set("~^")]
    assert lines == [
        "Traceback (most recent call last):",
        '  File "<code>", line 7, in <module>',
        "    both(0)",
        '  File "<code>", line 5, in both',
        "    return inverse(n), n",
        '  File "<code>", line 2, in inverse',
        "    return 1 / n",
        "ZeroDivisionError: division by zero",
    ]


def test_frames_of_the_interpreter_and_of_the_library_are_left_out() -> None:
    for source in (
        "import json\njson.loads('{')",
        "import functools\nfunctools.reduce(lambda a, b: a / b, [1, 0])",
        "n = 'a'\n1 << n",
    ):
        traceback = error_of(source).traceback
        assert "site-packages" not in traceback
        assert traceback.count('File "') == traceback.count('File "<code>"') > 0


def test_the_chain_of_causes_is_told() -> None:
    source = dedent("""
        def read(text):
            try:
                return int(text)
            except ValueError as error:
                raise LookupError("no number") from error
        try:
            read("x")
        except LookupError:
            raise RuntimeError("gave up")
    """)
    error = error_of(source)
    assert (error.type, error.line) == ("RuntimeError", 10)
    first, second, third = (
        error.traceback.index(text)
        for text in ("ValueError: invalid literal", "LookupError: no number", "RuntimeError: gave up")
    )
    assert first < second < third
    assert "direct cause" in error.traceback[first:second]
    assert "During handling" in error.traceback[second:third]


def test_a_group_shows_its_members() -> None:
    error = error_of("raise ExceptionGroup('two', [ValueError(1), ExceptionGroup('in', [KeyError('k')])])")
    assert error.type == "ExceptionGroup"
    for text in ("two (2 sub-exceptions)", "ValueError: 1", "KeyError: 'k'"):
        assert text in error.traceback


def test_errors_in_a_circle_are_told_once() -> None:
    error = error_of("a, b = ValueError('a'), ValueError('b')\na.__cause__ = b\nb.__cause__ = a\nraise a")
    assert error.traceback.count("ValueError: a") == 1


@pytest.mark.parametrize(
    ("source", "suggested"),
    [
        ("value = 3\nvalue_ = 4\nvalu", "value"),
        ("def f():\n    number = 1\n    return numbr\nf()", "number"),
        ("pritn(1)", "print"),
        ("[].apend(1)", "append"),
        ("import math\nmath.squrt(4)", "sqrt"),
        ("class A:\n    def __init__(self): self.colour = 1\nA().color", "colour"),
    ],
)
def test_a_misspelt_name_gets_a_suggestion(source: str, suggested: str) -> None:
    assert error_of(source).traceback.rstrip().endswith(f"Did you mean: {suggested!r}?")


@pytest.mark.parametrize(
    "source",
    [
        "zzzz",
        "(3).zzzz",
        "raise NameError('x')",
        "raise AttributeError('x')",
        "class A:\n    def __dir__(self): return 1 / 0\nA().colour",
        "import math\nmath.zzzz",
    ],
)
def test_nothing_is_suggested_where_nothing_is_like_it(source: str) -> None:
    assert "Did you mean" not in error_of(source).traceback


def test_a_private_name_is_suggested_to_a_private_name_only() -> None:
    source = "class A:\n    def __init__(self): self._colour = 1\nA().{}"
    assert "Did you mean: '_colour'?" in error_of(source.format("_color")).traceback
    assert "Did you mean" not in error_of(source.format("colour")).traceback or sys.version_info >= (3, 12)


def test_a_syntax_error_names_its_line_and_shows_it() -> None:
    error = error_of("x = 1\ny = = 2\n")
    assert (error.type, error.message, error.line) == ("SyntaxError", "invalid syntax", 2)
    assert "y = = 2" in error.traceback
    assert error_of("def f():\nreturn 1").type == "IndentationError"
    assert error_of("x = 1\0").type in {"SyntaxError", "ValueError"}


def test_a_syntax_error_that_the_code_raises_has_the_line_where_it_did() -> None:
    error = error_of("x = 1\nraise SyntaxError('mine')")
    assert (error.message, error.line) == ("mine", 2)
    assert error_of("raise SyntaxError").message in {"invalid syntax", "None"}


def test_code_that_is_nested_too_deeply_ends_in_a_recursion_error() -> None:
    for source in ("-" * 100_000 + "1", "x" + ".y" * 50_000):
        assert error_of(source).type in {"RecursionError", "MemoryError", "SyntaxError"}
    assert value_of("1 + 1") == 2


def test_long_messages_and_tracebacks_are_cut_in_the_middle() -> None:
    error = error_of("raise ValueError('a' * 5_000 + 'b' * 5_000)")
    assert len(error.message) < 4_200
    assert error.message.startswith("aaa")
    assert error.message.endswith("bbb")
    assert "6,000 characters left out" in error.message
    assert len(error.traceback) < 8_200
    assert error.traceback.startswith("Traceback")


def test_an_error_that_cannot_be_told_is_told_so() -> None:
    error = error_of("class E(Exception):\n    def __str__(self): return 1 / 0\nraise E")
    assert (error.type, error.message) == ("E", "the message cannot be shown: its __str__ raised ZeroDivisionError")
    error = error_of(
        "class E(Exception):\n    def __str__(self):\n        while True: pass\nraise E",
        limits=Limits(operations=1_000),
    )
    assert error.type == "LimitExceeded"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("eval('1')", "eval() is not allowed; write the expression as code"),
        ("exec('1')", "exec() is not allowed; write the statements as code"),
        ("compile('1', '', 'eval')", "compile() is not allowed; write the code itself"),
        ("input()", "input() is not allowed; ask through final_answer"),
        ("exit()", "exit() is not allowed; let the code come to its end"),
        ("__builtins__", "the name __builtins__ is not allowed"),
        ("__import__('os')", "the name __import__ is not allowed"),
        ("from . import x", "a relative import is not possible here; name the module in full"),
    ],
)
def test_a_refusal_says_what_and_what_to_write_instead(source: str, told: str) -> None:
    error = error_of(source)
    assert (error.type, error.message, error.line) == ("ForbiddenOperation", told, 1)
    assert isinstance(error.exception, ForbiddenOperation)


def test_a_refused_import_names_what_may_be_imported() -> None:
    message = refusal_of("import socket", policy=Policy(imports=["yaml", "csv.*"]))
    assert message.startswith("the import of socket is not allowed")
    assert "yaml, csv.*" in message


def test_a_refusal_has_one_name_in_what_is_shown() -> None:
    error = error_of("import socket")
    assert isinstance(error.exception, ForbiddenImport)
    assert error.traceback.splitlines()[-1].startswith("ForbiddenOperation: the import of socket")


def test_a_refusal_can_be_caught_as_what_it_would_be_in_cpython() -> None:
    assert value_of("try:\n    import socket\nexcept ImportError as e:\n    r = 'import'\nr") == "import"
    assert value_of("try:\n    open('/etc/passwd')\nexcept OSError as e:\n    r = 'file'\nr") == "file"


def test_recursion_without_end_is_a_recursion_error_and_the_next_run_works() -> None:
    interpreter = Interpreter()
    error = interpreter.run("def f(): return f()\nf()").error
    assert error is not None
    assert error.type == "RecursionError"
    assert interpreter.run("def f(n): return n and f(n - 1)\nf(100)").value == 0


def test_the_ends_of_a_run_are_no_exceptions() -> None:
    for kind in (FinalAnswer, LimitExceeded, Interrupted):
        assert not issubclass(kind, Exception)
    assert FinalAnswer([1]).value == [1]
