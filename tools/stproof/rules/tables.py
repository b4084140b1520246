"""Rules SN32x: tables that are made from the proofs say what the proofs say."""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence

from stproof.findings import did_you_mean, finding, target_rule
from stproof.model.finding import Finding
from stproof.model.skill import Page, Proof, Section
from stproof.model.target import Target
from stproof.reading.blocks import blocks, fill, table

Place = tuple[str, Page, Section]
"""A snippet's name, and where the page says what is true of it."""


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
    declared = _declared(target)

    def on(page: Page) -> str:
        cells = [_row(shows, declared[shows], page) for shows in sorted(declared)]
        return table(("AppTest shows", "In the browser", "Snippets"), cells) if cells else ""

    return on


def _declared(target: Target) -> dict[str, list[Place]]:
    """The snippets of which AppTest shows the same wrong thing, in the order of the pages."""
    declaring = (proof for proof in target.proofs if proof.apptest_shows)
    shown = {name: _shows(proof) for proof in declaring for name in proof.names}
    declared: dict[str, list[Place]] = {}
    for page in target.pages:
        for section in page.sections:
            for snippet in section.snippets:
                name = snippet.id or ""
                if name in shown:
                    declared.setdefault(shown[name], []).append((name, page, section))
    return declared


def _shows(proof: Proof) -> str:
    on = f" (Streamlit {proof.apptest_releases})" if proof.apptest_releases else ""
    return f"{proof.apptest_shows}{on}"


def _row(shows: str, places: Sequence[Place], page: Page) -> tuple[str, str, str]:
    """What AppTest shows, the first of the places that say what is so, and all snippets."""
    _, other, section = places[0]
    return shows, _link(other, section, page), ", ".join(f"`{name}`" for name, _, _ in places)


def _link(other: Page, section: Section, page: Page) -> str:
    path = posixpath.relpath(other.path, posixpath.dirname(page.path) or ".")
    file = "" if other.path == page.path else path
    return f"[{section.title}]({file}#{section.anchor})"


TABLES: Mapping[str, Callable[[Target], Callable[[Page], str]]] = {"differences": differences}
"""Name in the comments: what makes the table, for a target and then for each page."""
