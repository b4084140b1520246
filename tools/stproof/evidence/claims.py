"""Evidence put together: for each subject of a skill, what was seen of it on every release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stproof.evidence.ranges import NoRange, Range, States, infer
from stproof.evidence.record import Claim, Record, State, claim_of, hash_of
from stproof.evidence.store import Evidence
from stproof.model.release import parse
from stproof.model.run import Engine, Job
from stproof.model.skill import Proof
from stproof.model.target import Target
from stproof.model.task import Subject, SubjectKind, Task
from stproof.running.plan import Planner


@dataclass(frozen=True, kw_only=True)
class History:
    """One claim and what was seen of it."""

    claim: Claim
    proof: Proof | None
    records: Mapping[Engine, Mapping[str, Record]] = field(default_factory=dict)
    """By engine and release, oldest first."""

    @property
    def judge(self) -> Engine | None:
        """The engine whose word counts: the browser where it saw the oldest release and the newest one that
        were tried at all; None where only AppTest was asked, and the proof says that it errs."""
        seen = {engine: list(each) for engine, each in self.records.items() if each}
        every = sorted({release for each in seen.values() for release in each}, key=parse)
        browser = seen.get(Engine.BROWSER, [])
        if browser and {every[0], every[-1]} <= set(browser):
            return Engine.BROWSER
        declared = self.proof is not None and self.proof.only_browser
        return Engine.APPTEST if Engine.APPTEST in seen and not declared else None

    @property
    def seen(self) -> Mapping[str, Record]:
        """What the judge saw, by release; nothing without a judge."""
        return self.records.get(self.judge, {}) if self.judge else {}

    @property
    def states(self) -> States:
        return {release: record.state for release, record in self.seen.items()}

    @property
    def range(self) -> Range | NoRange:
        return infer(self.states)


@dataclass(frozen=True, kw_only=True)
class SubjectHistory:
    """All claims about one subject."""

    subject: Subject
    claims: tuple[History, ...]

    @property
    def counted(self) -> tuple[History, ...]:
        """Its proofs where one was judged: opening says less, and only AppTest does it. Else all claims."""
        proofs = tuple(each for each in self.claims if each.proof)
        return proofs if any(each.judge for each in proofs) else self.claims

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
