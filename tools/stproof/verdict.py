"""From outcomes to findings: which statement does not hold, in which line, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from stproof.jobs import ErrorSeen, Outcome, Status, Why
from stproof.model import Finding, Promise
from stproof.plan import Subject, Task
from stproof.rules import outcomes as rules
from stproof.rules import proven


@dataclass(frozen=True, kw_only=True)
class Result:
    """A task and its outcome."""

    task: Task
    outcome: Outcome


def runs_as_written(result: Result) -> bool:
    """Whether opening the subject raised nothing but what the page promises."""
    promises = result.task.subject.promises
    return result.outcome.status is Status.PASSED and all(
        _is_promised(error, promises) for error in result.outcome.errors
    )


def _is_promised(error: ErrorSeen, promises: Iterable[Promise]) -> bool:
    return any(promise.line == error.line and error.is_a(promise.type) for promise in promises)


def verdict(results: Iterable[Result]) -> Iterator[Finding]:
    """All findings of a run."""
    every = list(results)
    for each in _grouped(every, lambda result: result.task.subject.name):
        yield from of_subject(each)
    yield from of_proofs(result for result in every if result.task.proof)


def of_proofs(results: Iterable[Result]) -> Iterator[Finding]:
    """The findings about proofs: each on each of its subjects, and on each twin."""
    for each in _grouped(results, lambda result: (result.task.proof, result.task.subject.name)):
        yield from _of_twin(each) if each[0].task.twin else _of_proof(each)


def _grouped(results: Iterable[Result], key: Callable[[Result], object]) -> Iterable[list[Result]]:
    groups: dict[object, list[Result]] = {}
    for result in results:
        groups.setdefault(key(result), []).append(result)
    return groups.values()


def of_subject(results: list[Result]) -> Iterator[Finding]:
    """What opening a subject, and all proofs on a snippet, say about the page's own words.

    Of an app that is no snippet only opening it must raise nothing: its proofs say the rest.
    """
    subject = results[0].task.subject
    openings = [result.outcome for result in results if result.task.proof is None]
    for outcome in openings:
        yield from _of_opening(subject, outcome)
    told = openings if subject.snippet is None else [result.outcome for result in results]
    complete = all(outcome.status in (Status.PASSED, Status.FAILED) for outcome in told)
    errors = [error for outcome in told for error in outcome.errors]
    yield from _of_errors(subject, errors, complete=complete)


def _of_opening(subject: Subject, outcome: Outcome) -> Iterator[Finding]:
    if outcome.status is Status.TIMEOUT:
        yield rules.never_ends(subject, outcome)
    elif outcome.status is Status.CRASH:
        yield rules.crashes(subject, outcome)
    elif outcome.why is Why.SYNTAX:
        yield rules.does_not_compile(subject, outcome)
    elif outcome.status is Status.FAILED:
        yield rules.raises(subject, ErrorSeen(type="AppTest", bases=(), message=outcome.message))
    if outcome.left:
        yield rules.leaves_running(subject, outcome)


def _of_errors(subject: Subject, errors: Iterable[ErrorSeen], *, complete: bool) -> Iterator[Finding]:
    """Every error must be promised where it happens; every promise must be kept, which is known only
    when all that could keep it was carried out."""
    kept: set[Promise] = set()
    told: set[tuple[str, int]] = set()
    for error in errors:
        promise = next((promise for promise in subject.promises if promise.line == error.line), None)
        if promise and error.is_a(promise.type):
            kept.add(promise)
        elif (error.type, error.line) not in told:
            told.add((error.type, error.line))
            yield rules.raises_another(subject, promise, error) if promise else rules.raises(subject, error)
    if complete:
        lines = {line for _, line in told}
        yield from (
            rules.does_not_raise(subject, promise)
            for promise in subject.promises
            if promise not in kept and promise.line not in lines
        )


def _of_proof(results: list[Result]) -> Iterator[Finding]:
    """One proof on one subject, on one or both engines: the browser is the judge."""
    by_engine = {result.task.job.engine: result for result in results}
    broken = [result for result in results if result.outcome.status is Status.ERROR]
    if broken:
        yield proven.is_broken(broken[0].task, broken[0].outcome)
        return
    for result in results:
        if result.outcome.status in (Status.TIMEOUT, Status.CRASH):
            yield proven.gives_up(result.task, result.outcome)
        elif result.outcome.why is Why.CANNOT and result.outcome.status is Status.FAILED:
            yield proven.needs_a_browser(result.task, result.outcome)
    apptest, browser = by_engine.get("apptest"), by_engine.get("browser")
    yield from _differences(apptest, browser)


def _differences(apptest: Result | None, browser: Result | None) -> Iterator[Finding]:
    """
    | declared | AppTest | browser | finding                     |
    | no       | fails   | holds   | undeclared difference       |
    | no       | fails   | fails   | does not hold, on both      |
    | no       | fails   | not run | does not hold               |
    | either   | any     | fails   | does not hold               |
    | yes      | holds   | any     | declaration no longer true  |
    """
    task = (apptest or browser).task  # type: ignore[union-attr]
    declared = bool(task.proof and task.proof.apptest_shows)
    if browser and _fails(browser):
        engines = ("apptest", "browser") if apptest and _fails(apptest) else ("browser",)
        yield proven.does_not_hold(browser.task, browser.outcome, engines)
    elif apptest and _fails(apptest) and not declared:
        if browser and browser.outcome.status is Status.PASSED:
            yield proven.differs_undeclared(apptest.task, apptest.outcome)
        else:
            yield proven.does_not_hold(apptest.task, apptest.outcome, ("apptest",))
    if apptest and declared and apptest.outcome.status is Status.PASSED:
        yield proven.differs_no_longer(apptest.task, apptest.outcome)


def _fails(result: Result) -> bool:
    return result.outcome.status is Status.FAILED and result.outcome.why is not Why.CANNOT


def _of_twin(results: list[Result]) -> Iterator[Finding]:
    """The proof must fail on the twin, for what a person sees, on the engine that judges."""
    judge = next((result for result in results if result.task.job.engine == "browser"), results[0])
    proof, outcome = judge.task.proof, judge.outcome
    if proof and proof.apptest_shows and judge.task.job.engine == "apptest":
        return
    if outcome.status is Status.PASSED:
        yield proven.holds_on_twin(judge.task, outcome)
    elif outcome.status is Status.ERROR:
        yield proven.is_broken(judge.task, outcome)
    elif outcome.status is not Status.SKIPPED and not _refuted(judge):
        yield proven.refuted_by_accident(judge.task, outcome)


def _refuted(result: Result) -> bool:
    """Whether the twin was refuted by what a person sees, or by an error that the page promises."""
    outcome = result.outcome
    promised = any(_is_promised(error, result.task.subject.promises) for error in outcome.errors)
    return outcome.status is Status.FAILED and (outcome.why is Why.SEEN or promised)
