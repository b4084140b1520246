"""Makes an environment for a release, with its dependencies as they were then, and keeps it."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from stproof.environments.cache_folder import cache_folder
from stproof.environments.index import Release
from stproof.errors import StproofError

PYTHON = "3.11"
"""Every release since 1.28 works on it. One Python for all, so that only Streamlit differs."""
IMPORTS = "import streamlit.testing.v1, streamlit.web.bootstrap"
NO_DISK = ("No space left on device", "Disk quota exceeded")
NO_NETWORK = ("error sending request", "dns error", "Failed to fetch", "Connection refused", "timed out")


class NotInstalled(Exception):
    """Why a release cannot be used, in one line: it does not install, or it does not import."""


@dataclass(frozen=True, kw_only=True)
class Environments:
    """The environments in one folder. Several runs may use it at the same time."""

    folder: Path
    uv: str
    """Path of the command."""

    def path(self, release: Release) -> Path:
        """The folder of its environment, whether it is there or not."""
        what = f"{release.package}-{release.version}"
        if release.wheel:
            what += f"-{hashlib.sha256(Path(release.wheel).read_bytes()).hexdigest()[:8]}"
        return self.folder / f"{what}-python{PYTHON}"

    def python(self, release: Release) -> str:
        """The interpreter of its environment, which is made if it is not there.

        Raises `NotInstalled` where the release does not install or import, `StproofError` where none would.
        """
        folder = self.path(release)
        if not _interpreter(folder).exists():
            try:
                self._make(release, folder)
            except OSError as problem:
                raise StproofError(
                    f"no environment can be made in {self.folder}: {problem.strerror}"
                ) from None
        return str(_interpreter(folder))

    def _make(self, release: Release, folder: Path) -> None:
        """Under a name of its own, and renamed when it works: what has the right name is complete."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=self.folder, prefix="making-", ignore_cleanup_errors=True
        ) as made:
            new = Path(made) / "environment"
            python = str(_interpreter(new))
            self._run("venv", "--relocatable", "--python", PYTHON, str(new))
            self._run("pip", "install", "--python", python, *_wanted(release))
            _check_import(python)
            if folder.exists():  # its interpreter is gone
                shutil.rmtree(folder, ignore_errors=True)
            try:
                new.rename(folder)
            except OSError:
                if not _interpreter(folder).exists():  # another run was not faster
                    raise

    def _run(self, *arguments: str) -> None:
        done = subprocess.run(
            [self.uv, *arguments, "--quiet", *self._cache()], capture_output=True, text=True, cwd=self.folder
        )
        if done.returncode == 0:
            return
        if any(sign in done.stderr for sign in NO_DISK):
            raise StproofError(f"there is no space left for environments in {self.folder}")
        if any(sign in done.stderr for sign in NO_NETWORK):
            raise StproofError(
                f"the package index cannot be reached: {_gist(done.stderr)}; check the network"
            )
        raise NotInstalled(f"does not install: {_gist(done.stderr)}")

    def _cache(self) -> Sequence[str]:
        """A cache of our own where uv's is on another disk: only on the same one are files shared."""
        usual = Path(subprocess.run([self.uv, "cache", "dir"], capture_output=True, text=True).stdout.strip())
        there = next(folder for folder in (usual, *usual.parents) if folder.exists())
        if there.stat().st_dev == self.folder.stat().st_dev:
            return ()
        return ("--cache-dir", str(self.folder / "uv"))


def environments() -> Environments:
    """Those in the user's cache. Raises `StproofError` where uv is missing."""
    return Environments(folder=cache_folder() / "environments", uv=_find_uv())


def _find_uv() -> str:
    try:
        from uv import find_uv_bin

        return str(find_uv_bin())
    except (ImportError, FileNotFoundError):
        found = shutil.which("uv")
    if not found:
        raise StproofError("uv is missing, which makes the environments; pip install 'stproof[releases]'")
    return found


def _interpreter(folder: Path) -> Path:
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def _wanted(release: Release) -> list[str]:
    """What to install, and up to which time."""
    if release.wheel:
        return [release.wheel]
    return [f"{release.package}=={release.version}", "--exclude-newer", dependencies_until(release.uploaded)]


def dependencies_until(uploaded: str) -> str:
    """The day after the quarter of a year in which a release came: `2024-01-01` for November 2023.

    Old releases do not import with today's dependencies. Those of one quarter share theirs, which takes a
    third of the disk that dates of their own would.
    """
    day = date.fromisoformat(uploaded[:10])
    year, quarter = divmod(day.year * 4 + (day.month - 1) // 3 + 1, 4)
    return date(year, quarter * 3 + 1, 1).isoformat()


def _check_import(python: str) -> None:
    """Raises `NotInstalled`. It also leaves the bytecode behind, which all later starts use."""
    done = subprocess.run([python, "-c", IMPORTS], capture_output=True, text=True)
    if done.returncode:
        raise NotInstalled(f"does not import: {_gist(done.stderr)}")


def _gist(stderr: str) -> str:
    """The last line that says something."""
    lines = [line.strip(" ×│╰─▶→").removeprefix("cause: ") for line in stderr.splitlines()]
    return next((line for line in reversed(lines) if line), "no reason is given")
