"""Kills a command at random moments, and runs it again: then all is as if it had never been killed.

`python tests/killed.py [COMMAND ...]` kills each ten times, and prints what came of it.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from cli_cases import GOOD, variables
from skill_cases import lay_out
from stproof.environments.cache_folder import cache_folder

TABLE = "<!-- stproof:differences -->\nold\n<!-- /stproof:differences -->\n"
SKILL = {
    **GOOD,
    "SKILL.md": GOOD["SKILL.md"] + TABLE,
    "tests/proofs/a.py": GOOD["tests/proofs/a.py"].replace(
        '"counter"', '"counter", apptest_shows="Nothing."'
    ),
}
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "check": ("check", ".", "--engine", "apptest", "--update-baseline"),
    "releases": ("releases", ".", "--streamlit", "newest"),
    "pack": ("pack", ".", "--to", "packed"),
    "tables": ("tables", "."),
}
MOMENTS = 10
GONE_IN = 60.0
"""Seconds that processes have to end, on a busy machine, until they count as left behind."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A skill, and the folders of those who check it."""

    folder: Path

    @property
    def skill(self) -> Path:
        return self.folder / "my-skill"

    @property
    def temporary(self) -> Path:
        return self.folder / "temporary"

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """The command in it, as a process of its own."""
        own = {"STPROOF_CACHE": str(self.folder / "cache"), "TMPDIR": str(self.temporary)}
        return subprocess.Popen(
            [sys.executable, "-m", "stproof", *arguments],
            cwd=self.skill,
            env=variables(own),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def files(self) -> dict[str, bytes]:
        """All files of the skill."""
        return {
            str(file.relative_to(self.skill)): file.read_bytes()
            for file in self.skill.rglob("*")
            if file.is_file()
        }

    def left(self) -> list[str]:
        """What is in the folder for temporary files, and which processes know of it."""
        lines = (" ".join(one.info["cmdline"] or ()) for one in psutil.process_iter(["cmdline"]))
        return [*os.listdir(self.temporary), *(line for line in lines if str(self.temporary) in line)]

    def processes(self) -> list[str]:
        """The processes that are left, after a while."""
        deadline = time.monotonic() + GONE_IN
        while (lines := [line for line in self.left() if " " in line]) and time.monotonic() < deadline:
            time.sleep(0.1)
        return lines


def place(folder: Path) -> Place:
    """A new one; environments of Streamlit are those of the user."""
    made = Place(folder=folder)
    lay_out(folder, SKILL)
    made.temporary.mkdir()
    (folder / "cache").mkdir()
    usual = cache_folder()
    if (usual / "environments").exists():
        (folder / "cache/environments").symlink_to(usual / "environments")
    for index in usual.glob("streamlit*.json"):
        shutil.copy(index, folder / "cache")
    return made


def killed(folder: Path, command: str, moments: int) -> Iterator[str]:
    """Kill a command at some moments; yields for each what is wrong then, or nothing."""
    arguments = COMMANDS[command]
    reference = place(folder / "reference")
    start = time.monotonic()
    code = reference.start(*arguments).wait()
    seconds = time.monotonic() - start
    assert code == 0, f"{command} exits with {code}"
    for number in range(moments):
        mine = place(folder / str(number))
        process = mine.start(*arguments)
        time.sleep(random.uniform(0, seconds))
        process.kill()
        process.wait()
        running = mine.processes()
        code = mine.start(*arguments).wait()
        expected, found = reference.files(), mine.files()
        wrong = {
            "runs on": running,
            "exit code": code,
            "leaves": mine.left(),
            "differs": [name for name, content in expected.items() if found.get(name) != content],
            "has more": sorted(found.keys() - expected.keys()),
        }
        yield "; ".join(f"{what} {value}" for what, value in wrong.items() if value)


def main() -> None:
    import tempfile

    for command in sys.argv[1:] or COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            wrong = [*filter(None, killed(Path(folder), command, MOMENTS))]
        print(f"{command}: killed {MOMENTS} times, {len(wrong)} with something wrong", *wrong, sep="\n    ")


if __name__ == "__main__":
    main()
