"""Whether each subject holds on each release: what changes, and where nothing does. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from stproof.evidence.claims import SubjectHistory
from stproof.evidence.ranges import as_since
from stproof.evidence.record import Record, State
from stproof.model.release import applies, parse
from stproof.model.task import Subject


class Cell(str, Enum):
    """What a person sees of one subject on one release."""

    HOLDS = "✓"
    OTHER = "✗"
    """Something else than the page says."""
    MISSING = "–"
    """The release does not have what the snippet uses."""
    UNCLEAR = "?"

    __str__ = str.__str__


@dataclass(frozen=True, kw_only=True)
class Row:
    """One subject on all releases of a grid."""

    subject: Subject
    cells: tuple[Cell, ...]

    @property
    def changes(self) -> bool:
        """Whether it is not the same on all of them."""
        return len({*self.cells} - {Cell.UNCLEAR}) > 1


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Subjects and releases."""

    releases: tuple[str, ...]
    """Oldest first. Each has a cell in each row."""
    rows: tuple[Row, ...]

    @property
    def changing(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.changes)

    def runs(self, row: Row) -> tuple[tuple[Cell, str], ...]:
        """The ranges in which nothing changes for a row: what is seen there, and their title."""
        groups = groupby(range(len(self.releases)), key=lambda at: row.cells[at])
        return tuple((cell, self.title(list(run))) for cell, run in groups)

    def title(self, column: Sequence[int]) -> str:
        """`1.43–1.46`, `1.50`: the first and the last release line of a column."""
        first, last = as_since(self.releases[column[0]]), line(self.releases[column[-1]])
        return first if first == last or line(first) == last else f"{first}–{last}"


def line(release: str) -> str:
    """`1.43` for 1.43.2."""
    return ".".join(map(str, parse(release)[:2]))


def grid_of(histories: Iterable[SubjectHistory]) -> Grid:
    """The grid of what was judged. A release on which only some were tried says nothing new of the others."""
    every = [each for each in histories if any(claim.seen for claim in each.claims)]
    tried = {release for each in every for claim in each.claims for release in claim.seen}
    releases = tuple(sorted(tried, key=parse))
    return Grid(releases=releases, rows=tuple(_row(each, releases) for each in every))


def _row(history: SubjectHistory, releases: Sequence[str]) -> Row:
    """What a release lacks, an older one lacks too, even where a person does not get to see the error."""
    known = {release: cell for release in releases if (cell := _cell(history.on(release))) is not None}
    cells = [known.get(release) or _between(history.subject, known, release) for release in releases]
    missing = max((at for at, cell in enumerate(cells) if cell is Cell.MISSING), default=0)
    cells[:missing] = [cell if cell is Cell.HOLDS else Cell.MISSING for cell in cells[:missing]]
    return Row(subject=history.subject, cells=tuple(cells))


def _between(subject: Subject, known: Mapping[str, Cell], release: str) -> Cell:
    """A release on which it was not tried: as on those around it, or as the page says where they differ."""
    before = [cell for other, cell in known.items() if parse(other) < parse(release)]
    after = [cell for other, cell in known.items() if parse(other) > parse(release)]
    if not before or not after or before[-1] is after[0]:
        return before[-1] if before else Cell.UNCLEAR
    holding, other = sorted((before[-1], after[0]), key=lambda cell: cell is not Cell.HOLDS)
    if not subject.since and not subject.until:
        return before[-1]
    if applies(subject.since, subject.until, release):
        return other
    return holding if holding is Cell.HOLDS else Cell.UNCLEAR


def _cell(records: Sequence[Record]) -> Cell | None:
    """None where nothing was tried."""
    if any(record.why.startswith(("no parameter", "no st.")) for record in records):
        return Cell.MISSING
    for state, cell in ((State.FAILS, Cell.OTHER), (State.UNCLEAR, Cell.UNCLEAR), (State.HOLDS, Cell.HOLDS)):
        if any(record.state is state for record in records):
            return cell
    return None
