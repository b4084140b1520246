"""Asks an interpreter what its Streamlit offers, once for each installation."""

from __future__ import annotations

import hashlib
import os
import subprocess
from contextlib import suppress
from pathlib import Path

from stproof.engines.boot import ENVIRONMENT, PACKAGE, boot
from stproof.environments.cache_folder import cache_folder, installed, stamp
from stproof.files import replace_file
from stproof.model.codec import loads
from stproof.model.surface import Surface

TIMEOUT = 60.0
"""Seconds; the first import of Streamlit on a slow disk takes long."""


def ask_surface(python: str) -> Surface | None:
    """What the Streamlit of an interpreter offers; None where it cannot say."""
    kept = _kept(python)
    if kept:
        with suppress(OSError, ValueError):
            return loads(Surface, kept.read_text(encoding="utf-8"))
    text = _asked(python)
    try:
        surface = loads(Surface, text)
    except ValueError:
        return None
    if kept:
        with suppress(OSError):
            kept.parent.mkdir(parents=True, exist_ok=True)
            replace_file(kept, text.encode("utf-8"))
    return surface


def _kept(python: str) -> Path | None:
    """The file for this Streamlit, as this checker reads it; None where nobody knows when it changes."""
    streamlit = installed(python)
    if streamlit is None:
        return None
    version = streamlit.with_name("version.py")  # it changes with each release
    files = (streamlit, version if version.exists() else streamlit, Path(PACKAGE, "worker", "surface.py"))
    key = hashlib.sha256("\n".join(map(stamp, files)).encode()).hexdigest()[:16]
    return cache_folder() / f"surface-{key}.json"


def _asked(python: str) -> str:
    command = [python, "-c", boot("stproof.worker.surface"), PACKAGE]
    try:
        return subprocess.run(
            command,
            env={**os.environ, **ENVIRONMENT},
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT,
            check=True,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
