"""Rule SN323: each row of a table that somebody has written says which snippets prove it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stproof.findings import did_you_mean, finding, target_rule
from stproof.model.finding import Finding, Severity
from stproof.model.skill import Page
from stproof.model.target import Target
from stproof.reading.blocks import GENERATED, blocks
from stproof.reading.excuses import COMMENT, ROWS
from stproof.rules.prose import SPAN, WORD

DELIMITER = re.compile(r"^\|[ :|-]+\|$")
"""The second line of a table."""


@dataclass(frozen=True, kw_only=True)
class WrittenTable:
    """A table of a page, and what the comment above it says."""

    line: int
    """1-based line of its head."""
    rows: tuple[str, ...]
    named: tuple[tuple[str, ...], ...] | None
    """The names for each row; None without a comment."""


@target_rule("SN323", severity=Severity.WARNING)
def rows_are_proven(target: Target) -> Iterator[Finding]:
    """Nothing proves a row of a table.

    What a table says is a statement like any other. In a skill that has proofs, each row links to a
    section or page with snippets or to an example, or names a snippet; or a comment above the table,
    which readers do not see, names the snippets or proofs of each row, and they have each word that
    the row has in code style.

    Wrong: | a cache | yes |

    Right: <!-- stproof: rows: cart-kept, cart-lost; cache-shared -->

           | Kept in | after a reload |
           |---|---|
           | a plain key | no |
           | a cache | yes |
    """
    if not target.proofs:
        return  # nobody can say what they prove
    code = _proven_code(target)
    for page in target.pages:
        if GENERATED not in page.text:
            for table in tables(page):
                yield from _of_table(table, page, target, code)


def _of_table(table: WrittenTable, page: Page, target: Target, code: Mapping[str, str]) -> Iterator[Finding]:
    named = table.named or ((),) * len(table.rows)
    if len(named) != len(table.rows):
        message = f"the comment names what proves {len(named)} rows, and the table has {len(table.rows)}"
        yield finding(
            "SN323", page.path, table.line, message, "name them for each row, with `;` between rows"
        )
        return
    for at, (row, names) in enumerate(zip(table.rows, named, strict=True)):
        line = table.line + 2 + at
        if unknown := [name for name in names if name not in code]:
            message = f"there is no snippet, example or proof {unknown[0]!r}"
            fix = did_you_mean(unknown[0], code, "name what proves the row")
            yield finding("SN323", page.path, line, message, fix)
        elif names:
            yield from _words(row, names, code, page.path, line)
        elif not (_links(page, line, target) or _spans(row) & code.keys()):
            message = f"nothing proves the row {_first_cell(row)!r}"
            fix = "link to what does, or name it above the table: `<!-- stproof: rows: NAME; NAME -->`"
            yield finding("SN323", page.path, line, message, fix)


def _words(
    row: str, names: Sequence[str], code: Mapping[str, str], path: str, line: int
) -> Iterator[Finding]:
    """Words of a row in code style that what proves it does not have."""
    there = frozenset(WORD.findall("\n".join(code[name] for name in names)))
    for word in dict.fromkeys(word for span in _spans(row) for word in WORD.findall(span)):
        if word not in there:
            message = f"what proves the row has no {word!r}: {', '.join(names)}"
            yield finding("SN323", path, line, message, did_you_mean(word, there, "name what has it"))


def _proven_code(target: Target) -> Mapping[str, str]:
    """Names of snippets, examples and proofs that can prove a row: the code of each, and of its proofs."""
    found: dict[str, str] = {}
    for proof in target.proofs:
        for name in (*proof.names, *proof.counterexamples):
            files = target.subjects[name].sources if name in target.subjects else ()
            own = "\n".join((*(file.code for file in files), proof.source))
            found[name] = f"{found.get(name, '')}\n{own}"
            found[proof.function] = f"{found.get(proof.function, '')}\n{own}"
    return found


def _links(page: Page, line: int, target: Target) -> bool:
    """Whether a link of this line leads to a section or page with snippets or a generated part, or to an
    example."""
    pages = {other.path: other for other in target.pages}
    examples = {example.path for example in target.examples}
    for link in (link for link in page.links if link.line == line):
        anchor = link.target.partition("#")[2]
        if link.path in examples or (link.path in pages and _has_proven(pages[link.path], anchor)):
            return True
    return False


def _has_proven(page: Page, anchor: str) -> bool:
    """Whether a section of a page, or without anchor any, has what is proven."""
    made = [block.line for block in blocks(page.text)]
    ends = [section.line for section in page.sections[1:]] + [page.text.count("\n") + 2]
    return GENERATED in page.text or any(
        section.snippets or any(section.line <= line < end for line in made)
        for section, end in zip(page.sections, ends, strict=True)
        if anchor in ("", section.anchor)
    )


def _spans(row: str) -> frozenset[str]:
    return frozenset(span.strip("`*") for span in SPAN.findall(row))


def _first_cell(row: str) -> str:
    cells = (cell.strip() for cell in row.strip().strip("|").split("|"))
    return next(filter(None, cells), "")


def tables(page: Page) -> Iterator[WrittenTable]:
    """The tables that somebody has written: outside of fences and of generated parts."""
    lines = page.text.split("\n")
    made = {line for fence in page.fences for line in fence.lines}
    for block in blocks(page.text):
        made.update(range(block.line, block.line + block.body.count("\n") + 2))
    for number, text in enumerate(lines[:-1], start=1):
        if number not in made and text.startswith("|") and DELIMITER.match(lines[number].strip()):
            rows = _while_table(lines[number + 1 :])
            yield WrittenTable(line=number, rows=rows, named=_named(lines[: number - 1]))


def _while_table(lines: Sequence[str]) -> tuple[str, ...]:
    end = next((at for at, line in enumerate(lines) if not line.startswith("|")), len(lines))
    return tuple(lines[:end])


def _named(above: Sequence[str]) -> tuple[tuple[str, ...], ...] | None:
    """What the comment above a table names for each row."""
    last = next((line for line in reversed(above) if line.strip()), "")
    match = COMMENT.match(last)
    if match is None or not match["text"].startswith(ROWS):
        return None
    rows = match["text"].removeprefix(ROWS).split(";")
    return tuple(tuple(row.replace(",", " ").split()) for row in rows)
