"""What has not changed is not run again."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_cases import GOOD, Command, Ran
from skill_cases import FRONT, lay_out

NOTE = "results of an earlier run (--no-cache)"


def checked(command: Command, root: Path, *arguments: object) -> Ran:
    return command("check", root, "--engine", "apptest", *arguments)


def reused(command: Command, root: Path, *arguments: object) -> int:
    """How many results are those of an earlier run."""
    lines = checked(command, root, *arguments).out.splitlines()
    notes = [line.split() for line in lines if "of an earlier run (--no-cache)" in line]
    return int(notes[0][0]) if notes else 0


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STPROOF_CACHE", str(tmp_path / "cache"))


@pytest.mark.usefixtures("fresh")
def test_second_run_is_the_first_again(command: Command, tmp_path: Path) -> None:
    root = lay_out(tmp_path, GOOD)
    first, second = checked(command, root).lines, checked(command, root).lines
    assert [line for line in second if NOTE in line] == [f"      2 {NOTE}"]
    assert [line for line in second[:-1] if NOTE not in line] == first[:-1]


@pytest.mark.usefixtures("fresh")
def test_what_has_changed_is_run_again(command: Command, tmp_path: Path) -> None:
    page = f"{FRONT}# A\n\n```python\nst.write(1)\n```\n\n# B\n\n```python\nst.write(2)\n```\n"
    root = lay_out(tmp_path, {"SKILL.md": page})
    assert reused(command, root) == 0
    assert reused(command, root) == 2
    (root / "SKILL.md").write_text(page.replace("st.write(2)", "1 / 0"))
    ran = checked(command, root)
    assert ran.out.startswith("SKILL.md:14: SN351")
    assert reused(command, root) == 2
    assert reused(command, root, "--no-cache") == 0


@pytest.mark.usefixtures("fresh")
def test_code_that_has_moved_has_its_new_lines(command: Command, tmp_path: Path) -> None:
    page = f"{FRONT}```python\nst.write(1)\n1 / 0\n```\n"
    root = lay_out(tmp_path, {"SKILL.md": page})
    assert checked(command, root).out.startswith("SKILL.md:7: SN351")
    (root / "SKILL.md").write_text(page.replace("```python", "Text.\n\n```python"))
    assert checked(command, root).out.startswith("SKILL.md:9: SN351")


@pytest.mark.usefixtures("fresh")
def test_late_code_is_tried_again(command: Command, tmp_path: Path) -> None:
    page = f"{FRONT}```python\nimport streamlit as st\nwhile True:\n    pass\n```\n"
    root = lay_out(tmp_path, {"SKILL.md": page})
    for _ in range(2):
        ran = checked(command, root, "--timeout", "0.3")
        assert "SN355 the snippet is still running" in ran.out
        assert NOTE not in ran.out


def test_folder_that_cannot_be_written(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("STPROOF_CACHE", str(tmp_path / "file"))
    root = lay_out(tmp_path, GOOD)
    assert [checked(command, root).code for _ in range(2)] == [0, 0]
    assert reused(command, root) == 0


@pytest.mark.usefixtures("fresh")
def test_findings_of_unchanged_files_are_those_of_the_run_before(command: Command, tmp_path: Path) -> None:
    page = f"{FRONT}```python\nst.buton('A')\n```\n"
    root = lay_out(tmp_path, {"SKILL.md": page})
    found = "SKILL.md:6: SN331 st.buton does not exist in Streamlit"
    assert [found in command("check", root, "--static").out for _ in range(2)] == [True, True]
    (root / "SKILL.md").write_text(page.replace("buton", "button"))
    assert command("check", root, "--static").code == 0
