"""One pytest run over a skill: which tests there are, and what the checker says of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from stproof.model.finding import Finding, Severity
from stproof.model.options import Options
from stproof.model.run import Status
from stproof.model.skill import Proof
from stproof.model.task import Result, Subject, SubjectKind, Task, Verdict
from stproof.reading.skill import read_skill
from stproof.rules.apply import apply_rules
from stproof.running.kept import Kept
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
        self._run = TargetRun(self._target, options, self._pools, Kept(options))

    def close(self) -> None:
        """End the workers, if there are any."""
        self._pools.close()

    def tests(self, path: Path) -> Mapping[str, Subject | Proof | None]:
        """The tests in a file by name: what each is about, None for the rules. None for a file that is not
        the skill's."""
        resolved = path.resolve()
        inside = resolved.is_relative_to(self._root)
        return self._tests.get(resolved.relative_to(self._root).as_posix(), {}) if inside else {}

    def start(self, what: Subject | Proof | None) -> None:
        """Hand the tasks of a test to the pool, if that has not been done."""
        self._run.start(self._tasks(what))

    def ending(self, what: Subject | Proof | None) -> Ending:
        """What is to be told of a test, after waiting for its outcomes."""
        if what is None:
            return Ending(errors=_errors(apply_rules(self._target)))
        tasks = self._tasks(what)
        results = self._run.results(tasks)
        verdicts = list(_verdicts(what, results)) if results else []
        told = [one for verdict in verdicts for one in verdict.findings]
        reasons = [
            *(one.message for one in told if one.rule == "SN358"),
            *(f"its statement holds {reason}" for task in tasks if (reason := self._run.skip_reason(task))),
            *(each.outcome.message for each in results if each.outcome.status is Status.SKIPPED),
            "only a browser can judge it",
        ]
        return Ending(
            errors=_errors(told),
            silent=any(verdict.silent for verdict in verdicts),
            skipped="" if _is_judged(verdicts) else reasons[0],
        )

    def _tasks(self, what: Subject | Proof | None) -> list[Task]:
        """A proof's tasks; of a snippet also those of its proofs, which may raise its errors."""
        if isinstance(what, Proof):
            return [task for task in self._run.tasks if task.proof == what]
        return [task for task in self._run.tasks if what and task.subject.name == what.name]

    @cached_property
    def _tests(self) -> dict[str, dict[str, Subject | Proof | None]]:
        """File, then name of a test: what it is about; None for the rules."""
        tests: dict[str, dict[str, Subject | Proof | None]] = {self._target.entry: {RULES: None}}
        for subject in self._target.subjects.values():
            tests.setdefault(subject.path, {})[_test_name(subject)] = subject
        for proof in self._target.proofs:
            tests.setdefault(proof.path, {})[proof.function] = proof
        return tests


def _is_judged(verdicts: Iterable[Verdict]) -> bool:
    """Whether something can be said of it: a fence that is not complete neither runs nor fails."""
    return any(
        verdict.good or (verdict.good is False and any(one.rule != "SN358" for one in verdict.findings))
        for verdict in verdicts
    )


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
