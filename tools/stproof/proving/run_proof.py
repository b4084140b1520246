"""Runs one proof on one app: every problem ends in an outcome with its cause."""

import traceback
from dataclasses import replace

from stproof.engines.api import Cannot, Driver, EngineDied, EngineFails, OnlyInBrowser
from stproof.model.run import App, Cause, Job, Outcome, ProofRef, Status
from stproof.proving.expectations import describe
from stproof.proving.proof_files import proof_of
from stproof.proving.user import ExpectationFailed, Transcript, User

ENDINGS: dict[type[Exception], tuple[Status, Cause | None]] = {
    EngineFails: (Status.ERROR, Cause.ENGINE_ERROR),
    OnlyInBrowser: (Status.FAILED, Cause.UNSUPPORTED),
    Cannot: (Status.SKIPPED, Cause.UNSUPPORTED),
    EngineDied: (Status.CRASH, None),
}
"""What an engine says, and what it means; the first that fits counts."""


def run_proof(job: Job, ref: ProofRef | None, app: App, driver: Driver) -> Outcome:
    """Open the app and run the proof; without one, only open it.

    app: the job's app, with its files in place.
    """
    transcript = Transcript(job.assert_timeout)
    session = None
    try:
        with proof_of(ref) as load:
            proof = load()
            session = driver.open(app)
            user = User(session, transcript=transcript)
            if proof:
                proof(user)
        if job.screenshot:
            session.screenshot(job.screenshot)
        return _with(transcript, surprises(transcript) if ref else Outcome(status=Status.PASSED))
    except BaseException as problem:  # whatever a proof file raises, SystemExit included
        seen = describe(session.screen()) if session and type(problem) is AssertionError else ()
        outcome = replace(outcome_of(problem), proof_line=_line_in(ref, problem))
        return _with(transcript, replace(outcome, observed=outcome.observed or seen))


def surprises(transcript: Transcript) -> Outcome:
    """All verbs held; what is left is an error that no verb asked for."""
    unexpected = tuple(str(error) for error in transcript.unexpected())
    if not unexpected:
        return Outcome(status=Status.PASSED)
    message = "the app to raise no error that the proof does not ask for"
    return Outcome(status=Status.FAILED, cause=Cause.APP_ERROR, message=message, observed=unexpected)


def outcome_of(problem: BaseException) -> Outcome:
    """What an exception that ended a proof, or kept the app from opening, says."""
    text = str(problem)
    match problem:
        case ExpectationFailed():
            return Outcome(
                status=Status.FAILED, cause=problem.cause, message=problem.expected, observed=problem.observed
            )
        case AssertionError():
            message = text or "a plain assert to hold"
            return Outcome(status=Status.FAILED, cause=Cause.MISMATCH, message=message)
    for kind, (status, cause) in ENDINGS.items():
        if isinstance(problem, kind):
            return Outcome(status=status, cause=cause, message=text)
    return Outcome(status=Status.ERROR, cause=Cause.PROOF_ERROR, message=f"{type(problem).__name__}: {text}")


def _with(transcript: Transcript, outcome: Outcome) -> Outcome:
    return replace(outcome, steps=tuple(transcript.steps), errors=tuple(transcript.errors))


def _line_in(ref: ProofRef | None, problem: BaseException) -> int:
    """1-based line of the proof's file at which it stopped; 0 where that is not known."""
    if ref is None:
        return 0
    if isinstance(problem, SyntaxError) and problem.filename == ref.path:
        return problem.lineno or 1
    frames = traceback.extract_tb(problem.__traceback__)
    return next((frame.lineno or 0 for frame in reversed(frames) if frame.filename == ref.path), 0)
