"""Figures are collected, and the notebook's pyplot stays as it was."""

import os
import subprocess
import sys
from base64 import b64decode

import matplotlib
import pytest

matplotlib.use("agg")
import matplotlib.pyplot as plt  # the backend comes first

from agent_magic.interpreter import Limits, Policy
from agent_magic.worker.figures import BACKEND, FigureWatch, figure_of, png_of
from agent_magic.worker.runner import Runner

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def _no_figure_stays():
    yield
    plt.close("all")


def size_of(png):
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def test_figures_left_open_are_shown_and_closed():
    bundles = []
    with FigureWatch(bundles.append):
        plt.plot([1, 2, 3])
        plt.figure()
        plt.bar(["a"], [1])
    assert len(bundles) == 2
    assert all(b64decode(bundle["image/png"]).startswith(PNG) for bundle in bundles)
    assert plt.get_fignums() == []


def test_show_hands_over_at_once_and_begins_a_new_figure():
    bundles = []
    with FigureWatch(bundles.append):
        first = plt.figure()
        plt.plot([1, 2])
        plt.show()
        assert len(bundles) == 1
        plt.plot([3, 4])
        assert plt.gcf() is not first
        plt.show()
    assert len(bundles) == 2


def test_figure_show_and_then_the_end_of_the_run_show_it_once():
    bundles = []
    with FigureWatch(bundles.append):
        figure, _ = plt.subplots()
        figure.show()
    assert len(bundles) == 1


def test_a_figure_that_was_displayed_is_not_shown_again():
    bundles = []
    with FigureWatch(bundles.append) as figures:
        _, axes = plt.subplots()
        figures.shown(axes)
    assert bundles == []


def test_a_figure_that_the_code_closed_is_not_shown():
    bundles = []
    with FigureWatch(bundles.append):
        plt.close(plt.figure())
    assert bundles == []


def test_the_notebooks_figures_are_neither_drawn_on_nor_closed_nor_shown():
    mine, my_axes = plt.subplots()
    bundles = []
    with FigureWatch(bundles.append):
        assert plt.get_fignums() == []
        plt.plot([1, 2, 3])
        plt.close("all")
    assert bundles == []
    assert plt.gcf() is mine
    assert plt.get_fignums() == [1]
    assert not my_axes.lines


def test_the_notebooks_settings_and_backend_come_back_and_the_codes_own_last():
    width, backend = plt.rcParams["lines.linewidth"], plt.get_backend()
    watch = FigureWatch(lambda bundle: None)
    with watch:
        assert plt.get_backend() == BACKEND
        plt.rcParams["lines.linewidth"] = 99
        plt.switch_backend("svg")
    assert (plt.rcParams["lines.linewidth"], plt.get_backend()) == (width, backend)
    with plt.rc_context({"font.size": 23}):
        with watch:
            assert (plt.rcParams["lines.linewidth"], plt.rcParams["font.size"]) == (99, 23)
        assert (plt.rcParams["lines.linewidth"], plt.rcParams["font.size"]) == (width, 23)


def test_everything_comes_back_after_an_interrupt():
    mine = plt.figure()
    bundles = []

    def run():
        with FigureWatch(bundles.append):
            plt.figure()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()
    assert len(bundles) == 1
    assert plt.gcf() is mine
    assert plt.get_backend() == "agg"


def test_a_figure_that_cannot_be_drawn_says_why_in_text():
    bundles = []
    with FigureWatch(bundles.append):
        plt.title("$\\nonsense{$")
    (bundle,) = bundles
    assert "image/png" not in bundle
    assert "could not be drawn: ValueError" in bundle["text/plain"]


FIRST_IMPORT_IN_THE_RUN = """
import os, sys
os.environ.pop("MPLBACKEND", None)
if len(sys.argv) > 1:
    os.environ["MPLBACKEND"] = sys.argv[1]
from agent_magic.worker.figures import FigureWatch
bundles = []
with FigureWatch(bundles.append):
    import matplotlib.pyplot as plt
    plt.rcParams["font.size"] = 31
    plt.plot([1]); plt.show()
    plt.plot([2])
print(len(bundles), plt.get_backend(), os.environ.get("MPLBACKEND"), plt.rcParams["font.size"])
"""


@pytest.mark.parametrize(("wanted", "expected"), [(["svg"], "2 svg svg 10.0"), ([], "2 agg None 10.0")])
def test_matplotlib_may_be_loaded_by_the_code(wanted, expected):
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    command = [sys.executable, "-c", FIRST_IMPORT_IN_THE_RUN, *wanted]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.stdout.strip(), done.stderr) == (expected, "")


def test_a_run_without_figures_does_not_load_matplotlib():
    code = (
        "import sys; from agent_magic.worker.figures import FigureWatch\n"
        "with FigureWatch(print): pass\n"
        "print('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_the_figure_of_axes_arrays_of_axes_and_subfigures():
    figure, axes = plt.subplots(2, 2)
    subfigure = plt.figure().subfigures(1, 2)[0]
    assert figure_of(axes[0, 0]) is figure
    assert figure_of(axes) is figure
    assert figure_of(subfigure) is subfigure.figure
    assert figure_of(subfigure.subplots()) is subfigure.figure
    assert figure_of([figure]) is None
    assert figure_of("figure") is None


def test_a_huge_figure_makes_a_picture_of_a_bounded_size():
    figure = plt.figure(figsize=(200, 100))
    figure.add_axes((0, 0, 1, 1))
    assert max(size_of(png_of(figure))) <= 1_700


def test_a_figure_left_open_is_drawn_in_the_codes_own_colours():
    pytest.importorskip("seaborn")
    drawn = []

    def show(output):
        drawn.append(output.bundle["image/png"])

    runner = Runner(Policy(imports=["matplotlib.*", "seaborn"]), Limits(), show)
    code = "import matplotlib.pyplot as plt\nimport seaborn as sns\nsns.set_theme()\nplt.plot([1, 2], color='b')\n"
    assert runner.run(f"{code}plt.show()").error is None
    assert runner.run(f"{code}None").error is None
    assert drawn[0] == drawn[1]
    assert matplotlib.colors.to_rgb("b") == (0, 0, 1)
