"""Started by `launcher.py` with the interpreter under check: imports Streamlit once, forks a server per app.

It reads one JSON object per line and answers each with one. When its input ends, because whoever
started it has died in whatever way, it ends all servers, removes the folder given as its argument,
and ends itself.
"""

import ctypes
import gc
import importlib
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from stproof.engines.boundary import Boundary, limit
from stproof.engines.family import adopt_orphans, end_children
from stproof.engines.walls import write_only_in

LINGER = 30
"""Tenths of a second in which a Chromium that was left alone comes to its end."""
WARM = (
    "streamlit.components.v2.manifest_scanner",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
    "uvicorn.lifespan.on",
    "starlette.middleware.gzip",
    "starlette.middleware.sessions",
    "starlette.staticfiles",
    "anyio._backends._asyncio",
)
"""What newer releases import only when a server starts: 0.1 s of each start. None starts a thread."""
PR_SET_PDEATHSIG = 1
"""From linux/prctl.h: the signal a process gets when its parent has died (Linux only)."""


@dataclass(frozen=True, kw_only=True)
class ServerOrder:
    """A server to start."""

    arguments: tuple[str, ...]
    """What comes after `streamlit` on the command line."""
    cwd: str
    env: Mapping[str, str]
    """Variables besides those of this process."""
    home: str
    """Folder for its temporary files, and its home."""
    log: str
    """Path of the file for all it writes."""
    crossed: str
    """Path of the file for what it wanted and was kept from, one thing a line."""


def main() -> None:
    pipe = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    adopt_orphans()
    warm_up()
    servers: set[int] = set()
    answer(pipe, {"ready": os.getpid()})
    for line in sys.stdin:
        order = json.loads(line)
        match order["do"]:
            case "start":
                answer(pipe, {"pid": start(servers, ServerOrder(**order["server"]), pipe)})
            case "stop":
                stop(servers, order["pid"])
                answer(pipe, {})
            case "poll":
                answer(pipe, {"exit": poll(servers, order["pid"])})
            case "end":
                return stop_all(servers)
    stop_all(servers)
    remove(sys.argv[1])


def remove(folder: str) -> None:
    """Remove the engine's temporary files. A dying Chromium writes some of them once more."""
    for _ in range(LINGER):
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.1)


def warm_up() -> None:
    """Import what every server needs, once."""
    import streamlit.web.cli  # noqa: F401

    for name in WARM:
        with suppress(ImportError):  # not in this release
            importlib.import_module(name)
    gc.freeze()  # each script run collects all garbage; of what stands here there is none to find


def answer(pipe: Any, data: Mapping[str, object]) -> None:
    pipe.write(json.dumps(data) + "\n")
    pipe.flush()


def start(servers: set[int], order: ServerOrder, pipe: Any) -> int:
    """Fork a server; returns its process id."""
    pid = os.fork()
    if pid == 0:
        pipe.close()  # else an app could answer in the place of this process
        serve(order)
    servers.add(pid)
    return pid


def serve(order: ServerOrder) -> None:
    """In the child: become `streamlit run …`."""
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    log = os.open(order.log, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(write_through=True)  # type: ignore[union-attr]
    os.chdir(order.cwd)
    os.environ.update(order.env)
    sys.argv = ["streamlit", *order.arguments]
    sys.dont_write_bytecode = True  # that would be outside of its folders
    import streamlit.web.cli

    limit()
    places = (order.cwd, order.home, order.log, order.crossed)
    boundary = Boundary(partial(note, order.crossed))
    write_only_in(places)
    with boundary.around(places):
        streamlit.web.cli.main()


def note(file: str, what: str) -> None:
    """Write down what the app wanted, for the checker."""
    number = os.open(file, os.O_WRONLY | os.O_APPEND)
    os.write(number, f"{what}\n".encode(errors="backslashreplace"))
    os.close(number)


def stop(servers: set[int], pid: int) -> None:
    """End a server, and what it has started, at once; it has nothing to save."""
    if pid not in servers:
        return
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(pid, signal.SIGKILL)  # it has not called setsid yet
    os.waitpid(pid, 0)
    servers.discard(pid)
    end_children(but=servers)


def stop_all(servers: set[int]) -> None:
    for pid in list(servers):
        stop(servers, pid)


def poll(servers: set[int], pid: int) -> int | None:
    """None while the server lives, else its exit code, negative for a signal."""
    ended, status = os.waitpid(pid, os.WNOHANG) if pid in servers else (0, 0)
    servers.discard(ended)
    return os.waitstatus_to_exitcode(status) if ended else None
