"""What AppTest may say of a mutant that a browser judges."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

import pytest

from stproof.model.mutant import MutantApp
from stproof.model.run import App, Cause, Engine, ErrorSeen, Outcome, Status
from stproof.model.skill import Proof, Snippet
from stproof.mutation.mutate import mutant_apps
from stproof.mutation.screening import Screening, acts, agreement, detects
from stproof.reading.subjects import of_snippet

SUBJECT = of_snippet(
    Snippet(
        page="SKILL.md", line=5, code_line=6, code='st.write("a")\n', section="It greets", name="greeting"
    )
)
(MUTANT,) = mutant_apps(SUBJECT)
KEY_ERROR = ErrorSeen(type="KeyError", bases=("KeyError", "LookupError"), message="'a'", line=6)


def failed(cause: Cause, *steps: str) -> Outcome:
    return Outcome(status=Status.FAILED, cause=cause, steps=steps)


def proof(function: str, **more: tuple[object, ...]) -> Proof:
    return Proof(function=function, path="tests/proofs/a.py", line=5, names=("greeting",), **more)  # type: ignore[arg-type]


OPENED = Outcome(status=Status.PASSED)
DIFFERS = failed(Cause.MISMATCH, "clicks 'A'")


def killers(
    proofs: Sequence[Proof],
    *,
    opened: Outcome = OPENED,
    original: Outcome = DIFFERS,
    mutant: Outcome = OPENED,
) -> dict[MutantApp, str]:
    """Who detects the mutant, where the original opens without an error."""

    def ask(app: App, asked: Sequence[Proof]) -> Future[Outcome]:
        future = Future[Outcome]()
        changed = app is MUTANT.app
        proven, opening = (mutant, opened) if changed else (original, OPENED)
        future.set_result(proven if asked else opening)
        return future

    screening = Screening(ask=ask, proofs={"greeting": proofs}, subjects={"greeting": SUBJECT})
    return {each: one.function for each, one in screening.killers([MUTANT]).items()}


@pytest.mark.parametrize(
    ("original", "agreed"),
    [
        (Outcome(status=Status.PASSED, steps=("clicks 'A'",)), float("inf")),
        (failed(Cause.MISMATCH), -1),
        (failed(Cause.MISMATCH, "clicks 'A'", "clicks 'B'"), 1),
        (failed(Cause.NOT_FOUND, "clicks 'A'", "clicks 'X'"), 0),
        (failed(Cause.UNSUPPORTED, "clicks 'A'", "goes back"), 1),
        (Outcome(status=Status.SKIPPED, cause=Cause.UNSUPPORTED, steps=("goes back",)), 0),
        (Outcome(status=Status.TIMEOUT, steps=("clicks 'A'",)), -1),
        (Outcome(status=Status.ERROR, cause=Cause.ENGINE_ERROR, steps=("clicks 'A'",)), -1),
    ],
)
def test_engines_agree_up_to_the_act_that_made_the_difference(original: Outcome, agreed: float) -> None:
    assert agreement(original, proof("greets")) == agreed


def test_widget_that_only_a_browser_has_makes_no_difference_before() -> None:
    only = proof("greets", engines=(Engine.BROWSER,))
    assert agreement(failed(Cause.NOT_FOUND, "clicks 'A'", "clicks 'X'"), only) == 1


@pytest.mark.parametrize(
    ("mutant", "detected"),
    [
        (failed(Cause.MISMATCH), True),
        (failed(Cause.MISMATCH, "clicks 'A'"), True),
        (failed(Cause.MISMATCH, "clicks 'A'", "clicks 'B'"), False),
        (failed(Cause.NOT_FOUND, "clicks 'A'", "clicks 'B'"), True),
        (failed(Cause.UNSUPPORTED, "goes back"), False),
        (failed(Cause.APP_ERROR), False),
        (Outcome(status=Status.PASSED), False),
        (Outcome(status=Status.TIMEOUT), False),
    ],
)
def test_mutant_is_detected_only_while_the_engines_agree(mutant: Outcome, detected: bool) -> None:
    assert detects(mutant, 1) is detected


def test_act_that_could_not_be_done_does_not_count() -> None:
    assert [acts(failed(cause, "clicks 'A'")) for cause in (Cause.MISMATCH, Cause.NOT_FOUND)] == [1, 0]


def test_mutant_that_fails_where_the_original_differs_is_left_to_the_browser() -> None:
    assert killers([proof("greets")], mutant=failed(Cause.MISMATCH, "clicks 'A'")) == {}


def test_mutant_that_fails_before_is_detected_by_the_first_proof_that_may_say_so() -> None:
    proofs = [proof("greets"), proof("greets_again")]
    assert killers(proofs, mutant=failed(Cause.MISMATCH)) == {MUTANT: "greets"}
    assert killers(proofs, original=failed(Cause.MISMATCH), mutant=failed(Cause.MISMATCH)) == {}


def test_mutant_that_raises_when_opened_is_detected_by_a_proof_that_does_not_ask_for_the_error() -> None:
    opened = Outcome(status=Status.PASSED, errors=(KEY_ERROR,))
    expecting = proof("sees_it_fail", errors=("LookupError",))
    assert killers([expecting], opened=opened) == {}
    assert killers([expecting, proof("greets")], opened=opened) == {MUTANT: "greets"}
