"""Walls of the system around what runs, C code and started programs too: Landlock and namespaces.

They are those of Linux, and do not need root. Where the kernel or the container has none, nothing is done.
"""

import ctypes
import os
import re
import socket
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

if sys.platform == "linux":
    import fcntl
    import resource

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
"""System calls, the same on each architecture: landlock(7)."""
VERSION = 1
PATH_BENEATH = 1
WRITE_FILE, TRUNCATE = 1 << 1, 1 << 14
CHANGES = WRITE_FILE | TRUNCATE | sum(1 << bit for bit in range(4, 14))
"""All rights to change what there is: write, remove, make, move, shorten."""
SIGNALS = 1 << 1
MOVES, SHORTENS, SCOPES = 2, 3, 7
"""Versions of Landlock: the first that lets files move between folders, that watches `truncate`, and that
keeps signals in, but for those to other threads of the same process."""
NO_NEW_PRIVILEGES = 38
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
SET_FLAGS = 0x8914
UP_AND_RUNNING = 0x41
"""From sched(7), prctl(2) and netdevice(7)."""
CAPABILITIES = 0x20080522
"""From capget(2): version 3."""
PROCESSES = 1024
"""Processes and threads that a worker, its browser and its apps may have."""
COUNTS_HERE = (5, 14)
"""The first Linux that counts the processes of a user namespace alone."""


def write_only_in(places: Iterable[str]) -> None:
    """From now on this thread, and all that it starts, changes files in these folders only, and in devices.

    It signals no process that was there before, either. places: absolute paths of folders and files.
    """
    version = landlock()
    if version < MOVES:
        return
    rights = CHANGES if version >= SHORTENS else CHANGES & ~TRUNCATE
    ruleset = struct.pack("QQQ", rights, 0, SIGNALS if version >= SCOPES else 0)
    number = _call(CREATE_RULESET, ruleset, len(ruleset), 0)
    try:
        for place, wanted in _allowed(places):
            _allow(number, place, wanted & rights)
        _libc().prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        _call(RESTRICT_SELF, number, 0)
    finally:
        os.close(number)


def without_network() -> None:
    """Leave this process, and all that it starts, a network of its own: a loopback, and nothing beyond it.

    To be called before there are threads. Who is not root is then also kept from starting too many processes.
    """
    if sys.platform != "linux":
        return
    who = os.geteuid(), os.getegid()
    user = _libc().unshare(NEW_NETWORK) != 0
    if user and (who[0] == 0 or _libc().unshare(NEW_USER | NEW_NETWORK) != 0):
        return  # root with few rights would lose the files of others in a user namespace
    if user:
        _become(*who)
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_:
        fcntl.ioctl(any_, SET_FLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))
    if user:
        _libc().capset(struct.pack("Ii", CAPABILITIES, 0), bytes(24))  # a new user namespace gives them all


def _become(user: int, group: int) -> None:
    """In a new user namespace: be the user and the group that we were, and count processes from here on."""
    for file, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with suppress(OSError):
            Path("/proc/self", file).write_text(line)
    version = tuple(map(int, re.findall(r"\d+", os.uname().release)[:2]))
    if version >= COUNTS_HERE:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NPROC, (PROCESSES, PROCESSES))


@cache
def landlock() -> int:
    """The kernel's version of Landlock; 0 where there is none."""
    return max(0, _libc().syscall(CREATE_RULESET, None, 0, VERSION)) if sys.platform == "linux" else 0


def _allowed(places: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each place with what may be changed there."""
    for place in (*places, "/dev/shm"):
        yield place, CHANGES if os.path.isdir(place) else WRITE_FILE | TRUNCATE
    for place in ("/dev", "/proc/self"):
        yield place, WRITE_FILE | TRUNCATE


def _allow(ruleset: int, place: str, rights: int) -> None:
    with suppress(OSError):  # it is not there
        at = os.open(place, os.O_PATH | os.O_CLOEXEC)
        try:
            _call(ADD_RULE, ruleset, PATH_BENEATH, struct.pack("=Qi", rights, at), 0)
        finally:
            os.close(at)


def _call(number: int, *arguments: object) -> int:
    """A system call. Raises `OSError`."""
    result = int(_libc().syscall(number, *arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
