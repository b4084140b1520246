"""Opens a snippet, an example or an app for a person, with `streamlit run`."""

from __future__ import annotations

import subprocess
from pathlib import Path

from stproof.apps import app_subject
from stproof.errors import StproofError
from stproof.isolate import laid_out
from stproof.plan import Subject, subjects
from stproof.rules.registry import did_you_mean
from stproof.source import read_skill


def serve(name: str, folder: Path, *, python: str) -> int:
    """Run the server until it is stopped; returns its exit code."""
    subject = find(name, folder)
    with laid_out(subject.app) as app:
        options = ("--server.address=localhost", "--browser.gatherUsageStats=false")
        command = [python, "-m", "streamlit", "run", app.entry, *options]
        try:
            return subprocess.call(command, cwd=app.cwd)
        except KeyboardInterrupt:
            return 0


def find(name: str, folder: Path) -> Subject:
    """The snippet or example with this name, or the app at this path. Raises `StproofError`."""
    if name.endswith(".py") and not (folder / name).is_file() and Path(name).is_file():
        return app_subject(Path(name))
    skill, _ = read_skill(folder)
    known = subjects(skill)
    if name not in known:
        raise StproofError(
            f"there is no snippet or example {name!r}; {did_you_mean(name, known, 'see `stproof list`')}"
        )
    return known[name]
