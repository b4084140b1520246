"""Where results and environments are kept between runs: the user's cache folder, or `STPROOF_CACHE`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "STPROOF_CACHE"


def cache_folder() -> Path:
    """The folder; it need not exist."""
    if given := os.environ.get(VARIABLE):
        return Path(given).absolute()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "stproof"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/stproof"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "stproof"


def installed(python: str) -> Path | None:
    """The file from which an interpreter's Streamlit starts, found without starting it; None where it is
    not in the usual place."""
    folder = Path(python).parent.parent
    found = sorted(folder.glob("lib/python3*/site-packages/streamlit/__init__.py"))
    return next(iter(found or folder.glob("Lib/site-packages/streamlit/__init__.py")), None)


def stamp(file: Path) -> str:
    """What changes with a file."""
    there = file.stat()
    return f"{file}:{there.st_mtime_ns}:{there.st_size}"
