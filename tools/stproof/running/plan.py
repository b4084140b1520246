"""What is to be run: a target's subjects and proofs as tasks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from stproof.model.run import Engine, Job, ProofRef
from stproof.model.skill import Proof
from stproof.model.target import Target
from stproof.model.task import Subject, SubjectKind, Task

SHORT = 0.5
"""Seconds for an assertion that is meant to fail: the app has settled after each action anyway."""
BROWSER_FACTOR = 3
"""A server and a page have to start first."""


@dataclass(frozen=True, kw_only=True)
class Planner:
    """Makes tasks for one target."""

    root: str
    """Absolute path of the folder in which proof files are looked up."""
    timeout: float
    """Seconds for one job under AppTest."""

    def opens(self, subject: Subject, *, engine: Engine, attempt: int = 0, before: int = 0) -> Task:
        """Open the subject once."""
        return Task(job=self._job(subject, engine), subject=subject, attempt=attempt, before=before)

    def proof(self, proof: Proof, subject: Subject, *, engine: Engine, counterexample: bool = False) -> Task:
        """Run a proof on a subject."""
        job = replace(
            self._job(subject, engine),
            proofs=(self.ref(proof),),
            assert_timeout=SHORT if counterexample else Job.assert_timeout,
        )
        return Task(job=job, subject=subject, proof=proof, counterexample=counterexample)

    def ref(self, proof: Proof) -> ProofRef:
        """Where a worker finds the proof."""
        files = tuple((str(Path(self.root, path)), text) for path, text in proof.files)
        return ProofRef(path=str(Path(self.root, proof.path)), function=proof.function, files=files)

    def tasks(self, target: Target, engines: tuple[Engine, ...]) -> Iterator[Task]:
        """Open every subject on the first engine; run each proof on all it names, on each."""
        left = () if Engine.BROWSER in engines else (proof for proof in target.proofs if proof.only_browser)
        partial = {name for proof in left for name in (*proof.names, *proof.counterexamples)}
        for subject in target.subjects.values():
            opening = self.opens(subject, engine=engines[0])
            yield replace(opening, partial=subject.name in partial)
        for proof in target.proofs:
            for engine in engines:
                if engine in proof.engines:
                    yield from self._of_proof(proof, target, engine)

    def _of_proof(self, proof: Proof, target: Target, engine: Engine) -> Iterator[Task]:
        def known(names: Iterable[str]) -> Iterator[Subject]:
            return (target.subjects[name] for name in dict.fromkeys(names) if name in target.subjects)

        for subject in known(proof.names):
            yield self.proof(proof, subject, engine=engine)
        for subject in known(proof.counterexamples):
            yield self.proof(proof, subject, engine=engine, counterexample=True)

    def _job(self, subject: Subject, engine: Engine) -> Job:
        timeout = self.timeout * (BROWSER_FACTOR if engine is Engine.BROWSER else 1)
        hurry = subject.kind is SubjectKind.FENCE
        return Job(app=subject.app, engine=engine, timeout=timeout, hurry=hurry)
