"""`stproof run`: opens a snippet, an example or an app for a person, with `streamlit run`."""

import subprocess
from pathlib import Path

from stproof.engines.layout import written
from stproof.reading.target import find_subject


def serve(name: str, folder: Path, *, python: str) -> int:
    """Run the server until it is stopped; returns its exit code.

    Raises `StproofError` for an unknown name.
    """
    with written(find_subject(name, folder).app) as app:
        options = ("--server.address=localhost", "--browser.gatherUsageStats=false")
        command = [python, "-m", "streamlit", "run", app.entry, *options]
        try:
            return subprocess.call(command, cwd=app.cwd)
        except KeyboardInterrupt:
            return 0
