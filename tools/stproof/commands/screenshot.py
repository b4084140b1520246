"""`stproof screenshot`: pictures of snippets and examples, after the steps of their proof."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from stproof.errors import StproofError
from stproof.model.options import Options
from stproof.model.run import Engine, Status
from stproof.model.skill import Proof
from stproof.model.task import Subject
from stproof.reading.skill import read_skill
from stproof.reading.target import find_subject
from stproof.running.plan import Planner
from stproof.running.pool import EnginePools


def screenshots(names: Sequence[str], folder: Path, output: Path, options: Options) -> Iterator[Path]:
    """Save one PNG for each name; yields its path.

    A snippet or example is shown after its first proof, without one as it opens.
    Raises `StproofError` for an unknown name, and when the proof does not hold.
    """
    target = read_skill(folder)
    planner = Planner(root=target.root, timeout=options.timeout)
    output.mkdir(parents=True, exist_ok=True)
    with EnginePools(options) as pools:
        for name in names:
            subject = find_subject(name, folder)
            proof = next((proof for proof in target.proofs if name in proof.names), None)
            yield _screenshot(subject, proof, output / f"{_stem(subject)}.png", planner, pools)


def _stem(subject: Subject) -> str:
    """The name of a picture: that of the snippet or file, or the folder of an app that has several files."""
    path = Path(subject.name)
    return path.parent.name if len(subject.sources) > 1 and not subject.in_page else path.stem


def _screenshot(
    subject: Subject, proof: Proof | None, file: Path, planner: Planner, pools: EnginePools
) -> Path:
    engine = Engine.BROWSER
    task = planner.proof(proof, subject, engine=engine) if proof else planner.opens(subject, engine=engine)
    outcome = pools.submit(replace(task.job, screenshot=str(file.resolve()))).result()
    if outcome.status is not Status.PASSED:
        raise StproofError(f"{subject.name!r} could not be shown: {outcome.message}")
    return file
