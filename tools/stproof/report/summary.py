"""The counts of a report: how many snippets run, how many proofs hold, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stproof.engines.selection import INSTALL
from stproof.model.finding import Finding, Severity
from stproof.model.run import Engine, Status
from stproof.model.target import Target
from stproof.model.task import Result, Task
from stproof.verdict.judge import Verdict


@dataclass(frozen=True, kw_only=True)
class Count:
    """One line of the summary: `58 of 60 proofs hold`."""

    what: str
    """`snippets`, `apps`, `proofs` or `counterexamples`."""
    good: int
    total: int


def counts(verdicts: Iterable[Verdict]) -> tuple[Count, ...]:
    """Snippets and apps that run, proofs that hold, wrong versions that are refuted; those that no engine was
    able to judge are left out."""
    judged = [verdict for verdict in verdicts if verdict.good is not None]
    return tuple(
        Count(
            what=what,
            good=sum(verdict.good is True for verdict in judged if kind_of(verdict) == what),
            total=sum(kind_of(verdict) == what for verdict in judged),
        )
        for what in ("snippets", "apps", "proofs", "counterexamples")
    )


def kind_of(verdict: Verdict) -> str:
    """What a verdict counts as."""
    if verdict.proof:
        return "counterexamples" if verdict.counterexample else "proofs"
    return "snippets" if verdict.subject.in_page else "apps"


def bad_pages(target: Target, static: Iterable[Finding]) -> int:
    """How many pages have an error that was found without running anything."""
    errors = {one.path for one in static if one.severity is Severity.ERROR}
    return len(errors.intersection(page.path for page in target.pages))


def notes(target: Target, skipped: Sequence[tuple[Task, str]], results: Sequence[Result]) -> Iterator[str]:
    """What was left out and why, one sentence for each reason."""
    reasons = Counter(reason for task, reason in skipped if task.proof)
    for reason, number in sorted(reasons.items()):
        yield f"{count_of(number, 'proof')} skipped, as what they prove holds {reason}"
    cannot = Counter(result.outcome.message for result in results if result.outcome.status is Status.SKIPPED)
    for reason, number in sorted(cannot.items()):
        yield f"{number} skipped: {reason}"
    after = sum(result.task.before > 0 and result.runs_as_written for result in results)
    if after:
        yield f"{count_of(after, 'snippet')} run only after the fences before them in their section"


def note_on_browser(target: Target, engines: Sequence[Engine], no_browser: str) -> Iterator[str]:
    """How many proofs no browser has judged.

    no_browser: why there is none, where one would have been used.
    """
    number = sum(proof.only_browser for proof in target.proofs)
    if number and Engine.BROWSER not in engines:
        why = f"no browser ({no_browser}); get one with: {INSTALL}" if no_browser else "--engine apptest"
        yield f"{count_of(number, 'proof')} that only a browser can judge skipped: {why}"


def count_of(number: int, what: str) -> str:
    """`1 proof`, `2 proofs`, `2 processes`."""
    plural = f"{what}es" if what.endswith("s") else f"{what}s"
    return f"{number} {what if number == 1 else plural}"
