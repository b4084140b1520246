"""The processes in which Streamlit's servers run, in the environment under check."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stproof.engines.api import EngineDied
from stproof.engines.boot import PACKAGE, boot
from stproof.engines.browser.zygote import ServerOrder


class ForkingLauncher:
    """A process that has imported Streamlit and forks servers: 0.2 s each instead of 1 to 2 s.

    It removes `folder` when this process has died without doing so.
    """

    def __init__(self, python: str, folder: Path) -> None:
        self._process = subprocess.Popen(
            [python, "-u", "-c", boot("stproof.engines.browser.zygote"), PACKAGE, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for the checker, whose end is noticed here
        )
        self._ready = False

    def start(self, order: ServerOrder) -> int:
        """Start a server; returns its process id."""
        return int(self._ask({"do": "start", "server": asdict(order)})["pid"])

    def stop(self, pid: int) -> None:
        self._ask({"do": "stop", "pid": pid})

    def poll(self, pid: int) -> int | None:
        """None while it lives, else its exit code."""
        code: int | None = self._ask({"do": "poll", "pid": pid})["exit"]
        return code

    def alive(self) -> bool:
        """Whether it can start another server."""
        return self._process.poll() is None

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        with suppress(OSError):  # it has ended already
            self._process.stdin.write('{"do": "end"}\n')
            self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def _ask(self, order: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        try:
            if not self._ready:
                self._ready = bool(self._answer())
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            return self._answer()
        except (OSError, ValueError) as problem:
            raise EngineDied("the process that starts Streamlit's servers has ended") from problem

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


class SpawningLauncher:
    """Plain processes, for systems that cannot fork."""

    def __init__(self, python: str) -> None:
        self._python = python
        self._processes: dict[int, subprocess.Popen[bytes]] = {}

    def start(self, order: ServerOrder) -> int:
        with open(order.log, "ab") as log:
            process = subprocess.Popen(
                [self._python, "-m", "streamlit", *order.arguments],
                cwd=order.cwd,
                env={**os.environ, **order.env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._processes[process.pid] = process
        return process.pid

    def stop(self, pid: int) -> None:
        process = self._processes.pop(pid)
        process.kill()
        process.wait()

    def poll(self, pid: int) -> int | None:
        return self._processes[pid].poll()

    def alive(self) -> bool:
        return True

    def close(self) -> None:
        for pid in list(self._processes):
            self.stop(pid)


ServerLauncher = ForkingLauncher | SpawningLauncher
"""A way to have server processes in the environment under check."""


def launcher(python: str, folder: Path) -> ServerLauncher:
    """`folder` holds all temporary files of the engine.

    Forks where that is safe: not on macOS, whose system libraries may not survive it, nor Windows.
    """
    return ForkingLauncher(python, folder) if sys.platform.startswith("linux") else SpawningLauncher(python)
