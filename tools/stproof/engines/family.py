"""The processes that this one has started: which there are, and their end. Linux only."""

import ctypes
import os
import signal
import sys
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
"""From prctl(2)."""
ROUNDS = 100
"""How often children are ended, as theirs then become ours, and may have more."""


def adopt_orphans() -> None:
    """Make this process the parent of its orphaned descendants, so that none escapes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children() -> list[int]:
    """Process ids of this process's children. Elsewhere than on Linux the pool ends them with the worker.

    A thread that ends while they are read hands its children to another one, so read until none did.
    """
    tasks: list[Path] | None = None
    found: list[str] = []
    with suppress(OSError):  # an app has used up what may be open
        while tasks != (now := sorted(Path("/proc/self/task").glob("*/children"))):
            tasks, found = now, []
            for task in tasks:
                with suppress(FileNotFoundError):
                    found += task.read_text().split()
    return [int(child) for child in found if not _is_zombie(child)]


def _is_zombie(child: str) -> bool:
    try:
        return Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def is_ours(process: int) -> bool:
    """Whether it is this process, or a descendant of it. Where nobody can say, all but the parent are."""
    if sys.platform != "linux":
        return process != os.getppid()
    while process > 1 and process != os.getpid():
        try:
            process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended
            return True
    return process == os.getpid()


def is_our_group(group: int) -> bool:
    """The same for all processes of a group."""
    if sys.platform != "linux":
        return group != os.getpgid(os.getppid())
    for process in map(int, filter(str.isdigit, os.listdir("/proc"))):
        with suppress(OSError):  # it has ended
            if os.getpgid(process) == group and not is_ours(process):
                return False
    return True


def end_children(but: Container[int] = ()) -> None:
    """End all children, and theirs, who become ours; not those in `but`."""
    for _ in range(ROUNDS):
        others = [child for child in children() if child not in but]
        for child in others:
            with suppress(OSError):
                os.kill(child, signal.SIGKILL)
        for child in others:
            with suppress(OSError):
                os.waitpid(child, 0)
        if not others:
            break
