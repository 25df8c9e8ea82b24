"""The second net: what the tables do not know is stopped when it does what is not allowed."""

from __future__ import annotations

import _thread
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from agent_magic.interpreter import Files, ForbiddenOperation, Interpreter, Outcome, Policy
from agent_magic.interpreter.files import FileRules, path_text


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text("TOKEN")
    return path


def run(code: str, *imports: str, **policy: object) -> Outcome:
    return Interpreter(Policy(imports=imports, **policy)).run(code)  # type: ignore[arg-type]


def error_of(outcome: Outcome) -> str:
    assert outcome.error is not None, outcome
    return f"{outcome.error.type}: {outcome.error.message}"


@pytest.mark.parametrize("start", [_thread.start_new_thread, lambda f, _: threading.Thread(target=f).start()])
def test_a_function_of_the_code_is_watched_in_any_thread(start: Callable[..., object], secret: Path) -> None:
    told: list[object] = []

    def in_thread(function: Callable[[], object]) -> object:
        done = threading.Event()

        def work() -> None:
            try:
                told.append(function())
            except Exception as error:
                told.append(type(error).__name__)
            done.set()

        start(work, ())
        done.wait(10)
        return told.pop()

    interpreter = Interpreter(
        Policy(imports=["numpy"]), functions={"in_thread": in_thread}, variables={"path": str(secret)}
    )
    outcome = interpreter.run("import numpy as np\nin_thread(lambda: np.memmap(path))")
    assert outcome.value == "ForbiddenAccess"
    assert interpreter.run("in_thread(lambda: open(path))").value == "ForbiddenAccess"


def test_a_thread_of_native_code_is_watched_and_one_of_the_host_is_not(secret: Path) -> None:
    read: list[str] = []

    def try_to_read(done: threading.Event) -> None:
        try:
            read.append(secret.read_text())
        except ForbiddenOperation as error:
            read.append(type(error).__name__)
        done.set()

    def native() -> None:
        done = threading.Event()
        _thread.start_new_thread(try_to_read, (done,))
        done.wait(10)

    def host() -> None:
        thread = threading.Thread(target=try_to_read, args=(threading.Event(),))
        thread.start()
        thread.join(10)

    interpreter = Interpreter(functions={"native": native, "host": host})
    assert interpreter.run("native()\nhost()").error is None
    assert read == ["ForbiddenAccess", "TOKEN"]
    native()
    assert read[-1] == "TOKEN"


def test_connections_need_a_word_in_the_policy() -> None:
    pytest.importorskip("urllib3")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"hello")

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        code = f"import urllib3\nurllib3.request('GET', 'http://127.0.0.1:{server.server_port}/', retries=False).data"
        assert "a policy with network=True would allow it" in error_of(run(code, "urllib3"))
        assert run(code, "urllib3", network=True).value == b"hello"


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("sympify('x + 1')", True),
        ("sympify('sin(x)**2', locals={'x': 3})", True),
        ("sympify('x.is_real')", True),
        ("sympify('x._assumptions')", False),
        ("sympify('x.func.__globals__')", False),
        ("sympify('vars(x)')", False),
        ("lambdify(Symbol('x'), Symbol('x') + 1, 'math')(1)", True),
        ("lambdify(Symbol('x'), 'import_module')(1)", None),
        ("lambdify(Symbol('x'), 'open')(1)", False),
        ("sympify('(')", None),
    ],
)
def test_text_that_a_library_evaluates_is_checked(code: str, allowed: bool | None) -> None:
    pytest.importorskip("sympy")
    outcome = run(f"from sympy import Symbol, lambdify, sympify\nx = Symbol('x')\n{code}", "sympy")
    if allowed:
        assert outcome.error is None, outcome.error.traceback
    elif allowed is None:
        assert outcome.error is not None
        assert outcome.error.type in {"SympifyError", "NameError"}
    else:
        assert "may not be evaluated" in error_of(outcome)


def test_a_library_from_a_folder_of_the_host_brings_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lazy_library.py").write_text(
        "import importlib\ndef load(name): return importlib.import_module(name).x\n"
    )
    (tmp_path / "some_module_of_the_host.py").write_text("x = 1\n")
    (tmp_path / "imports_in_text.py").write_text("def run(text): exec(text)\n")
    monkeypatch.syspath_prepend(tmp_path)
    told = error_of(run("import lazy_library\nlazy_library.load('some_module_of_the_host')", "lazy_library"))
    assert "is not part of a library and is not imported" in told
    told = error_of(run("import imports_in_text\nimports_in_text.run('eval(1)')", "imports_in_text"))
    assert "may not be evaluated" in told
    assert run("import imports_in_text\nimports_in_text.run('import math')", "imports_in_text").error is None


