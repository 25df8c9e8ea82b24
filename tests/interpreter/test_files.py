"""The file policy: nothing, folders to read, folders to write, by every road to a file."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from agent_magic.interpreter import Files, Interpreter, Outcome, Policy

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

LIBRARIES = ["numpy", "pandas", "polars", "matplotlib.*", "PIL.*", "networkx", "sklearn.*"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder to read, with one to write in it, and a secret beside it."""
    (tmp_path / "secret.txt").write_text("TOKEN")
    folder = tmp_path / "data"
    (folder / "out").mkdir(parents=True)
    (folder / "x.csv").write_text("a,b\n1,2\n3,4\n")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    return folder


def run(code: str, data: Path, **files: object) -> Outcome:
    for library in ("polars", "matplotlib", "PIL", "networkx"):
        if library in code:
            pytest.importorskip(library)
    lent = Files(read=[data], write=[data / "out"]) if not files else Files(**files)  # type: ignore[arg-type]
    interpreter = Interpreter(Policy(imports=LIBRARIES, files=lent), variables={"data": str(data)})
    return interpreter.run(code)


def value(code: str, data: Path) -> object:
    outcome = run(code, data)
    assert outcome.error is None, outcome.error.traceback
    return outcome.value


def refusal(code: str, data: Path, **files: object) -> str:
    outcome = run(code, data, **files)
    assert outcome.error is not None, outcome
    assert outcome.error.type == "ForbiddenOperation", outcome.error.traceback
    assert "TOKEN" not in outcome.error.message
    return outcome.error.message


def test_what_may_be_read(data: Path) -> None:
    assert value("open(data + '/x.csv').readline()", data) == "a,b\n"
    assert value("with open(data + '/x.csv', 'rb') as f: r = f.read(3)\nr", data) == b"a,b"
    assert value("import io\nio.open(data + '/x.csv').read().count('\\n')", data) == 3
    assert value("open((data + '/out/../x.csv').encode()).read(1)", data) == "a"
    assert value("[line.split(',') for line in open(data + '/x.csv')][1][0]", data) == "1"


def test_what_may_be_written_may_be_read(data: Path) -> None:
    code = "with open(data + '/out/y.txt', 'w') as f: f.write('new')\nopen(data + '/out/y.txt').read()"
    assert value(code, data) == "new"
    assert value("open(data + '/out/y.txt', 'a').write('er')\nopen(data + '/out/y.txt', 'r+').read()", data) == "newer"
    assert (data / "out" / "y.txt").read_text() == "newer"


@pytest.mark.parametrize(
    "code",
    [
        "open(data + '/../secret.txt')",
        "open(data + '/link.txt')",
        "open(data + '/up/secret.txt')",
        "open(data + '/up/data/../secret.txt')",
        "open(data + '/x.csv', 'w')",
        "open(data + '/x.csv', 'r+')",
        "open(data + '/x.csv', 'a')",
        "open(data + 'x')",
        "open(3)",
        "open(True)",
        "open('~/.bashrc')",
        "open('/proc/self/environ')",
        "open(data + '/x.csv', opener=lambda path, flags: 0)",
        "open('file://' + data + '/x.csv')",
        "open('http://127.0.0.1/x')",
        "type(open(data + '/x.csv').buffer.raw)(data + '/../secret.txt')",
        "type(open(data + '/x.csv').buffer.raw)(0)",
        "from pathlib import Path\nPath(data, '..', 'secret.txt').read_text()",
        "from pathlib import Path\n(Path(data) / 'x.csv').write_text('')",
        "from pathlib import Path\n(Path(data) / 'x.csv').unlink()",
        "from pathlib import Path\n(Path(data) / 'x.csv').rename(Path(data) / 'out' / 'z')",
        "from pathlib import Path\n(Path(data) / 'out' / 'n').symlink_to('/etc')",
        "from pathlib import Path\nPath(data).parent.iterdir().__next__()",
        "from pathlib import Path\nlist((Path(data) / 'up').rglob('*'))",
        "from pathlib import Path\nPath(data).parent.exists()",
        "from pathlib import Path\nPath.home()",
        "from pathlib import Path\nPath('~').expanduser()",
        "from pathlib import Path\nPath(data, 'link.txt').is_file()",
        "import os.path\nos.path.exists('/etc')",
        "import os.path\nos.path.getsize(data + '/up/secret.txt')",
        "import os.path\nos.path.expanduser('~')",
        "import pandas as pd\npd.read_csv(data + '/link.txt')",
        "import pandas as pd\npd.read_csv('file://' + data + '/x.csv')",
        "import pandas as pd\npd.read_csv('s3://bucket/x.csv')",
        "import pandas as pd\npd.DataFrame({'a': [1]}).to_csv(data + '/y.csv')",
        "import polars as pl\npl.scan_csv(data + '/*.csv')",
        "import polars as pl\npl.DataFrame({'a': [1]}).write_csv(data + '/y.csv')",
        "import numpy as np\nnp.save(data + '/y', np.ones(2))",
        "import numpy as np\nnp.memmap(data + '/x.csv', mode='r+')",
        "import matplotlib.pyplot as plt\nplt.figure().savefig(data + '/y.png')",
    ],
)
def test_what_may_be_neither_read_nor_written(code: str, data: Path) -> None:
    before = sorted(data.parent.rglob("*"))
    assert "may not" in refusal(code, data) or "no opener" in refusal(code, data)
    assert sorted(data.parent.rglob("*")) == before
    assert (data / "x.csv").read_text() == "a,b\n1,2\n3,4\n"


