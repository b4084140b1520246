"""What names a task in a run, and what its outcome depends on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from cli_cases import COUNTS, SNIPPET
from skill_cases import FRONT, lay_out
from stproof.model.run import Engine, Outcome, Status
from stproof.model.task import Key, Result, Task
from stproof.reading.skill import read_skill
from stproof.running.plan import Planner
from stproof.running.unnamed import retries, unnamed_fences

ROOT = Path(__file__).parents[2]


def tasks(root: Path) -> list[Task]:
    """All tasks of a skill on both engines, with every further try."""
    target = read_skill(root)
    planner = Planner(root=target.root, timeout=10)
    planned = list(planner.tasks(target, tuple(Engine)))
    fences = unnamed_fences(target)
    opened = [task for task in planned if task.proof is None]
    return [*planned, *(again for task in opened for again in retries(task, fences, planner))]


PIECES = {
    "SKILL.md": FRONT + "# A\n\n```python\n# BAD\nx\n# GOOD\nst.write(1)\n```\n\n```python\nx\n```\n",
    "tests/proofs/a.py": COUNTS.replace('"counter"', '"SKILL.md:7", "SKILL.md:7", refutes="SKILL.md:7"'),
}


@pytest.mark.parametrize("files", [None, PIECES], ids=["the skill of this project", "pieces"])
def test_no_two_tasks_of_a_run_have_the_same_key(files: Mapping[str, str] | None, tmp_path: Path) -> None:
    keys = [task.key for task in tasks(lay_out(tmp_path, files) if files else ROOT)]
    assert len(set(keys)) == len(keys) > 4
    assert sorted(keys) == sorted(set(keys))


def test_key_is_read_by_a_person() -> None:
    assert str(Key(subject="counter")) == "counter [apptest]"
    proven = Key(subject="counter", proof="tests/proofs/a.py::counts", engine=Engine.BROWSER)
    assert str(proven) == "counts on counter [browser]"


@pytest.mark.parametrize(("status", "good"), [(Status.PASSED, True), (Status.FAILED, False)])
def test_result_knows_its_task(status: Status, good: bool) -> None:
    task = tasks(ROOT)[0]
    result = Result(task=task, outcome=Outcome(status=status))
    assert (result.subject, result.engine, result.runs_as_written) == (task.subject, Engine.APPTEST, good)


# --- fingerprints -----------------------------------------------------------------------------

FILES = {
    "SKILL.md": FRONT + SNIPPET + "\n```python counter file=helpers.py\nSTEP = 1\n```\n",
    "tests/proofs/a.py": "import steps\n" + COUNTS + "    steps.go(user)\n",
    "tests/proofs/steps.py": "def go(user):\n    user.reruns()\n",
}


def fingerprint(
    folder: Path, changed: Mapping[str, str], engine: Engine = Engine.APPTEST, proof: str = "counts"
) -> str:
    found = tasks(lay_out(folder, {**FILES, **changed}, name="changed" if changed else "skill"))
    (task,) = [
        task for task in found if task.proof and task.proof.function == proof and task.job.engine is engine
    ]
    return task.fingerprint("1.67.0", "0.1.0")


def edited(path: str, old: str, new: str) -> dict[str, str]:
    assert old in FILES[path]
    return {path: FILES[path].replace(old, new)}


@pytest.mark.parametrize(
    "changed",
    [
        edited("SKILL.md", "Count: ", "Total: "),
        edited("SKILL.md", "STEP = 1", "STEP = 2"),
        edited("SKILL.md", "file=helpers.py", "file=other.py"),
        edited("SKILL.md", 'st.button("Add")\n', 'st.button("Add")  # raises KeyError\n'),
        edited("tests/proofs/a.py", "Count: 1", "Count: 2"),
        edited("tests/proofs/a.py", "import steps\n", "import steps\n\nMORE = 1\n"),
        edited("tests/proofs/steps.py", "user.reruns()", "user.reloads()"),
    ],
    ids=["code", "further file", "name of a further file", "expected error", "proof", "its file", "helper"],
)
def test_fingerprint_changes(changed: dict[str, str], tmp_path: Path) -> None:
    assert fingerprint(tmp_path, changed) != fingerprint(tmp_path, {})


@pytest.mark.parametrize(
    "changed",
    [
        edited("SKILL.md", "# Counting", "A sentence.\n\n# Counting"),
        edited("SKILL.md", "# Counting", "# Adding up"),
        edited("SKILL.md", "description: What it does", "description: What this does"),
        edited("tests/proofs/a.py", "import steps\n", "\n\nimport steps\n"),
        {
            "tests/proofs/a.py": FILES["tests/proofs/a.py"]
            + '\n\n@proves("counter")\ndef other(user):\n    user.sees("Count: 0")\n'
        },
    ],
    ids=["moved code", "heading", "description", "moved proof", "another proof"],
)
def test_fingerprint_stays(changed: dict[str, str], tmp_path: Path) -> None:
    assert fingerprint(tmp_path, changed) == fingerprint(tmp_path, {})


def test_fingerprint_changes_with_engine_release_and_checker(tmp_path: Path) -> None:
    root = lay_out(tmp_path, FILES)
    prints = {
        task.fingerprint(streamlit, checker)
        for task in tasks(root)
        for streamlit in ("1.66.0", "1.67.0")
        for checker in ("0.1.0", "0.2.0")
    }
    assert len(prints) == 3 * 2 * 2  # opened, and proven on each engine


def test_fingerprint_of_a_fence_stays_where_it_moves_with_those_before_it(tmp_path: Path) -> None:
    page = "# A\n\n```python\nx = 1\n```\n\n```python\nst.write(x)\n```\n"

    def prints(text: str) -> list[str]:
        found = tasks(lay_out(tmp_path, {"SKILL.md": FRONT + text}))
        return [task.fingerprint("1", "1") for task in found]

    alone, second, after = prints(page)
    assert prints("A sentence.\n\n" + page) == [alone, second, after]
    changed = prints(page.replace("x = 1", "x = 2"))
    assert (changed[0] != alone, changed[1] == second, changed[2] != after) == (True, True, True)
