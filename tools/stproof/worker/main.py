"""The process that runs jobs: JSON lines in, JSON lines out, and nothing else in between.

It runs in the environment under check and needs the standard library and Streamlit only; for the
engine `browser` it runs in the checker's own environment.
"""

import faulthandler
import os
import queue
import random
import shutil
import sys
import tempfile
import threading
import time
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, NoReturn

from stproof.engines.api import Driver
from stproof.engines.app_errors import error_bases, places
from stproof.engines.boundary import Boundary, limit
from stproof.engines.family import adopt_orphans, end_children
from stproof.engines.layout import written
from stproof.engines.walls import without_network
from stproof.errors import StproofError
from stproof.model.codec import dumps, loads
from stproof.model.release import OLDEST, parse
from stproof.model.run import (
    HOMES,
    NO_ANSWER,
    App,
    Cause,
    Engine,
    Environment,
    ErrorSeen,
    Greeting,
    Job,
    Outcome,
    Status,
    WorkerSettings,
)
from stproof.proving.run_proof import run_proof
from stproof.worker.behind_wall import behind_wall
from stproof.worker.integrity import Integrity, listed
from stproof.worker.isolation import restored
from stproof.worker.leaks import left_behind, unnamed_threads
from stproof.worker.output import Output

LEAVE_TRIES = 10
"""How often a worker tries to remove its folder, while an app in it may go on writing."""


def main() -> None:
    """Greet, then answer one job after another until the input ends."""
    settings = loads(WorkerSettings, sys.argv[1])
    jobs, answers = _private_pipes()
    output = Output()
    adopt_orphans()
    stack = open(os.path.join(settings.folder, "stack"), "w")  # noqa: SIM115  # for the life of the process
    faulthandler.enable(stack)
    try:
        if settings.engine is Engine.APPTEST:
            limit()  # Chromium takes more
        without_network()
        _check_release()
        driver = _driver(settings, output)
        sys.dont_write_bytecode = True  # no files next to the apps and the proofs
        _send(answers, Greeting(environment=_environment()), settings.folder)
    except StproofError as problem:
        return _send(answers, Greeting(problem=str(problem)), settings.folder)
    except Exception as problem:  # a Streamlit that does not import may raise anything
        return _send(answers, Greeting(problem=f"{type(problem).__name__}: {problem}"), settings.folder)
    waiting = Waiting(jobs, settings.folder)
    integrity = Integrity(settings.folder, (jobs.fileno(), answers.fileno()))
    while (job := waiting.next()) is not None:
        stack.seek(0)
        stack.truncate()  # a job that was nearly late has left its own
        faulthandler.dump_traceback_later(max(job.timeout - 0.2, 0.1), file=stack)
        outcome = _named(job, driver, output, integrity)
        faulthandler.cancel_dump_traceback_later()
        _send(answers, outcome, settings.folder)
    driver.close()
    _leave(settings.folder, 0)


def _private_pipes() -> tuple[IO[str], IO[str]]:
    """The pipes to the pool, away from 0 and 1, which belong to the apps from now on."""
    return os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")


class Waiting:
    """Jobs that have come in. They are read in a thread, so that the end of the input ends a busy worker too.

    The input ends when the pool closes an idle worker, and when the checker has died.
    """

    def __init__(self, jobs: IO[str], folder: str) -> None:
        self._jobs = jobs
        self._folder = folder
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._idle = threading.Event()
        threading.Thread(target=self._read, name="stproof-reader", daemon=True).start()

    def next(self) -> Job | None:
        """The next job; None when there will be none."""
        self._idle.set()
        job = self._queue.get()
        self._idle.clear()
        return job

    def _read(self) -> None:
        with suppress(OSError):  # an app has closed the pipe
            for line in self._jobs:
                self._queue.put(loads(Job, line))
        if not self._idle.is_set():
            _leave(self._folder, 0)
        self._queue.put(None)


def _send(answers: IO[str], answer: Greeting | Outcome, folder: str) -> None:
    try:
        answers.write(dumps(answer) + "\n")
        answers.flush()
    except OSError:  # an app has closed the pipe, or the checker is dead
        _leave(folder, NO_ANSWER)


