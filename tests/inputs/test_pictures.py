"""Inputs that are pictures, as a model that sees is sent them; paths, which are texts."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path

import pytest

from agent_magic.inputs import lend, pictures

Image = pytest.importorskip("PIL.Image")


def opened(data: str):
    return Image.open(BytesIO(base64.b64decode(data)))


def test_images_and_figures_are_pictures_also_in_lists():
    figure = pytest.importorskip("matplotlib.figure").Figure(figsize=(2, 1))
    figure.subplots().plot([1, 2])
    values = [Image.new("RGB", (4, 2), "red"), [Image.new("L", (3, 3))], 5, "text", figure]
    found = pictures(values)
    assert [image.kind for image in found] == ["image/png"] * 3
    assert opened(found[0].data).getpixel((0, 0)) == (255, 0, 0)
    assert opened(found[1].data).size == (3, 3)


def test_a_large_one_is_made_smaller_and_the_input_is_not():
    image = Image.new("CMYK", (4_000, 100))
    (found,) = pictures([image])
    assert opened(found.data).size == (1_536, 38)
    assert (image.size, image.mode) == ((4_000, 100), "CMYK")


def test_of_many_the_first_ones_are_sent():
    assert len(pictures([Image.new("L", (1, 1))] * 20)) == 8


def test_a_class_that_lies_is_no_picture():
    class Lying:
        @property
        def __class__(self):
            return Image.Image

    assert pictures([Lying()]) == ()


def test_a_path_is_lent_as_text():
    lent = lend("path", Path("data") / "sales.csv")
    assert lent.value == str(Path("data") / "sales.csv")
    assert not lent.shared
