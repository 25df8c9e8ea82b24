"""What all tests share: where things are, and what a machine may lack."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium; skip where the machine has none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where `CI` is true, fail what would be skipped; only the version of Python is a reason there."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        reason = (
            call.excinfo.value.msg
            if call.excinfo and isinstance(call.excinfo.value, pytest.skip.Exception)
            else ""
        )
        if not str(reason).startswith("needs Python"):
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was skipped, and CI must skip nothing: {reason}"
    return report
