"""Rules SN32x: tables that are made from the proofs say what the proofs say."""

import posixpath
from collections.abc import Callable, Iterator, Mapping

from stproof.findings import did_you_mean, finding, target_rule
from stproof.model.finding import Finding
from stproof.model.skill import Page, Section
from stproof.model.target import Target
from stproof.reading.blocks import blocks, fill, table

Row = tuple[str, Page, Section, str]
"""What AppTest shows, where the page says what is true, and the snippet's name."""


@target_rule("SN321")
def table_is_current(target: Target) -> Iterator[Finding]:
    """A generated table does not say what the proofs say.

    What is between the comments `<!-- stproof:differences -->` and `<!-- /stproof:differences -->`
    is made from the declarations `apptest_shows="…"` of the proofs. Fix the declaration, not the
    table, and let `stproof tables` write it again.
    """
    if not target.proofs:
        return  # a copy for an agent has none, and nobody can say what they declare
    for page, text in filled(target):
        now = {block.name: block for block in blocks(page.text)}
        for block in blocks(text):
            if block.body != now[block.name].body:
                message = f"the table {block.name!r} is not what the proofs declare"
                yield finding("SN321", page.path, now[block.name].line, message, "run `stproof tables`")


@target_rule("SN322")
def table_is_known(target: Target) -> Iterator[Finding]:
    """A generated table has a name that the checker does not know.

    Wrong: <!-- stproof:diferences -->
    Right: <!-- stproof:differences -->
    """
    for page in target.pages:
        for block in blocks(page.text):
            if block.name not in TABLES:
                fix = did_you_mean(block.name, TABLES)
                yield finding("SN322", page.path, block.line, f"there is no table {block.name!r}", fix)


def filled(target: Target) -> Iterator[tuple[Page, str]]:
    """Each page with a table, and its text with all its tables as they must be."""
    makers = {name: make(target) for name, make in TABLES.items()}
    for page in target.pages:
        names = {block.name for block in blocks(page.text)} & makers.keys()
        text = page.text
        for name in names:
            text = fill(text, name, makers[name](page))
        if names:
            yield page, text


def differences(target: Target) -> Callable[[Page], str]:
    """What AppTest shows, by the proofs' own declarations, and where the pages say what is true."""
    rows = sorted(_declared(target), key=lambda row: row[3])

    def on(page: Page) -> str:
        cells = [(shows, _link(other, section, page), f"`{name}`") for shows, other, section, name in rows]
        return table(("AppTest shows", "In the browser", "Snippet"), cells) if cells else ""

    return on


def _declared(target: Target) -> Iterator[Row]:
    places = {
        snippet.id: (page, section)
        for page in target.pages
        for section in page.sections
        for snippet in section.snippets
    }
    for proof in target.proofs:
        for name in proof.names if proof.apptest_shows else ():
            if name in places:
                yield proof.apptest_shows, *places[name], name


def _link(other: Page, section: Section, page: Page) -> str:
    path = posixpath.relpath(other.path, posixpath.dirname(page.path) or ".")
    file = "" if other.path == page.path else path
    return f"[{section.title}]({file}#{section.anchor})"


TABLES: Mapping[str, Callable[[Target], Callable[[Page], str]]] = {"differences": differences}
"""Name in the comments: what makes the table, for a target and then for each page."""
