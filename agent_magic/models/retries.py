"""How long to wait before a failed call is made again."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 30.0


def wait_before_retry(attempt: int, retry_after: str | None) -> float | None:
    """Return seconds to wait after failed call number `attempt` (from 0); None where it would be too long.

    `retry_after` is the server's own wish, in seconds or as an HTTP date; a little chance is added to it, so
    that callers who were refused together do not come back together.
    """
    wished = _seconds(retry_after) if retry_after else None
    if wished is None:
        return float(min(2**attempt, LONGEST_WAIT) * random.uniform(0.75, 1.25))
    return None if wished > LONGEST_WAIT else wished * random.uniform(1.0, 1.1)


def _seconds(retry_after: str) -> float | None:
    """Read a Retry-After header; None where it says nothing that can be read."""
    try:
        seconds = float(retry_after)
    except ValueError:
        try:
            date = parsedate_to_datetime(retry_after)
        except ValueError:
            return None
        seconds = (date - datetime.now(date.tzinfo or UTC)).total_seconds()
    return max(0.0, seconds) if seconds == seconds else None
