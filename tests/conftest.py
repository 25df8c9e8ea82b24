"""What all tests share: where things are, and what a machine may lack."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
FAST = "not browser"


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium that Playwright can drive; skip where the machine has none."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    driver = [sys.executable, "-m", "playwright", "--version"]
    if subprocess.run(driver, capture_output=True, check=False).returncode:
        pytest.skip("Playwright's driver does not start here (Debian: apt-get install libatomic1)")
    return path


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run the fast tests beside each other, unless `-n` says how; they spend half of their time waiting."""
    options = config.option
    if hasattr(config, "workerinput") or options.markexpr != FAST or options.usepdb or options.collectonly:
        return
    if getattr(options, "numprocesses", 0) is None:
        options.numprocesses = 1 + (os.cpu_count() or 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the nightly tests and those of local models, and with `-m` the slow ones too, unless it names them."""
    asked = config.option.markexpr
    left_out = [
        name for name in ("nightly", "local_models", *(("kernel", "slow") if asked else ())) if name not in asked
    ]
    deselected = [item for item in items if any(item.get_closest_marker(name) for name in left_out)]
    config.hook.pytest_deselected(items=deselected)
    items[:] = [item for item in items if item not in set(deselected)]


def pytest_collection_finish() -> None:
    """Let nobody who collects garbage look at thousands of tests again and again."""
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return report if hasattr(report, "wasxfail") else allowed_to_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return allowed_to_skip((yield))


def allowed_to_skip(report: Any) -> Any:
    """Where `CI` is true, fail what would be skipped; only the version of Python is a reason there."""
    if report.skipped and os.environ.get("CI") == "true":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not reason.removeprefix("Skipped: ").startswith("needs Python"):
            report.outcome = "failed"
            report.longrepr = f"{report.nodeid}: CI skips nothing. {reason}"
    return report
