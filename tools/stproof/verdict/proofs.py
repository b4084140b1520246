"""Rules PR451 to PR454, PR457 and PR458: what the outcomes of a proof say, on one or both engines."""

from collections.abc import Iterator, Sequence

from typing_extensions import assert_never

from stproof.findings import finding, rule
from stproof.model.finding import Finding
from stproof.model.run import Cause, Engine, Outcome, Status
from stproof.model.skill import Proof
from stproof.model.task import Result, Task


def of_proof(results: Sequence[Result]) -> Iterator[Finding]:
    """One proof on one subject: the browser is the judge."""
    broken = [result for result in results if result.outcome.cause is Cause.PROOF_ERROR]
    if broken:
        yield is_broken(broken[0].task, broken[0].outcome)
        return
    for result in results:
        if not (result.task.apptest_errs and result.engine is Engine.APPTEST):
            yield from _undecided(result)
    by_engine = {result.engine: result for result in results}
    yield from _decided(by_engine.get(Engine.APPTEST), by_engine.get(Engine.BROWSER))


def _undecided(result: Result) -> Iterator[Finding]:
    """The findings of an outcome that does not say whether the statement holds."""
    task, outcome = result.task, result.outcome
    match outcome.status:
        case Status.PASSED | Status.SKIPPED:
            pass
        case Status.FAILED:
            if outcome.cause is Cause.UNSUPPORTED:
                yield needs_a_browser(task, outcome)
        case Status.ERROR:
            if not fails(result):
                yield inconclusive(task, outcome)
        case Status.TIMEOUT | Status.CRASH:
            yield inconclusive(task, outcome)
        case _:
            assert_never(outcome.status)


def fails(result: Result) -> bool:
    """Whether this engine does not show what the proof expects. AppTest that stops with an error of its own
    does not, where the browser does."""
    outcome = result.outcome
    if outcome.status is Status.ERROR:
        return outcome.cause is Cause.ENGINE_ERROR and result.engine is Engine.APPTEST
    return outcome.status is Status.FAILED and outcome.cause is not Cause.UNSUPPORTED


def judging(results: Sequence[Result]) -> Result | None:
    """The result that decides: the browser's where there is one. AppTest's does not count where the proof
    declares it to be wrong. None where no engine was able to say."""
    able = [
        result
        for result in results
        if result.outcome.status is not Status.SKIPPED
        and (result.engine is Engine.BROWSER or not proof_of(result.task).apptest_shows)
    ]
    return max(able, key=lambda result: result.engine is Engine.BROWSER, default=None)


def _decided(apptest: Result | None, browser: Result | None) -> Iterator[Finding]:
    """
    | declared | AppTest | browser | finding                     |
    | no       | fails   | holds   | undeclared difference       |
    | no       | fails   | fails   | does not hold, on both      |
    | no       | fails   | not run | does not hold               |
    | no       | stops   | not run | inconclusive                |
    | either   | any     | fails   | does not hold               |
    | yes      | holds   | any     | declaration no longer true  |
    """
    declared = any(proof_of(each.task).apptest_shows for each in (apptest, browser) if each)
    if browser and fails(browser):
        both = apptest is not None and fails(apptest)
        yield does_not_hold(browser.task, browser.outcome, tuple(Engine) if both else (Engine.BROWSER,))
    elif apptest and fails(apptest) and not declared:
        if browser and browser.outcome.status is Status.PASSED:
            yield differs_undeclared(apptest.task, apptest.outcome)
        elif apptest.outcome.status is Status.FAILED:
            yield does_not_hold(apptest.task, apptest.outcome, (Engine.APPTEST,))
        else:
            yield inconclusive(apptest.task, apptest.outcome)
    if apptest and declared and apptest.outcome.status is Status.PASSED:
        yield differs_no_longer(apptest.task)


