"""`stproof tables`: writes the tables of a skill's pages that are made from its proofs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from stproof.reading.target import read
from stproof.rules.tables import filled


def write(folder: Path) -> Iterator[str]:
    """Write the tables again; yields the path of each page that has changed. Raises `StproofError`."""
    target = read(folder)
    for page, text in filled(target):
        if text != page.text:
            file = Path(target.root, page.path)
            written = file.read_bytes()
            end = "\r\n" if b"\r\n" in written else "\n"  # the page keeps the line ends it has
            mark = "\ufeff" if written.startswith(b"\xef\xbb\xbf") else ""
            _replace(file, (mark + text.replace("\n", end)).encode("utf-8"))
            yield page.path


def _replace(file: Path, content: bytes) -> None:
    """Put a whole new file in the place of the old one: no moment has half of it."""
    part = file.with_name(f".{file.name}.stproof")
    try:
        part.write_bytes(content)
        shutil.copymode(file, part)
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
