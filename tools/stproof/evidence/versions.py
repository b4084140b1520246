"""Makes `references/versions.md`: what changed in which release, and the table of it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from stproof.evidence.claims import History, SubjectHistory
from stproof.evidence.grid import Cell, Grid, Row, grid_of, line
from stproof.evidence.ranges import as_since
from stproof.model.run import Engine
from stproof.model.task import Subject
from stproof.reading.blocks import GENERATED, table

PAGE = "references/versions.md"
HEAD = """# What changed in which release

{generated} from what was seen on each release; edit the proofs, not this. -->

{known} Snippets that are not named here hold on all of them.
"""
CHANGED = """
## What changed

Since the release, what these sections say is true. What was so before is in
[old releases](old-releases.md).

"""
TABLE = """
## On which releases a snippet holds

On all other releases what a snippet uses is not there, or, in the last column, it does something else on
some. Release by release it is in `tests/evidence/`.

"""
DIFFERS = """
## Where AppTest errs on some releases only

"""


def versions_page(histories: Iterable[SubjectHistory]) -> str:
    """The whole page. Nothing in it depends on the day or the place in which it is made."""
    every = tuple(histories)
    grid = grid_of(every)
    parts = [
        HEAD.format(generated=GENERATED, known=_known(grid)),
        CHANGED,
        *_changed(grid),
        TABLE,
        _table(grid),
    ]
    differing = list(_differing(every))
    return "".join([*parts, *([DIFFERS] if differing else []), *differing])


def _known(grid: Grid) -> str:
    minors = len({line(release) for release in grid.releases})
    first, last = grid.releases[0], grid.releases[-1]
    return f"Each snippet and proof was run on {minors} releases of Streamlit, from {first} to {last}."


def _changed(grid: Grid) -> Iterator[str]:
    """`- **1.53**: A value that is no option becomes the default.`"""
    for before, after in pairwise(range(len(grid.releases))):
        new = [row for row in grid.changing if _is_news(row.subject) and _begins(row.cells, before, after)]
        if new:
            yield f"- **{as_since(grid.releases[after])}**: {'; '.join(_statements(new))}.\n"


def _is_news(subject: Subject) -> bool:
    """Whether it is a statement of today: what has ended is on the page of old releases."""
    return subject.in_page and not subject.until


def _begins(cells: Sequence[Cell], before: int, after: int) -> bool:
    return cells[before] is not Cell.HOLDS and cells[after] is Cell.HOLDS


def _statements(rows: Sequence[Row]) -> Iterator[str]:
    """`A tab can be opened from code`."""
    yield from dict.fromkeys(row.subject.statement.rstrip(".") for row in rows)


def _names(rows: Iterable[Row]) -> str:
    return ", ".join(f"`{row.subject.name}`" for row in rows)


def _table(grid: Grid) -> str:
    """A row for all snippets that hold on the same releases."""
    alike: dict[str, list[Row]] = {}
    for row in sorted(grid.changing, key=lambda row: grid.runs(row)):
        alike.setdefault(_holding(grid, row), []).append(row)
    rows = (
        (
            holding,
            *(_names(row for row in each if (Cell.OTHER in row.cells) is other) for other in (False, True)),
        )
        for holding, each in alike.items()
    )
    return table(("Holds on", "Elsewhere not there", "Elsewhere something else"), rows)


def _holding(grid: Grid, row: Row) -> str:
    """`1.28.2, 1.32–1.55`."""
    return ", ".join(title for cell, title in grid.runs(row) if cell is Cell.HOLDS) or "none of them"


def _differing(histories: Iterable[SubjectHistory]) -> Iterator[str]:
    for history in histories:
        for claim in history.claims:
            declared = claim.proof is not None and claim.proof.only_browser
            if not declared and (wrong := _wrong(claim)):
                yield f"- `{history.subject.name}`: on {wrong}.\n"


def _wrong(claim: History) -> str:
    """The releases on which AppTest fails and the browser holds; empty where it is none or all of them."""
    apptest, browser = (claim.records.get(engine, {}) for engine in Engine)
    both = [release for release in browser if release in apptest]
    if len(claim.errs) in (0, len(both)):
        return ""
    runs = [list(run) for errs, run in groupby(both, key=claim.errs.__contains__) if errs]
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