@rule("PR451")
def does_not_hold(task: Task, outcome: Outcome, engines: tuple[Engine, ...]) -> Finding:
    """A statement does not hold.

    The proof did what a person does and saw something else. Either the page is wrong, or Streamlit
    has changed, or the proof asks for the wrong thing. The steps and what was seen say which.
    """
    where = " and ".join(engine.where for engine in engines)
    message = f"{task.subject.statement!r} does not hold {where}: expected {outcome.message}"
    return finding("PR451", *task.subject.place, message, details=details(task, outcome))


@rule("PR452")
def is_broken(task: Task, outcome: Outcome) -> Finding:
    """A proof is broken: it raises an exception of its own, or its file does not import.

    Nothing can be said of the statement before the proof is fixed.
    """
    proof = proof_of(task)
    message = f"the proof {proof.function!r} stops with {outcome.message}"
    line = outcome.proof_line or proof.line
    return finding("PR452", proof.path, line, message, "fix the proof", details=details(task, outcome))


@rule("PR453")
def inconclusive(task: Task, outcome: Outcome) -> Finding:
    """A proof ran into the time limit, lost its process, or the engine stopped.

    The app or the proof does not end, or one of them ended the process, or the engine has an error
    of its own. Nothing can be said of the statement.
    """
    proof = proof_of(task)
    message = f"{task.subject.statement!r} could not be proven {task.job.engine.where}: {outcome.message}"
    fix = "fix the app or the proof, or raise --timeout"
    below = (f"proof     {proof.path}:{proof.line} {proof.function}",)
    return finding("PR453", *task.subject.place, message, fix, details=below)


@rule("PR454")
def needs_a_browser(task: Task, outcome: Outcome) -> Finding:
    """A proof uses a verb that AppTest does not have, and does not say so.

    Mark it, with the reason, so that a reader knows why only one engine proves it:

        @proves("logout", engines=("browser",), reason="needs the back button")
    """
    proof = proof_of(task)
    message = f"the proof {proof.function!r} does what AppTest cannot: {outcome.message}"
    fix = 'add engines=("browser",) and reason="…" to @proves'
    return finding("PR454", proof.path, outcome.proof_line or proof.line, message, fix)


@rule("PR457")
def differs_undeclared(task: Task, outcome: Outcome) -> Finding:
    """A proof holds in the browser and not under AppTest, and does not say so.

    The browser is the judge. Tell the reader what AppTest shows instead; the table of what AppTest
    cannot see is made of these sentences:

        @proves("reset", apptest_shows="the box is empty after the key was deleted")
    """
    proof = proof_of(task)
    instead = f"expected {outcome.message}" if outcome.status is Status.FAILED else outcome.message
    message = f"the proof {proof.function!r} holds in the browser, and under AppTest it does not: {instead}"
    fix = 'add apptest_shows="…" to @proves'
    return finding("PR457", *proof.place, message, fix, details=details(task, outcome))


@rule("PR458")
def differs_no_longer(task: Task) -> Finding:
    """A declared difference between AppTest and the browser is no longer there.

    The proof now holds under AppTest. Remove `apptest_shows`, and what the page says of it.
    """
    proof = proof_of(task)
    says = f"says that AppTest shows: {proof.apptest_shows!r}"
    message = f"the proof {proof.function!r} holds under AppTest too, but {says}"
    return finding("PR458", *proof.place, message, "remove apptest_shows")


def details(task: Task, outcome: Outcome) -> tuple[str, ...]:
    """The lines below a finding: the proof, the steps so far, what was expected, what was seen."""
    proof, subject = proof_of(task), task.subject
    return (
        f"snippet   {subject.name} ({subject.address})" if subject.in_page else f"app       {subject.name}",
        f"proof     {proof.path}:{outcome.proof_line or proof.line} {proof.function}",
        *outcome.story_lines(),
    )


def proof_of(task: Task) -> Proof:
    """The proof of a task that has one."""
    assert task.proof is not None
    return task.proof
