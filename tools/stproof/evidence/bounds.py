"""From the ranges of a subject's claims to what its `since=` and `until=` must be. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stproof.evidence.claims import History, SubjectHistory
from stproof.evidence.ranges import NoRange, Range, boundaries
from stproof.evidence.record import State
from stproof.model.release import applies, parse


@dataclass(frozen=True, kw_only=True)
class Bound:
    """One end of the range in which all claims about a subject hold."""

    inside: str | None
    """The release nearest to this end on which they hold; None where they hold as far as was tried."""
    outside: str | None
    """The next release on which one does not."""
    why: str = ""
    """Why it does not hold there."""

    @property
    def is_exact(self) -> bool:
        """Whether no release line can be between the two: lines and patches count without gaps."""
        if not self.inside or not self.outside:
            return False
        low, high = sorted((parse(self.inside), parse(self.outside)))
        if low[:2] == high[:2]:
            return high[-1] - low[-1] == 1
        return high[0] == low[0] and high[1] - low[1] == 1 and high[-1] == 0


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What the evidence says of a subject."""

    since: Bound
    until: Bound
    oldest: str
    """The first release on which all claims were judged."""
    newest: str
    is_complete: bool
    """Whether each claim was judged; otherwise the range may be smaller."""
    confirmed: bool
    """Whether a browser agrees with AppTest on each proof, wherever both were asked."""


def bounds(history: SubjectHistory) -> Bounds | None:
    """The range of a subject; None where nothing is known, or a claim has no simple range."""
    known = [(each, each.range) for each in history.counted if any(_clear(each))]
    found = [(each, its) for each, its in known if isinstance(its, Range)]
    if not found or len(found) < len(known):
        return None
    oldest = max((next(_clear(each)) for each, _ in found), key=parse)
    newest = min((list(_clear(each))[-1] for each, _ in found), key=parse)
    return Bounds(
        since=_bound(found, since=True),
        until=_bound(found, since=False),
        oldest=oldest,
        newest=newest,
        is_complete=len(found) == len(history.counted),
        confirmed=all(each.confirmed for each, _ in found if each.proof),
    )


def _clear(history: History) -> Iterator[str]:
    return (release for release, state in history.states.items() if state is not State.UNCLEAR)


def _bound(found: Sequence[tuple[History, Range]], *, since: bool) -> Bound:
    """The narrowest end of several ranges."""
    ends = [(its.since, its.before) if since else (its.until, its.after) for _, its in found]
    pick = max if since else min
    inside = pick((end for end, _ in ends if end), key=parse, default=None)
    outside = pick((end for _, end in ends if end), key=parse, default=None)
    failing = (each.seen[outside] for each, _ in found if outside and outside in each.seen)
    why = next((record.why for record in failing if record.state is State.FAILS), "")
    return Bound(inside=inside, outside=outside, why=why)


def no_ranges(history: SubjectHistory) -> Iterator[tuple[History, NoRange]]:
    """The claims of a subject that have no simple range although they were judged where they must hold."""
    subject = history.subject
    for each in history.counted:
        its = each.range
        tried = any(not applies(subject.since, subject.until, release) for release in _clear(each))
        if tried and isinstance(its, NoRange):
            yield each, its


def boundary_subjects(histories: Iterable[SubjectHistory], releases: Sequence[str]) -> dict[str, set[str]]:
    """The releases on both sides of each change, with the subjects to be tried there.

    A change is what was seen, and what a page says with `since=` and `until=`.
    releases: all there are, oldest first.
    """
    found: dict[str, set[str]] = {}
    for history in histories:
        said = _said(history, releases)
        seen = (each for claim in history.counted for each in boundaries(claim.states, releases))
        for release in (*said, *seen):
            found.setdefault(release, set()).add(history.subject.name)
    return found


def _said(history: SubjectHistory, releases: Sequence[str]) -> Iterator[str]:
    """The neighbours between which a page says that something changes."""
    subject = history.subject
    inside = [not applies(subject.since, subject.until, release) for release in releases]
    for at in range(1, len(releases)):
        if inside[at - 1] != inside[at]:
            yield from releases[at - 1 : at + 1]
