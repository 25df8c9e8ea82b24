"""What values look like: bundles and bounded text."""

import subprocess
import sys
import time
from base64 import b64decode

import matplotlib.figure
import numpy as np
import pandas as pd
import polars as pl
import pytest
from PIL import Image

from agent_magic.worker.richrepr import bundle_of, text_of


def test_a_data_frame_is_a_table_of_bounded_size():
    frame = pd.DataFrame(np.zeros((10_000, 50)))
    bundle = bundle_of(frame)
    assert bundle["text/html"].count("<tr") <= 23
    assert "10000 rows × 50 columns" in bundle["text/html"]
    assert "[10000 rows x 50 columns]" in bundle["text/plain"]


def test_the_text_in_cells_is_escaped():
    frame = pd.DataFrame({"<script>": ["<img src=x onerror=alert(1)>"]})
    html = bundle_of(frame)["text/html"]
    assert "<img" not in html
    assert "<script>" not in html


def test_an_override_of_a_table_class_of_the_code_is_not_called():
    class Table(pd.DataFrame):
        def to_html(self, *args, **kwargs):
            return "<script>alert(1)</script>"

        def _repr_html_(self):
            return "<script>alert(1)</script>"

    assert "<script>" not in bundle_of(Table({"a": [1]}))["text/html"]


def test_a_class_of_the_code_is_not_asked_for_html():
    class Rich:
        def _repr_html_(self):
            return "<script>alert(1)</script>"

    Rich.__module__, Rich.__qualname__ = "pandas", "DataFrame"
    assert bundle_of(Rich()) is None


def test_a_polars_frame_is_a_table():
    assert "<table" in bundle_of(pl.DataFrame({"a": [1, 2]}))["text/html"]


def test_figures_and_images_are_pictures():
    figure = matplotlib.figure.Figure()
    axes = figure.add_subplot()
    image = Image.new("CMYK", (5_000, 10))
    for value in (figure, axes, image):
        assert b64decode(bundle_of(value)["image/png"]).startswith(b"\x89PNG")
    assert image.size == (5_000, 10)


def test_display_objects_of_a_library_show_what_they_hold():
    display = pytest.importorskip("IPython.display")
    assert bundle_of(display.Markdown("*a*"))["text/markdown"] == "*a*"
    assert bundle_of(display.HTML("<b>a</b>"))["text/html"] == "<b>a</b>"
    assert bundle_of(display.Latex("$a$"))["text/latex"] == "$a$"


def test_an_estimator_shows_its_diagram():
    from sklearn.linear_model import LogisticRegression

    assert "LogisticRegression" in bundle_of(LogisticRegression())["text/html"]


@pytest.mark.parametrize("value", [None, 1, "text", [1], {"a": 1}, object(), len, int, np.arange(3), pd.Series([1])])
def test_plain_values_have_no_bundle(value):
    assert bundle_of(value) is None


def test_a_failing_display_method_leaves_the_text():
    from IPython.display import HTML

    broken = HTML("x")
    broken._repr_html_ = None
    assert bundle_of(broken) is None


def test_text_is_the_repr():
    assert text_of("a\nb") == "'a\\nb'"
    assert text_of({"a": [1, 2]}) == "{'a': [1, 2]}"


def test_long_text_is_cut_in_the_middle():
    text = text_of("x" * 100_000, limit=1_000)
    assert len(text) < 1_100
    assert "… 99,002 characters left out …" in text


def test_the_text_of_a_huge_list_is_made_of_its_ends():
    huge = list(range(5_000_000))
    start = time.perf_counter()
    text = text_of(huge, limit=1_000)
    assert time.perf_counter() - start < 0.2
    assert text.startswith("[0, 1, 2,")
    assert text.endswith("4999998, 4999999]")
    assert "elements left out" in text
    assert len(text) < 1_200
    assert text_of((1, 2, 3) * 1_000, limit=300).startswith("(1, 2, 3")


def test_a_failing_repr_is_told():
    class Broken:
        def __repr__(self):
            raise ValueError("no")

    assert text_of(Broken()).endswith("Broken object; its repr raised ValueError>")


def test_an_error_that_ends_the_run_goes_through():
    class Stops:
        def __repr__(self):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        text_of(Stops())


def test_the_text_of_a_frame_does_not_hang_on_the_notebooks_options():
    with pd.option_context("display.max_rows", None, "display.max_columns", None):
        assert len(text_of(pd.DataFrame(np.zeros((1_000, 3))), limit=100_000).splitlines()) < 30
        assert len(text_of(pd.Series(np.zeros(1_000)), limit=100_000).splitlines()) < 30


def test_no_library_is_loaded():
    code = (
        "import sys; before = set(sys.modules); from agent_magic.worker.richrepr import bundle_of, text_of\n"
        "bundle_of([1]); bundle_of(object()); text_of({})\n"
        "print({'numpy', 'pandas', 'matplotlib', 'polars', 'PIL'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
