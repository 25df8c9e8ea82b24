"""PIL's images, as the pixels that they are."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from agent_magic.worker.codec.checks import instance, whole
from agent_magic.worker.codec.encoded import Undecodable
from agent_magic.worker.codec.reader import Reader, Reading
from agent_magic.worker.codec.writer import Writer
from agent_magic.worker.loaded import is_a

BITS = {
    "1": 1,
    "L": 8,
    "P": 8,
    "LA": 16,
    "PA": 16,
    "La": 16,
    "RGB": 24,
    "YCbCr": 24,
    "LAB": 24,
    "HSV": 24,
    "RGBA": 32,
    "RGBa": 32,
    "RGBX": 32,
    "CMYK": 32,
    "I": 32,
    "F": 32,
    "I;16": 16,
    "I;16B": 16,
    "I;16L": 16,
}
"""How many bits of a pixel of each mode travel."""

INFO = frozenset({bool, int, float, str, bytes, tuple})


def write(value: Any, writer: Writer) -> Any:
    """Return the node of an image, or None where it is none; one that came from a file leaves the file behind."""
    if not is_a(value, "PIL.Image", "Image") or value.mode not in BITS:
        return None
    palette = None if value.palette is None else [value.palette.mode, writer.blob(bytes(value.palette.palette))]
    info = {key: part for key, part in value.info.items() if type(key) is str and _plain(part)}
    return ["image", value.mode, *value.size, writer.blob(value.tobytes()), palette, writer.node(info)]


def _plain(part: Any) -> bool:
    return type(part) in INFO and (type(part) is not tuple or all(map(_plain, part)))


def _read(reader: Reader, mode: Any, width: Any, height: Any, pixels: Any, palette: Any, info: Any) -> Any:
    images = import_module("PIL.Image")
    view = reader.take(pixels)
    if (whole(width) * BITS[mode] + 7) // 8 * whole(height) != view.nbytes:
        raise Undecodable("an image is not as large as it says")
    image = images.frombytes(mode, (width, height), view) if view.nbytes else images.new(mode, (width, height))
    if palette is not None:
        kind, colours = palette
        image.putpalette(bytes(reader.take(colours)), instance(kind, str))
    image.info.update(instance(reader.value(info), dict))
    return image


READINGS: Mapping[str, Reading] = {"image": Reading(_read)}