def _leave(folder: str, code: int) -> NoReturn:
    """End at once, as an app's thread may still run, with all that it has started.

    The folder is removed, too, as the checker may be dead.
    """
    Boundary.lifted = True  # an app may still run, and the folder is not its own
    sys.setswitchinterval(1e-6)  # else a thread that computes holds this one up
    end_children()
    for _ in range(LEAVE_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):  # else an app has just written into it
            break
    os._exit(code)


def _check_release() -> None:
    """Raises `StproofError` where there is no Streamlit, or one without AppTest."""
    try:
        import streamlit
    except ModuleNotFoundError as problem:
        if problem.name != "streamlit":
            raise
        raise StproofError("Streamlit is not installed") from None
    if parse(streamlit.__version__) < OLDEST:
        raise StproofError(f"Streamlit {streamlit.__version__} is older than 1.28, the first with AppTest")


def _environment() -> Environment:
    import streamlit

    return Environment(streamlit=streamlit.__version__, python=sys.version.split()[0], bases=error_bases())


def _driver(settings: WorkerSettings, output: Output) -> Driver:
    """Only the engine that is asked for is imported."""
    if settings.engine is Engine.BROWSER:
        from stproof.engines.browser.engine import BrowserDriver

        return BrowserDriver(settings.python, settings.chromium, settings.bases)
    from stproof.engines.apptest.engine import AppTestDriver

    return AppTestDriver(output.text)


def _named(job: Job, driver: Driver, output: Output, integrity: Integrity) -> Outcome:
    """The outcome of a job, whatever it has done to this process, with what it has changed in it."""
    integrity.note()
    random.seed()
    try:
        outcome = _run(job, driver, output, integrity)
    except BaseException as problem:  # what runs after an app stands on what the app has broken
        integrity.put_back()
        outcome = Outcome(
            status=Status.CRASH, message=f"the worker stopped: {type(problem).__name__}: {problem}"
        )
    return replace(outcome, changed=listed([*integrity.check(), *driver.crossed()]))


def _run(job: Job, driver: Driver, output: Output, integrity: Integrity) -> Outcome:
    """One job from a clean state to a clean state."""
    before, unnamed = set(threading.enumerate()), unnamed_threads()
    start = time.perf_counter()
    with written(job.app) as app:
        outcome = _syntax_error(app) or _all_proofs(job, app, driver, output, integrity)
    seconds = time.perf_counter() - start
    # In the browser the app ran in a server of its own, which has ended with all that it started.
    leaked = left_behind(before, unnamed) if driver.engine is Engine.APPTEST else ()
    return replace(outcome, seconds=seconds, leaked=leaked)


def _pace(job: Job, driver: Driver) -> AbstractContextManager[None]:
    if not job.hurry or driver.engine is not Engine.APPTEST:
        return nullcontext()
    from stproof.worker.hurry import hurried

    return hurried()


def _all_proofs(job: Job, app: App, driver: Driver, output: Output, integrity: Integrity) -> Outcome:
    """The outcome of the first proof that does not hold, else of the last; each starts from a clean state."""
    outcome = Outcome(status=Status.PASSED)
    for at, ref in enumerate(job.proofs or (None,)):
        output.clear()
        mine = app.cwd or os.getcwd()
        # In the browser the app is in a server, which this process does not see.
        here = driver.engine is Engine.APPTEST
        places = (integrity.folder, mine)
        with restored(mine), integrity.boundary.around(places) if here else nullcontext():
            os.environ.update(dict.fromkeys(HOMES, tempfile.gettempdir()))
            sys.path[:0] = [str(Path(app.entry).parent), *app.paths]  # the first as `streamlit run` does
            try:
                with _pace(job, driver):
                    ran = behind_wall(partial(run_proof, job, ref, app, driver), places if here else ())
                outcome = replace(ran, proof_index=at)
            finally:
                integrity.put_back()  # what follows needs the modules as they were
        if outcome.status is not Status.PASSED:
            break
    return outcome


def _syntax_error(app: App) -> Outcome | None:
    """AppTest shows nothing at all for a file that does not compile, so look first."""
    for file, shown in places(app).items():
        try:
            compile(Path(file).read_bytes(), shown, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as problem:
            type_, text = type(problem).__name__, str(getattr(problem, "msg", problem))
            line = getattr(problem, "lineno", None) or 1
            error = ErrorSeen(type=type_, bases=(type_,), message=text, path=shown, line=line)
            message = f"{type_}: {text}"
            return Outcome(status=Status.FAILED, cause=Cause.SYNTAX, message=message, errors=(error,))
    return None
