"""Lays out the small apps of the tests as a worker lays out a snippet."""

from __future__ import annotations

import textwrap
from pathlib import Path

from stproof.model.run import App
from stproof.reading.subjects import padded

PAGE = "references/page.md"
CODE_LINE = 11
"""1-based line of the page at which an app's code begins."""


def laid_out(folder: Path, code: str, files: dict[str, str]) -> App:
    """An app in a folder, as if its code stood in a page from line 11 on."""
    texts = {name: padded(((CODE_LINE, clean(text)),)) for name, text in {"app.py": code, **files}.items()}
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return App(
        name="counter",
        entry=str(folder / "app.py"),
        layout=tuple(texts.items()),
        origins=tuple((name, PAGE) for name in texts),
        cwd=str(folder),
    )


def clean(code: str) -> str:
    """Code as it stands in a test, indented and in triple quotes, as a file's text."""
    return textwrap.dedent(code).strip("\n") + "\n"
