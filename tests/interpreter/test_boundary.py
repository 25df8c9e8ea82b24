"""What the host lends is opaque: the code sees a callable, and of its errors the type and the message."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agent_magic.interpreter import FinalAnswer, Interpreter
from tests.interpreter.running import error_of, refusal_of, value_of


class Failure(Exception):
    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class Wordy(LookupError):
    def __init__(self, *parts: object) -> None:
        super().__init__(*parts)


def raising(error: BaseException) -> Callable[[], None]:
    def fail() -> None:
        """Fail."""
        secret = "token"
        raise error from KeyError(secret)

    return fail


def test_a_lent_function_is_called_with_what_the_code_gives() -> None:
    def told(*args: object, **options: object) -> object:
        """Tell."""
        return args, options

    assert value_of("told(1, *[2], x=3)", functions={"told": told}) == ((1, 2), {"x": 3})
    shown = "told.__name__, told.__qualname__, told.__doc__, told.__module__"
    assert value_of(shown, functions={"told": told}) == ("told", "told", "Tell.", "agent_magic")
    assert value_of("length.__doc__", functions={"length": lambda: 1}) is None


@pytest.mark.parametrize(
    ("error", "kind", "message"),
    [
        (ValueError("bad"), "ValueError", "bad"),
        (KeyError("k"), "KeyError", "'k'"),
        (OSError(2, "gone"), "FileNotFoundError", "[Errno 2] gone"),
        (Failure(3, "no"), "Failure", "no"),
        (Wordy([1], 2), "Wordy", "([1], 2)"),
        (UnicodeDecodeError("utf-8", b"x", 0, 1, "r"), "Exception", "UnicodeDecodeError: the message cannot be shown"),
        (Exception(), "Exception", ""),
    ],
)
def test_of_an_error_the_type_and_the_message_cross(error: Exception, kind: str, message: str) -> None:
    told = error_of("fail()", functions={"fail": raising(error)})
    assert (told.type, told.message, told.line) == (kind, message, 1)
    assert "token" not in told.traceback
    assert "boundary" not in told.traceback


def test_an_error_of_the_host_shows_nothing_of_it() -> None:
    source = "try:\n    fail()\nexcept Exception as error:\n    e = error\n[type(e).__mro__[1] is LookupError, e.__cause__, e.__context__, hasattr(e, 'code')]"
    functions = {"fail": raising(Wordy("x"))}
    assert value_of(
        f"{source.replace('type(e).__mro__[1] is LookupError', 'isinstance(e, LookupError)')}", functions=functions
    ) == [True, None, None, False]


@pytest.mark.parametrize("name", ["__globals__", "__closure__", "__code__", "__wrapped__", "__dict__", "__defaults__"])
def test_the_inside_of_a_lent_function_is_not_seen(name: str) -> None:
    assert "may not be read" in refusal_of(f"lent.{name}", functions={"lent": raising(ValueError())})


def test_a_lent_function_ends_the_run_with_an_answer() -> None:
    def answer(value: object) -> None:
        raise FinalAnswer(value)

    interpreter = Interpreter(functions={"answer": answer})
    outcome = interpreter.run(
        "print('a')\ntry:\n    answer([1])\nexcept BaseException: print('b')\nfinally: print('c')\nprint('d')\nfor i in range(3): print('e')"
    )
    assert (outcome.final, outcome.value, outcome.error) == (True, [1], None)
    assert "e" not in outcome.output
    assert interpreter.run("5").final is False


def test_what_the_host_raises_itself_to_end_is_kept() -> None:
    def stop() -> None:
        raise SystemExit(3)

    assert error_of("stop()", functions={"stop": stop}).type == "SystemExit"
