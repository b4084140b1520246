"""One worker process as the pool sees it: started, given jobs, killed when late, and ended."""

import os
import queue
import re
import shutil
import signal
import subprocess
import tempfile
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil

from stproof.errors import StproofError
from stproof.model.codec import dumps, loads
from stproof.model.run import Environment, Greeting, Job, Outcome, Status, WorkerSettings
from stproof.running.boot import ENVIRONMENT, PACKAGE, boot

OTHER = "install streamlit>=1.28 there, or give --python the interpreter of an environment that has it"
START_TIMEOUT = 60.0
"""Seconds a worker has to import Streamlit; the first import on a slow disk takes long."""
CLOSE_TIMEOUT = 5.0
"""Seconds an idle worker has to close its browser."""
SLOWEST = 6.0
"""How many times its limit a job without waiting has at most, on a machine that is busy with other work."""
GRACE = 1.0
"""Seconds a worker may be late before it is killed: an engine has its own time limits first."""


class WorkerProcess:
    """One worker process and the pipes to it."""

    def __init__(self, python: str, settings: WorkerSettings) -> None:
        self._python = python
        self._folder = Path(tempfile.mkdtemp(prefix="stproof-"))
        order = dumps(replace(settings, folder=str(self._folder)))
        try:
            self._process = self._started([python, "-c", boot("stproof.worker.main"), PACKAGE, order])
        except OSError as problem:
            shutil.rmtree(self._folder)
            text = f"the interpreter {python!r} cannot be started: {problem.strerror}; check --python"
            raise StproofError(text) from None
        self._answers: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._environment: Environment | None = None
        threading.Thread(target=self._listen, daemon=True).start()

    def _started(self, arguments: list[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **ENVIRONMENT, **dict.fromkeys(TEMPORARY, str(self._folder))},
            encoding="utf-8",
            start_new_session=True,
        )

    def _listen(self) -> None:
        """Pass answers on; None when the process has ended."""
        assert self._process.stdout
        with suppress(ValueError, OSError), self._process.stdout as lines:
            for line in lines:
                self._answers.put(line)
        self._answers.put(None)

    def environment(self) -> Environment:
        """Wait until it is ready. Raises `StproofError` if it cannot start."""
        if self._environment is None:
            greeting = self._greeting()
            if greeting.environment is None:
                why = greeting.problem or self._last_words()
                raise StproofError(f"the environment of {self._python!r} cannot be used: {why}; {OTHER}")
            self._environment = greeting.environment
        return self._environment

    def _greeting(self) -> Greeting:
        try:
            line = self._answers.get(timeout=START_TIMEOUT)
        except queue.Empty:
            return Greeting(problem=f"it did not start within {START_TIMEOUT:g} s")
        try:
            return loads(Greeting, line) if line else Greeting()
        except ValueError:  # something in that environment writes as Python starts
            return Greeting(problem=f"it starts with {line!r}")

    def run(self, job: Job) -> Outcome:
        """Its outcome; `timeout` or `crash` where the worker is late, dead, or does not answer as it must."""
        assert self._process.stdin
        try:
            self._process.stdin.write(dumps(job) + "\n")
            self._process.stdin.flush()
            answer = self._answers.get(timeout=job.timeout * _slowness(job) + GRACE)
        except OSError:
            return self._crashed(job)
        except queue.Empty:
            return self._late(job)
        return self._outcome(answer, job) if answer else self._crashed(job)

    def _outcome(self, answer: str, job: Job) -> Outcome:
        try:
            return loads(Outcome, answer)
        except ValueError:  # an app has written into the pipe
            message = f"the worker's answer to {job.app.name!r} cannot be read: {answer[:80]!r}"
            return Outcome(status=Status.CRASH, message=message)

    def _late(self, job: Job) -> Outcome:
        message = f"still running after {job.timeout:g} s{self._where(job)}"
        return Outcome(status=Status.TIMEOUT, message=message, seconds=job.timeout)

    def _crashed(self, job: Job) -> Outcome:
        message = f"the process ended, {self._exit()}{self._where(job)}"
        return Outcome(status=Status.CRASH, message=message)

    def _exit(self) -> str:
        code = self._process.wait()
        if code >= 0:
            return f"exit code {code}"
        try:
            return f"killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"killed by signal {-code}"

    def _where(self, job: Job) -> str:
        """The app's line in the stack that faulthandler wrote, as ` at page:line`."""
        stack = self._folder / "stack"
        text = stack.read_text(errors="replace") if stack.exists() else ""
        origins = dict(job.app.origins)
        for hit in re.finditer(r'File "([^"]+)", line (\d+)', text):
            file = Path(hit[1])
            for name, _ in job.app.layout:
                if file.as_posix().endswith(f"/{name}") and "stproof-" in hit[1]:
                    return f" at {origins.get(name, name)}:{hit[2]}"
            if hit[1] == job.app.entry:
                return f" at {job.app.name}:{hit[2]}"
        return ""

    def _last_words(self) -> str:
        assert self._process.stderr
        lines = [line for line in self._process.stderr.read().splitlines() if line.strip()]
        return lines[-1] if lines else f"the process ended, {self._exit()}"

    def close(self) -> None:
        """Let an idle worker end by itself, which closes its browser; then end what is left."""
        family = _family(self._process.pid)
        assert self._process.stdin
        with suppress(OSError, subprocess.TimeoutExpired):
            self._process.stdin.close()
            self._process.wait(CLOSE_TIMEOUT)
        self._end(family)

    def kill(self) -> None:
        """End the process and every process it started, at once."""
        self._end(_family(self._process.pid))

    def _end(self, family: list[psutil.Process]) -> None:
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        assert self._process.stdin
        assert self._process.stderr
        for pipe in (self._process.stdin, self._process.stderr):
            with suppress(OSError):  # a line that it did not take any more
                pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)


TEMPORARY = ("TMPDIR", "TEMP", "TMP")
"""Temporary files of a worker, its browser and its apps go into one folder, removed with the worker."""


def _slowness(job: Job) -> float:
    """How many times as long a job that never waits may take: other work on this machine is no finding."""
    if not job.hurry or not hasattr(os, "getloadavg"):
        return 1.0
    return min(max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)), SLOWEST)


def _family(pid: int) -> list[psutil.Process]:
    """A process and its descendants, gathered before any of them is gone."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
