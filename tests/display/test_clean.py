from __future__ import annotations

import pytest

from agent_magic.display.clean import clean, cut, one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\ttext\n", "plain\ttext\n"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[2J\x1b[Hgone", "gone"),
        ("\x1b]0;a title\x07after", "after"),
        ("\x1b]52;c;c3RvbGVu\x1b\\after", "after"),
        ("\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x9b31mred", "red"),
        ("\x1bPq#0\x1b\\after", "after"),
        ("bell\x07 null\x00 back\x08", "bell null back"),
        ("10%\r50%\r100%\ndone", "100%\ndone"),
        ("50%\r", "50%"),
        ("windows\r\nlines\r\n", "windows\nlines\n"),
        ("if level != 'user\u202e \u2066# admin\u2069 \u2066':", "if level != 'user # admin ':"),
        ("half \ud83d a pair", "half \N{REPLACEMENT CHARACTER} a pair"),
        ("žluťoučký 日本語 עברית 🙂", "žluťoučký 日本語 עברית 🙂"),
    ],
)
def test_what_a_terminal_would_obey_is_not_there(text: str, shown: str) -> None:
    assert clean(text) == shown
    clean(text).encode()


def test_a_cut_says_how_much_is_missing_and_keeps_both_ends() -> None:
    text = "a" * 600 + "b" * 1_000 + "c" * 300
    short = cut(text, 900)
    assert short == "a" * 600 + "\n… 1,000 characters left out …\n" + "c" * 300
    assert cut(text, 1_900) == text


def test_one_line_is_one_line() -> None:
    assert one_line("a\n  b\tc", 10) == "a b c"
    assert one_line("word " * 100, 12) == "word word w…"
