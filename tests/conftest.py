"""What several test files need: a small app, opened under AppTest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app_cases import laid_out
from cli_cases import Command
from stproof.engines.apptest.engine import AppTestDriver
from stproof.proving.user import User

Open = Callable[..., User]


@pytest.fixture
def opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens an app, given as its code and further files: `opens("st.write(1)", {"pages/two.py": "…"})`."""
    monkeypatch.syspath_prepend(tmp_path)
    engine = AppTestDriver(lambda: "")

    def open_(code: str, files: dict[str, str] | None = None, query: str = "") -> User:
        return User(engine.open(laid_out(tmp_path, code, files or {}), query))

    return open_


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """The command `stproof` in this process: `command("check", folder, "--static")`."""
    return Command(capsys)
