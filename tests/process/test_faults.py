"""Faults of the machine end in one line, and leave nothing half done."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from cli_cases import BAD, GOOD, Command, started, variables
from skill_cases import FRONT, lay_out
from stproof import files

TABLE = "<!-- stproof:differences -->\nold\n<!-- /stproof:differences -->\n"
DECLARES = GOOD["tests/proofs/a.py"].replace('"counter"', '"counter", apptest_shows="Nothing."')


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "/tmp/stproof-x")


def test_full_disk_as_a_worker_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    monkeypatch.setattr(files.tempfile, "mkstemp", full)
    problem = command.check(lay_out(tmp_path, GOOD)).problem
    assert problem == f"stproof: {tempfile.gettempdir()!r}: No space left on device"


def test_full_disk_as_a_page_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    root = lay_out(tmp_path, {**GOOD, "SKILL.md": GOOD["SKILL.md"] + TABLE, "tests/proofs/a.py": DECLARES})
    before = (root / "SKILL.md").read_text()
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "replace", full)
        assert command("tables", root).problem == f"stproof: '{root}/SKILL.md': No space left on device"
    assert (root / "SKILL.md").read_text() == before
    assert sorted(os.listdir(root)) == ["SKILL.md", "tests"]
    assert command("tables", root).lines == ["wrote SKILL.md"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_terminal_that_is_not_utf_8(encoding: str, form: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md": FRONT + "[日本€](日本€.md)\n"})
    command = [sys.executable, "-m", "stproof", "check", str(root), "--static", "--format", form]
    environment = variables({"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"})
    ran = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert b"ST213" in ran.stdout
    assert b"\\u65e5\\u672c" in ran.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such shell")
def test_reader_that_goes_away(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md": FRONT + "[a](b.md)\n" * 5000})
    command = f"{sys.executable} -m stproof check {root} --static | head -1"
    ran = subprocess.run(command, shell=True, env=variables({}), capture_output=True, check=False)
    assert ran.stdout.count(b"\n") == 1
    assert ran.stderr == b""


def test_two_checkers_on_one_folder(tmp_path: Path) -> None:
    root = lay_out(tmp_path, BAD)
    command = [sys.executable, "-m", "stproof", "check", str(root), "--engine", "apptest"]
    both = [
        subprocess.Popen(command, env=variables({}), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    answers = [one.communicate(timeout=120) for one in both]
    first, second = (out.decode().partition("\nmy-skill on")[0] for out, _ in answers)
    assert first == second
    assert "PR451" in first
    assert sorted(path.name for path in root.iterdir()) == ["SKILL.md", "tests"]
    assert [error for _, error in answers] == [b"", b""]


def test_temporary_folder_that_is_not_there(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    ran = started(
        "check", str(lay_out(tmp_path, GOOD)), "--engine", "apptest", TMPDIR=gone, TEMP=gone, TMP=gone
    )
    assert "Traceback" not in ran.error
    assert ran.code in (0, 2)
