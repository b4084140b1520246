"""Whether each subject holds on each release: what changes, and where nothing does. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from stproof.evidence.claims import SubjectHistory
from stproof.evidence.ranges import as_since
from stproof.evidence.record import Record, State
from stproof.model.release import parse
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

    def columns(self) -> tuple[tuple[int, ...], ...]:
        """Runs of neighbouring releases on which every row is the same, as positions."""
        cells = [tuple(row.cells[at] for row in self.changing) for at in range(len(self.releases))]
        return tuple(tuple(run) for _, run in groupby(range(len(cells)), key=lambda at: cells[at]))

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
    cells: list[Cell] = []
    for release in releases:
        cells.append(known.get(release) or (cells[-1] if cells else Cell.UNCLEAR))
    missing = max((at for at, cell in enumerate(cells) if cell is Cell.MISSING), default=0)
    cells[:missing] = [cell if cell is Cell.HOLDS else Cell.MISSING for cell in cells[:missing]]
    return Row(subject=history.subject, cells=tuple(cells))


def _cell(records: Sequence[Record]) -> Cell | None:
    """None where nothing was tried."""
    if any(record.why.startswith(("no parameter", "no st.")) for record in records):
        return Cell.MISSING
    for state, cell in ((State.FAILS, Cell.OTHER), (State.UNCLEAR, Cell.UNCLEAR), (State.HOLDS, Cell.HOLDS)):
        if any(record.state is state for record in records):
            return cell
    return None
