"""Killed at any moment, a command leaves nothing half done, and nothing that the next run would not clear."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from cli_cases import variables
from killed import GONE_IN, killed, place
from skill_cases import FRONT
from stproof import files

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed there so")

KILLED = """
import os
from stproof import files
rename, here = os.replace, os.getcwd()
files.os.replace = lambda old, new: os.kill(os.getpid(), 9) if str(new).startswith(here) else rename(old, new)
from stproof.cli import main
main()
"""
"""The command, killed where a file of its folder is about to take the place of the old one."""


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "pack", "tables"])
def test_what_is_killed_at_a_random_moment_can_be_run_again(command: str, tmp_path: Path) -> None:
    assert [*killed(tmp_path, command, 2)] == ["", ""]


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["tables", "."], "SKILL.md"),
        (["check", ".", "--static", "--update-baseline"], "stproof-baseline.json"),
        (["check", ".", "--static", "--output", "json=report.json"], "report.json"),
        (["pack", "."], "my-skill.zip"),
    ],
)
def test_killed_before_a_file_is_in_place(arguments: list[str], written: str, tmp_path: Path) -> None:
    made = place(tmp_path)
    before = made.files()
    command = [sys.executable, "-c", KILLED, *arguments]
    ended = subprocess.run(command, cwd=made.skill, env=variables({}), stdout=subprocess.DEVNULL)
    assert ended.returncode == -signal.SIGKILL
    assert {name: text for name, text in made.files().items() if name in before} == before
    (part,) = made.files().keys() - before.keys()
    assert part.startswith(f".{written}.")
    assert made.start(*arguments).wait() in (0, 1)
    assert made.files().keys() == before.keys() | {written}


def test_part_that_another_run_is_writing_stays(tmp_path: Path) -> None:
    part = tmp_path / ".page.md.x.part"
    with open(part, "wb") as out:
        files._lock(out.fileno())
        files.replace_file(tmp_path / "page.md", b"new")
        assert part.exists()
    files.replace_file(tmp_path / "page.md", b"newer")
    assert os.listdir(tmp_path) == ["page.md"]
    assert (tmp_path / "page.md").read_bytes() == b"newer"


def test_file_keeps_its_rights_and_its_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "real").chmod(0o640)
    (tmp_path / "link").symlink_to("real")
    files.replace_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert ((tmp_path / "real").read_text(), (tmp_path / "real").stat().st_mode & 0o777) == ("new", 0o640)


def test_folder_of_a_run_that_lives_stays_and_that_of_a_dead_one_goes(tmp_path: Path) -> None:
    code = f"""
import os
from pathlib import Path
from stproof.files import TemporaryFolder
made = TemporaryFolder(Path({str(tmp_path)!r}))
(made.path / "file").write_text("")
print(made.path, flush=True)
input()
"""
    command = [sys.executable, "-c", code]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=variables({}), text=True
    ) as other:
        assert other.stdout
        folder = Path(other.stdout.readline().strip())
        files.TemporaryFolder(tmp_path).close()
        assert (folder / "file").exists()
        other.kill()
        other.wait()
        files.TemporaryFolder(tmp_path).close()
    assert os.listdir(tmp_path) == []


CODES = {
    "stopped": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    "in C": "import re\nre.match('(a+)+$', 'a' * 64 + 'b')",
    "with a process of its own": "import subprocess, time\nsubprocess.Popen(['sleep', '600'], "
    "start_new_session=True)\ntime.sleep(600)",
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the children of a process")
@pytest.mark.parametrize("name", CODES)
def test_no_process_outlives_a_checker_that_is_killed(name: str, tmp_path: Path) -> None:
    made = place(tmp_path)
    page = f"{FRONT}# A\n\n```python a\n{CODES[name]}\n```\n"
    (made.skill / "SKILL.md").write_text(page)
    process = made.start("check", ".", "--engine", "apptest", "--timeout", "600")
    family = _family_at_work(process.pid, name)
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(family, GONE_IN)
    assert alive == []
    assert made.processes() == []
    assert made.left() == []


def _family_at_work(pid: int, name: str) -> list[psutil.Process]:
    """All processes of a checker, when its app is at its worst."""
    deadline = time.monotonic() + GONE_IN
    while time.monotonic() < deadline:
        family = psutil.Process(pid).children(recursive=True)
        if _is_at_work(family, name):
            return family
        time.sleep(0.1)
    raise AssertionError("the app did not start")


def _is_at_work(family: list[psutil.Process], name: str) -> bool:
    if name == "stopped":
        return any(one.status() == psutil.STATUS_STOPPED for one in family)
    if name == "in C":
        return any(sum(one.cpu_times()[:2]) > 4 for one in family)
    return any(one.name() == "sleep" for one in family)
