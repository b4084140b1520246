"""Rules PR45x: what the outcomes of proofs say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stproof.jobs import Outcome
from stproof.model import Finding, Proof
from stproof.rules.registry import finding, rule

if TYPE_CHECKING:  # `--static` need not import them
    from stproof.plan import Task

ENGINES = {"apptest": "under AppTest", "browser": "in the browser"}


@rule("PR451")
def does_not_hold(task: Task, outcome: Outcome, engines: tuple[str, ...]) -> Finding:
    """A statement does not hold.

    The proof did what a person does and saw something else. Either the page is wrong, or Streamlit
    has changed, or the proof looks at the wrong thing. The steps and what was seen say which.
    """
    where = " and ".join(ENGINES[engine] for engine in engines)
    return finding(
        "PR451",
        task.subject.path,
        task.subject.line,
        f"{task.subject.statement!r} does not hold {where}: expected {outcome.message}",
        details=story(task, outcome),
    )


@rule("PR452")
def is_broken(task: Task, outcome: Outcome) -> Finding:
    """A proof is broken: it raises an exception of its own, or its file does not import.

    Nothing can be said of the statement before the proof is mended.
    """
    proof = _proof(task)
    return finding(
        "PR452",
        proof.path,
        outcome.proof_line or proof.line,
        f"the proof {proof.function!r} stops with {outcome.message}",
        "mend the proof",
        details=story(task, outcome),
    )


@rule("PR453")
def gives_up(task: Task, outcome: Outcome) -> Finding:
    """A proof ran into the time limit or lost its process.

    The app or the proof does not end, or one of them ended the process. Nothing can be said of the
    statement.
    """
    proof = _proof(task)
    return finding(
        "PR453",
        task.subject.path,
        task.subject.line,
        f"{task.subject.statement!r} could not be proven {ENGINES[task.job.engine]}: {outcome.message}",
        "mend the app or the proof, or raise --timeout",
        details=(f"proof: {proof.path}:{proof.line} {proof.function}",),
    )


@rule("PR454")
def needs_a_browser(task: Task, outcome: Outcome) -> Finding:
    """A proof uses a verb that AppTest does not have, and does not say so.

    Mark it, with the reason, so that a reader knows why only one engine proves it:

        @proves("logout", engines=("browser",), reason="needs the back button")
    """
    proof = _proof(task)
    return finding(
        "PR454",
        proof.path,
        outcome.proof_line or proof.line,
        f"the proof {proof.function!r} does what AppTest cannot: {outcome.message}",
        'add engines=("browser",) and reason="…" to @proves',
    )


@rule("PR455")
def holds_on_twin(task: Task, _: Outcome) -> Finding:
    """A proof holds on the wrong version too.

    A proof that cannot tell right from wrong proves nothing. Let it do, or look at, the thing in
    which the two versions differ.
    """
    proof = _proof(task)
    return finding(
        "PR455",
        proof.path,
        proof.line,
        f"the proof {proof.function!r} holds on {task.subject.name!r} ({task.subject.address}) too, "
        "which the page calls wrong",
        "let the proof see the difference",
    )


@rule("PR456")
def refuted_by_accident(task: Task, outcome: Outcome) -> Finding:
    """A proof fails on the wrong version for a reason that is not the point.

    A missing label, a syntax error, an error the page does not state or a broken proof says nothing
    about the wrong way. The person has to see something else, or an error that the page promises.
    """
    proof = _proof(task)
    return finding(
        "PR456",
        task.subject.path,
        task.subject.line,
        f"the proof {proof.function!r} fails on {task.subject.name!r}, but not for what a person sees: "
        f"{outcome.message}",
        "make the two versions differ in what is seen only",
        details=story(task, outcome),
    )


@rule("PR457")
def differs_undeclared(task: Task, outcome: Outcome) -> Finding:
    """A proof holds in the browser and not under AppTest, and does not say so.

    The browser is the judge. Tell the reader what AppTest shows instead; the table of what AppTest
    cannot see is made of these sentences:

        @proves("reset", apptest_shows="the box is empty after the key was deleted")
    """
    proof = _proof(task)
    return finding(
        "PR457",
        proof.path,
        proof.line,
        f"the proof {proof.function!r} holds in the browser, and under AppTest it does not: "
        f"expected {outcome.message}",
        'add apptest_shows="…" to @proves',
        details=story(task, outcome),
    )


@rule("PR458")
def differs_no_longer(task: Task, _: Outcome) -> Finding:
    """A declared difference between AppTest and the browser is no longer there.

    The proof now holds under AppTest. Remove `apptest_shows`, and what the page says of it.
    """
    proof = _proof(task)
    return finding(
        "PR458",
        proof.path,
        proof.line,
        f"the proof {proof.function!r} holds under AppTest too, but says that AppTest shows: "
        f"{proof.apptest_shows!r}",
        "remove apptest_shows",
    )


def story(task: Task, outcome: Outcome) -> tuple[str, ...]:
    """The lines below a finding: the proof, the steps so far, what was expected, what was seen."""
    from stproof.looks import told

    proof, subject = _proof(task), task.subject
    snippet = subject.snippet is not None
    return (
        f"snippet   {subject.name} ({subject.address})" if snippet else f"app       {subject.name}",
        f"proof     {proof.path}:{outcome.proof_line or proof.line} {proof.function}",
        *told(outcome.message, outcome.saw, outcome.steps),
    )


def _proof(task: Task) -> Proof:
    assert task.proof is not None
    return task.proof
