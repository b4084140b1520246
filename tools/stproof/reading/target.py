"""From a path on the command line to a target."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from stproof.errors import StproofError
from stproof.findings import did_you_mean
from stproof.model.skill import SourceFile
from stproof.model.target import Target
from stproof.model.task import Subject
from stproof.reading.app import read_app
from stproof.reading.config import read_config
from stproof.reading.docs import read_docs
from stproof.reading.file_rules import SKILL_PAGE, near_skill_page
from stproof.reading.folder import Folder, walk
from stproof.reading.skill import existing, read_skill

PAGES = (".md", ".markdown", ".mdx")
"""Endings of pages."""


def read(path: Path, proof_files: Sequence[Path] = ()) -> tuple[Target, ...]:
    """What is at a path: an app, a skill, a page, or a folder with skills and other pages.

    proof_files: the proofs of an app; a skill has its own.
    Raises `StproofError` where there is nothing to read.
    """
    if path.suffix == ".py":
        return (read_app(path, proof_files),)
    if path.name == SKILL_PAGE and path.is_file():
        return (read_skill(path.parent),)
    if path.suffix in PAGES and path.is_file():
        return (_page(path),)
    root = Path(existing(os.path.abspath(path), str(path)))
    folder = walk(str(root))
    if SKILL_PAGE in folder.names or near_skill_page(folder.names):
        return (read_skill(path),)
    return tuple(_of_folder(root, folder))


def _page(path: Path) -> Target:
    """One page as docs. What else is in its folder is not listed: it may be a whole disk."""
    root = path.resolve().parent
    alone = Folder(names=(path.name,), files=(path.name,), folders=frozenset(), outside=(), unreadable=())
    return read_docs(root, alone, (path.name,), read_config(root), title=path.name)


def _of_folder(root: Path, folder: Folder) -> Iterator[Target]:
    """Each skill of a collection, then its other pages as docs."""
    entries = (path for path in folder.files if path.endswith(f"/{SKILL_PAGE}"))
    found = sorted(path.removesuffix(f"/{SKILL_PAGE}") for path in entries)
    skills = [one for one in found if not any(one.startswith(f"{other}/") for other in found)]
    yield from (read_skill(root / one) for one in skills)
    inside = tuple(f"{one}/" for one in skills)
    pages = [path for path in folder.files if path.endswith(PAGES) and not path.startswith(inside)]
    if not pages and not skills:
        fix = "name the folder of a skill or of docs"
        raise StproofError(f"{str(root)!r} has no SKILL.md and no Markdown page; {fix}")
    if pages:
        yield read_docs(root, folder, pages, read_config(root))


def all_names(target: Target) -> Iterator[str]:
    """What `--only` takes: the names of snippets, fences, examples and proofs."""
    yield from target.subjects
    yield from (proof.function for proof in target.proofs)


def known_names(target: Target, text: str) -> tuple[str, ...]:
    """The names that a text means: itself, or those of the fences at an address."""
    if text in all_names(target):
        return (text,)
    place = at_address(target, text)
    return tuple(subject.name for subject in _at(target, *place)) if place else ()


def at_address(target: Target, text: str) -> tuple[str, int] | None:
    """(path, line) of an address from the working folder, as findings print it, `docs/page.md:41`; None
    where it is not in a page or file of the target."""
    path, _, line = text.rpartition(":")
    if not line.isdigit():
        return None
    there = os.path.relpath(os.path.abspath(path), target.root).replace(os.sep, "/")
    return (there, int(line)) if there in target.files else None


def lines_at(target: Target, path: str, line: int) -> frozenset[tuple[str, int]]:
    """(path, line) of all lines of the fence that has a line; of this line alone where none has."""
    files = [file for subject in _at(target, path, line) for file in subject.sources if file.path == path]
    ends = [(file.code_line - 1, file.code_line + file.code.count("\n")) for file in files]
    return frozenset({(path, line), *((path, at) for first, last in ends for at in range(first, last + 1))})


def _at(target: Target, path: str, line: int) -> Iterator[Subject]:
    for subject in target.subjects.values():
        if subject.in_page and any(_holds(file, path, line) for file in subject.sources):
            yield subject


def _holds(file: SourceFile, path: str, line: int) -> bool:
    """Whether a line of a page is in this block, its fence included."""
    return file.path == path and file.code_line - 1 <= line <= file.code_line + file.code.count("\n")


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
