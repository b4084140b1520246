"""Pictures of snippets and examples, as a person sees them after the steps of a proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from stproof.check import Options
from stproof.errors import StproofError
from stproof.jobs import Status
from stproof.model import Proof
from stproof.plan import Planner, Subject
from stproof.pool import Pools
from stproof.serve import find
from stproof.source import read_skill


def shoot(names: Sequence[str], folder: Path, output: Path, options: Options) -> Iterator[Path]:
    """Save one PNG for each name; yields its path.

    A snippet or example is shown after its first proof, without one as it opens.
    Raises `StproofError` for an unknown name, and when the proof does not hold.
    """
    skill, _ = read_skill(folder)
    planner = Planner(root=skill.root, timeout=options.timeout)
    output.mkdir(parents=True, exist_ok=True)
    with Pools(python=options.python, chromium=options.chromium, size=1) as pools:
        for name in names:
            subject = find(name, folder)
            proof = next((proof for proof in skill.proofs if name in proof.names), None)
            yield _shoot(subject, proof, output / f"{_stem(subject)}.png", planner, pools)


def _stem(subject: Subject) -> str:
    """The name of a picture: that of the snippet or file, or the folder of an app that has several files."""
    path = Path(subject.name)
    return path.parent.name if len(subject.files) > 1 else path.stem


def _shoot(subject: Subject, proof: Proof | None, file: Path, planner: Planner, pools: Pools) -> Path:
    task = (
        planner.proof(proof, subject, engine="browser") if proof else planner.opens(subject, engine="browser")
    )
    outcome = pools.submit(replace(task.job, shot=str(file.resolve()))).result()
    if outcome.status is not Status.PASSED:
        raise StproofError(f"{subject.name!r} could not be shown: {outcome.message}")
    return file
