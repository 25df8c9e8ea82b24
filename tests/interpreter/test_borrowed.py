"""The state that libraries keep for the whole process is the code's while it runs and the host's after it."""

from __future__ import annotations

import os
import warnings

import numpy as np
import pandas as pd
import pytest

from agent_magic.interpreter import Interpreter, Outcome, Policy

mpl = pytest.importorskip("matplotlib")
plt = pytest.importorskip("matplotlib.pyplot")
pl = pytest.importorskip("polars")
pytest.importorskip("sklearn")

IMPORTS = ["numpy", "pandas", "matplotlib.*", "sklearn.*", "polars", "seaborn", "sympy.*"]


def ran(interpreter: Interpreter, code: str) -> Outcome:
    outcome = interpreter.run(code)
    assert outcome.error is None, outcome.error.traceback
    return outcome


def test_the_code_has_a_generator_of_its_own_that_goes_on_in_its_next_run() -> None:
    np.random.seed(5)
    np.random.randn()  # numpy keeps the other half of this pair of numbers
    state = np.random.get_state()
    expected = np.random.RandomState(0).randn(3).tolist()
    interpreter = Interpreter(Policy(imports=IMPORTS))
    first = ran(interpreter, "import numpy as np\nnp.random.seed(0)\n[np.random.randn()]").value
    then = ran(interpreter, "np.random.randn(2).tolist()").value
    assert first + then == expected
    after = np.random.get_state()
    assert (after[1] == state[1]).all()
    assert after[2:] == state[2:]


def test_the_code_begins_with_a_seed_that_the_host_does_not_know() -> None:
    np.random.seed(5)
    drawn = ran(Interpreter(Policy(imports=IMPORTS)), "import numpy\nnumpy.random.rand()").value
    assert drawn != np.random.rand()


def test_libraries_draw_from_the_codes_generator() -> None:
    np.random.seed(1)
    state = np.random.get_state()
    code = (
        "import pandas as pd\nfrom sklearn.utils import shuffle\n"
        "pd.Series(range(9)).sample(3), shuffle(list(range(9)))\nNone"
    )
    ran(Interpreter(Policy(imports=IMPORTS)), code)
    assert (np.random.get_state()[1] == state[1]).all()


def test_styles_and_options_stay_with_the_code() -> None:
    fonts, size, rows = list(mpl.rcParams["font.sans-serif"]), mpl.rcParams["font.size"], pd.options.display.max_rows
    interpreter = Interpreter(Policy(imports=IMPORTS))
    code = (
        "import matplotlib.pyplot as plt, pandas as pd\nplt.rcParams['font.size'] = 31\n"
        "plt.rcParams['font.sans-serif'].insert(0, 'Other')\npd.set_option('display.max_rows', 7)"
    )
    ran(interpreter, code)
    assert (mpl.rcParams["font.sans-serif"], mpl.rcParams["font.size"]) == (fonts, size)
    assert pd.options.display.max_rows == rows
    told = ran(
        interpreter, "plt.rcParams['font.size'], plt.rcParams['font.sans-serif'][0], pd.options.display.max_rows"
    )
    assert told.value == (31, "Other", 7)


def test_a_backend_that_the_code_names_is_gone_after_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(mpl.rcParams, "backend", "agg")
    ran(Interpreter(Policy(imports=IMPORTS)), "import matplotlib\nmatplotlib.rcParams['backend'] = 'module://other'")
    assert mpl.rcParams["backend"].lower() == "agg"


def test_an_option_that_is_a_function_of_the_code_is_gone_after_the_run() -> None:
    ran(
        Interpreter(Policy(imports=IMPORTS)),
        "import pandas as pd\npd.set_option('display.float_format', lambda v: 'mine')",
    )
    assert "mine" not in repr(pd.Series([1.5]))


def test_the_hosts_figures_are_neither_seen_nor_closed() -> None:
    mine = plt.figure()
    try:
        interpreter = Interpreter(Policy(imports=IMPORTS))
        code = "import matplotlib.pyplot as plt\nbefore = plt.get_fignums()\nplt.close('all')\nplt.figure(7)\nbefore"
        assert ran(interpreter, code).value == []
        assert plt.get_fignums() == [mine.number]
        assert ran(interpreter, "plt.get_fignums()").value == [7]
    finally:
        plt.close(mine)


def test_filters_of_warnings_last_for_the_code_and_end_for_the_host() -> None:
    before = list(warnings.filters)
    interpreter = Interpreter(Policy(imports=IMPORTS))
    ran(interpreter, "import warnings\nwarnings.simplefilter('ignore')\nkeep = warnings.catch_warnings(record=True)")
    ran(interpreter, "import numpy as np\nseen = keep.__enter__()\nnp.array([1.0]) / 0")
    assert list(warnings.filters) == before
    with pytest.warns(UserWarning, match="still shown"):
        warnings.warn("still shown", stacklevel=1)


def test_options_in_the_environment_are_put_back() -> None:
    kept = {name: value for name, value in os.environ.items() if name.startswith("POLARS_")}
    interpreter = Interpreter(Policy(imports=IMPORTS))
    ran(interpreter, "import polars as pl\nfirst = pl.Config.set_tbl_rows(1)")
    assert {name: value for name, value in os.environ.items() if name.startswith("POLARS_")} == kept
    assert "…" in ran(interpreter, "str(pl.DataFrame({'a': [1, 2, 3]}))").value
    assert "…" not in str(pl.DataFrame({"a": [1, 2, 3]}))


