"""From a change to a mutant: the new code, the words for it, and the lines that a person compares."""

import ast
import difflib
import warnings
from collections import Counter
from collections.abc import Iterable

from stproof.analysis.source import Change, Edit, Source
from stproof.model.mutant import Mutant


def render(source: Source, changes: Iterable[tuple[str, Change]], *, line: int) -> tuple[Mutant, ...]:
    """Make each change (operator id, change), except those that come to the same code."""
    seen = {fingerprint(source.text)}
    found: list[tuple[str, Change, str, bool]] = []
    for operator, change in changes:
        code = apply(source.text, change.edits)
        meaning = fingerprint(code)
        if (meaning or code) not in seen:
            seen.add(meaning or code)
            found.append((operator, change, code, meaning is not None))
    names = distinct(source, [change for _, change, _, _ in found])
    return tuple(
        Mutant(
            line=line - 1 + source.line(change.edits[0].start),
            change=name,
            operator=operator,
            code=code,
            diff=difference(source.text, change),
            compiles=compiles,
        )
        for (operator, change, code, compiles), name in zip(found, names, strict=True)
    )


def apply(text: str, edits: tuple[Edit, ...], *, shown: bool = False) -> str:
    """The text with the edits in it; `shown`, as the diff has it."""
    for edit in reversed(edits):
        new = edit.shown if shown and edit.shown is not None else edit.text
        text = text[: edit.start] + new + text[edit.end :]
    return text


def fingerprint(code: str) -> str | None:
    """The same for code that differs in blanks and comments only; None if it does not compile."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # such as `"is" with a literal`: the mutant may be odd
        try:
            tree = ast.parse(code)
            compile(tree, "<mutant>", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
    return ast.dump(tree)


def distinct(source: Source, changes: list[Change]) -> list[str]:
    """A name for each change. Where several would have the same, the statement is added, then the
    line, counted in the code: lines of the page move more often."""
    names = [change.what for change in changes]
    names = _where_double(names, [f" in {source.label(change.node)}" for change in changes])
    names = _where_double(names, [f", line {source.line(change.edits[0].start)}" for change in changes])
    counted = Counter[str]()
    for index, name in enumerate(names):
        counted[name] += 1
        names[index] = f"{name} ({counted[name]})" if counted[name] > 1 else name
    return names


def _where_double(names: list[str], tails: list[str]) -> list[str]:
    often = Counter(names)
    both = zip(names, tails, strict=True)
    return [name + tail if often[name] > 1 and not name.endswith(tail) else name for name, tail in both]


def difference(text: str, change: Change) -> tuple[str, ...]:
    """The lines that go and the lines that come; of several edits on different lines, the first's."""
    last = max(edit.end for edit in change.edits if "\n" not in text[change.edits[0].start : edit.start])
    edits = tuple(edit for edit in change.edits if edit.end <= last)
    start, text = text.rfind("\n", 0, edits[0].start) + 1, text[: f"{text}\n".index("\n", last)]
    old, new = (code[start:].split("\n") for code in (text, apply(text, edits, shown=True)))
    lines = difflib.unified_diff(old, new, n=0, lineterm="")
    changed = [line.rstrip() for line in lines if not line.startswith(("---", "+++", "@@"))]
    return tuple(line for line in changed if line[0] == "-" or line[1:].lstrip()[:1] not in ("", "#"))
