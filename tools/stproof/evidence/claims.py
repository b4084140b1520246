"""Evidence put together: for each subject of a skill, what was seen of it on every release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from stproof.evidence.ranges import NoRange, Range, States, infer
from stproof.evidence.record import Claim, Record, State, claim_of, hash_of
from stproof.evidence.store import Evidence
from stproof.model.release import parse
from stproof.model.run import Engine, Job
from stproof.model.skill import Proof
from stproof.model.target import Target
from stproof.model.task import Subject, SubjectKind, Task
from stproof.running.plan import Planner

CLEAR = frozenset({State.HOLDS, State.FAILS})


@dataclass(frozen=True, kw_only=True)
class History:
    """One claim and what was seen of it."""

    claim: Claim
    proof: Proof | None
    records: Mapping[Engine, Mapping[str, Record]] = field(default_factory=dict)
    """By engine and release, oldest first."""

    @property
    def _trusted(self) -> Mapping[str, Record]:
        """What AppTest said on the releases on which the proof does not say that it errs."""
        apptest, proof = self.records.get(Engine.APPTEST, {}), self.proof
        return {
            release: record
            for release, record in apptest.items()
            if not (proof and proof.on(release).only_browser)
        }

    @property
    def confirmed(self) -> bool:
        """Whether a browser has judged it, and AppTest nowhere said otherwise that is trusted."""
        apptest, browser = self._trusted, self.records.get(Engine.BROWSER, {})
        clear = {release: record.state for release, record in browser.items() if record.state in CLEAR}
        return bool(clear) and not any(
            release in apptest and {apptest[release].state, state} == CLEAR
            for release, state in clear.items()
        )

    @cached_property
    def seen(self) -> Mapping[str, Record]:
        """By release, what the browser saw, and AppTest where no browser was asked.

        AppTest's word does not count where the proof says that it errs, or where it did on some release.
        """
        browser = self.records.get(Engine.BROWSER, {})
        trusted = {} if browser and not self.confirmed else self._trusted
        merged = {**trusted, **browser}
        return {release: merged[release] for release in sorted(merged, key=parse)}

    @cached_property
    def errs(self) -> tuple[str, ...]:
        """The releases on which AppTest fails what the browser shows to hold."""
        apptest, browser = (self.records.get(engine, {}) for engine in Engine)
        return tuple(
            release
            for release, record in browser.items()
            if record.state is State.HOLDS and release in apptest and apptest[release].state is State.FAILS
        )

    @property
    def undeclared(self) -> tuple[str, ...]:
        """Those of them of which the proof does not say so."""
        return tuple(release for release in self.errs if release in self._trusted)

    @cached_property
    def states(self) -> States:
        return {release: record.state for release, record in self.seen.items()}

    @cached_property
    def range(self) -> Range | NoRange:
        return infer(self.states)


@dataclass(frozen=True, kw_only=True)
class SubjectHistory:
    """All claims about one subject."""

    subject: Subject
    claims: tuple[History, ...]

    @cached_property
    def counted(self) -> tuple[History, ...]:
        """Its proofs where one was judged: opening says less, and only AppTest does it. Else all claims."""
        proofs = tuple(each for each in self.claims if each.proof)
        return proofs if any(each.seen for each in proofs) else self.claims

    def on(self, release: str) -> tuple[Record, ...]:
        """What the judges saw on a release."""
        return tuple(each.seen[release] for each in self.counted if release in each.seen)

    def state(self, release: str) -> State | None:
        """Whether all that is claimed holds there; None where it was not tried."""
        states = [record.state for record in self.on(release)]
        for state in (State.FAILS, State.UNCLEAR, State.HOLDS):
            if state in states:
                return state
        return None


def tasks_of(target: Target, timeout: float = Job.timeout) -> tuple[Task, ...]:
    """Everything of which evidence is kept: fences without a name change theirs with each edit.

    timeout: seconds for one job under AppTest.
    """
    tasks = Planner(root=target.root, timeout=timeout).tasks(target, tuple(Engine))
    return tuple(task for task in tasks if task.subject.kind is not SubjectKind.FENCE)


def histories(
    target: Target, evidence: Mapping[str, Evidence], *, current: bool
) -> tuple[SubjectHistory, ...]:
    """What is known of each subject, in the order of the pages.

    evidence: by release, oldest first.
    current: leave out what was seen of an older text of the snippet or proof.
    """
    tasks: dict[str, dict[Claim, list[Task]]] = {}
    for task in tasks_of(target):
        tasks.setdefault(task.subject.name, {}).setdefault(claim_of(task), []).append(task)
    return tuple(
        SubjectHistory(
            subject=target.subjects[name],
            claims=tuple(_history(claim, each, evidence, current) for claim, each in claims.items()),
        )
        for name, claims in tasks.items()
    )


def _history(claim: Claim, tasks: Sequence[Task], evidence: Mapping[str, Evidence], current: bool) -> History:
    records: dict[Engine, dict[str, Record]] = {}
    for task in tasks:
        engine = task.job.engine
        wanted = hash_of(task) if current else None
        for release, known in evidence.items():
            found = known.get((claim, engine))
            if found and wanted in (None, found[0].hash):
                records.setdefault(engine, {})[release] = found[0]
    return History(claim=claim, proof=tasks[0].proof, records=records)
