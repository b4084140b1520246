"""Writes into AGENTS.md which files a page and a click pass, in the order in which they are first entered.

`python tests/project/ways.py` writes the two lists again; the second one needs a Chromium.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import threading
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests")]

from entered import note_files  # noqa: E402

from skill_cases import FRONT, lay_out  # noqa: E402
from stproof import catalogue, cli  # noqa: E402
from stproof.commands import check  # noqa: E402
from stproof.engines.app_errors import error_bases  # noqa: E402
from stproof.engines.selection import select_engines  # noqa: E402
from stproof.model.run import App  # noqa: E402
from stproof.proving.user import User  # noqa: E402
from stproof.reading.blocks import fill  # noqa: E402

IMPORTED = (catalogue, check)
"""Imported before, since importing a rule calls its decorator."""
COUNTER = """
st.session_state.setdefault("n", 0)
if st.button("Add"):
    st.session_state.n += 1
st.write(f"Count: {st.session_state.n}")
"""
SKILL = {
    "SKILL.md": FRONT + "[widgets](references/widgets.md)\n\n```text\nx\n```\n",
    "references/widgets.md": f"## A click counts two\n\n```python counter{COUNTER}```\n",
    "tests/proofs/widgets.py": """
from stproof import proves


@proves("counter")
def counts(user):
    user.clicks("Add")
    user.sees("Count: 2")
""",
}
"""A skill with a statement that does not hold."""
IN_WORKER = """
import sys
import threading
sys.path.append({here!r})
from entered import note_files
log = open({log!r}, "a", buffering=1)  # later it may write in its own folder only
note_files(lambda file: print(file, file=log))
"""
"""The module `sitecustomize`, which Python imports when a worker starts."""


def to_a_finding() -> list[str]:
    """From `references/widgets.md` to a finding: files of the checker, of the worker, of the checker."""
    files: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        log = folder / "log"
        code = IN_WORKER.format(here=str(Path(__file__).parent), log=str(log))
        (folder / "sitecustomize.py").write_text(code, encoding="utf-8")
        path = os.pathsep.join((str(folder), os.environ.get("PYTHONPATH", "")))
        arguments = ["check", str(lay_out(folder, SKILL)), "--engine", "apptest", "--timeout", "60"]
        one_worker = mock.patch("os.cpu_count", return_value=1)
        with one_worker, mock.patch.dict(os.environ, PYTHONPATH=path), _printed() as printed:
            note_files(files.append)
            try:
                cli.run(arguments)
            finally:
                sys.setprofile(None)
                threading.setprofile(None)
        assert "references/widgets.md:3: PR451 " in printed.getvalue(), printed.getvalue()
        worker = log.read_text(encoding="utf-8").splitlines()
    judged = next(at for at, file in enumerate(files) if file.startswith("verdict/"))
    return list(dict.fromkeys([*files[:judged], *worker, *files[judged:]]))


def _printed() -> contextlib.redirect_stdout[io.StringIO]:
    return contextlib.redirect_stdout(io.StringIO())


def to_a_click() -> list[str]:
    """From `user.clicks` to a click in Chromium, and to what is then seen."""
    from stproof.engines.browser.engine import BrowserDriver

    files: list[str] = []
    driver = BrowserDriver(sys.executable, select_engines(None, None).chromium, error_bases())
    try:
        with tempfile.TemporaryDirectory() as folder:
            app = Path(folder).resolve() / "app.py"
            app.write_text(f"import streamlit as st\n{COUNTER}", encoding="utf-8")
            user = User(driver.open(App(name="app.py", entry=str(app), cwd=folder)))
            note_files(files.append)
            try:
                user.clicks("Add")
            finally:
                sys.setprofile(None)
                threading.setprofile(None)
    finally:
        driver.close()
    return files


def shown(files: Iterable[str]) -> str:
    """The list as AGENTS.md shows it: an item for each stretch within one folder."""
    stretches = groupby(files, key=lambda file: file.rpartition("/")[0])
    return "".join(f"1. {', '.join(f'`{file}`' for file in stretch)}\n" for _, stretch in stretches)


WAYS = {"finding": to_a_finding, "click": to_a_click}
"""Name in the comments around a list: what traces it."""


def main() -> None:
    file = ROOT / "AGENTS.md"
    text = file.read_text(encoding="utf-8")
    for name, trace in WAYS.items():
        if name != "click" or select_engines(None, None).chromium:
            text = fill(text, name, shown(trace()))
    file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