def test_no_files_are_the_default(data: Path) -> None:
    outcome = Interpreter(variables={"path": str(data / "x.csv")}).run("open(path)")
    assert outcome.error is not None
    assert outcome.error.type == "ForbiddenOperation"
    assert f"files=Files(read=[{str(data)!r}])" in outcome.error.message


def test_code_may_catch_a_refusal_as_it_would_an_error_of_the_system(data: Path) -> None:
    assert value("try: open('/etc/hostname')\nexcept OSError as e: r = type(e).__name__\nr", data) == "ForbiddenAccess"


def test_a_single_file_may_be_lent(data: Path) -> None:
    assert run("open(data + '/x.csv').read(1)", data, read=[data / "x.csv"]).value == "a"
    assert "may not be read" in refusal("open(data + '/x.csv.bak')", data, read=[data / "x.csv"])


def test_a_missing_file_is_an_ordinary_error(data: Path) -> None:
    outcome = run("open(data + '/none.csv')", data)
    assert outcome.error is not None
    assert outcome.error.type == "FileNotFoundError"


def test_a_path_that_tells_another_path_each_time_is_asked_once(data: Path) -> None:
    lying = """
class Path:
    asked = 0
    def __fspath__(self):
        Path.asked += 1
        return data + ('/x.csv' if Path.asked == 1 else '/../secret.txt')
class Text(str):
    def __fspath__(self): return data + '/../secret.txt'
    def __str__(self): return data + '/../secret.txt'
    def startswith(self, *_): return True
"""
    assert value(f"{lying}\nopen(Path()).read(1), Path.asked", data) == ("a", 1)
    assert value(f"{lying}\nopen(Text(data + '/x.csv')).read(1)", data) == "a"
    reading = f"{lying}\nimport pandas as pd\nlist(pd.read_csv(Path()))"
    assert value(reading, data) == ["a", "b"]


def test_a_subclass_of_path_cannot_tell_another_path(data: Path) -> None:
    code = """
from pathlib import Path
class Lying(Path):
    n = 0
    def __fspath__(self):
        Lying.n += 1
        return data + ('/x.csv' if Lying.n == 1 else '/../secret.txt')
Lying(data, 'x.csv').read_text()[:1]
"""
    assert value(code, data) == "a"


def test_a_file_that_becomes_a_link_meanwhile_is_not_followed(data: Path) -> None:
    target = data / "out" / "y.txt"
    target.write_text("")
    code = """
class Path:
    def __fspath__(self):
        swap()
        return data + '/out/y.txt'
open(Path(), 'w').write('gone')
"""

    def swap() -> None:
        target.unlink()
        target.symlink_to(data.parent / "secret.txt")

    interpreter = Interpreter(
        Policy(files=Files(write=[data / "out"])), variables={"data": str(data)}, functions={"swap": swap}
    )
    assert interpreter.run(code).error is not None
    assert (data.parent / "secret.txt").read_text() == "TOKEN"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in the file system")
def test_a_named_pipe_does_not_hang(data: Path) -> None:
    os.mkfifo(data / "pipe")
    assert "no ordinary file" in refusal("open(data + '/pipe')", data)


def test_pathlib_works_where_the_policy_says(data: Path) -> None:
    code = """
from pathlib import Path
folder = Path(data)
made = folder / 'out' / 'a' / 'b'
made.mkdir(parents=True, exist_ok=True)
made.mkdir(parents=True, exist_ok=True)
(made / 'n.txt').write_text('one')
(made / 'n.txt').replace(made / 'm.txt')
with (made / 'm.txt').open('a') as f:
    f.write(' two')
(made / 'empty').touch()
(made / 'empty').unlink()
found = [p.relative_to(folder).as_posix() for p in folder.rglob('*.txt')]
found, (made / 'm.txt').read_text()
"""
    found, text = value(code, data)  # type: ignore[misc]
    assert "out/a/b/m.txt" in found
    assert text == "one two"
    assert value("from pathlib import Path\nsorted(p.name for p in Path(data).iterdir())[-1]", data) == "x.csv"
    assert value("from pathlib import Path\nPath(data).is_dir(), (Path(data) / 'x.csv').stat().st_size", data) == (
        True,
        12,
    )
    assert value("import os.path\nos.path.exists(data), os.path.isfile(data + '/x.csv')", data) == (True, True)


