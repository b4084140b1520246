"""What AppTest can say of a mutant that a browser judges: as far as both show the same on the original."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property

from stproof.model.mutant import MutantApp
from stproof.model.run import App, Cause, Engine, ErrorSeen, Outcome, Status
from stproof.model.skill import Proof
from stproof.model.task import Subject

Ask = Callable[[App, Sequence[Proof]], Future[Outcome]]
"""Runs proofs on an app under AppTest; without any, only opens it."""
NOWHERE = -1
"""How far AppTest and the browser agree where nobody can say."""


@dataclass(frozen=True, kw_only=True)
class Screening:
    """Proofs that AppTest does not follow to their end, on the mutants of what they hold on in the browser.

    A page costs a hundred times what a run under AppTest does, and most mutants fail at once.
    """

    ask: Ask
    proofs: Mapping[str, Sequence[Proof]]
    """Name of each original: the proofs that hold on it in the browser, and of which AppTest is no judge."""
    subjects: Mapping[str, Subject]
    """The originals, by name."""

    def killers(self, mutants: Iterable[MutantApp]) -> Mapping[MutantApp, Proof]:
        """The mutants that a proof detects before AppTest shows anything else than the browser."""
        asked = {each: self.ask(each.app, ()) for each in mutants if self.proofs.get(each.name)}
        found = {each: proof for each, opening in asked.items() for proof in self._raises(each, opening)}
        left = [
            (each, proof, self.ask(each.app, [proof]))
            for each in asked
            for proof in self.proofs[each.name]
            if each not in found and self._agreement[proof.id, each.name] > NOWHERE
        ]
        for each, proof, outcome in left:
            if detects(outcome.result(), self._agreement[proof.id, each.name]):
                found.setdefault(each, proof)
        return found

    @cached_property
    def _agreement(self) -> Mapping[tuple[str, str], float]:
        """(id of a proof, name of an original): see `agreement`."""
        asked = [
            (proof, name, self.ask(self.subjects[name].app, [proof]))
            for name, proofs in self.proofs.items()
            for proof in proofs
        ]
        return {(proof.id, name): agreement(outcome.result(), proof) for proof, name, outcome in asked}

    @cached_property
    def _openings(self) -> Mapping[str, Outcome]:
        """The originals, opened."""
        asked = {
            name: self.ask(self.subjects[name].app, ()) for name, proofs in self.proofs.items() if proofs
        }
        return {name: outcome.result() for name, outcome in asked.items()}

    def _raises(self, each: MutantApp, opening: Future[Outcome]) -> Iterator[Proof]:
        """The proofs that fail on an error of the mutant: opening the original raises nothing like it."""
        outcome, original = opening.result(), self._openings[each.name]
        if original.status is Status.PASSED and outcome.status is Status.PASSED:
            usual = {error.type for error in original.errors}
            errors = [error for error in outcome.errors if error.type not in usual]
            for proof in self.proofs[each.name]:
                if any(not _is_asked_for(error, proof) for error in errors):
                    yield proof


def _is_asked_for(error: ErrorSeen, proof: Proof) -> bool:
    return any(map(error.is_a, proof.errors))


def agreement(original: Outcome, proof: Proof) -> float:
    """After how many acts of a proof AppTest still shows what a browser does; `NOWHERE` where nobody knows.

    Where it shows something else, also no widget to go on with, the last act may have made the difference. A
    verb that it does not have, or a widget in a proof that is for the browser only, it never had.
    """
    if original.status is Status.PASSED:
        return float("inf")
    if original.status not in (Status.FAILED, Status.SKIPPED):
        return NOWHERE
    lacks = original.cause is Cause.NOT_FOUND and Engine.APPTEST not in proof.engines
    return acts(original) - (original.cause is not Cause.UNSUPPORTED and not lacks)


def detects(mutant: Outcome, agreed: float) -> bool:
    """Whether a proof fails on a mutant within the acts after which AppTest shows what a browser does."""
    looked = mutant.cause in (Cause.MISMATCH, Cause.NOT_FOUND)
    return mutant.status is Status.FAILED and looked and acts(mutant) <= agreed


def acts(outcome: Outcome) -> int:
    """How many acts were done; the last of the steps was not, where it could not be."""
    return len(outcome.steps) - (outcome.cause in (Cause.NOT_FOUND, Cause.UNSUPPORTED))
