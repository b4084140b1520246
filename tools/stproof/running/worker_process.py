"""One worker process as the pool sees it: started, given jobs, killed when late, and ended."""

import os
import queue
import re
import signal
import site
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

import psutil

from stproof.engines.boot import ENVIRONMENT, PACKAGE, boot
from stproof.engines.patience import slowness
from stproof.errors import StproofError
from stproof.files import TemporaryFolder
from stproof.model.codec import dumps, loads
from stproof.model.run import (
    HOMES,
    NO_ANSWER,
    TEMPORARY,
    Engine,
    Environment,
    Greeting,
    Job,
    Outcome,
    Status,
    WorkerSettings,
)
from stproof.running.guard import GUARD

OTHER = "install streamlit>=1.28 there, or give --python the interpreter of an environment that has it"
START_TIMEOUT = 60.0
"""Seconds a worker has to import Streamlit; the first import on a slow disk takes long."""
CLOSE_TIMEOUT = 5.0
"""Seconds an idle worker has to close its browser."""
EXIT_TIMEOUT = 1.0
"""Seconds a process may go on after it has closed its end of the pipe."""
ANSWER_MOST = 1 << 25
"""Bytes of an answer."""
GRACE = 1.0
"""Seconds a worker may be late before it is killed: an engine has its own time limits first."""


class WorkerProcess:
    """One worker process and the pipes to it."""

    def __init__(self, python: str, settings: WorkerSettings) -> None:
        self._python = python
        self._temporary = TemporaryFolder()
        self._folder = self._temporary.path
        GUARD.watch(self._folder)
        order = dumps(replace(settings, folder=str(self._folder)))
        try:
            self._process = self._started([python, "-c", boot("stproof.worker.main"), PACKAGE, order])
        except OSError as problem:
            self._clear()
            text = f"the interpreter {python!r} cannot be started: {problem.strerror}; check --python"
            raise StproofError(text) from None
        self._orders: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._environment: Environment | None = None
        self._ending, self._ended = threading.Lock(), False
        for work in (self._feed, self._listen):  # both may wait for a process that does not answer
            threading.Thread(target=work, daemon=True).start()

    def _started(self, arguments: list[str]) -> subprocess.Popen[bytes]:
        with open(self._folder / "stderr", "wb") as stderr:
            return subprocess.Popen(
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                bufsize=0,
                env=_environment(str(self._folder)),
                start_new_session=True,
            )

    def _feed(self) -> None:
        """Pass orders on; after None, and when nobody reads them, the pipe is closed."""
        assert self._process.stdin
        with suppress(OSError), self._process.stdin as pipe:
            for order in iter(self._orders.get, None):
                while order:
                    order = order[pipe.write(order) :]

    def _listen(self) -> None:
        """Pass answers on; None when nobody writes any more."""
        assert self._process.stdout
        with suppress(ValueError, OSError), self._process.stdout as pipe:
            for line in lines(pipe):
                self._answers.put(line.decode(errors="backslashreplace"))
        self._answers.put(None)

    def is_idle(self) -> bool:
        """Whether it waits for a job: it is alive, and has not said anything that nobody asked for."""
        return self._process.poll() is None and self._answers.empty()

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
        self._orders.put(f"{dumps(job)}\n".encode())
        try:
            answer = self._answers.get(timeout=job.timeout * _slowness(job) + GRACE)
        except queue.Empty:
            return self._late(job)
        return self._crashed(job) if answer is None else self._outcome(answer, job)

    def _outcome(self, answer: str, job: Job) -> Outcome:
        with suppress(ValueError):  # an app has written into the pipe
            outcome = loads(Outcome, answer)
            if _is_possible(outcome, job):
                return outcome
        message = f"the worker's answer to {job.app.name!r} cannot be read: {answer[:80]!r}"
        return Outcome(status=Status.CRASH, message=message)

    def _late(self, job: Job) -> Outcome:
        message = f"still running after {job.timeout:g} s{self._where(job)}"
        return Outcome(status=Status.TIMEOUT, message=message, seconds=job.timeout)

    def _crashed(self, job: Job) -> Outcome:
        return Outcome(status=Status.CRASH, message=f"{self._exit()}{self._where(job)}")

    def _exit(self) -> str:
        """How the process ended, or why it says nothing any more."""
        try:
            code = self._process.wait(EXIT_TIMEOUT)
        except subprocess.TimeoutExpired:
            code = NO_ANSWER
        if code == NO_ANSWER:
            return "the pipe to the checker was closed"
        if code >= 0:
            return f"the process ended, exit code {code}"
        try:
            return f"the process ended, killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"the process ended, killed by signal {-code}"

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
        ending = self._exit()
        text = (self._folder / "stderr").read_text("utf-8", errors="backslashreplace")
        return next((line for line in reversed(text.splitlines()) if line.strip()), ending)

    def close(self) -> None:
        """Let an idle worker end by itself, which closes its browser; then end what is left."""
        family = _family(self._process.pid)
        self._orders.put(None)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(CLOSE_TIMEOUT)
        self._end(family)

    def kill(self) -> None:
        """End the process and every process it started, at once."""
        self._end(_family(self._process.pid))

    def _end(self, family: list[psutil.Process]) -> None:
        """From any thread; the first one ends it, and the others wait for that."""
        with self._ending:
            if not self._ended:
                self._end_once(family)
            self._ended = True

    def _end_once(self, family: list[psutil.Process]) -> None:
        for process in family:
            with suppress(psutil.Error):
                process.kill()
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._orders.put(None)
        with suppress(subprocess.TimeoutExpired):  # the system does not let it go
            self._process.wait(CLOSE_TIMEOUT)
        self._clear()

    def _clear(self) -> None:
        self._temporary.close()
        GUARD.forget(self._folder)


