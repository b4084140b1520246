"""Runs tasks on several releases, each in an environment of its own, some of them at the same time."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, as_completed, wait
from dataclasses import dataclass, replace
from enum import Enum

from stproof.environments.index import Release
from stproof.environments.uv import Environments, NotInstalled
from stproof.errors import StproofError
from stproof.model.options import Options
from stproof.model.release import applies
from stproof.model.run import Engine, Status
from stproof.model.task import Result, Task
from stproof.running.plan import SHORT
from stproof.running.pool import EnginePools

MOMENT = 0.2
"""Seconds between two looks at whether the person has interrupted."""
LATE = (Status.TIMEOUT, Status.CRASH)
"""What a busy machine may cause: it says nothing of the release."""


class Step(str, Enum):
    """How far a release has come."""

    WAITING = "waiting"
    INSTALLING = "installing"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    """Interrupted: what was finished by then counts."""
    NOT_USABLE = "not usable"
    """It does not install, or does not import."""

    __str__ = str.__str__


@dataclass(frozen=True, kw_only=True)
class ReleaseRun:
    """A release, what is to be run on it, and what came of it so far."""

    release: Release
    tasks: tuple[Task, ...]
    step: Step = Step.WAITING
    python: str = ""
    """Version of Python in its environment."""
    results: tuple[Result, ...] = ()
    problem: str = ""
    """Why the release is not usable."""

    @property
    def is_over(self) -> bool:
        return self.step in (Step.DONE, Step.STOPPED, Step.NOT_USABLE)


Watch = Callable[[ReleaseRun], None]
"""Called, from any thread, with each step and each result of a release."""


class Matrix:
    """Runs releases side by side, each with one worker: Streamlit's own start is what costs most."""

    def __init__(
        self,
        environments: Environments,
        options: Options,
        watch: Watch,
        is_odd: Callable[[Result, str], bool],
    ) -> None:
        """options: `workers` is how many releases run at the same time.

        is_odd: whether a result is not what the page says of a release; its task is then run a second time.
        """
        self._environments = environments
        self._options = options
        self._watch = watch
        self._is_odd = is_odd
        self._stop = threading.Event()

    def run(self, runs: Sequence[ReleaseRun]) -> None:
        """Run them all. An interrupt lets each release that has begun report what it has, and goes on then.

        Raises `StproofError` where no release can be run: no disk, no network.
        """
        with ThreadPoolExecutor(
            max(self._options.workers, 1), thread_name_prefix="stproof-matrix"
        ) as executor:
            try:
                for future in as_completed([executor.submit(self._one, run) for run in runs]):
                    future.result()
            except BaseException:
                self._stop.set()
                raise

    def _one(self, run: ReleaseRun) -> None:
        if self._stop.is_set():
            return
        try:
            self._watch(replace(run, step=Step.INSTALLING))
            self._run_tasks(replace(run, step=Step.RUNNING), self._environments.python(run.release))
        except NotInstalled as problem:
            step = Step.STOPPED if self._stop.is_set() else Step.NOT_USABLE  # an interrupt ends uv too
            self._watch(replace(run, step=step, problem=str(problem)))

    def _run_tasks(self, run: ReleaseRun, python: str) -> None:
        """Raises `NotInstalled` where its workers do not start."""
        try:
            with EnginePools(replace(self._options, python=python, workers=1)) as pools:
                self._run_in(run, pools)
        except StproofError as problem:
            raise NotInstalled(str(problem)) from None

    def _run_in(self, run: ReleaseRun, pools: EnginePools) -> None:
        if Engine.APPTEST in self._options.engines:
            pools.start(Engine.APPTEST)
        run = replace(run, python=pools.environment().python)
        run = self._with_results(run, run.tasks, pools)
        again = [each.task for each in run.results if self._is_odd(each, run.release.version)]
        run = self._with_results(run, again, pools)
        self._watch(replace(run, step=Step.STOPPED if self._stop.is_set() else Step.DONE))

    def _with_results(self, run: ReleaseRun, tasks: Iterable[Task], pools: EnginePools) -> ReleaseRun:
        """The run with these results in the place of older ones."""
        self._watch(run)
        for result in self._results(tasks, run.release.version, pools):
            others = (each for each in run.results if each.task.key != result.task.key)
            run = replace(run, results=(*others, result))
            self._watch(run)
        return run

    def _results(self, tasks: Iterable[Task], release: str, pools: EnginePools) -> Iterator[Result]:
        """Their results as they come, until the person interrupts."""
        waiting = {pools.submit(_hasty(task, release).job): task for task in tasks}
        while waiting and not self._stop.is_set():
            for future in wait(waiting, MOMENT, FIRST_COMPLETED).done:
                yield Result(task=waiting.pop(future), outcome=future.result())


def _hasty(task: Task, release: str) -> Task:
    """The task, with little time for each assertion where the page says that it does not hold."""
    if not applies(task.subject.since, task.subject.until, release):
        return task
    return replace(task, job=replace(task.job, assert_timeout=SHORT))
