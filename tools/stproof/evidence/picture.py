"""Draws the grid as an SVG that can be read on a light and on a dark page. Pure."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from stproof.evidence.grid import Cell, Grid, line

SIZE = 14
"""Pixels of a cell, and of a row."""
LABEL = 240
"""Pixels for the names at the left."""
TOP = 48
STYLE = """text { font: 10px system-ui, sans-serif; fill: #57606a }
.holds { fill: #2da44e } .other { fill: none; stroke: #cf222e } .missing { fill: #afb8c1 }
.unclear { fill: none; stroke: #afb8c1 }
@media (prefers-color-scheme: dark) {
text { fill: #9ea7b3 } .holds { fill: #3fb950 } .other { stroke: #f85149 } .missing { fill: #484f58 }
.unclear { stroke: #484f58 } }"""
"""Told apart by shape too: a full bar holds, an empty one does something else, a line is not there yet."""
LEGEND = {Cell.HOLDS: "holds", Cell.OTHER: "does something else", Cell.MISSING: "is not there yet"}


def svg(grid: Grid) -> str:
    """The snippets that change, with a column for each release line; the last patch of a line counts. Those
    that are alike share a row."""
    shown = [at for at, release in enumerate(grid.releases) if _is_last(grid, at, release)]
    rows = _alike(grid, shown)
    width = LABEL + SIZE * len(shown) + 8
    height = TOP + SIZE * (len(rows) + 2)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img">',
        "<title>On which releases of Streamlit the snippets hold</title>",
        f"<style>{STYLE}</style>",
        *_head(grid, shown),
        *(part for at, (cells, names) in enumerate(rows) for part in _row(cells, names, TOP + SIZE * at)),
        *_legend(len(grid.rows) - len(grid.changing), height - 8),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _is_last(grid: Grid, at: int, release: str) -> bool:
    return at + 1 == len(grid.releases) or line(grid.releases[at + 1]) != line(release)


def _head(grid: Grid, shown: list[int]) -> Iterator[str]:
    """Release lines, turned so that they fit."""
    for column, at in enumerate(shown):
        x, y = LABEL + SIZE * column + 10, TOP - 8
        yield f'<text transform="translate({x} {y}) rotate(-60)">{line(grid.releases[at])}</text>'


def _alike(grid: Grid, shown: list[int]) -> list[tuple[tuple[Cell, ...], list[str]]]:
    """What is seen on the releases that are shown, and of which snippets; what holds longest comes first."""
    alike: dict[tuple[Cell, ...], list[str]] = {}
    for row in grid.changing:
        alike.setdefault(tuple(row.cells[at] for at in shown), []).append(row.subject.name)
    return sorted(alike.items(), key=lambda each: [cell is not Cell.HOLDS for cell in each[0]])


def _row(cells: Sequence[Cell], names: Sequence[str], y: int) -> Iterator[str]:
    """A bar for each range in which nothing changes; all names show where the mouse is."""
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    yield f"<g><title>{escape(', '.join(names))}</title>"
    yield f'<text x="{LABEL - 8}" y="{y + 10}" text-anchor="end">{escape(names[0])}{more}</text>'
    yield from _bars(cells, y)
    yield "</g>"


def _bars(cells: Sequence[Cell], y: int) -> Iterator[str]:
    x = LABEL
    for cell, run in groupby(cells):
        number = len(list(run))
        yield _bar(cell, x, y, number)
        x += SIZE * number


def _bar(cell: Cell, x: int, y: int, number: int = 1) -> str:
    width = SIZE * number - 2
    kind = f'class="{cell.name.lower()}"'
    if cell is Cell.MISSING:
        return f'<rect {kind} x="{x}" y="{y + 5}" width="{width}" height="2"/>'
    if cell is Cell.HOLDS:
        return f'<rect {kind} x="{x}" y="{y}" width="{width}" height="12" rx="2"/>'
    return f'<rect {kind} x="{x + 1}" y="{y + 1}" width="{width - 2}" height="10" rx="2"/>'


def _legend(others: int, y: int) -> Iterator[str]:
    x = LABEL
    for cell, words in LEGEND.items():
        yield _bar(cell, x, y - 10)
        yield f'<text x="{x + 17}" y="{y}">{words}</text>'
        x += 30 + 6 * len(words)
    yield f'<text x="{LABEL - 8}" y="{y}" text-anchor="end">{others} more hold on all of these</text>'