PASSED_ON = re.compile(
    r"PATH|LANG|LANGUAGE|LC_\w+|TZ|LD_LIBRARY_PATH|DYLD_\w+|PYTHON\w*|VIRTUAL_ENV|PYENV_ROOT|PLAYWRIGHT_\w+"
    r"|FONTCONFIG_\w+|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|NUMBER_OF_PROCESSORS|PROCESSOR_\w+",
    re.IGNORECASE,
)
"""Variables of the environment that a worker gets: none that may hold a secret."""


def _slowness(job: Job) -> float:
    """How many times as long a job may take: one that never waits, and one that has limits of its own."""
    return slowness() if job.hurry or job.engine is Engine.BROWSER else 1.0


def lines(pipe: IO[bytes]) -> Iterator[bytes]:
    """The lines of an unbuffered pipe; of one without an end the first `ANSWER_MOST` bytes, and no more."""
    kept = bytearray()
    while len(kept) < ANSWER_MOST and (chunk := pipe.read(1 << 16)):
        kept += chunk
        if b"\n" in chunk:
            *whole, rest = bytes(kept).split(b"\n")
            yield from whole
            kept = bytearray(rest)
    if kept:
        yield bytes(kept)


def _is_possible(outcome: Outcome, job: Job) -> bool:
    """Whether a worker may say so: an app can write into its pipe."""
    undecided = (Status.FAILED, Status.ERROR, Status.SKIPPED)
    index = range(max(1, len(job.proofs)))
    return (outcome.cause is not None or outcome.status not in undecided) and outcome.proof_index in index


def _environment(folder: str) -> dict[str, str]:
    """The variables of a worker: few of the checker's, and a folder of its own as home."""
    passed = {name: value for name, value in os.environ.items() if PASSED_ON.fullmatch(name)}
    base = {"PYTHONUSERBASE": site.getuserbase()}  # else it is looked for in the new home
    return {**base, **passed, **ENVIRONMENT, **dict.fromkeys((*TEMPORARY, *HOMES), folder)}


def _family(pid: int) -> list[psutil.Process]:
    """A process and its descendants, gathered before any of them is gone."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
