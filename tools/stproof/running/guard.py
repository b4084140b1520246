"""A process that outlives a checker that was killed, and ends its workers, with all that they have started.

A worker ends by itself when its checker is gone; not one that is stopped, or that computes in C, and it takes
nobody with it.
"""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from stproof.engines.boot import PACKAGE, boot
from stproof.files import clear

ROUNDS = 20
"""How often it looks for processes, as one that is ended last may have started another."""


class Guard:
    """Its process is there while there are folders to watch; a closed pipe tells it that this one is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folders: set[Path] = set()
        self._process: subprocess.Popen[bytes] | None = None

    def watch(self, folder: Path) -> None:
        """What has this folder in its command line is to be ended with this process."""
        with self._lock:
            self._folders.add(folder)
            self._process = self._process or _started()
            self._say(f"+{folder}\n")

    def forget(self, folder: Path) -> None:
        """It has ended."""
        with self._lock:
            self._folders.discard(folder)
            self._say(f"-{folder}\n")
            if self._process and not self._folders:
                self._process.kill()  # it may not even have started
                self._process.communicate()
                self._process = None

    def _say(self, line: str) -> None:
        assert self._process
        assert self._process.stdin
        with suppress(OSError):  # somebody has ended it
            self._process.stdin.write(os.fsencode(line))


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", boot("stproof.running.guard"), PACKAGE],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        start_new_session=True,
    )


GUARD = Guard()
"""The one of this process."""


def main() -> None:
    """In the guard: take note of folders until the pipe is closed, then end what is left."""
    folders: set[str] = set()
    for line in sys.stdin.buffer:
        folder = os.fsdecode(line[1:-1])
        (folders.add if line.startswith(b"+") else folders.discard)(folder)
    for folder in folders:
        _end(folder)


def _end(folder: str) -> None:
    for _ in range(ROUNDS):
        if not _killed(folder):
            break
    clear(Path(folder).parent)


def _killed(folder: str) -> bool:
    """Whether there was anything to end."""
    import psutil  # takes longer to load than all else here, and is seldom needed

    found = []
    for process in psutil.process_iter(["cmdline"]):
        if any(folder in word for word in process.info["cmdline"] or ()):
            with suppress(psutil.Error):
                found += [process, *process.children(recursive=True)]
    for process in found:
        with suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(found, 1)
    return bool(found)