@pytest.mark.parametrize("awaits", ["", "import asyncio\nawait asyncio.sleep(0)\n"])
def test_how_numpy_prints_and_what_it_raises_lasts_for_the_code(awaits: str) -> None:
    interpreter = Interpreter(Policy(imports=IMPORTS))
    ran(interpreter, f"{awaits}import numpy as np\nnp.set_printoptions(precision=2)\nnp.seterr(divide='raise')")
    assert (str(np.array([1.23456])), np.geterr()["divide"]) == ("[1.23456]", "warn")
    assert ran(interpreter, "str(np.array([1.23456]))").value == "[1.23]"
    error = interpreter.run("np.array([1.0]) / 0").error
    assert error is not None
    assert error.type == "FloatingPointError"


def test_what_the_host_sets_holds_for_code_that_sets_nothing_itself() -> None:
    interpreter = Interpreter(Policy(imports=IMPORTS))
    ran(interpreter, "import numpy as np")
    with np.printoptions(precision=3):
        assert ran(interpreter, "str(np.array([1.23456]))").value == "[1.235]"
    assert ran(interpreter, "str(np.array([1.23456]))").value == "[1.23456]"


def test_the_configuration_of_sklearn_lasts_for_the_code_only() -> None:
    sklearn = pytest.importorskip("sklearn")
    interpreter = Interpreter(Policy(imports=IMPORTS))
    ran(interpreter, "import sklearn\nsklearn.set_config(transform_output='pandas')")
    assert sklearn.get_config()["transform_output"] == "default"
    assert ran(interpreter, "sklearn.get_config()['transform_output']").value == "pandas"


def test_the_letters_for_colours_last_for_the_code_only() -> None:
    pytest.importorskip("seaborn")
    blue = mpl.colors.to_rgb("b")
    interpreter = Interpreter(Policy(imports=IMPORTS))
    ran(interpreter, "import matplotlib.colors, seaborn as sns\nsns.set_theme()")
    assert mpl.colors.to_rgb("b") == blue
    assert ran(interpreter, "matplotlib.colors.to_rgb('b')").value != blue


@pytest.mark.parametrize("change", ["register(plt.colormaps['viridis'], name='mine')", "unregister('mine')"])
def test_the_colour_maps_of_the_process_stay(change: str) -> None:
    code = f"import matplotlib.pyplot as plt\nplt.colormaps.{change}"
    error = Interpreter(Policy(imports=IMPORTS)).run(code).error
    assert error is not None
    assert error.message.endswith("of a ColormapRegistry may not be read")


def test_how_sympy_evaluates_is_put_back() -> None:
    sympy = pytest.importorskip("sympy")
    interpreter = Interpreter(Policy(imports=IMPORTS))
    ran(interpreter, "import sympy\nlasting = sympy.evaluate(False)\nlasting.__enter__()")
    assert str(sympy.Symbol("x") + sympy.Symbol("x")) == "2*x"
    assert ran(interpreter, "str(sympy.Symbol('x') + sympy.Symbol('x'))").value == "x + x"


def test_an_object_that_a_library_shares_keeps_its_attributes() -> None:
    sympy = pytest.importorskip("sympy")
    code = "from sympy.core.parameters import global_parameters\nglobal_parameters.evaluate = False"
    error = Interpreter(Policy(imports=IMPORTS)).run(code).error
    assert error is not None
    assert "may not be changed" in error.message
    assert str(sympy.Symbol("x") + sympy.Symbol("x")) == "2*x"


def test_an_option_of_pandas_is_set_as_an_attribute() -> None:
    interpreter = Interpreter(Policy(imports=IMPORTS))
    ran(interpreter, "import pandas as pd\npd.options.display.max_rows = 7")
    assert ran(interpreter, "pd.get_option('display.max_rows')").value == 7
    assert pd.options.display.max_rows != 7


def test_code_that_works_in_parallel_works_in_its_own_thread() -> None:
    code = """
        from sklearn.linear_model import LinearRegression
        from sklearn.model_selection import cross_val_score
        cross_val_score(LinearRegression(), [[i] for i in range(9)], range(9), cv=3, n_jobs=2).round(3).tolist()
    """
    lines = "\n".join(line.strip() for line in code.splitlines())
    assert ran(Interpreter(Policy(imports=IMPORTS)), lines).value == [1.0, 1.0, 1.0]


def test_a_host_may_keep_a_librarys_state_by_itself() -> None:
    size = mpl.rcParams["font.size"]
    interpreter = Interpreter(Policy(imports=IMPORTS))
    interpreter.leave_to_host(["matplotlib"])
    try:
        ran(interpreter, "import matplotlib.pyplot as plt\nplt.rcParams['font.size'] = 31")
        assert mpl.rcParams["font.size"] == 31
    finally:
        mpl.rcParams["font.size"] = size


def test_how_the_host_works_in_parallel_is_put_back_after_every_run() -> None:
    joblib = pytest.importorskip("joblib")
    interpreter = Interpreter(Policy(imports=IMPORTS))
    with joblib.parallel_config(backend="threading", n_jobs=3):
        chosen = joblib.parallel.get_active_backend()
        for _ in range(2):
            ran(interpreter, "import sklearn.utils")
            assert joblib.parallel.get_active_backend() == chosen
