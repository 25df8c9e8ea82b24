"""Roads from libraries to files, processes, connections, memory and evaluated text: none of them leads out.

Each attack of `library_attacks.txt` is given a folder with a secret in several formats, a path that must not exist
afterwards, and a module that makes that path when it is imported.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from agent_magic.interpreter import Interpreter, Limits, Policy

LIBRARIES = """
    numpy pandas polars pyarrow matplotlib sklearn scipy seaborn networkx sympy PIL joblib jinja2 urllib3 httpx
""".split()
TEXT = (Path(__file__).parent / "library_attacks.txt").read_text(encoding="utf-8")
ATTACKS = [block.partition("\n")[::2] for block in TEXT.removeprefix("## ").split("\n## ")]
TOKEN = "TOKEN-123"

HARMLESS = {"sk_njobs", "sy_5", "sy_21", "sy_22"}
"""They end without an error, as what they try to reach is not there."""
EITHER = {"mpl_backend4"}
"""It is refused where matplotlib has not drawn before, else it comes too late to do anything."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "secret.txt").write_text(f"{TOKEN},4\n")
    (tmp_path / "p.html").write_text(f"<table><tr><td>{TOKEN}</td></tr></table>")
    pl.DataFrame({"s": [TOKEN]}).write_csv(tmp_path / "s.csv")
    (tmp_path / "dir").mkdir()
    for path in ("s.parquet", "dir/a.parquet"):
        pd.DataFrame({"s": [TOKEN]}).to_parquet(tmp_path / path)
    evil = f"import os\nos.mkdir({str(tmp_path / 'canary')!r})\ndef plot(*_, **__): pass\n"
    (tmp_path / "mod_evil.py").write_text(evil)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    yield tmp_path
    sys.modules.pop("mod_evil", None)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "code"), ATTACKS, ids=[name for name, _ in ATTACKS])
def test_an_attack_reaches_nothing(name: str, code: str, folder: Path) -> None:
    interpreter = Interpreter(
        Policy(imports=[f"{library}.*" for library in LIBRARIES]),
        Limits(seconds=20),
        variables={"SECRET_FILE": str(folder / "secret.txt"), "CANARY": str(folder / "canary"), "FOLDER": str(folder)},
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        outcome = interpreter.run(code)
    told = repr(outcome.value) + outcome.output + (outcome.error.message if outcome.error else "")
    assert TOKEN not in told
    assert not list(folder.glob("canary*"))
    assert "mod_evil" not in sys.modules
    assert name in EITHER or (outcome.error is None) == (name in HARMLESS), outcome


def test_the_attacks_are_many() -> None:
    assert len(ATTACKS) > 200
