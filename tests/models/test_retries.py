from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from agent_magic.models.retries import LONGEST_WAIT, wait_before_retry


@pytest.mark.parametrize(("attempt", "low", "high"), [(0, 0.75, 1.25), (2, 3.0, 5.0), (40, 22.5, 37.5)])
def test_waits_grow_up_to_a_limit(attempt: int, low: float, high: float) -> None:
    waits = [wait_before_retry(attempt, None) for _ in range(50)]
    assert all(wait is not None and low <= wait <= high for wait in waits)
    assert len(set(waits)) > 1


@pytest.mark.parametrize("wish", ["5", "5.0"])
def test_the_server_is_never_asked_earlier_than_it_wishes(wish: str) -> None:
    waits = [wait_before_retry(0, wish) for _ in range(50)]
    assert all(wait is not None and 5.0 <= wait <= 5.5 for wait in waits)


def test_a_date_is_understood() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=10), usegmt=True)
    wait = wait_before_retry(0, soon)
    assert wait is not None
    assert 8 <= wait <= 11
    assert wait_before_retry(0, "Wed, 21 Oct 2015 07:28:00 GMT") == 0


def test_a_wait_that_is_too_long_is_none() -> None:
    assert wait_before_retry(0, str(LONGEST_WAIT + 1)) is None
    assert wait_before_retry(0, "inf") is None


@pytest.mark.parametrize("wish", ["soon", "", "nan", "1;2"])
def test_a_wish_that_cannot_be_read_is_none_of_ours(wish: str) -> None:
    wait = wait_before_retry(0, wish)
    assert wait is not None
    assert 0.75 <= wait <= 1.25
