"""What a run pays for its steps: ticks at C speed that a limit, a deadline or a stop can trip.

Rewritten code takes a tick for each loop round and each function entry from one of two list iterators, the lanes:
`for () in rounds` takes empty tuples, `compress(iterable, truths)` takes true values. A lane's list is a chunk of
plain items and then checkpoints, objects whose `__iter__` and `__bool__` do the accounts and rewind the lane. A trip
overwrites the plain items with checkpoints, so that the very next tick, and every one after it, raises.

A checkpoint near the recursion limit fails with RecursionError before it has rewound, so there are many of them. The
code's `except` handlers take a tick from both lanes: after a failure the next tick is a checkpoint again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Final, Protocol, cast

from agent_magic.interpreter.errors import ForbiddenOperation, LimitExceeded
from agent_magic.interpreter.limits import Limits

CHUNK: Final = 5000
TAIL: Final = 500
_EXHAUSTED: Final[Iterator[object]] = iter(())


class _Checkpoint:
    """A tick that does the accounts: both an empty iterable and a true value."""

    __slots__ = ("_lane", "_meter")

    def __init__(self, meter: Meter, lane: _Lane | None) -> None:
        self._meter = meter
        self._lane = lane

    def __iter__(self) -> Iterator[object]:
        self._meter.check(self._lane)
        return _EXHAUSTED

    def __bool__(self) -> bool:
        self._meter.check(self._lane)
        return True


class Ticks(Protocol):
    """A list iterator: how many items it has left, and how it is set to another one."""

    def __iter__(self) -> Iterator[object]: ...
    def __next__(self) -> object: ...
    def __length_hint__(self) -> int: ...
    def __setstate__(self, index: int, /) -> None: ...


class _Lane:
    """A list iterator that deals out ticks, and how many of them it was given."""

    __slots__ = ("_plain", "issued", "items", "ticks")

    def __init__(self, meter: Meter, plain: Sequence[object]) -> None:
        self._plain = plain
        self.items = [*plain, *[_Checkpoint(meter, self)] * TAIL]
        self.ticks = cast(Ticks, iter(self.items))
        self.issued = 0

    @property
    def used(self) -> int:
        """How many of the issued ticks were taken."""
        left = self.ticks.__length_hint__() - TAIL
        return max(0, self.issued - left) if left > 0 else self.issued

    @property
    def low(self) -> bool:
        """Whether a checkpoint has failed to rewind the lane."""
        return self.ticks.__length_hint__() < TAIL

    @property
    def dead(self) -> bool:
        """Whether every checkpoint failed: the iterator has ended and cannot be rewound."""
        return self.ticks.__length_hint__() == 0

    def issue(self, count: int) -> None:
        """Rewind so that `count` plain ticks come before the next checkpoint."""
        self.issued = count
        self.ticks.__setstate__(CHUNK - count)

    def open(self, count: int) -> None:
        """Deal out plain ticks, `count` of them before the next checkpoint."""
        if self.items[0] is not self._plain[0]:
            self.items[:CHUNK] = self._plain
        self.issue(count)


_UNLIMITED: Final = Limits.unlimited()
_EMPTY: Final = ((),) * CHUNK
_TRUE: Final = (True,) * CHUNK


class Meter:
    """The accounts of one interpreter; `start` and `stop` bracket a run."""

    def __init__(self) -> None:
        self._rounds = _Lane(self, _EMPTY)
        self._truths = _Lane(self, _TRUE)
        self._closed = [_Checkpoint(self, None)] * CHUNK
        self._lanes = (self._rounds, self._truths)
        self.rounds = self._rounds.ticks
        self.truths = self._truths.ticks
        self.limits = _UNLIMITED
        self.ended: BaseException | None = None
        self._spent = 0
        self._budget = 0
        self.deadline = math.inf
        self.stop(sealed=False)

    @property
    def operations(self) -> int:
        """Ticks taken in this run."""
        return self._spent + self._rounds.used + self._truths.used

    def start(self, limits: Limits) -> None:
        """Open the lanes for a run under `limits`."""
        if self._rounds.dead or self._truths.dead:
            raise LimitExceeded("the accounts of this interpreter were exhausted; start a new one")
        self.limits = limits
        self.ended = None
        self._spent = 0
        self._budget = limits.operations if limits.operations is not None else 1 << 62
        self.deadline = math.inf if limits.seconds is None else monotonic() + limits.seconds
        count = _share(self._budget)
        self._rounds.open(count)
        self._truths.open(_share(self._budget - count))

    def stop(self, *, sealed: bool) -> None:
        """End the run; where `sealed`, code that is called from now on raises at its first tick."""
        self.deadline = math.inf
        self._budget = 1 << 62
        if sealed:
            # What ended the run may hold its frames.
            self.ended = ForbiddenOperation("the run is over: its functions cannot be called")
            self._take_back()

    def trip(self, reason: BaseException) -> None:
        """End the run at its next tick and at every tick after it; from any thread or signal handler."""
        # No call of a Python function from here on: one that fails at the recursion limit would leave lanes open.
        if self.ended is None:
            self.ended = reason
        self._rounds.items[:CHUNK] = self._closed
        self._truths.items[:CHUNK] = self._closed

    def check(self, lane: _Lane | None) -> None:
        """Do the accounts; raise what ended the run, if something did."""
        if self.ended is None and monotonic() > self.deadline:
            self.trip(LimitExceeded(f"the code ran for more than {self.limits.seconds:g} seconds"))
        if self.ended is None:
            for each in self._lanes:
                if each is lane or each.low:
                    self._refill(each)
        if self.ended is not None:
            for each in self._lanes:
                each.items[:CHUNK] = self._closed
                self._spent += each.used
                each.issued = 0
                each.ticks.__setstate__(0)
            raise _again(self.ended) from None

    def _refill(self, lane: _Lane) -> None:
        self._spent += lane.issued
        lane.issued = 0
        left = self._budget - self._spent - sum(each.issued for each in self._lanes)
        if left <= 0:
            self._take_back()
            left = self._budget - self._spent
        if left <= 0:
            self.trip(LimitExceeded(f"the code took more than {self.limits.operations:,} operations"))
        else:
            self._spent += 1
            lane.issue(_share(left))

    def _take_back(self) -> None:
        """Let no lane keep ticks that it may not need."""
        for lane in self._lanes:
            self._spent += lane.used
            lane.issue(0)


def _share(left: int) -> int:
    """How many plain ticks a lane is given at once of those that are left, the checkpoint after them not counted."""
    return min(CHUNK, (left + 3) // 4 - 1) if left > 0 else 0


def _again(ended: BaseException) -> BaseException:
    """A fresh exception like `ended`, so that tracebacks do not pile up on one object."""
    return type(ended)(*ended.args)
