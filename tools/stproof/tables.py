"""Tables in a skill's pages that are made from its proofs, between two comments that name them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from stproof.model import Page, Section, Skill

BLOCK = re.compile(
    r"(?P<open><!-- stproof:(?P<name>[a-z]+) -->\n)(?P<body>.*?)(?P<close>^<!-- /stproof:(?P=name) -->)",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A generated part of a page."""

    name: str
    line: int
    """1-based line of the comment that opens it."""
    body: str
    """What stands between the two comments."""


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


def differences(skill: Skill, page: Page) -> str:
    """What AppTest shows, by the proofs' own declarations, and where the page says what is true."""
    places = {
        snippet.id: (one, section)
        for one in skill.pages
        for section in one.sections
        for snippet in section.snippets
    }
    rows: list[tuple[str, str, str]] = [
        (proof.apptest_shows, _link(*places[name], page), f"`{name}`")
        for proof in skill.proofs
        if proof.apptest_shows
        for name in proof.names
        if name in places
    ]
    rows.sort(key=lambda row: row[2])
    return table(("AppTest shows", "In the browser", "Snippet"), rows) if rows else ""


def _link(target: Page, section: Section, page: Page) -> str:
    path = posixpath.relpath(target.path, posixpath.dirname(page.path) or ".")
    file = "" if target.path == page.path else path
    return f"[{section.title}]({file}#{section.anchor})"


TABLES: dict[str, Callable[[Skill, Page], str]] = {"differences": differences}
"""Name in the comments: what makes the table."""


def filled(skill: Skill, page: Page, text: str) -> str:
    """The text of a page with all its generated tables as they must be."""
    for name, make in TABLES.items():
        text = fill(text, name, make(skill, page))
    return text


def write(skill: Skill) -> Iterator[str]:
    """Write the tables of a skill anew; yields the path of each page that has changed."""
    for page in skill.pages:
        file = Path(skill.root, page.path)
        written = file.read_bytes().decode("utf-8")
        text = written.replace("\r\n", "\n")
        new = filled(skill, page, text)
        if new != text:
            end = "\n" if text == written else "\r\n"  # the page keeps the line ends it has
            file.write_bytes(new.replace("\n", end).encode("utf-8"))
            yield page.path
