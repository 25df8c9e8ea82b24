from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_magic.models.stops import StopCutter


def shown(cutter: StopCutter, pieces: list[str]) -> str:
    return "".join(cutter.feed(piece) for piece in pieces) + cutter.flush()


@given(
    pieces=st.lists(st.text("ab\n", max_size=4), max_size=12),
    stops=st.lists(st.text("ab\n", min_size=1, max_size=4), max_size=3),
)
def test_what_is_shown_ends_before_the_first_stop_wherever_the_pieces_break(
    pieces: list[str], stops: list[str]
) -> None:
    text = "".join(pieces)
    found = re.search("|".join(map(re.escape, stops)), text) if stops else None
    cutter = StopCutter(stops)
    result = shown(cutter, pieces)
    # Where one stop begins inside another, the cutter may see the earlier one only once it is whole.
    assert text.startswith(result)
    assert not any(stop in result for stop in stops)
    assert cutter.stopped == bool(found)
    if found is None:
        assert result == text


def test_a_stop_that_breaks_over_three_pieces_is_never_seen() -> None:
    cutter = StopCutter(["\nObservation:"])
    assert [cutter.feed(piece) for piece in ("print(1)\nObs", "erva", "tion: 1")] == ["print(1)", "", ""]
    assert cutter.stopped


def test_what_only_looked_like_a_stop_is_passed_on() -> None:
    cutter = StopCutter(["</code>"])
    assert cutter.feed("a </co") == "a "
    assert cutter.feed("lumn> b") == "</column> b"


def test_text_is_not_held_back_longer_than_it_could_be_a_stop() -> None:
    cutter = StopCutter(["STOP"])
    assert cutter.feed("abcS") == "abc"
    assert cutter.feed("x") == "Sx"


@pytest.mark.parametrize("stops", [[], [""]])
def test_without_a_stop_all_passes(stops: list[str]) -> None:
    assert shown(StopCutter(stops), ["a", "b"]) == "ab"
