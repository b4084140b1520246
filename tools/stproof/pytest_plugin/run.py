"""One pytest run over a skill: which tests there are, and what the checker says of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from stproof.model.finding import Finding, Severity
from stproof.model.options import Options
from stproof.model.run import Status
from stproof.model.skill import Proof
from stproof.model.task import Result, Subject, SubjectKind, Task
from stproof.model.verdict import Verdict
from stproof.reading.skill import read_skill
from stproof.rules.apply import apply_rules
from stproof.running.pool import EnginePools
from stproof.running.run import TargetRun
from stproof.verdict.judge import verdict_on_subject, verdicts_on_proofs

RULES = "rules"
"""Name of the test that applies the rules to the whole skill, without running anything."""


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What is to be told of one test."""

    errors: tuple[Finding, ...]
    silent: bool = False
    """Whether something is not good and nothing says so: a fault of the checker."""
    skipped: str = ""
    """Why no engine was able to judge it."""


class SkillRun:
    """The tests of the skill in a folder, by (file, name). Raises `StproofError` when it is no skill."""

    def __init__(self, root: Path, options: Options) -> None:
        self._root = root.resolve()
        self._target = read_skill(root)
        self._pools = EnginePools(options)
        self._run = TargetRun(self._target, options, self._pools)

    def close(self) -> None:
        """End the workers, if there are any."""
        self._pools.close()

    def names(self, path: Path) -> tuple[str, ...]:
        """The names of the tests in a file; none for a file that is not the skill's."""
        return tuple(self._tests.get(self._relative(path), ()))

    def line(self, path: Path, name: str) -> int:
        """1-based line of a test."""
        found = self._test(path, name)
        return 1 if found is None else found.line

    def start(self, path: Path, name: str) -> None:
        """Hand the tasks of a test to the pool, if that has not been done."""
        self._run.start(self._tasks(path, name))

    def ending(self, path: Path, name: str) -> Ending:
        """What is to be told of a test, after waiting for its outcomes."""
        what, tasks = self._test(path, name), self._tasks(path, name)
        if what is None:
            return Ending(errors=_errors(self._static))
        results = self._run.results(tasks)
        verdicts = list(_verdicts(what, results)) if results else []
        told = [one for verdict in verdicts for one in verdict.findings]
        reasons = [
            *(f"its statement holds {reason}" for task in tasks if (reason := self._run.skip_reason(task))),
            *(each.outcome.message for each in results if each.outcome.status is Status.SKIPPED),
            "only a browser can judge it",
        ]
        return Ending(
            errors=_errors(told),
            silent=any(verdict.silent for verdict in verdicts),
            skipped="" if any(verdict.good is not None for verdict in verdicts) else reasons[0],
        )

    @cached_property
    def _static(self) -> tuple[Finding, ...]:
        return apply_rules(self._target)

    def _tasks(self, path: Path, name: str) -> list[Task]:
        """A proof's tasks; of a snippet also those of its proofs, which may raise its errors."""
        what = self._test(path, name)
        if isinstance(what, Proof):
            return [task for task in self._run.tasks if task.proof == what]
        return [task for task in self._run.tasks if what and task.subject.name == what.name]

    def _test(self, path: Path, name: str) -> Subject | Proof | None:
        return self._tests[self._relative(path)][name]

    @cached_property
    def _tests(self) -> dict[str, dict[str, Subject | Proof | None]]:
        """File, then name of a test: what it is about; None for the rules."""
        tests: dict[str, dict[str, Subject | Proof | None]] = {self._target.entry: {RULES: None}}
        for subject in self._target.subjects.values():
            tests.setdefault(subject.path, {})[_test_name(subject)] = subject
        for proof in self._target.proofs:
            tests.setdefault(proof.path, {})[proof.function] = proof
        return tests

    def _relative(self, path: Path) -> str:
        resolved = path.resolve()
        return resolved.relative_to(self._root).as_posix() if resolved.is_relative_to(self._root) else ""


def _test_name(subject: Subject) -> str:
    names = {SubjectKind.SNIPPET: subject.name, SubjectKind.FENCE: f"line-{subject.line}"}
    return names.get(subject.kind, "runs")


def _errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def _verdicts(what: Subject | Proof, results: list[Result]) -> Iterator[Verdict]:
    if isinstance(what, Proof):
        yield from verdicts_on_proofs(results)
    else:
        yield verdict_on_subject(results)
