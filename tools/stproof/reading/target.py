"""From a path on the command line to a target."""

from collections.abc import Sequence
from pathlib import Path

from stproof.errors import StproofError
from stproof.findings import did_you_mean
from stproof.model.target import Target
from stproof.model.task import Subject
from stproof.reading.app import read_app
from stproof.reading.skill import read_skill


def read(path: Path, proof_files: Sequence[Path] = ()) -> Target:
    """The skill in a folder, or the app in a file that ends in `.py`.

    proof_files: the proofs of an app; a skill has its own.
    Raises `StproofError` where there is nothing to read.
    """
    return read_app(path, proof_files) if path.suffix == ".py" else read_skill(path)


def find_subject(name: str, folder: Path) -> Subject:
    """The snippet or example of this name, or the app at this path. Raises `StproofError`."""
    if name.endswith(".py") and not (folder / name).is_file() and Path(name).is_file():
        target = read_app(Path(name), ())
        return target.subjects[target.title]
    known = read_skill(folder).subjects
    if name not in known:
        guess = did_you_mean(name, known, "see `stproof list`")
        raise StproofError(f"there is no snippet or example {name!r}; {guess}")
    return known[name]
