"""What a run has found, in the forms that people and programs read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stproof.jobs import Status
from stproof.model import Finding, Severity

if TYPE_CHECKING:  # a run with --static needs neither
    from stproof.mutation import Tried
    from stproof.verdict import Result


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that one run of the checker has to say."""

    title: str
    """Name of the skill, or path of the app."""
    root: str
    """Absolute path of the folder that was checked; paths in findings are relative to it."""
    streamlit: str = ""
    """Release of Streamlit; empty when nothing was run."""
    python: str = ""
    engines: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    results: tuple[Result, ...] = ()
    tried: tuple[Tried, ...] = ()
    """The mutants, where they were asked for."""
    pages: int = 0
    notes: tuple[str, ...] = ()
    """Sentences for the summary: what was left out, and why."""
    seconds: float = 0.0

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors

    @property
    def exit_code(self) -> int:
        """0 all holds, 1 findings."""
        return 1 if self.errors else 0


@dataclass(frozen=True, kw_only=True)
class Count:
    """One line of the summary: `58 of 60 proofs hold`."""

    what: str
    good: int
    total: int
    verb: str


def counts(report: Report) -> tuple[Count, ...]:
    """Snippets that run, examples that run, proofs that hold, twins that are refuted."""
    if not report.results:
        return ()
    from stproof.verdict import runs_as_written

    openings = [result for result in report.results if result.task.proof is None]
    snippets = [result for result in openings if result.task.subject.snippet]
    apps = [result for result in openings if not result.task.subject.snippet]
    proofs = [result for result in report.results if result.task.proof and not result.task.twin]
    twins = [result for result in report.results if result.task.twin]
    judged = _judged(proofs)
    return (
        _count("snippets", snippets, runs_as_written, "run"),
        _count("apps", apps, runs_as_written, "run"),
        _count("proofs", judged, lambda result: result.outcome.status is Status.PASSED, "hold"),
        _count(
            "twins",
            _judged(twins),
            lambda result: result.outcome.status is Status.FAILED,
            "fail, as they must",
        ),
    )


def _judged(results: list[Result]) -> list[Result]:
    """One result for each proof and subject: that of the browser where there is one."""
    best: dict[tuple[str, str], Result] = {}
    for result in results:
        assert result.task.proof
        key = (result.task.proof.id, result.task.subject.name)
        if result.outcome.status is Status.SKIPPED or _differs(result):
            continue
        if key not in best or result.task.job.engine == "browser":
            best[key] = result
    return list(best.values())


def _differs(result: Result) -> bool:
    """AppTest's word where the proof has declared that AppTest is wrong."""
    return bool(result.task.proof and result.task.proof.apptest_shows) and result.task.job.engine == "apptest"


def _count(what: str, results: list[Result], good: Callable[[Result], bool], verb: str) -> Count:
    return Count(what=what, good=sum(map(good, results)), total=len(results), verb=verb)
