"""Inputs that are pictures, as a model that sees is sent them."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, Final

from agent_magic.messages import Image

LONGEST_SIDE: Final = 1_536
"""Pixels: models make larger pictures smaller themselves, and count the tokens of the large ones."""
MOST: Final = 8


def pictures(values: Iterable[object]) -> tuple[Image, ...]:
    """Return the first pictures among `values` and in lists of them: PIL images and matplotlib figures."""
    found = [Image(base64.b64encode(data).decode("ascii")) for value in values for data in _data_of(value)]
    return tuple(found[:MOST])


def _data_of(value: object) -> Iterator[bytes]:
    if type(value) is list or type(value) is tuple:
        for item in value[:MOST]:
            yield from _data_of(item)
    elif _is(value, "PIL.Image", "Image"):
        yield _of_image(value)
    elif _is(value, "matplotlib.figure", "Figure"):
        yield _of_figure(value)


def _is(value: object, module: str, name: str) -> bool:
    """Tell whether `value` is of a class of a module; a module that nobody has imported has no values."""
    kind = getattr(sys.modules.get(module), name, None)
    return isinstance(kind, type) and issubclass(type(value), kind)


def _of_image(image: Any) -> bytes:
    image = image if image.mode in ("RGB", "RGBA", "L", "LA", "P", "1") else image.convert("RGB")
    if max(image.size) > LONGEST_SIDE:
        image = image.copy()
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    target = BytesIO()
    image.save(target, format="PNG")
    return target.getvalue()


def _of_figure(figure: Any) -> bytes:
    target = BytesIO()
    figure.savefig(
        target, format="png", bbox_inches="tight", dpi=min(100, LONGEST_SIDE / max(figure.get_size_inches()))
    )
    return target.getvalue()
