"""Faults of the machine end in one line, and leave nothing half done."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from cli_cases import BAD, GOOD, Command, started, variables
from skill_cases import FRONT, lay_out
from stproof import files
from stproof.environments import index

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


READ_ONLY = {
    ("tables", "."): "stproof: '{root}/SKILL.md': Permission denied",
    ("pack", "."): "stproof: 'my-skill.zip' cannot be written: Permission denied",
    ("pack", ".", "--to", "packed"): "stproof: 'packed/my-skill' cannot be written: Permission denied",
    (
        "check",
        ".",
        "--static",
        "--update-baseline",
    ): "stproof: 'stproof-baseline.json': Permission denied",
    (
        "check",
        ".",
        "--static",
        "--output",
        "json=a.json",
    ): "stproof: --output json=a.json: it cannot be written: Permission denied",
    ("check", ".", "--engine", "apptest"): "",
    ("list", "."): "",
}
"""What is said where the skill's folder may not be written."""
AS_ANYONE = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner")
"""Root without the right to write everywhere."""


@pytest.mark.skipif(sys.platform != "linux", reason="it takes rights from root in the way of Linux")
@pytest.mark.parametrize("arguments", READ_ONLY)
def test_folder_that_may_not_be_written(arguments: tuple[str, ...], tmp_path: Path) -> None:
    if os.getuid() == 0 and not shutil.which(AS_ANYONE[0]):
        pytest.skip("root may write everywhere")
    root = lay_out(tmp_path, {**GOOD, "SKILL.md": GOOD["SKILL.md"] + TABLE, "tests/proofs/a.py": DECLARES})
    for folder in (root, *root.rglob("*/")):
        folder.chmod(0o555)
    command = [*AS_ANYONE, sys.executable] if os.getuid() == 0 else [sys.executable]
    ran = subprocess.run(
        [*command, "-m", "stproof", *arguments],
        cwd=root,
        env=variables({}),
        capture_output=True,
        text=True,
        check=False,
    )
    wanted = READ_ONLY[arguments].format(root=root)
    assert ran.stderr.splitlines() == [wanted] * bool(wanted)
    assert ran.returncode == 2 if wanted else ran.returncode in (0, 1)
    for folder in (root, *root.rglob("*/")):
        folder.chmod(0o755)
    assert not [*root.rglob("*.part"), *root.rglob("__pycache__"), *root.rglob("*.lock")]


CLOCKS = re.compile(r"\b(time\.time|datetime\.now|datetime\.utcnow|date\.today)")
TELLS_THE_DAY = {
    "commands/releases.py": "the day on which evidence was made",
    "environments/index.py": "an answer of the index is used again for an hour",
}
"""Modules that look at the clock on the wall, and what for: none waits by it, as it may jump."""


def test_no_wait_depends_on_a_clock_that_may_jump() -> None:
    package = Path(files.__file__).parent
    found = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if CLOCKS.search(file.read_text("utf-8"))
    }
    assert found == TELLS_THE_DAY.keys()


@pytest.mark.parametrize(("hours", "asks"), [(-48, True), (0, False), (48, True)])
def test_clock_that_has_jumped_since_the_index_was_asked(hours: int, asks: bool, tmp_path: Path) -> None:
    file = tmp_path / "streamlit.json"
    file.write_text('[{"version": "1.50.0", "uploaded": "2025-01-01T00:00:00Z"}]')
    then = time.time() + hours * 3600
    os.utime(file, (then, then))
    asked = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_ask", lambda package: asked.append(package) or full())
        assert [each.version for each in index.releases(tmp_path)] == ["1.50.0"]
    assert bool(asked) is asks
