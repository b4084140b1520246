"""One pytest run over a skill: which tests there are, and what the checker says of each."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from functools import cached_property
from pathlib import Path

from stproof import loose
from stproof.check import Options, judge
from stproof.jobs import Outcome
from stproof.model import Finding, Proof, Severity
from stproof.plan import Planner, Subject, Task, subjects, tasks
from stproof.pool import Pools
from stproof.releases import applies
from stproof.rules import check_static
from stproof.source import read_skill
from stproof.verdict import Result, of_proofs, of_subject

RULES = "rules"
"""Name of the test that applies the rules to the whole skill, without running anything."""


class Run:
    """The tests of the skill in a folder, by (file, name).

    Raises `StproofError` when the folder is no skill.
    """

    def __init__(self, root: Path, options: Options) -> None:
        self._root = root.resolve()
        self._options = options
        self._skill, found = read_skill(root)
        self._static = (*found, *check_static(self._skill))
        self._planner = Planner(root=self._skill.root, timeout=options.timeout)
        self._subjects = subjects(self._skill)
        self._tasks = list(tasks(self._skill.proofs, self._subjects, self._planner, options.engines))
        self._futures: dict[int, Future[Outcome]] = {}

    @cached_property
    def _pools(self) -> Pools:
        return Pools(python=self._options.python, chromium=self._options.chromium, size=self._options.workers)

    def close(self) -> None:
        """End the workers, if there are any."""
        if "_pools" in self.__dict__:
            self._pools.close()

    def names(self, path: Path) -> tuple[str, ...]:
        """The names of the tests in a file; none for a file that is not the skill's."""
        return tuple(self._tests.get(self._relative(path), ()))

    def line(self, path: Path, name: str) -> int:
        """1-based line at which a test stands."""
        found = self._tests[self._relative(path)][name]
        return 1 if found is None else found.line

    def start(self, path: Path, name: str) -> None:
        """Hand the tasks of a test to the pool, if that has not been done."""
        for task in self._of(path, name):
            if task.job.id not in self._futures and not self._reason(task):
                self._futures[task.job.id] = self._pools.submit(task.job)

    def skip_reason(self, path: Path, name: str) -> str:
        """Why a test cannot be judged on this release: `since 1.59`; empty when it can."""
        mine = self._of(path, name)
        reasons = [self._reason(task) for task in mine]
        return reasons[0] if mine and all(reasons) else ""

    def findings(self, path: Path, name: str) -> tuple[Finding, ...]:
        """The errors that the checker has to tell of a test, after waiting for its outcomes."""
        self.start(path, name)
        found = self._found(self._tests[self._relative(path)][name], self._results(path, name))
        return tuple(finding for finding in found if finding.severity is Severity.ERROR)

    # --- how ----------------------------------------------------------------------------------

    def _found(self, what: Subject | Proof | None, results: list[Result]) -> Iterator[Finding]:
        if what is None:
            yield from self._static
        elif isinstance(what, Proof):
            yield from of_proofs(results)
        elif what.snippet and not what.snippet.name:
            opened = {result.task.subject.name: result for result in results}
            again = [
                Result(task=task, outcome=self._pools.submit(task.job).result())
                for task in loose.again(self._skill.pages, opened, self._planner)
            ]
            yield from judge(results, again)
        else:
            yield from of_subject(results)

    def _results(self, path: Path, name: str) -> list[Result]:
        done = [task for task in self._of(path, name) if task.job.id in self._futures]
        return [Result(task=task, outcome=self._futures[task.job.id].result()) for task in done]

    def _of(self, path: Path, name: str) -> list[Task]:
        """A proof's tasks; of a snippet also those of its proofs, which may bring its errors about."""
        what = self._tests[self._relative(path)][name]
        if isinstance(what, Proof):
            return [task for task in self._tasks if task.proof == what]
        return [task for task in self._tasks if what and task.subject.name == what.name]

    def _reason(self, task: Task) -> str:
        release = self._pools.environment().streamlit
        return applies(task.subject.since, task.subject.until, release)

    @cached_property
    def _tests(self) -> dict[str, dict[str, Subject | Proof | None]]:
        """File, then name of a test: what it is about; None for the rules."""
        tests: dict[str, dict[str, Subject | Proof | None]] = {"SKILL.md": {RULES: None}}
        for subject in self._subjects.values():
            snippet = subject.snippet
            name = (snippet.name or f"line-{snippet.line}") if snippet else "runs"
            tests.setdefault(subject.path, {})[name] = subject
        for proof in self._skill.proofs:
            tests.setdefault(proof.path, {})[proof.function] = proof
        return tests

    def _relative(self, path: Path) -> str:
        resolved = path.resolve()
        return resolved.relative_to(self._root).as_posix() if resolved.is_relative_to(self._root) else ""
