"""`stproof releases` on two real releases: evidence, what changed, and nothing done twice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from stproof.environments.cache_folder import cache_folder
from stproof.environments.index import releases
from stproof.environments.uv import environments
from stproof.errors import StproofError
from stproof.evidence.store import FOLDER

TOOLS = str(Path(__file__).resolve().parents[2] / "tools")
OLD, NEW = "1.54.0", "1.55.0"
SKILL = """---
name: my-skill
description: What it does, and when to use it.
---
# Tabs

## A tab has a key

```python keyed-tab since=1.52
st.tabs(["Read", "Write"], key="tab", on_change="rerun")
st.write("drawn")
```

## A text is seen

```python text
st.write("drawn")
```
"""
PROOFS = """from stproof import proves


@proves("keyed-tab", "text")
def is_drawn(user):
    user.sees("drawn")
"""


def ready() -> str:
    """Why this cannot be tried here; empty where it can."""
    try:
        environments()
        return "" if len(releases(cache_folder())) > 1 else "the index knows no releases"
    except StproofError as problem:
        return str(problem)


pytestmark = pytest.mark.skipif(bool(ready()), reason=ready() or "-")


@pytest.fixture
def skill(tmp_path: Path) -> Path:
    root = tmp_path / "my-skill"
    (root / "tests/proofs").mkdir(parents=True)
    (root / "SKILL.md").write_text(SKILL)
    (root / "tests/proofs/tabs.py").write_text(PROOFS)
    return root


def run(skill: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "stproof", "releases", str(skill), *arguments]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": TOOLS}, capture_output=True, text=True)


def report(skill: Path, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(skill, "--format", "json", *arguments).stdout)
    return found


def test_two_releases(skill: Path) -> None:
    both = f"{OLD},{NEW}"
    first = report(skill, "--streamlit", both)
    assert [(each["release"], each["step"], each["ran"]) for each in first["releases"]] == [
        (NEW, "done", 4),
        (OLD, "done", 4),
    ]
    assert [one["fix"] for one in first["findings"]] == [
        "write since=1.55; `stproof releases --update` does",
    ]
    kept = {file.name: file.read_text() for file in (skill / FOLDER).iterdir()}
    assert set(kept) == {f"{OLD}.json", f"{NEW}.json"}
    assert '"why": "no parameter \'key\'"' in kept[f"{OLD}.json"]

    again = report(skill, "--streamlit", both, "--update")
    assert [each["ran"] for each in again["releases"]] == [0, 0]
    assert [each["changes"] for each in again["releases"]] == [[], []]
    assert {file.name: file.read_text() for file in (skill / FOLDER).glob("*.json")} == kept
    assert "SKILL.md" in again["written"]
    assert "```python keyed-tab since=1.55\n" in (skill / "SKILL.md").read_text()
    assert again["findings"] == []


def test_what_held_and_fails_is_told_and_makes_the_exit_code_1(skill: Path) -> None:
    assert run(skill, "--streamlit", OLD, "--only", "text").returncode == 0
    shutil.copy(skill / FOLDER / f"{OLD}.json", skill / FOLDER / "1.53.0.json")
    (skill / FOLDER / f"{OLD}.json").unlink()
    page = skill / "SKILL.md"
    page.write_text(page.read_text().replace('st.write("drawn")\n```\n', 'st.write("gone")\n```\n'))
    done = run(skill, "--streamlit", OLD, "--only", "is_drawn")
    assert done.returncode == 1
    line = "proof 'is_drawn' on 'text' holds no longer in AppTest (against 1.53.0): expected to see 'drawn'"
    assert f"    {line}\n" in done.stdout
    assert done.stderr.startswith(f"{OLD}: done, ")


def test_what_was_late_is_tried_again_only_where_it_is_named(skill: Path) -> None:
    with (skill / "SKILL.md").open("a") as page:
        page.write("\n## It ends\n\n```python ends\nwhile True: 0\n```\n")
    limit = ("--streamlit", OLD, "--timeout", "1")
    every = [report(skill, *limit, *more)["releases"][0] for more in ((), (), ("--only", "ends"))]
    assert [(each["ran"], each["unclear"]) for each in every] == [(5, 1), (0, 1), (1, 1)]
