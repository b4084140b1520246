"""What `--streamlit` means: `1.28..`, `1.40..1.45`, `1.43.1`, `each-minor`, `newest`, a wheel file."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

from stproof.environments.index import Release
from stproof.errors import StproofError
from stproof.findings import did_you_mean
from stproof.model.release import OLDEST, parse

WORDS = ("each-minor", "newest", "oldest", "boundaries", "rc", "nightly")
NUMBER = re.compile(r"\d+\.\d+(?:\.\d+\w*)?")
RANGE = re.compile(r"(\d+\.\d+(?:\.\d+)?)?\.\.(\d+\.\d+(?:\.\d+)?)?")
WHEEL = re.compile(r"streamlit(?:_nightly)?-([^-]+)-.*\.whl", re.IGNORECASE)


def chosen(
    parts: Iterable[str], known: Sequence[Release], nightly: Callable[[], Sequence[Release]]
) -> tuple[Release, ...]:
    """The releases that the parts ask for, oldest first, each once.

    known: what the index has, oldest first.
    nightly: what it has of the nightly builds; asked only where the word is used.
    Raises `StproofError` for what does not exist, was yanked, or is older than AppTest.
    """
    found: dict[str, Release] = {}
    for part in parts:
        each = nightly()[-1:] if part == "nightly" else _part(part, known)
        found |= {release.name: release for release in each}
    return tuple(sorted(found.values(), key=lambda one: parse(one.version)))


def usable(known: Iterable[Release]) -> list[Release]:
    """The final releases that were not yanked."""
    return [release for release in known if release.is_final and not release.yanked]


def each_minor(known: Iterable[Release]) -> list[Release]:
    """The last patch of each minor release."""
    return [list(group)[-1] for _, group in groupby(usable(known), key=lambda one: parse(one.version)[:2])]


def _part(part: str, known: Sequence[Release]) -> Sequence[Release]:
    if part.endswith(".whl"):
        return [_wheel(part)]
    if part == "each-minor":
        return each_minor(known)
    if part in ("newest", "oldest"):
        return [each_minor(known)[-1 if part == "newest" else 0]]
    if part == "rc":
        return _candidate(known)
    if match := RANGE.fullmatch(part):
        return _between(match[1] or "", match[2] or "", known)
    return [_one(part, known)]


def _wheel(path: str) -> Release:
    match = WHEEL.fullmatch(Path(path).name)
    if not match or not Path(path).is_file():
        raise StproofError(f"--streamlit {path!r}: there is no such wheel file of Streamlit")
    return Release(version=match[1], wheel=str(Path(path).resolve()))


def _candidate(known: Sequence[Release]) -> list[Release]:
    """The newest release candidate, if it is not older than the newest release."""
    newest = parse(usable(known)[-1].version)
    later = [one for one in known if "rc" in one.version and not one.yanked and parse(one.version) > newest]
    if not later:
        raise StproofError(f"--streamlit rc: there is no release candidate after {known[-1].version}")
    return later[-1:]


def _between(first: str, last: str, known: Sequence[Release]) -> list[Release]:
    """Each minor release from the first to the last; every patch where both ends name one."""
    patches = first.count(".") == 2 == last.count(".")
    begin, end = parse(first), parse(last)
    found = [
        one
        for one in (usable(known) if patches else each_minor(known))
        if parse(one.version)[: len(begin)] >= begin and (not end or parse(one.version)[: len(end)] <= end)
    ]
    if not found:
        raise StproofError(f"--streamlit {first}..{last}: there is no release of Streamlit in this range")
    return found


def _one(part: str, known: Sequence[Release]) -> Release:
    if NUMBER.fullmatch(part) and parse(part) < OLDEST:
        raise StproofError(f"--streamlit {part}: it is older than 1.28, the first release with AppTest")
    same = [one for one in known if one.version == part]
    if same and same[0].yanked:
        raise StproofError(f"--streamlit {part}: this release was yanked: {same[0].yanked}")
    line = [one for one in usable(known) if part.count(".") == 1 and parse(one.version)[:2] == parse(part)]
    if not same and not line:
        names = [*WORDS, *(one.version for one in known)]
        newest = usable(known)[-1].version
        guess = did_you_mean(part, names, f"the newest is {newest}")
        raise StproofError(f"--streamlit {part}: there is no such release of Streamlit; {guess}")
    return (same or line)[-1]
