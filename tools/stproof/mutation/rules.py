"""Rules MU5xx: what the mutants say of the proofs."""

from collections.abc import Iterable, Iterator, Mapping

from stproof.findings import did_you_mean, finding, rule
from stproof.model.finding import Finding, Severity
from stproof.model.mutant import MutantResult, MutantStatus, MutationResult, scores
from stproof.model.skill import Proof
from stproof.model.target import Target
from stproof.model.task import Subject

SNIPPET_LEAST = 75
"""Percent that every snippet must reach."""


def judge_mutants(target: Target, result: MutationResult, floor: int) -> Iterator[Finding]:
    """Survivors, declarations that are not true, proofs that detect nothing, and scores that are too low.

    floor: percent that the score of the whole target must reach.
    """
    for tell, mutants in ((survives, result.mutants), (survives_in_wrong, result.of_wrong)):
        yield from (tell(each) for each in mutants if each.status is MutantStatus.SURVIVED)
    names = {each.name for each in (*result.mutants, *result.of_wrong)}
    for proof in target.proofs:
        if names.issuperset(proof.names):
            yield from _of_equivalents(proof, {each.mutant.change: each for each in result.of(proof)})
    yield from map(proves_nothing, result.idle_proofs)
    for one in scores(result.mutants, lambda each: each.name):
        if one.percent < SNIPPET_LEAST:
            yield scores_low(target.subjects[one.name], one.percent, SNIPPET_LEAST)
    for whole in scores(result.mutants, lambda _: target.entry):
        if whole.percent < floor:
            yield falls_below(whole.name, whole.percent, floor)


def _of_equivalents(proof: Proof, mutants: Mapping[str, MutantResult]) -> Iterator[Finding]:
    for change, _ in proof.equivalents:
        if change not in mutants:
            yield declares_unknown(proof, change, mutants)
        elif mutants[change].status is MutantStatus.KILLED:
            yield declares_killed(proof, change, mutants[change].killer)


@rule("MU501")
def survives(each: MutantResult) -> Finding:
    """A mutant survives: a change to the code that no proof detects.

    Fix it in one of three ways. Let a proof see more: type another value, do it twice, ask for
    everything on the page. Or let the snippet lose the line that it does not need. Or, rarely, when
    nobody could see a difference, say so in the proof, with the reason:

        @proves("counter", equivalents={"removing key='n'": "the label alone identifies the box"})
    """
    message = f"{each.mutant.change} changes nothing that any proof of {each.name!r} sees"
    fix = "let a proof see it, leave it out, or declare it equivalent"
    return finding("MU501", each.path, each.mutant.line, message, fix, details=each.mutant.diff)


@rule("MU502")
def declares_killed(proof: Proof, change: str, killer: Proof | None) -> Finding:
    """A mutant is declared equivalent, and a proof detects it.

    The declaration is not true: somebody can see the difference, since a proof does. Remove it.
    """
    by = f" by {killer.function!r}" if killer else ""
    message = f"the proof {proof.function!r} declares {change!r} equivalent, and it is detected{by}"
    return finding("MU502", *proof.place, message, "remove it from equivalents")


@rule("MU503")
def declares_unknown(proof: Proof, change: str, known: Iterable[str]) -> Finding:
    """A declared equivalent is no mutant of the snippet.

    The snippet has changed, or the words differ from those that the checker uses for the change.
    """
    message = f"the proof {proof.function!r} declares {change!r} equivalent, and there is no such mutant"
    return finding("MU503", *proof.place, message, did_you_mean(change, known, "remove it from equivalents"))


@rule("MU504")
def proves_nothing(proof: Proof) -> Finding:
    """A proof proves nothing: no mutant and no wrong version makes it fail.

    This proof holds whatever the snippet does. Let it ask for what the statement says, or give it
    the wrong version to refute with `refutes=`.
    """
    message = f"the proof {proof.function!r} fails on no mutant and refutes no wrong version"
    return finding("MU504", *proof.place, message, "let it ask for what the statement says")


@rule("MU505")
def scores_low(subject: Subject, percent: int, least: int) -> Finding:
    """A snippet's mutation score is too low.

    The score is the part of the mutants that a proof detects. Declared equivalents count as not
    detected. Those that do not compile or do not end in time are left out, while other tools count
    a timeout as detected: a script that reruns itself forever would do so whatever the proofs see.
    """
    message = f"the mutation score of {subject.name!r} is {percent} %, at least {least} % are wanted"
    return finding("MU505", *subject.place, message, "let its proofs see more")


@rule("MU506")
def falls_below(entry: str, percent: int, floor: int) -> Finding:
    """The mutation score of a skill or app is below the floor.

    `--min-score` gives the floor, which only rises: fix the survivors that are new.
    """
    message = f"the mutation score is {percent} %, and the floor is {floor} %"
    return finding("MU506", entry, 1, message, "fix the survivors")


@rule("MU507", severity=Severity.WARNING)
def survives_in_wrong(each: MutantResult) -> Finding:
    """A change to a wrong version that no proof of it detects.

    What a page says of a wrong version is a statement too: another value, a step less. The lines
    in which it differs from the right version are left as they are. Fix it as a survivor; what
    the app never gets to, since it raises before, can be left out of the wrong version.
    """
    message = f"{each.mutant.change} changes nothing that any proof of the wrong version {each.name!r} sees"
    fix = "let a proof see it, leave it out, or declare it equivalent"
    return finding("MU507", each.path, each.mutant.line, message, fix, details=each.mutant.diff)
