"""The benchmarks still run what they measure; how long it takes is not tested."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from skill_cases import FRONT, lay_out
from stproof.engines.selection import select_engines

ROOT = Path(__file__).resolve().parents[2]
PATHS = os.pathsep.join((str(ROOT / "tools"), str(ROOT / "benchmarks")))
SKILL = {
    "SKILL.md": FRONT
    + """
```python counter
st.session_state.n = st.session_state.get("n", 0) + st.button("Add")
st.write(f"Count: {st.session_state.n}")
```
""",
    "tests/proofs/a.py": """
from stproof import proves


@proves("counter")
def counts(user):
    user.clicks("Add")
    user.sees("Count: 1")
""",
    "examples/greet.py": "import streamlit as st\n\nname = st.text_input('Name')\nst.write('Hello', name)\n",
    "tests/proofs/b.py": """
from stproof import proves


@proves("examples/greet.py")
def greets(user):
    user.types("Name", "Ann")
    user.sees("Hello Ann")
""",
}


def python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": PATHS}
    command = [sys.executable, "-c", code, str(folder / "my-skill"), str(folder)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


WRITE = """
import sys, by_hand
from pathlib import Path
from stproof.reading.skill import read_skill
print(by_hand.write(read_skill(Path(sys.argv[1])), Path(sys.argv[2])))
"""


def test_file_of_plain_apptest_calls_does_what_the_proofs_do(tmp_path: Path) -> None:
    lay_out(tmp_path, SKILL)
    wrote = python(WRITE, tmp_path)
    assert (wrote.stdout, wrote.returncode) == ("4\n", 0), wrote.stderr
    by_hand = (tmp_path / "test_by_hand.py").read_text(encoding="utf-8")
    assert "at.button[0].click().run()" in by_hand
    assert "at.text_input[0].set_value('Ann').run()" in by_hand
    ran = subprocess.run([sys.executable, "test_by_hand.py"], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


MEASURE = """
import os, sys, in_browser
from pathlib import Path
from stproof.reading.skill import read_skill
command = (sys.executable, "-m", "stproof", "check", ".")
in_browser.measure(read_skill(Path(sys.argv[1])), command, os.environ)
"""


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(not select_engines(None, None).chromium, reason=select_engines(None, None).no_browser)
def test_time_in_the_browser_is_given_for_each_part(tmp_path: Path) -> None:
    lay_out(tmp_path, SKILL)
    measured = python(MEASURE, tmp_path)
    assert "in Chromium: 2 proofs and wrong versions in" in measured.stdout, measured.stderr
    assert "  page load, until the app has settled" in measured.stdout, measured.stderr
