"""Which lines of a wrong version are its mistake: those that the right version does not have."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from stproof.model.skill import SourceFile
from stproof.model.task import Subject

EXPECTED = re.compile(r"\s*# raises .*")
"""What a wrong version says of its error, and the right one has no need to."""


def mistakes(wrong: Subject, right: Sequence[Subject]) -> frozenset[tuple[str, int]]:
    """(path, 1-based line) of each line that none of the right versions has at its place.

    right: those of which it is the wrong version; the nearest counts, file by file.
    """
    found: set[tuple[str, int]] = set()
    for file in wrong.sources:
        lines = [set(_changed(file, other)) for one in right for other in one.sources]
        found.update((file.path, line) for line in min(lines, key=len, default=set()))
    return frozenset(found)


def _changed(wrong: SourceFile, right: SourceFile) -> Iterator[int]:
    had, has = ([EXPECTED.sub("", line).strip() for line in one.code.split("\n")] for one in (right, wrong))
    for tag, _, _, first, end in SequenceMatcher(None, had, has, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from range(wrong.code_line + first, wrong.code_line + end)
