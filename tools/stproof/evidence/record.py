"""One piece of evidence: what came of one snippet, or one proof on it, on one release and engine."""

import re
from dataclasses import dataclass
from enum import Enum

from stproof.model.run import Cause, ErrorSeen, Status
from stproof.model.task import Result, Task
from stproof.verdict.counterexamples import is_refuted
from stproof.verdict.proofs import fails

WHY_MOST = 120
"""Characters of a reason."""
PARAMETER = re.compile(r"unexpected keyword argument '(\w+)'")
ATTRIBUTE = re.compile(r"module 'streamlit' has no attribute '(\w+)'")
PLACE = re.compile(r" at [\w./-]+:\d+$")
"""The line at which an error was raised. It moves with the page, and the reason does not."""


class State(str, Enum):
    """What one piece of evidence says of what the page says."""

    HOLDS = "holds"
    """The snippet runs as written, the proof holds, or the wrong version is refuted."""
    FAILS = "fails"
    """It does not: on this release a person sees something else."""
    UNCLEAR = "unclear"
    """Nothing is known: skipped, late, crashed, or failed for a reason that is not the point."""

    __str__ = str.__str__


@dataclass(frozen=True, kw_only=True, order=True)
class Claim:
    """What a piece of evidence is about, on any release and engine."""

    subject: str
    """Name of the snippet, or path of the example."""
    proof: str = ""
    """Name of the proof's function; empty where the subject is only opened."""
    counterexample: bool = False
    """Whether the subject is a wrong version, which the proof must refute."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """One piece of evidence. Its release, engine and time are those of its file and run."""

    claim: Claim
    state: State
    status: Status
    cause: Cause | None
    """Set unless it holds, or timed out or crashed."""
    why: str
    """Unless it holds: `no parameter 'persist_state'`, `ValueError: …`, `expected …`."""
    hash: str
    """Of all that the outcome depends on but the release and the checker."""


def claim_of(task: Task) -> Claim:
    """What a task gives evidence of."""
    proof = task.proof.function if task.proof else ""
    return Claim(subject=task.subject.name, proof=proof, counterexample=task.counterexample)


def hash_of(task: Task) -> str:
    """What changes when the code or the proof does, and not when it only moves."""
    return task.fingerprint("", "")


def record_of(result: Result) -> Record:
    """The evidence of a result."""
    state = _state(result)
    outcome = result.outcome
    holds = state is State.HOLDS
    return Record(
        claim=claim_of(result.task),
        state=state,
        status=outcome.status,
        cause=None if holds else outcome.cause,
        why="" if holds else _why(result),
        hash=hash_of(result.task),
    )


def _state(result: Result) -> State:
    task, outcome = result.task, result.outcome
    if task.proof is None:
        return _state_of_opening(result)
    if task.counterexample:
        if not is_refuted(result):
            return State.FAILS if outcome.status is Status.PASSED else State.UNCLEAR
        return State.FAILS if _unexpected(result) else State.HOLDS
    if outcome.status is Status.PASSED:
        return State.FAILS if _unexpected(result) else State.HOLDS
    # That AppTest itself stops says nothing of the release.
    return State.FAILS if fails(result) and outcome.status is Status.FAILED else State.UNCLEAR


def _state_of_opening(result: Result) -> State:
    if result.runs_as_written:
        return State.HOLDS
    return State.FAILS if result.outcome.status in (Status.PASSED, Status.FAILED) else State.UNCLEAR


def _why(result: Result) -> str:
    """A short reason without anything that changes from run to run."""
    error = _unexpected(result)
    missing = next(filter(None, map(_missing, result.outcome.errors)), "")
    text = missing or (f"{error.type}: {_first_line(error.message)}" if error else _of_outcome(result))
    return text if len(text) <= WHY_MOST else f"{text[: WHY_MOST - 1]}…"


def _unexpected(result: Result) -> ErrorSeen | None:
    """An error that the page does not state. Of an app, its proofs say which errors are right."""
    subject, fatal = result.subject, result.outcome.cause is Cause.APP_ERROR
    if not subject.in_page and result.task.proof and not fatal:
        return None
    return next((error for error in result.outcome.errors if not subject.expects(error)), None)


def _missing(error: ErrorSeen) -> str:
    """What this release does not have yet: `no parameter 'bind'`, `no st.dialog`; empty for another error."""
    if found := PARAMETER.search(error.message):
        return f"no parameter {found[1]!r}"
    found = ATTRIBUTE.search(error.message)
    return f"no st.{found[1]}" if found else ""


def _of_outcome(result: Result) -> str:
    outcome = result.outcome
    if outcome.status is Status.PASSED:
        return "the wrong version does the same" if result.task.counterexample else "no error was raised"
    message = PLACE.sub("", _first_line(outcome.message))
    return f"expected {message}" if outcome.cause is Cause.MISMATCH else message


def _first_line(text: str) -> str:
    return next(iter(text.strip().splitlines()), "")
