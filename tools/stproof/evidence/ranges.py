"""From what was seen on some releases to the range in which it holds. Pure."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stproof.evidence.record import State
from stproof.model.release import parse

States = Mapping[str, State]
"""What was seen on each release, oldest first."""


@dataclass(frozen=True, kw_only=True)
class Range:
    """The releases on which something holds, as far as evidence goes."""

    since: str | None = None
    """The first of them; None where it holds on the oldest release that was tried."""
    until: str | None = None
    """The last of them; None where it holds on the newest one."""
    before: str | None = None
    """The last release before `since` that was tried."""
    after: str | None = None
    """The first release after `until` that was tried."""


@dataclass(frozen=True, kw_only=True)
class NoRange:
    """Why there is none, in a word: `never holds`, `fails on 1.43.2 only`, `is not known`."""

    why: str


def infer(states: States) -> Range | NoRange:
    """The one range in which it holds. Releases on which nothing is clear are passed over."""
    known = [
        (release, state is State.HOLDS) for release, state in states.items() if state is not State.UNCLEAR
    ]
    holding = [at for at, (_, holds) in enumerate(known) if holds]
    if not known:
        return NoRange(why="is not known on any release")
    if not holding:
        return NoRange(why="never holds")
    first, last = holding[0], holding[-1]
    gaps = [release for release, holds in known[first : last + 1] if not holds]
    if gaps:
        return NoRange(why=f"fails on {_listed(gaps)}, and holds before and after")
    return Range(
        since=known[first][0] if first else None,
        until=known[last][0] if last + 1 < len(known) else None,
        before=known[first - 1][0] if first else None,
        after=known[last + 1][0] if last + 1 < len(known) else None,
    )


def boundaries(states: States, releases: Sequence[str]) -> tuple[str, ...]:
    """The releases to try so that each change is between two neighbours: both sides, and all between them.

    releases: all there are, oldest first.
    """
    known = [(release, state) for release, state in states.items() if state is not State.UNCLEAR]
    wanted: list[str] = []
    for (old, before), (new, after) in pairwise(known):
        if before is not after:
            wanted += releases[position(releases, old) : position(releases, new) + 1]
    return tuple(dict.fromkeys(wanted))


def position(releases: Sequence[str], release: str) -> int:
    """The place of a release among others, oldest first; of one that is not there, that of the next."""
    return bisect_left([parse(each) for each in releases], parse(release))


def as_since(release: str) -> str:
    """A first release as pages write it: `1.50` for 1.50.0, `1.50.1` for itself."""
    return release.removesuffix(".0") if release.count(".") == 2 else release


def as_until(release: str, after: str | None) -> str:
    """A last release as pages write it: `1.50` where the next one is of another line, `1.50.0` else."""
    line = parse(release)[:2]
    return release if after and parse(after)[:2] == line else ".".join(map(str, line))


def span(releases: Sequence[str]) -> str:
    """Releases, oldest first, as one range: `1.43.2`, `1.29..1.31`."""
    lines = [".".join(release.split(".")[:2]) for release in (releases[0], releases[-1])]
    return releases[0] if len(releases) == 1 else "..".join(dict.fromkeys(lines))


def _listed(releases: Sequence[str]) -> str:
    """`1.43.2`, `1.43.0 to 1.43.2`."""
    return releases[0] if len(releases) == 1 else f"{releases[0]} to {releases[-1]}"
