"""Docstrings in three styles say the same."""

from __future__ import annotations

import pytest

from agent_magic.errors import ToolDefinitionError
from agent_magic.tools import as_tool, tool
from agent_magic.tools.docstrings import choices_in, read_docstring


@tool
def google(city: str, days: int = 3) -> str:
    """Say how the weather will be.

    It asks a service,
    and may be wrong.

    Args:
        city (str): The city's name,
            in English.
        days (int, optional): How many days.

    Returns:
        str: The forecast.

    Raises:
        ValueError: Where there is no such city.
    """
    return f"{city} {days}"


@tool
def numpy_style(city: str, days: int = 3) -> str:
    """Say how the weather will be.

    It asks a service,
    and may be wrong.

    Parameters
    ----------
    city : str
        The city's name,
        in English.
    days : int, optional
        How many days.

    Returns
    -------
    str
        The forecast.
    """
    return f"{city} {days}"


@tool
def sphinx(city: str, days: int = 3) -> str:
    """Say how the weather will be.

    It asks a service,
    and may be wrong.

    :param str city: The city's name,
        in English.
    :param days: How many days.
    :type days: int
    :returns: The forecast.
    :rtype: str
    """
    return f"{city} {days}"


@pytest.mark.parametrize("told", [google, numpy_style, sphinx], ids=lambda told: told.name)
def test_three_styles(told: object) -> None:
    assert told.description == "Say how the weather will be.\n\nIt asks a service,\nand may be wrong."
    properties = told.parameters["properties"]
    assert properties["city"]["description"] == "The city's name,\nin English."
    assert properties["days"]["description"] == "How many days."
    assert told.returns == "The forecast."


def test_the_text_keeps_its_indents() -> None:
    assert google.python_text().splitlines()[1:] == [
        '    """Say how the weather will be.',
        "",
        "    It asks a service,",
        "    and may be wrong.",
        "",
        "    Args:",
        "        city: The city's name,",
        "            in English.",
        "        days: How many days.",
        "    Returns: The forecast.",
        '    """',
    ]
    compile(google.python_text() + "\n    return ''", "told", "exec")


def test_two_names_on_one_line() -> None:
    def add(a: int, b: int) -> int:
        """Add.

        Parameters
        ----------
        a, b : int
            A number.
        """
        return a + b

    properties = tool(add).parameters["properties"]
    assert properties["a"]["description"] == properties["b"]["description"] == "A number."


@pytest.mark.parametrize(
    ("text", "left", "choices"),
    [
        ("The unit (choices: ['c', 'f']).", "The unit.", ("c", "f")),
        ('The unit (choices: ["c", "f"])', "The unit", ("c", "f")),
        ("(choices: [1, 2]) days", "days", (1, 2)),
        ("The unit (choices: c or f)", "The unit (choices: c or f)", ()),
        ("The unit (choices: [c, f])", "The unit (choices: [c, f])", ()),
    ],
)
def test_choices(text: str, left: str, choices: tuple[object, ...]) -> None:
    assert choices_in(text) == (left, choices)


@pytest.mark.parametrize("text", [None, "", "   ", "\n"])
def test_no_docstring_says_nothing(text: str | None) -> None:
    assert read_docstring(text).description == ""
    assert read_docstring(text).arguments == {}


@pytest.mark.parametrize(
    "text",
    ["Args:", "Do.\n\nArgs:\n    no colon here", ":param", "x\n-\ny\n---", "Do.\n\nReturns", "Args:\n\n\n:", "{}%s\\"],
)
def test_an_odd_docstring_is_no_error(text: str) -> None:
    def odd(x):  # type: ignore[no-untyped-def]
        return x

    odd.__doc__ = text
    told = as_tool(odd).python_text()
    compile(told + ("\n    pass" if '"""' in told else " pass"), "told", "exec")


def test_quotes_and_backslashes_are_told_as_they_are() -> None:
    def odd() -> None: ...

    odd.__doc__ = 'Match \\d+ and say """hello" or "'
    told: dict[str, object] = {}
    exec(as_tool(odd).python_text(), told)
    assert told["odd"].__doc__.rstrip() == "Match \\d+ and say '''hello\" or \""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Do.\n\nArgs:\n    a: First.\n", 'under "Args:" the line `b: what it is`'),
        ("Do.\n\nParameters\n----------\na : int\n    First.\n", 'under "Parameters" the line `b : what it is`'),
        ("Do.\n\n:param a: First.\n", "add to its docstring the line `:param b: what it is`"),
    ],
    ids=["google", "numpy", "sphinx"],
)
def test_what_is_missing_is_asked_for_in_the_same_style(text: str, line: str) -> None:
    def add(a: int, b: int) -> int:
        return a + b

    add.__doc__ = text
    with pytest.raises(ToolDefinitionError) as caught:
        tool(add)
    assert str(caught.value).endswith(line)
