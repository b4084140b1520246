"""Mutation testing: each mutant of a snippet or app against its proofs, and what that says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass, replace
from functools import cached_property

from stproof.jobs import Job, Outcome, Status, Why
from stproof.model import Finding, Proof
from stproof.mutation import Changed, Fate, Tried, changed, scores
from stproof.plan import SHORT, Planner, Subject
from stproof.pool import Pools
from stproof.rules import mutants as rules
from stproof.verdict import Result

TIMEOUTS = {"apptest": 4.0, "browser": 20.0}
"""Seconds: a changed condition can make a script that reruns itself for ever."""
UNNOTICED = (Fate.SURVIVED, Fate.EQUIVALENT)
SNIPPET_LEAST = 75
"""Percent that every snippet must reach."""


@dataclass(frozen=True, kw_only=True)
class Laboratory:
    """What a mutation run works with."""

    proofs: Sequence[Proof]
    planner: Planner
    pools: Pools
    results: Sequence[Result]
    """The outcomes on the originals: a proof that did not hold there cannot judge a mutant."""

    @cached_property
    def twins(self) -> frozenset[str]:
        """Names of the wrong versions."""
        return frozenset(name for proof in self.proofs for name in proof.twins)

    def able(self, engine: str) -> dict[str, list[Proof]]:
        """Name of each right version: the proofs that hold on it with this engine.

        A wrong version is a mutant made by hand; its own proof only says what it does wrong.
        """
        found: dict[str, list[Proof]] = {}
        for result in self.results:
            task, name = result.task, result.task.subject.name
            holds = result.outcome.status is Status.PASSED and task.job.engine == engine
            if holds and task.proof and name not in self.twins:
                found.setdefault(name, []).append(task.proof)
        return found

    def right(self, engines: Sequence[str]) -> list[str]:
        """The right versions whose mutants can be judged, now or by a browser that this run has not."""
        able = {name for engine in engines for name in self.able(engine)}
        if "browser" not in engines:
            able |= self.only_browser()
        known = dict.fromkeys(result.task.subject.name for result in self.results)
        return [name for name in known if name in able]

    def only_browser(self) -> set[str]:
        """The right versions of which a proof says something that only a browser can judge."""
        return {name for proof in self.proofs if proof.only_browser for name in proof.names} - self.twins

    def subject(self, name: str) -> Subject:
        return next(result.task.subject for result in self.results if result.task.subject.name == name)

    def submit(self, each: Changed, proofs: Sequence[Proof], engine: str) -> Future[Outcome]:
        """Carry out proofs on a mutant, up to the first that notices it."""
        calls = tuple(self.planner.call(proof) for proof in proofs)
        job = Job(id=0, app=each.app, engine=engine, calls=calls, timeout=TIMEOUTS[engine], patience=SHORT)
        return self.pools.submit(job)


def try_mutants(
    laboratory: Laboratory, engines: Sequence[str], progress: Callable[[int, int], None]
) -> tuple[Tried, ...]:
    """Try every mutant, on AppTest where that can be asked, and what nobody noticed in the browser too."""
    able = {engine: laboratory.able(engine) for engine in engines}
    every = [each for name in laboratory.right(engines) for each in changed(laboratory.subject(name))]
    first = {each: next((engine for engine in engines if each.name in able[engine]), "") for each in every}
    tried = tuple(_try(laboratory, first, able, progress))
    if "browser" not in engines:
        unsure = laboratory.only_browser()
        return tuple(_unjudged(each) if each.name in unsure else each for each in tried)
    second = {
        each.changed: "browser"
        for each in tried
        if each.fate in UNNOTICED and first[each.changed] == "apptest" and each.name in able["browser"]
    }
    again = {each.changed: each for each in _try(laboratory, second, able, progress)}
    return tuple(again.get(each.changed, each) for each in tried)


def _unjudged(each: Tried) -> Tried:
    """What survived AppTest while the browser that judges a proof was not asked."""
    return replace(each, fate=Fate.UNJUDGED) if each.fate is Fate.SURVIVED else each


def _try(
    laboratory: Laboratory,
    due: Mapping[Changed, str],
    able: Mapping[str, Mapping[str, Sequence[Proof]]],
    progress: Callable[[int, int], None],
) -> Iterator[Tried]:
    """Carry out the proofs of each mutant on the engine it is given; without one it stays unjudged."""
    waiting: dict[Future[Outcome], tuple[Changed, Sequence[Proof]]] = {}
    for each, engine in due.items():
        if not each.mutant.compiles:
            yield Tried(changed=each, fate=Fate.NOT_VIABLE)
        elif not engine:
            yield Tried(changed=each, fate=Fate.UNJUDGED)
        else:
            proofs = able[engine][each.name]
            waiting[laboratory.submit(each, proofs, engine)] = each, proofs
    for done, future in enumerate(as_completed(waiting), start=1):
        (each, proofs), outcome = waiting[future], future.result()
        fate = _fate(each, laboratory.proofs, outcome)
        killer = proofs[outcome.ended_at] if fate is Fate.KILLED else None
        yield Tried(changed=each, fate=fate, killer=killer)
        progress(done, len(waiting))


def idle_proofs(laboratory: Laboratory, tried: Sequence[Tried]) -> Iterator[Proof]:
    """Proofs that refute no twin and notice no mutant, asked one by one, on the engine that judges them.

    One that did not hold on the original, or was not carried out, is not asked: that is another finding.
    """
    busy = {each.killer for each in tried if each.killer}
    for engine in ("apptest", "browser"):
        for name, proofs in laboratory.able(engine).items():
            for proof in proofs:
                if proof not in busy and not proof.twins:
                    busy.add(proof)
                    if not _notices(laboratory, proof, name, engine):
                        yield proof


def _notices(laboratory: Laboratory, proof: Proof, name: str, engine: str) -> bool:
    """Whether the proof notices any mutant of this subject; asked until the first."""
    for each in changed(laboratory.subject(name)):
        if each.mutant.compiles:
            outcome = laboratory.submit(each, [proof], engine).result()
            if _fate(each, [], outcome) is Fate.KILLED:
                return True
    return False


def _fate(each: Changed, proofs: Sequence[Proof], outcome: Outcome) -> Fate:
    if outcome.status is Status.TIMEOUT or outcome.why is Why.SYNTAX:
        return Fate.NOT_VIABLE
    if outcome.status is not Status.PASSED:
        return Fate.KILLED
    own = [proof for proof in proofs if each.name in proof.names]
    declared = any(each.mutant.change == change for proof in own for change, _ in proof.equivalents)
    return Fate.EQUIVALENT if declared else Fate.SURVIVED


def findings(laboratory: Laboratory, tried: Sequence[Tried]) -> Iterator[Finding]:
    """Survivors, declarations that are not true, and proofs that notice nothing."""
    for each in tried:
        if each.fate is Fate.SURVIVED:
            yield rules.survives(each.name, each.path, each.mutant)
    names = {each.name for each in tried}
    for proof in laboratory.proofs:
        if names.issuperset(proof.names):
            yield from _of_equivalents(proof, [each for each in tried if each.name in proof.names])
    yield from map(rules.proves_nothing, idle_proofs(laboratory, tried))
    for one in scores(tried, lambda each: each.name):
        if one.percent < SNIPPET_LEAST:
            yield rules.scores_low(laboratory.subject(one.name), one.percent, SNIPPET_LEAST)


def _of_equivalents(proof: Proof, tried: Sequence[Tried]) -> Iterator[Finding]:
    fates = {each.mutant.change: each for each in tried}
    for change, _ in proof.equivalents:
        if change not in fates:
            yield rules.declares_unknown(proof, change, fates)
        elif fates[change].fate is Fate.KILLED:
            yield rules.declares_killed(proof, change, fates[change].killer)
