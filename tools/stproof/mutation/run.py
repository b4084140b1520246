"""Runs the proofs on each mutant of what they hold on, until one detects it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass, replace
from functools import cached_property

from typing_extensions import assert_never

from stproof.model.mutant import MutantApp, MutantResult, MutantStatus, MutationResult
from stproof.model.options import Progress
from stproof.model.run import App, Engine, Job, Outcome, Status
from stproof.model.skill import Proof
from stproof.model.task import Result, Subject
from stproof.mutation.mistakes import mistakes
from stproof.mutation.mutate import mutant_apps
from stproof.mutation.screening import Screening
from stproof.running.plan import SHORT, Planner
from stproof.running.pool import EnginePools

TIMEOUTS = {Engine.APPTEST: 4.0, Engine.BROWSER: 20.0}
"""Seconds: a changed condition can make a script that reruns itself forever."""
SLOWER = 5
"""How many times what they took on the original is added: a machine that is busy was busy there, too."""
UNDETECTED = (MutantStatus.SURVIVED, MutantStatus.EQUIVALENT)


@dataclass(frozen=True, kw_only=True)
class MutationRun:
    """What a mutation run works with."""

    proofs: Sequence[Proof]
    known: Mapping[str, Subject]
    """All subjects of the target, by name, also those that were not run."""
    planner: Planner
    pools: EnginePools
    results: Sequence[Result]
    """The outcomes on the originals: a proof that did not hold there cannot judge a mutant."""
    engines: Sequence[Engine]
    progress: Progress

    def run(self) -> MutationResult:
        """Try every mutant on AppTest where that can be asked, and what survived in the browser too; then ask
        each proof alone that killed nothing."""
        every = [each for name in self._originals() for each in self.mutants[name]]
        tried = self._tried_again(tuple(self._try({each: self._first(each) for each in every})))
        return MutationResult(
            mutants=tuple(each for each in tried if each.name not in self._right),
            of_wrong=tuple(each for each in tried if each.name in self._right),
            idle_proofs=tuple(self._idle(tried)),
        )

    @cached_property
    def subjects(self) -> Mapping[str, Subject]:
        """The subjects that were run, in their order."""
        return {result.subject.name: result.subject for result in self.results}

    @cached_property
    def mutants(self) -> Mapping[str, tuple[MutantApp, ...]]:
        """The mutants of each original, by its name; those of a wrong version leave the mistake as it is."""
        return {name: tuple(self._of(self.subjects[name])) for name in self._originals()}

    def _of(self, subject: Subject) -> Iterator[MutantApp]:
        right = [self.known[name] for name in self._right.get(subject.name, ()) if name in self.known]
        kept = mistakes(subject, right)
        return (each for each in mutant_apps(subject) if (each.file.path, each.mutant.line) not in kept)

    @cached_property
    def _right(self) -> Mapping[str, tuple[str, ...]]:
        """Name of each wrong version: the right ones whose proofs must fail on it."""
        found: dict[str, tuple[str, ...]] = {}
        for proof in self.proofs:
            for name in proof.counterexamples:
                found[name] = (*found.get(name, ()), *proof.names)
        return found

    @cached_property
    def passing_proofs(self) -> Mapping[Engine, Mapping[str, Sequence[Proof]]]:
        """For each engine, the name of each original: the proofs that hold on it, those first that only a
        browser can judge.

        What a wrong version does is a statement too, so that it is an original like any other.
        """
        found: dict[Engine, dict[str, list[Proof]]] = {engine: {} for engine in Engine}
        for result in sorted(self.results, key=lambda each: not is_only_for_browser(each.task.proof)):
            proof, name = result.task.proof, result.subject.name
            if proof and result.outcome.status is Status.PASSED and not result.task.counterexample:
                found[result.engine].setdefault(name, []).append(proof)
        return found

    @cached_property
    def _seconds(self) -> Mapping[tuple[Engine, str, str], float]:
        """(engine, id of a proof, name of an original): how long it took there."""
        proven = ((result, result.task.proof) for result in self.results)
        return {
            (result.engine, proof.id, result.subject.name): result.outcome.seconds
            for result, proof in proven
            if proof
        }

    @cached_property
    def _only_browser(self) -> frozenset[str]:
        """The originals of which a proof says something that only a browser can judge."""
        return frozenset(name for proof in self.proofs if proof.only_browser for name in proof.names)

    def _originals(self) -> list[str]:
        """The subjects whose mutants can be judged, now or by a browser that this run does not have."""
        passing = {name for engine in self.engines for name in self.passing_proofs[engine]}
        if Engine.BROWSER not in self.engines:
            passing |= self._only_browser
        return [name for name in self.subjects if name in passing]

    def _first(self, each: MutantApp) -> Engine | None:
        """The engine that is asked first."""
        return next((engine for engine in self.engines if each.name in self.passing_proofs[engine]), None)

    def _tried_again(self, tried: tuple[MutantResult, ...]) -> tuple[MutantResult, ...]:
        """What survived AppTest, judged by the browser; unjudged where there is none, and it would decide."""
        if Engine.BROWSER not in self.engines:
            return tuple(self._without_browser(each) for each in tried)
        undetected = [each.app for each in tried if each.status in UNDETECTED]
        second = {
            each: Engine.BROWSER
            for each in undetected
            if self._first(each) is Engine.APPTEST and each.name in self.passing_proofs[Engine.BROWSER]
        }
        again = {each.app: each for each in self._try(second)}
        return tuple(again.get(each.app, each) for each in tried)

    def _without_browser(self, each: MutantResult) -> MutantResult:
        unsure = each.status is MutantStatus.SURVIVED and each.name in self._only_browser
        return replace(each, status=MutantStatus.UNJUDGED) if unsure else each

    def _try(self, due: Mapping[MutantApp, Engine | None]) -> Iterator[MutantResult]:
        """Run the proofs of each mutant on the engine it is given; without one it stays unjudged."""
        waiting: dict[Future[Outcome], tuple[MutantApp, Sequence[Proof]]] = {}
        screened = self._screened(each for each, engine in due.items() if engine is Engine.BROWSER)
        for each, engine in due.items():
            if not each.mutant.compiles:
                yield MutantResult(app=each, status=MutantStatus.NOT_VIABLE)
            elif engine is None:
                yield MutantResult(app=each, status=MutantStatus.UNJUDGED)
            elif each in screened:
                yield MutantResult(app=each, status=MutantStatus.KILLED, killer=screened[each])
            else:
                proofs = self.passing_proofs[engine][each.name]
                waiting[self._submit(each.app, proofs, engine)] = each, proofs
        for done, future in enumerate(as_completed(waiting), start=1):
            (each, proofs), outcome = waiting[future], future.result()
            status = self._declared(each, status_of(outcome))
            killer = proofs[outcome.proof_index] if status is MutantStatus.KILLED else None
            yield MutantResult(app=each, status=status, killer=killer)
            self.progress(done, len(waiting))

    def _screened(self, due: Iterable[MutantApp]) -> Mapping[MutantApp, Proof]:
        """Of what a browser is to judge, what AppTest detects; nothing in a run without it."""
        if Engine.APPTEST not in self.engines:
            return {}
        viable = [each for each in due if each.mutant.compiles]
        judges = {name: self.passing_proofs[Engine.BROWSER][name] for name in {each.name for each in viable}}
        return Screening(
            ask=lambda app, proofs: self._submit(app, proofs, Engine.APPTEST),
            proofs={name: [*filter(is_only_for_browser, proofs)] for name, proofs in judges.items()},
            subjects=self.subjects,
        ).killers(viable)

    def _declared(self, each: MutantApp, status: MutantStatus) -> MutantStatus:
        """Equivalent, where it survived and a proof declares it so."""
        own = (proof for proof in self.proofs if each.name in proof.names)
        declared = any(each.mutant.change == change for proof in own for change, _ in proof.equivalents)
        return MutantStatus.EQUIVALENT if declared and status is MutantStatus.SURVIVED else status

    def _idle(self, tried: Sequence[MutantResult]) -> Iterator[Proof]:
        """Proofs that refute no wrong version and kill no mutant, each asked alone on the judging engine.

        One that did not hold on the original, or was not run, is not asked: that is another finding. Nor is
        one of a wrong version: its mistake stays in each mutant, and may be all there is.
        """
        busy = {each.killer.id for each in tried if each.killer}
        asked: dict[str, tuple[Proof, list[Future[Outcome]]]] = {}
        for engine, name, proof in self._passing():
            if name in self._right or proof.counterexamples or proof.id in busy:
                continue
            if proof.id not in asked:
                viable = (each for each in self.mutants[name] if each.mutant.compiles)
                asked[proof.id] = proof, [self._submit(each.app, [proof], engine) for each in viable]
        owner = {future: proof.id for proof, futures in asked.values() for future in futures}
        for done, future in enumerate(as_completed(owner), start=1):
            self.progress(done, len(owner))
            if not future.cancelled() and status_of(future.result()) is MutantStatus.KILLED:
                busy.add(owner[future])
                for other in asked[owner[future]][1]:
                    other.cancel()
        return (proof for id_, (proof, _) in asked.items() if id_ not in busy)

    def _passing(self) -> Iterator[tuple[Engine, str, Proof]]:
        """Each proof that holds, with the engine and the name of the original."""
        for engine, by_name in self.passing_proofs.items():
            for name, proofs in by_name.items():
                yield from ((engine, name, proof) for proof in proofs)

    def _submit(self, app: App, proofs: Sequence[Proof], engine: Engine) -> Future[Outcome]:
        """Run proofs on an app, up to the first that fails."""
        refs = tuple(map(self.planner.ref, proofs))
        took = sum(self._seconds.get((engine, proof.id, app.name), 0.0) for proof in proofs)
        timeout = TIMEOUTS[engine] + SLOWER * took
        job = Job(app=app, engine=engine, proofs=refs, timeout=timeout, assert_timeout=SHORT)
        return self.pools.submit(job)


def is_only_for_browser(proof: Proof | None) -> bool:
    return proof is not None and proof.only_browser


def status_of(outcome: Outcome) -> MutantStatus:
    """What an outcome on a mutant says of it."""
    match outcome.status:
        case Status.PASSED:
            return MutantStatus.SURVIVED
        case Status.TIMEOUT:
            return MutantStatus.NOT_VIABLE
        case Status.FAILED | Status.ERROR | Status.CRASH:
            return MutantStatus.KILLED if outcome.compiles else MutantStatus.NOT_VIABLE
        case Status.SKIPPED:
            return MutantStatus.UNJUDGED
        case _:
            assert_never(outcome.status)
