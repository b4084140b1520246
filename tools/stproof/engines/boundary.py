"""What an app is kept from, and what is told: writing outside its folder, the network, foreign processes.

Python's audit events tell of it before it is done. It is no wall: a program that the app starts, and C code,
are not seen. `walls.py` has those of the system.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from stproof.engines.family import is_our_group, is_ours

LOOPBACK = ("127.", "localhost", "::1", "0.0.0.0")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
PATHS = {
    "os.remove": 1,
    "os.rename": 2,
    "os.mkdir": 1,
    "os.rmdir": 1,
    "os.truncate": 1,
    "os.chmod": 1,
    "os.chown": 1,
    "os.link": 2,
    "os.symlink": 2,
    "os.utime": 1,
    "shutil.rmtree": 1,
}
"""Audit event: how many of its first arguments are paths that it changes."""
FOLLOWING = ("open", "sqlite3.connect", "os.truncate", "os.chmod", "os.chown", "os.utime")
"""Events that change what a link leads to, not the link."""
ENDING = ("os.rename", "os.rmdir", "shutil.rmtree")
"""Events after which a folder is not there any more: an app may do that to what is in its folder."""
SIGNALS = {"os.kill": 1, "os.killpg": -1}
"""Audit event: with this sign its first argument is what kill(2) takes."""
DEVICES = ("/dev/", "/proc/self/")
MEMORY = 4 << 30
FILE = 1 << 28
"""Bytes that an app may take, and that a file may have."""


class Boundary:
    """Watches this process while an app runs in it."""

    lifted = False
    """Whether this process is ending, and removes what is its own."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        """tell: gets what an app wanted: `the file /etc/hosts`, `the host example.com`."""
        self._tell = tell
        self._places: tuple[str, ...] = ()
        sys.addaudithook(self._watch)

    @contextmanager
    def around(self, places: Iterable[str]) -> Iterator[None]:
        """While it is open, files are written in these folders only; a place may be a file, too."""
        self._places = tuple(os.path.join(os.path.realpath(each), "") for each in places)
        try:
            yield
        finally:
            self._places = ()

    def _watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._places or Boundary.lifted:
            return
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & WRITES:
                self._writes(path, event)
        elif event in PATHS:
            for path in arguments[: PATHS[event]]:
                self._writes(path, event)
        elif event == "socket.connect" and isinstance(arguments[1], tuple):
            self._asks(arguments[1][0])
        elif event == "sqlite3.connect" and not str(arguments[0]).startswith((":", "file:")):
            self._writes(arguments[0], event)
        elif event == "socket.getaddrinfo":
            self._asks(arguments[0])
        elif event in SIGNALS and arguments[1]:
            self._signals(SIGNALS[event] * arguments[0])

    def _writes(self, path: Any, event: str) -> None:
        if isinstance(path, int):
            return
        name = os.fsdecode(path)
        if name.startswith(DEVICES):
            return
        try:
            folder, last = os.path.split(name)
            leads = event in FOLLOWING
            real = os.path.realpath(name) if leads else os.path.join(os.path.realpath(folder or "."), last)
        except OSError:  # nobody may say where a link leads, or the working folder is gone
            if not os.path.isabs(name):
                return
            real = name
        whole = f"{real}{os.sep}"
        if not any(
            whole.startswith(each) and not (event in ENDING and whole == each) for each in self._places
        ):
            self._refuse(f"the file {real}", "writes in its own folder only")

    def _asks(self, host: Any) -> None:
        name = os.fsdecode(host) if isinstance(host, (str, bytes)) else ""
        if name and not name.startswith(LOOPBACK):
            self._refuse(f"the host {name}", "has no network")

    def _signals(self, process: int) -> None:
        """process: as kill(2) takes it: a group is negative, -1 is every process there is."""
        may = "signals its own processes only"
        if process == -1:
            self._refuse("all processes", may)
        elif process < 0 and not is_our_group(-process):
            self._refuse(f"the process group {-process}", may)
        elif process > 0 and not is_ours(process):
            self._refuse(
                "the process that checks it" if process == os.getppid() else f"the process {process}", may
            )

    def _refuse(self, what: str, may: str) -> None:
        self._tell(what)
        raise PermissionError(f"an app that is checked {may}, not {what}")


def limit() -> None:
    """Limit what this process, and what it starts, may take: memory, the size of a file, core dumps. Not on
    Windows."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (("DATA", MEMORY), ("FSIZE", FILE), ("CORE", 0)):
        number = getattr(resource, f"RLIMIT_{kind}")
        with suppress(OSError, ValueError):  # a lower limit is there already
            resource.setrlimit(number, (most, most))
