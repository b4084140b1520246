"""What several test files need: a small app, opened under AppTest or in Chromium."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app_cases import Open, opener
from cli_cases import Command
from stproof.engines.api import Driver

PYTHON = os.environ.get("STPROOF_TEST_PYTHON", sys.executable)
"""Interpreter of the servers' environment; the tests in Chromium hold on every Streamlit since 1.28."""


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Results are kept for this run of the tests only."""
    before = os.environ.get("STPROOF_CACHE")
    os.environ["STPROOF_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["STPROOF_CACHE"]
    else:
        os.environ["STPROOF_CACHE"] = before


@pytest.fixture
def opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens an app under AppTest; see `opener`."""
    from stproof.engines.apptest.engine import AppTestDriver  # imports Streamlit, which takes half a second

    monkeypatch.syspath_prepend(tmp_path)
    return opener(AppTestDriver(lambda: ""), tmp_path)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """The command `stproof` in this process: `command("check", folder, "--static")`."""
    return Command(capsys)


@pytest.fixture(scope="module")
def browser() -> Iterator[Driver]:
    """One Chromium for the tests of a file; others start one of their own."""
    pytest.importorskip("playwright")
    from stproof.engines.app_errors import error_bases
    from stproof.engines.browser.chromium import find_chromium
    from stproof.engines.browser.engine import BrowserDriver

    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    driver = BrowserDriver(PYTHON, chromium, error_bases())
    yield driver
    driver.close()
