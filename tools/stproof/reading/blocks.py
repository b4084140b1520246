"""Generated parts of a page: they are between two comments that name them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

OPENING = re.compile(r"<!-- stproof:(?P<name>[a-z]+) -->\n")

GENERATED = "<!-- Written by `stproof tables`"
"""Begins a comment in a page of which every line is made, and so is no author's statement."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A generated part of a page."""

    name: str
    line: int
    """1-based line of the comment that opens it."""
    body: str
    """What is between the two comments."""


def blocks(text: str) -> Iterator[Block]:
    """The generated parts of a text."""
    line, counted = 1, 0
    for name, start, end in _spans(text):
        line, counted = line + text.count("\n", counted, start), start
        yield Block(name=name, line=line - 1, body=text[start:end])


def fill(text: str, name: str, body: str) -> str:
    """The text with this body in each of its parts of this name."""
    pieces, done = [], 0
    for found, start, end in _spans(text):
        if found == name:
            pieces += [text[done:start], body]
            done = end
    return "".join([*pieces, text[done:]])


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Each part's name, and where its body starts and ends; one that is not closed is none."""
    unclosed: set[str] = set()
    at = 0
    while opening := OPENING.search(text, at):
        name, at = opening["name"], opening.end()
        end = -1 if name in unclosed else text.find(f"\n<!-- /stproof:{name} -->", at - 1) + 1
        if end > 0:
            yield name, at, end
            at = end
        else:
            unclosed.add(name)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table, ending in a newline; `|` in a cell is escaped."""
    lines = [_row(head), _row("---" for _ in head), *map(_row, rows)]
    return "".join(f"{line}\n" for line in lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
