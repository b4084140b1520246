"""Generated parts of a page: they are between two comments that name them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

BLOCK = re.compile(
    r"(?P<open><!-- stproof:(?P<name>[a-z]+) -->\n)(?P<body>.*?)(?P<close>^<!-- /stproof:(?P=name) -->)",
    re.DOTALL | re.MULTILINE,
)

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
    for found in BLOCK.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Block(name=found["name"], line=line, body=found["body"])


def fill(text: str, name: str, body: str) -> str:
    """The text with this body in each of its parts of this name."""

    def new(found: re.Match[str]) -> str:
        return f"{found['open']}{body}{found['close']}" if found["name"] == name else found[0]

    return BLOCK.sub(new, text)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table, ending in a newline; `|` in a cell is escaped."""
    lines = [_row(head), _row("---" for _ in head), *map(_row, rows)]
    return "".join(f"{line}\n" for line in lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