def test_what_is_no_path() -> None:
    rules = FileRules(Files())
    with pytest.raises(TypeError, match="expected str, bytes"):
        rules.resolve(3.5, write=False)
    with pytest.raises(ValueError, match="null byte"):
        path_text("a\0b")

    class Wrong:
        def __fspath__(self) -> object:
            return 5

    with pytest.raises(TypeError, match="to return str or bytes"):
        path_text(Wrong())
    assert path_text(b"a") == "a"
    assert FileRules(Files(write=["/"])).writable == ("/",)


def test_methods_that_are_named_by_text() -> None:
    code = """
import functools
import numpy as np
import pandas as pd

class Top:
    def __call__(self, column, least=0):
        return max(column.max(), least)

class Names(str):
    pass

d = pd.DataFrame({"g": [1, 1, 2], "v": [1.0, 2.0, 5.0]})
(
    d["v"].agg(Names("sum")), d["v"].agg(["min", "max"]).tolist(), d.agg({"v": ["sum", np.mean]})["v"].tolist(),
    d.groupby("g").agg(top=("v", "max"), low=pd.NamedAgg("v", "min")).values.tolist(),
    d["v"].agg(Top()), d.groupby("g")["v"].agg(Top(), least=3).tolist(), d["v"].apply(np.sqrt).round(1).tolist(),
    d["v"].agg(functools.partial(np.quantile, q=0.5)), d.transform("cumsum")["v"].tolist(),
    d.pivot_table(index="g", values="v", aggfunc="sum")["v"].tolist(), d.pivot_table("v", "g", None, "max").shape,
    pd.DataFrame.agg(d, "max")["v"], pd.Series.apply(d["v"], func=lambda v: v + 1).tolist(),
)
"""
    outcome = run(code, "pandas", "numpy")
    assert outcome.error is None, outcome.error.traceback
    assert outcome.value == (
        8.0, [1.0, 5.0], [8.0, 8 / 3], [[2.0, 1.0], [5.0, 5.0]], 5.0, [3, 5.0], [1.0, 1.4, 2.2], 2.0,
        [1.0, 3.0, 8.0], [3.0, 5.0], (2, 1), 5.0, [2.0, 3.0, 6.0],
    )  # fmt: skip
    for named in ("pd.Series(['to_pickle'])", "iter(['_mgr'])", "{'v': '_mgr'}", "('v', '_mgr')"):
        code = f"import pandas as pd\npd.DataFrame({{'v': [1]}}).agg({named})"
        assert error_of(run(code, "pandas")).startswith("ForbiddenOperation")


def test_resizing_keeps_its_check() -> None:
    code = "import numpy as np\na = np.arange(4)\na.resize((2, 2))\nnp.resize(a, 6).tolist(), a.shape"
    assert run(code, "numpy").value == ([0, 1, 2, 3, 0, 1], (2, 2))


def test_messages_name_the_member_and_the_reason() -> None:
    told = error_of(run("import numpy as np\nnp.ctypeslib", "numpy"))
    assert told == "ForbiddenOperation: numpy.ctypeslib is not allowed: it reaches into the process's memory"
    told = error_of(run("import pandas as pd\npd.read_pickle('x')", "pandas"))
    assert "pandas.read_pickle is not allowed: it loads pickles" in told
    told = error_of(run("import pandas.core.frame", "pandas.*"))
    assert "pandas.core.frame cannot be lent to the code" in told
    told = error_of(run("import pandas as pd\npd.read_csv('data/x.csv')", "pandas"))
    assert "pandas.read_csv is not allowed: the file" in told
    assert "a policy with files=Files(read=[" in told


_DEPUTIES = {
    "memory": ("import ctypes\ndef go(): return ctypes.string_at(id(1), 8)\n", "ForbiddenOperation: the code may not"),
    "processes": (
        "import subprocess\ndef go(): return subprocess.run(['true'])\n",
        "ForbiddenOperation: the code may not",
    ),
    "a function of another library": ("from subprocess import run as go\n", "AttributeError"),
}


@pytest.mark.parametrize(("library", "told"), _DEPUTIES.values(), ids=_DEPUTIES)
def test_a_library_is_no_deputy_for(library: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deputy_library.py").write_text(library)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "deputy_library", raising=False)
    outcome = run("import deputy_library\ndeputy_library.go()", "deputy_library")
    assert error_of(outcome).startswith(told)


def test_a_library_lends_no_private_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "private_library.py").write_text("def greet(): return 'hello'\n_greet = greet\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert run("from private_library import greet\ngreet()", "private_library").value == "hello"
    told = error_of(run("from private_library import _greet", "private_library"))
    assert told.startswith("ForbiddenOperation: private_library._greet is not allowed")


def test_methods_of_the_code_may_be_named_like_those_of_libraries() -> None:
    code = "class Box:\n    def to_parquet(self): return 1\nBox().to_parquet()"
    assert run(code).value == 1


def test_a_native_reader_takes_no_file_of_the_code() -> None:
    pytest.importorskip("polars")
    code = "import polars\nclass Own:\n    def read(self, n=-1): return b'a'\npolars.read_csv(Own())"
    assert error_of(run(code, "polars")).endswith("takes a path, an io.BytesIO or an io.StringIO here")
