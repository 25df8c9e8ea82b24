"""What must go on working in a confined process."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.users import EVERY_USER, IS_ROOT
from tests.worker.confinement.confined import printed, ran

pytestmark = pytest.mark.slow

LIBRARIES = {
    "numpy with threads": ("import numpy", "a = numpy.ones((600, 600)); print(float((a @ a).sum()))", "216000000.0"),
    "pandas": ("import pandas", "print(pandas.DataFrame({'a': [1, 2, 3]}).a.describe()['mean'])", "2.0"),
    "matplotlib": (
        (
            "import os; os.environ['MPLCONFIGDIR'] = '/tmp/matplotlib-' + str(os.getuid())\n"
            "import matplotlib; matplotlib.use('agg'); import matplotlib.pyplot as plt"
        ),
        "import io; plt.plot([1, 2]); plt.title('a'); f = io.BytesIO(); plt.savefig(f); print(f.getvalue()[1:4])",
        "b'PNG'",
    ),
    "scikit-learn": (
        "import sklearn.ensemble",
        (
            "model = sklearn.ensemble.RandomForestClassifier(n_jobs=1, n_estimators=3, random_state=0)\n"
            "print(model.fit([[0], [1]] * 20, [0, 1] * 20).predict([[1]])[0])"
        ),
        "1",
    ),
    "polars": (
        "import polars",
        "print(polars.DataFrame({'a': range(1000)}).lazy().select(polars.col('a').sum()).collect().item())",
        "499500",
    ),
    "pyarrow": (
        "import pyarrow, pyarrow.compute",
        "print(pyarrow.compute.sum(pyarrow.chunked_array([[1, 2], [3]])))",
        "6",
    ),
}
"""What is loaded before, as the server does, what is run confined, and what it prints."""


@EVERY_USER
@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_works(user, library):
    before, code, expected = LIBRARIES[library]
    modules = before.splitlines()[-1].removeprefix("import ").split(";")[0].split(",")
    pytest.importorskip(modules[0].strip())
    assert printed(user, code, before=before) == expected


@EVERY_USER
def test_what_is_imported_later_is_found(user):
    code = "import numpy.polynomial, sqlite3, xml.dom.minidom, email.mime.text, statistics; print(statistics.mean([1]))"
    assert printed(user, code) == "1"


@EVERY_USER
def test_threads_work(user):
    code = (
        "from concurrent.futures import ThreadPoolExecutor as Pool\n"
        "with Pool(20) as pool: print(sum(pool.map(abs, range(100))))"
    )
    assert printed(user, code) == "4950"


@EVERY_USER
def test_asyncio_works(user):
    assert printed(user, "import asyncio; print(asyncio.run(asyncio.sleep(0.01, 'awake')))") == "awake"


@EVERY_USER
def test_time_zones_are_found(user):
    code = "import zoneinfo, datetime as d; print(d.datetime(2024, 7, 1, tzinfo=zoneinfo.ZoneInfo('Europe/Paris')))"
    assert printed(user, code) == "2024-07-01 00:00:00+02:00"


@EVERY_USER
def test_a_granted_folder_can_be_read_and_not_written(user, folder_for):
    folder = folder_for(user)
    code = f"""
from pathlib import Path
print(Path({str(folder / "table.csv")!r}).read_text())
for attempt in (lambda: open({str(folder / "new")!r}, "w"), lambda: open({str(folder / "table.csv")!r}, "a")):
    try:
        attempt()
    except PermissionError as error:
        print(error.strerror)
"""
    refused = "Permission denied"
    assert printed(user, code, readable=[str(folder)]).splitlines() == ["the test's secret", refused, refused]


@EVERY_USER
def test_a_single_file_can_be_granted(user, folder_for):
    folder = folder_for(user)
    code = f"""
from pathlib import Path
print(Path({str(folder / "table.csv")!r}).read_text())
try:
    open({str(folder / "secret")!r})
except PermissionError as error:
    print(error.strerror)
"""
    told = printed(user, code, readable=[str(folder / "table.csv")]).splitlines()
    assert told == ["the test's secret", "Permission denied"]


@EVERY_USER
def test_temporary_files_work_in_a_granted_writable_folder(user, folder_for):
    folder = str(folder_for(user))
    code = f"""
import os, tempfile
from pathlib import Path
with tempfile.TemporaryDirectory(dir={folder!r}) as inner:
    path = os.path.join(inner, "table.csv")
    with open(path, "w") as file:
        file.write("a,b")
    os.rename(path, path + ".old")
    print(Path(path + ".old").read_text(), os.listdir(inner))
print(os.listdir({folder!r}).count("table.csv"))
"""
    assert printed(user, code, writable=[folder]) == "a,b ['table.csv.old']\n1"


@EVERY_USER
@pytest.mark.parametrize(
    "way", ["os.symlink('/etc/passwd', path)", "os.mkfifo(path)", "os.link('/etc/hostname', path)"]
)
def test_nothing_that_leads_elsewhere_can_be_made_in_a_writable_folder(user, way, folder_for):
    folder = folder_for(user)
    code = f"import os\npath = {str(folder / 'trap')!r}\ntry:\n    {way}\nexcept OSError:\n    print('no')"
    assert printed(user, code, writable=[str(folder)]) == "no"


@EVERY_USER
def test_a_written_file_is_bounded(user, folder_for):
    folder = folder_for(user)
    code = f"""
try:
    with open({str(folder / "large")!r}, "wb") as file:
        file.write(bytes(3 << 20))
except OSError as error:
    print(error.strerror)
"""
    assert printed(user, code, writable=[str(folder)], file_bytes=1 << 20) == "File too large"
    assert (folder / "large").stat().st_size == 1 << 20


@EVERY_USER
def test_it_can_end_itself(user):
    done = ran(user, "import os; os.abort()")
    assert done.returncode == 128 + 6


@EVERY_USER
def test_a_system_call_costs_little_more(user):
    timed = "import os, timeit; print(min(timeit.repeat(os.getppid, number=100_000, repeat=5)) * 10)"
    microseconds = float(printed(user, timed))
    plain = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True)
    assert microseconds < float(plain.stdout) + 1


@pytest.mark.skipif(not IS_ROOT, reason="needs root")
def test_root_leaves_where_nothing_holds_it():
    code = "import os; print(os.getresuid() == os.getresgid(), os.getuid() >= 65_534, os.getgroups())"
    assert printed(0, code, memory=None) == "True True []"
