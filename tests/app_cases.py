"""Writes the small apps of the tests to a folder, as a worker does with a snippet, and opens them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from stproof.engines.api import Driver
from stproof.model.run import App
from stproof.proving.user import Transcript, User
from stproof.reading.subjects import padded

PAGE = "references/page.md"
CODE_LINE = 11
"""1-based line of the page at which an app's code starts."""
Open = Callable[..., User]


def opener(driver: Driver, folder: Path, assert_timeout: float = 5.0) -> Open:
    """Opens an app, given as its code and further files: `opens("st.write(1)", {"pages/two.py": "…"})`.

    A test of what this release does not have is skipped.
    """

    def open_(code: str, files: dict[str, str] | None = None, query: str = "") -> User:
        session = driver.open(written(folder, code, files or {}), query)
        user = User(session, transcript=Transcript(assert_timeout))
        for error in user.transcript.errors:
            if error.message.startswith("module 'streamlit' has no attribute"):
                pytest.skip(f"not in this release: {error.message}")
        return user

    return open_


def written(folder: Path, code: str, files: dict[str, str] | None = None) -> App:
    """An app in a folder, as if its code were in a page from line 11 on."""
    texts = {"app.py": code, **(files or {})}
    layout = {name: padded(((CODE_LINE, clean(text)),)) for name, text in texts.items()}
    for name, text in layout.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return App(
        name="counter",
        entry=str(folder / "app.py"),
        layout=tuple(layout.items()),
        origins=tuple((name, PAGE) for name in layout),
        cwd=str(folder),
    )


def clean(code: str) -> str:
    """Code as it stands in a test, indented and in triple quotes, as a file's text."""
    return textwrap.dedent(code).strip("\n") + "\n"
