"""What it takes to encode and to decode, beside a pickle of protocol 5 with its buffers out of band.

    python -m tests.benchmarks.codec [--rounds 5]

Milliseconds, the least of the rounds; each side has the JSON of its tree in it, and bytes of the pickle in its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import pickle
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from agent_magic.worker.codec import decode, encode


def values() -> dict[str, Any]:
    """Return what is measured, by name."""
    texts = [f"a text of row {i}" for i in range(1_000_000)]
    return {
        "100 MB of floats in a frame": pd.DataFrame(np.random.default_rng(0).random((125_000, 100))),
        "a list of a million ints": list(range(1_000_000)),
        "a million texts in a column": pd.DataFrame({"text": texts}),
        "a million texts as objects": pd.Series(texts, dtype=object),
        "a list of a million texts": texts,
        "a dict of 100,000 items": {f"key {i}": i for i in range(100_000)},
        "100,000 records": [{"name": f"n{i}", "a": i, "b": i * 0.5, "c": None} for i in range(100_000)],
        "a small dict": {"a": 1, "b": [1.5, None, "x"], "c": (1, 2)},
    }


def by_codec(value: Any) -> tuple[Callable[[], Any], Callable[[Any], Any]]:
    """Return what encodes `value` and what decodes the outcome."""

    def there() -> Any:
        encoded = encode(value, pickles=False)
        return json.dumps(encoded.tree).encode(), encoded.buffers

    return there, lambda sent: decode(json.loads(sent[0]), sent[1], pickles=False)


def by_pickle(value: Any) -> tuple[Callable[[], Any], Callable[[Any], Any]]:
    """Return what pickles `value` and what unpickles the outcome."""

    def there() -> Any:
        buffers: list[pickle.PickleBuffer] = []
        return pickle.dumps(value, protocol=5, buffer_callback=buffers.append), buffers

    return there, lambda sent: pickle.loads(sent[0], buffers=sent[1])


def measured(way: tuple[Callable[[], Any], Callable[[Any], Any]], rounds: int) -> list[float]:
    """Return the milliseconds of both directions, the least of the rounds."""
    least = [float("inf"), float("inf")]
    for _ in range(rounds):
        gc.collect()
        marks = [time.perf_counter()]
        sent = way[0]()
        marks.append(time.perf_counter())
        back = way[1](sent)
        marks.append(time.perf_counter())
        del sent, back
        least = [min(old, (end - start) * 1e3) for old, start, end in zip(least, marks, marks[1:], strict=False)]
    return least


def main() -> None:
    """Print a line for each value."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    write = sys.stdout.write
    write(f"{'ms':<30}{'encode':>10}{'decode':>10}{'pickle':>10}{'unpickle':>10}\n")
    for name, value in values().items():
        figures = [*measured(by_codec(value), rounds), *measured(by_pickle(value), rounds)]
        write(f"{name:<30}{''.join(f'{figure:>10.2f}' for figure in figures)}\n")


if __name__ == "__main__":
    main()
