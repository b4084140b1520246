"""The counts of a report: how many snippets run, how many proofs hold, and what was left out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stproof.engines.selection import INSTALL
from stproof.model.finding import Finding, Severity
from stproof.model.release import parse
from stproof.model.run import Engine, Status
from stproof.model.target import Target
from stproof.model.task import Result, Task, Verdict


@dataclass(frozen=True, kw_only=True)
class Count:
    """One line of the summary: `58 of 60 proofs hold`."""

    what: str
    """`snippets`, `apps`, `proofs` or `counterexamples`."""
    good: int
    total: int


KINDS = {"snippets": "snippet", "apps": "app", "proofs": "proof", "counterexamples": "wrong version"}
"""What is counted, and the word for one of it."""


def kind_of(what: Task | Verdict) -> str:
    """One of `KINDS`."""
    if what.proof:
        return "counterexamples" if what.counterexample else "proofs"
    return "snippets" if what.subject.in_page else "apps"


def counts(verdicts: Iterable[Verdict]) -> tuple[Count, ...]:
    """Snippets and apps that run, proofs that hold, wrong versions that are refuted; those that no engine was
    able to judge are left out."""
    judged = Counter((kind_of(verdict), verdict.good) for verdict in verdicts)
    return tuple(
        Count(what=what, good=judged[what, True], total=judged[what, True] + judged[what, False])
        for what in KINDS
    )


def bad_pages(target: Target, static: Iterable[Finding]) -> int:
    """How many pages have an error that was found without running anything."""
    errors = {one.path for one in static if one.severity is Severity.ERROR}
    return len(errors.intersection(page.path for page in target.pages))


def notes(skipped: Iterable[tuple[Task, str]], results: Sequence[Result]) -> Iterator[str]:
    """What was left out and why, one sentence for each reason.

    skipped: tasks that were not run, with the releases for which they hold.
    """
    apart = {(kind_of(task), task.proof, task.subject.name): reason for task, reason in skipped}
    for kind in KINDS:
        reasons = [reason for (other, *_), reason in apart.items() if other == kind]
        if reasons:
            holds = "it holds" if len(reasons) == 1 else "they hold"
            yield f"{count_of(len(reasons), KINDS[kind])} skipped: {holds} {_listed(reasons)}"
    unable = Counter(
        (kind_of(result.task), result.engine, result.outcome.message)
        for result in results
        if result.outcome.status is Status.SKIPPED
    )
    for (kind, engine, reason), number in sorted(unable.items()):
        yield f"{count_of(number, KINDS[kind])} skipped {engine.where}: {reason}"
    after = sum(result.task.before > 0 and result.runs_as_written for result in results)
    if after:
        verb, whose = ("runs", "it in its") if after == 1 else ("run", "them in their")
        yield f"{count_of(after, 'snippet')} {verb} only after the fences before {whose} section"


def _listed(reasons: Iterable[str]) -> str:
    """`since 1.59`, `since 1.43, 1.59 or until 1.38`."""
    releases: dict[str, set[str]] = {}
    for word, release in (reason.split(" ", 1) for reason in reasons):
        releases.setdefault(word, set()).add(release)
    return " or ".join(f"{word} {', '.join(sorted(releases[word], key=parse))}" for word in sorted(releases))


def note_on_browser(target: Target, engines: Sequence[Engine], no_browser: str) -> Iterator[str]:
    """How many proofs no browser has judged.

    no_browser: why there is none, where one would have been used.
    """
    number = sum(proof.only_browser for proof in target.proofs)
    if number and Engine.BROWSER not in engines:
        why = f"no browser ({no_browser}); get one with: {INSTALL}" if no_browser else "--engine apptest"
        yield f"{count_of(number, 'proof')} that only a browser can judge skipped: {why}"


def count_of(number: int, what: str) -> str:
    """`1 proof`, `2 proofs`."""
    return f"{number} {what}{'' if number == 1 else 's'}"
