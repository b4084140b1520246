"""Runs a target's tasks, and the further tries of its fences, in pools of workers."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from functools import cached_property

from stproof.errors import StproofError
from stproof.findings import did_you_mean
from stproof.model.options import Options, Progress
from stproof.model.release import applies
from stproof.model.run import Engine, Environment, Outcome
from stproof.model.target import Target
from stproof.model.task import Key, Result, Task
from stproof.running.kept import Kept
from stproof.running.plan import Planner
from stproof.running.pool import EnginePools
from stproof.running.unnamed import Fences, last_tries, retries, unnamed_fences


class TargetRun:
    """The tasks of a target and their outcomes. A task is run once, when it is first started."""

    def __init__(self, target: Target, options: Options, pools: EnginePools, kept: Kept) -> None:
        """Raises `StproofError` where `options.only` names what does not exist."""
        self.target = target
        self.planner = Planner(root=target.root, timeout=options.timeout)
        self.tasks = tuple(selected(self.planner.tasks(target, options.engines), target, options))
        self._pools = pools
        self._engines = options.engines
        self._futures: dict[Key, Future[Outcome]] = {}
        self._kept = kept
        self._environment: Environment | None = None
        self.reused = 0
        """How many outcomes are those of earlier runs."""

    @property
    def environment(self) -> Environment:
        """The environment under check. Raises `StproofError` if Streamlit cannot be used there."""
        if self._environment is None:
            self._environment = self._kept.environment()
        if self._environment is None:
            if Engine.APPTEST in self._engines:
                self._pools.start(Engine.APPTEST)
            self._environment = self._pools.environment()
            self._kept.keep_environment(self._environment)
        return self._environment

    def skip_reason(self, task: Task) -> str:
        """Why a task does not apply to this release: `since 1.59`; empty when it does."""
        return applies(task.subject.since, task.subject.until, self.environment.streamlit)

    def skipped(self) -> list[tuple[Task, str]]:
        """The tasks that do not apply to this release, with the reason."""
        return [(task, reason) for task in self.tasks if (reason := self.skip_reason(task))]

    def start(self, tasks: Iterable[Task]) -> list[Task]:
        """Hand those that apply to the pools, if that has not been done; returns them."""
        due = [task for task in tasks if not self.skip_reason(task)]
        for task in due:
            if task.key not in self._futures:
                self._futures[task.key] = self._outcome(task)
        return due

    def _outcome(self, task: Task) -> Future[Outcome]:
        """That of an earlier run, else of a worker."""
        if (outcome := self._kept.outcome(task)) is not None:
            self.reused += 1
            done: Future[Outcome] = Future()
            done.set_result(outcome)
            return done
        future = self._pools.submit(task.job)
        future.add_done_callback(lambda ended: self._keep(task, ended))
        return future

    def _keep(self, task: Task, ended: Future[Outcome]) -> None:
        if not ended.cancelled() and ended.exception() is None:
            self._kept.keep(task, ended.result())

    def results(self, tasks: Iterable[Task], progress: Progress = lambda done, total: None) -> list[Result]:
        """Their results as they come, then those of the further tries of fences that did not run alone."""
        every = [*self._finished(self.start(tasks), progress)]
        for tries in (retries, last_tries):
            again = [task for each in _failed(every) for task in tries(each.task, self._fences, self.planner)]
            every += self._finished(self.start(again), progress)
        return every

    def _finished(self, tasks: Sequence[Task], progress: Progress) -> Iterator[Result]:
        """Their results when all are there, in the order of the tasks: reports do not depend on the load."""
        release = self.environment.streamlit
        futures = [self._futures[task.key] for task in tasks]
        for done, future in enumerate(as_completed(futures), start=1):
            future.result()
            progress(done, len(tasks))
        pairs = zip(tasks, futures)
        return (Result(task=task.on(release), outcome=future.result()) for task, future in pairs)

    @cached_property
    def _fences(self) -> Fences:
        return unnamed_fences(self.target)


def _failed(results: Iterable[Result]) -> Iterator[Result]:
    """The first tries of what no try has run."""
    opened = [result for result in results if not result.task.proof]
    ran = {result.subject.name for result in opened if result.runs_as_written}
    return (one for one in opened if not one.task.attempt and one.subject.name not in ran)


def selected(planned: Iterable[Task], target: Target, options: Options) -> Iterator[Task]:
    """The tasks that `--only` names: by snippet, example or proof.

    Raises `StproofError` for an unknown name, and for a proof that is for another engine.
    """
    every = list(planned)
    names = {task.subject.name for task in every} | {task.proof.function for task in every if task.proof}
    elsewhere = {one.function: one.engines[0] for one in target.proofs if len(one.engines) == 1}
    for name in options.only:
        if name not in names and elsewhere.get(name, options.engines[0]) not in options.engines:
            engine = elsewhere[name]
            raise StproofError(
                f"--only {name!r}: this proof runs {engine.where} only; give --engine {engine}"
            )
        if name not in names:
            guess = did_you_mean(name, names, "see `stproof list`")
            raise StproofError(f"--only {name!r}: there is no such snippet, example or proof; {guess}")
    for task in every:
        own = {task.subject.name} if task.proof is None else {*task.proof.names, task.proof.function}
        if not options.only or own & set(options.only):
            yield task