def test_a_pattern_finds_nothing_outside(data: Path) -> None:
    assert value("from pathlib import Path\nlist(Path(data, 'out').glob('../../*'))", data) == []


def test_the_real_class_is_out_of_reach(data: Path) -> None:
    code = """
import pathlib
class Own(pathlib.Path): pass
bases = [*pathlib.Path.mro(), *type.mro(pathlib.Path), *Own.mro()]
told = []
for base in bases:
    try:
        told.append(base('/etc').exists())
    except Exception as error:
        told.append(type(error).__name__)
told
"""
    assert not {True, False} & set(value(code, data))  # type: ignore[call-overload]


def test_paths_without_a_disk_need_no_policy() -> None:
    code = "from pathlib import Path\np = Path('a') / 'b.csv'\np.suffix, p.parent.name, str(p.with_name('c')), repr(p)"
    assert Interpreter().run(code).value == (".csv", "a", "a/c", "PosixPath('a/b.csv')")


@pytest.mark.filterwarnings("ignore")
def test_libraries_read_and_write_where_the_policy_says(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "agg")
    code = """
import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
import polars as pl
from PIL import Image

out = data + '/out/'
frame = pd.read_csv(data + '/x.csv')
frame.to_csv(out + 'p.csv', index=False)
frame.to_parquet(out + 'p.parquet')
frame.to_json(out + 'p.json')
frame.to_html(out + 'p.html')
assert pd.read_parquet(out + 'p.parquet').equals(frame)
assert pd.read_json(out + 'p.json').equals(frame)
pl.read_csv(data + '/x.csv').write_parquet(out + 'l.parquet')
assert pl.scan_parquet(out + 'l.parquet').collect().rows() == [(1, 2), (3, 4)]
np.save(out + 'a.npy', np.arange(4))
np.savetxt(out + 'a.txt', np.eye(2))
np.arange(4).tofile(out + 'a.bin')
assert np.load(out + 'a.npy').sum() == np.fromfile(out + 'a.bin', dtype=int).sum() == 6
assert np.loadtxt(out + 'a.txt').trace() == 2
assert np.load(out + 'a.npy', mmap_mode='r')[1] == 1
plt.plot([1, 2])
plt.savefig(out + 'f.png')
image = Image.open(out + 'f.png')
image.resize((8, 8)).convert('RGB').save(out + 'f.jpg')
nx.write_gml(nx.path_graph(3), out + 'g.gml')
nx.read_gml(out + 'g.gml').number_of_edges(), image.size
"""
    assert value(code, data) == (2, (640, 480))
    assert pd.read_csv(data / "out" / "p.csv").shape == (2, 2)
    assert np.load(data / "out" / "a.npy").tolist() == [0, 1, 2, 3]


def test_pickles_are_refused_whatever_the_policy(data: Path) -> None:
    pd.DataFrame({"a": [1]}).to_pickle(data / "p.pkl")
    np.save(data / "o.npy", np.array([print], dtype=object))
    assert "pickle" in refusal("import pandas as pd\npd.read_pickle(data + '/p.pkl')", data)
    assert "pickle" in refusal("import numpy as np\nnp.load(data + '/o.npy', allow_pickle=True)", data)


def test_a_module_that_the_code_wrote_is_not_imported(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(data / "out")
    code = """
import pandas as pd
open(data + '/out/written.py', 'w').write('plot = print')
pd.DataFrame({'a': [1]}).plot(backend='written')
"""
    assert "not imported" in refusal(code, data)
    assert "written" not in sys.modules


def test_the_host_opens_what_it_likes_while_its_function_is_called(data: Path) -> None:
    def secret() -> str:
        assert subprocess.run([sys.executable, "-c", ""], check=True).returncode == 0
        return (data.parent / "secret.txt").read_text()

    def lines() -> Iterator[str]:
        yield secret()
        yield secret()

    async def later() -> str:
        await asyncio.sleep(0)
        return secret()

    heard: list[str] = []
    interpreter = Interpreter(functions={"secret": secret, "lines": lines, "later": later})
    interpreter.on_output = lambda text: heard.append(text + (data.parent / "secret.txt").read_text())
    assert interpreter.run("print('x', end='')\nsecret()").value == "TOKEN"
    assert heard == ["xTOKEN"]
    assert interpreter.run("list(lines())").value == ["TOKEN", "TOKEN"]
    assert interpreter.run("await later()").value == "TOKEN"
    assert interpreter.run("import asyncio\nasyncio.run(later())").value == "TOKEN"
    assert (data.parent / "secret.txt").read_text() == "TOKEN"
