"""Code in colours that can be read on a light and on a dark page, as inline styles."""

from __future__ import annotations

from markupsafe import Markup
from pygments import highlight as render
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.style import Style
from pygments.token import Comment, Error, Keyword, Literal, Name, Number, Operator, String, Token

from agent_magic.display.styles import BLUE, GREEN, GREY, ORANGE, PURPLE, TEAL


class _BothThemes(Style):  # type: ignore[misc]
    """Few colours, each with a contrast of more than 4.2 to white and to a dark page."""

    background_color = "#ffffff00"
    styles = {
        Token: "",
        Comment: f"italic {GREY}",
        Keyword: PURPLE,
        Keyword.Constant: ORANGE,
        Operator.Word: PURPLE,
        Name.Builtin: TEAL,
        Name.Builtin.Pseudo: TEAL,
        Name.Function: BLUE,
        Name.Class: BLUE,
        Name.Decorator: BLUE,
        Name.Exception: TEAL,
        String: GREEN,
        String.Interpol: TEAL,
        Number: ORANGE,
        Literal: ORANGE,
        Error: "",
    }


_FORMATTER = HtmlFormatter(noclasses=True, nowrap=True, style=_BothThemes)
_LEXER = PythonLexer(stripnl=False, ensurenl=False)


def highlight(code: str) -> Markup:
    """Return `code` as the inside of a `<pre>`, every character of it escaped."""
    return Markup(render(code, _LEXER, _FORMATTER).rstrip("\n"))
