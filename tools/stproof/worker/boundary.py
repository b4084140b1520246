"""What an app under AppTest is kept from, and what is told: writing outside its folder, and the network.

Python's audit events tell of it before it is done. It is no wall: a program that the app starts, and C code,
are not seen.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

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
DEVICES = ("/dev/", "/proc/self/")
MEMORY = 4 << 30
FILE = 1 << 28
"""Bytes that an app may take, and that a file may have."""


class Boundary:
    """Watches this process while an app runs in it."""

    def __init__(self, folder: str) -> None:
        """folder: the worker's own, in which its apps and their temporary files are."""
        self._own = folder
        self._folders: tuple[str, ...] = ()
        self._crossed: dict[str, None] = {}
        sys.addaudithook(self._watch)

    @contextmanager
    def around(self, folder: str) -> Iterator[None]:
        """While it is open, files are written in the worker's folder and in this one only."""
        self._folders = tuple(os.path.join(os.path.realpath(each), "") for each in (self._own, folder))
        try:
            yield
        finally:
            self._folders = ()

    def forget(self) -> None:
        """Before the next app."""
        self._crossed = {}

    def crossed(self) -> tuple[str, ...]:
        """What the app wanted: `the file /etc/hosts`, `the host example.com`."""
        return tuple(self._crossed)

    def _watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._folders:
            return
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & WRITES:
                self._writes(path)
        elif event in PATHS:
            for path in arguments[: PATHS[event]]:
                self._writes(path)
        elif event == "socket.connect" and isinstance(arguments[1], tuple):
            self._asks(arguments[1][0])
        elif event == "sqlite3.connect" and not str(arguments[0]).startswith((":", "file:")):
            self._writes(arguments[0])
        elif event == "socket.getaddrinfo":
            self._asks(arguments[0])

    def _writes(self, path: Any) -> None:
        if isinstance(path, int):
            return
        name = os.fsdecode(path)
        try:
            real = os.path.join(os.path.realpath(os.path.dirname(name) or "."), os.path.basename(name))
        except OSError:  # the working folder is gone
            return
        if not f"{real}{os.sep}".startswith((*self._folders, *DEVICES)):
            self._refuse(f"the file {real}", "writes in its own folder only")

    def _asks(self, host: Any) -> None:
        name = os.fsdecode(host) if isinstance(host, (str, bytes)) else ""
        if name and not name.startswith(LOOPBACK):
            self._refuse(f"the host {name}", "has no network")

    def _refuse(self, what: str, may: str) -> None:
        self._crossed[what] = None
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
