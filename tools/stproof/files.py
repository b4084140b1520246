"""Writes whole files, and makes temporary folders that the next run removes if this one is killed."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from glob import escape
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WINDOWS = sys.platform == "win32"
PREFIX = "stproof-"
"""How a temporary folder is called, and the file next to it that is locked while it is in use."""
LOCK = ".lock"
PART = ".part"


def replace_file(file: Path, content: bytes) -> None:
    """Put a whole file in the place of the old one, if any: no moment has half of it.

    A link stays, and what is no file, as a pipe, is written to. What a run has left that was killed here is
    removed. Raises `OSError` with the name of the file.
    """
    target = Path(os.path.realpath(file))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _write_and_rename(target, content)
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, str(file)) from None


def _write_and_rename(file: Path, content: bytes) -> None:
    clear(file.parent, f".{file.name}.", PART)
    number, name = tempfile.mkstemp(PART, f".{file.name}.", file.parent)
    part = Path(name)
    try:
        with open(number, "wb") as out:
            _lock(number)
            out.write(content)
            out.flush()
            part.chmod(_mode(file))
            if WINDOWS:
                out.close()  # it moves no file that is open
            os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


def _mode(file: Path) -> int:
    """The rights of the file that is replaced; of a new one, those that this user's files have."""
    if file.exists():
        return file.stat().st_mode & 0o7777
    umask = os.umask(0o077)
    os.umask(umask)
    return 0o666 & ~umask


class TemporaryFolder:
    """A new folder. The file next to it is locked as long as this process lives, so that a later run knows
    whether anyone still needs it: process ids mean nothing where containers share a folder."""

    def __init__(self, parent: Path | None = None, prefix: str = PREFIX) -> None:
        """parent: the folder for temporary files, unless it is told. What there is of dead runs is removed.

        Raises `OSError` with the name of the parent.
        """
        place = parent or Path(tempfile.gettempdir())
        clear(place, prefix, LOCK)
        try:
            self._number, self._file = _locked(place, prefix)
            self.path = self._file.with_suffix("")
            self.path.mkdir(mode=0o700)
        except OSError as problem:
            raise OSError(problem.errno, problem.strerror, str(place)) from None

    def close(self) -> None:
        """Remove it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._number)
        self._file.unlink(missing_ok=True)


def _locked(parent: Path, prefix: str) -> tuple[int, Path]:
    """A new file that this process holds."""
    while True:
        number, name = tempfile.mkstemp(LOCK, prefix, parent)
        _lock(number)
        if os.path.exists(name):  # else another run has just taken it for one of a dead run
            return number, Path(name)
        os.close(number)


def clear(parent: Path, prefix: str = PREFIX, suffix: str = LOCK) -> None:
    """Remove what this user's runs have left that were killed."""
    for file in parent.glob(f"{escape(prefix)}*{suffix}"):
        _remove_dead(file)


def _remove_dead(file: Path) -> None:
    """Remove a file of this user that no living process holds, and the folder that it is for."""
    try:
        number = os.open(file, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return
    dead = False
    try:
        if (WINDOWS or os.fstat(number).st_uid == os.getuid()) and _lock(number, wait=False):
            shutil.rmtree(file.with_suffix(""), ignore_errors=True)
            dead = True
            with suppress(PermissionError):  # Windows removes no file that is open
                file.unlink(missing_ok=True)
    finally:
        os.close(number)
    if dead:
        file.unlink(missing_ok=True)


def _lock(number: int, *, wait: bool = True) -> bool:
    """Lock an open file until it is closed, which the end of this process does too."""
    with suppress(OSError):
        if sys.platform == "win32":
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(number, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        return True
    return False
