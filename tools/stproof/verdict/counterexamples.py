"""Rules PR455 and PR456: a proof must fail on the wrong version, for what a person sees."""

from collections.abc import Iterator, Sequence

from typing_extensions import assert_never

from stproof.findings import finding, rule
from stproof.model.finding import Finding
from stproof.model.run import Cause, Outcome, Status
from stproof.model.task import Result, Task
from stproof.verdict.proofs import details, is_broken, judging, proof_of


def of_counterexample(results: Sequence[Result]) -> Iterator[Finding]:
    """One proof on one wrong version, by the engine that judges."""
    judge = judging(results)
    if judge is None:
        return
    match judge.outcome.status:
        case Status.PASSED:
            yield holds_on_counterexample(judge.task)
        case Status.ERROR if judge.outcome.cause is Cause.PROOF_ERROR:
            yield is_broken(judge.task, judge.outcome)
        case Status.FAILED | Status.ERROR | Status.TIMEOUT | Status.CRASH | Status.SKIPPED:
            if not is_refuted(judge):
                yield refuted_by_accident(judge.task, judge.outcome)
        case _:
            assert_never(judge.outcome.status)


def is_refuted(result: Result) -> bool:
    """Whether it failed for what a person sees, or for an error that the page says is raised."""
    outcome = result.outcome
    expected = any(map(result.subject.expects, outcome.errors))
    return outcome.status is Status.FAILED and (outcome.cause is Cause.MISMATCH or expected)


@rule("PR455")
def holds_on_counterexample(task: Task) -> Finding:
    """A proof holds on the wrong version too.

    A proof that cannot tell right from wrong proves nothing. Let it do, or ask for, the thing in
    which the two versions differ.
    """
    proof, subject = proof_of(task), task.subject
    where, who = (f" ({subject.address})", "the page") if subject.in_page else ("", "its refutes=")
    message = f"the proof {proof.function!r} holds on {subject.name!r}{where} too, which {who} calls wrong"
    return finding("PR455", *proof.place, message, "let the proof see the difference")


@rule("PR456")
def refuted_by_accident(task: Task, outcome: Outcome) -> Finding:
    """A proof fails on the wrong version for a reason that is not the point.

    A missing label, a syntax error, an error the page does not state or a broken proof says nothing
    about the wrong way. The person has to see something else, or an error that the page expects.
    """
    fails = f"the proof {proof_of(task).function!r} fails on {task.subject.name!r}"
    message = f"{fails}, but not for what a person sees: {outcome.message}"
    fix = "make the two versions differ in what is seen only"
    return finding("PR456", *task.subject.place, message, fix, details=details(task, outcome))
