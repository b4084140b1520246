"""`stproof tables`: writes what is made from a skill's proofs and their evidence."""

from collections.abc import Iterator
from pathlib import Path

from stproof.evidence.claims import histories
from stproof.evidence.grid import grid_of
from stproof.evidence.picture import svg
from stproof.evidence.store import FOLDER, read_all
from stproof.evidence.versions import PAGE, versions_page
from stproof.files import replace_file
from stproof.model.target import Target
from stproof.reading.skill import read_skill
from stproof.rules.tables import filled

PICTURE = f"{FOLDER}/grid.svg"
"""What the README shows."""


def write(folder: Path) -> Iterator[str]:
    """Write them again; yields the path of each file that has changed. Raises `StproofError`."""
    target = read_skill(folder)
    for path, text in made_from_evidence(target).items():
        file = Path(target.root, path)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(file, text.encode("utf-8"))
            yield path
    for page, text in filled(target):
        if text != page.text:
            file = Path(target.root, page.path)
            written = file.read_bytes()
            end = "\r\n" if b"\r\n" in written else "\n"  # the page keeps the line ends it has
            mark = "\ufeff" if written.startswith(b"\xef\xbb\xbf") else ""
            replace_file(file, (mark + text.replace("\n", end)).encode("utf-8"))
            yield page.path


def made_from_evidence(target: Target) -> dict[str, str]:
    """The files that evidence gives, by path; none where a skill has none. Raises `StproofError`."""
    evidence = read_all(Path(target.root))
    if not evidence:
        return {}
    known = histories(target, evidence, current=False)
    return {PAGE: versions_page(known), PICTURE: svg(grid_of(known))}
