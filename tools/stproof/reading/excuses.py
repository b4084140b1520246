"""Comments of a page that say something of the fence below them: readers do not see them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stproof.findings import did_you_mean, finding, rule
from stproof.model.finding import Finding
from stproof.model.skill import Fence

COMMENT = re.compile(r"^\s*(?:<!--|\{/\*)\s*stproof:\s+(?P<text>.*?)\s*(?:-->|\*/\})\s*$")
"""`<!-- stproof: skip: needs a camera -->`; in MDX `{/* stproof: … */}`."""
WORDS = ("skip", "raises", "ignore")
ROWS = "rows:"
"""Begins a comment for a table, which names what proves each row."""
TAKES = {"raises": "the type of an error", "ignore": "ids of rules"}


@dataclass(frozen=True, kw_only=True)
class Excuse:
    """What a comment says of the fence below it."""

    line: int
    """1-based line of the comment."""
    word: str
    """One of `WORDS`."""
    names: tuple[str, ...]
    """The error types that are promised, or the rules whose findings are excused."""
    reason: str


def excuses(
    lines: Sequence[str], fences: Sequence[Fence], path: str
) -> tuple[dict[int, list[Excuse]], list[Finding]]:
    """The excuses by the line of their fence, and what is wrong with comments. lines: of the page."""
    code = {line for fence in fences for line in fence.lines}
    starts = {fence.line for fence in fences}
    found: dict[int, list[Excuse]] = {}
    problems: list[Finding] = []
    for number, text in enumerate(lines, start=1):
        match = COMMENT.match(text) if number not in code else None
        if match is None or match["text"].startswith(ROWS):
            continue
        excuse = _excuse(match["text"], number, path)
        fence = _next(lines, number)
        if isinstance(excuse, Finding):
            problems.append(excuse)
        elif fence not in starts:
            fix = "put it directly above the fence"
            problems.append(wrong_comment(path, number, f"{text.strip()!r} is above no fence", fix))
        else:
            found.setdefault(fence, []).append(excuse)
    return found, problems


def _next(lines: Sequence[str], number: int) -> int:
    """1-based line of the next text that is no such comment."""
    rest = enumerate(lines[number:], start=number + 1)
    return next((at for at, text in rest if text.strip() and not COMMENT.match(text)), 0)


def _excuse(text: str, line: int, path: str) -> Excuse | Finding:
    what, colon, reason = text.partition(":")
    word, *names = what.replace(",", " ").split() or [""]
    if word not in WORDS:
        return wrong_comment(path, line, f"there is no {word!r} for a fence", did_you_mean(word, WORDS))
    if word in TAKES and not names:
        fix = f"write `stproof: {word} NAME: reason`"
        return wrong_comment(path, line, f"{word!r} needs {TAKES[word]}", fix)
    if not colon or not reason.strip():
        fix = f"say why: `stproof: {' '.join((word, *names))}: reason`"
        return wrong_comment(path, line, f"{text!r} has no reason", fix)
    return Excuse(line=line, word=word, names=tuple(names), reason=reason.strip())


@rule("SN312")
def wrong_comment(path: str, line: int, problem: str, fix: str) -> Finding:
    """A comment for a fence cannot be understood.

    Directly above a fence, a comment that readers do not see says that it is not run (`skip`), which
    error it raises (`raises`), or which findings are excused (`ignore`), each with its reason.

    Wrong: <!-- stproof: skip -->
    Right: <!-- stproof: skip: needs a camera -->
           <!-- stproof: raises KeyError: the next section explains it -->
           <!-- stproof: ignore SN309: the reader fills the gap -->
    """
    return finding("SN312", path, line, f"in the comment, {problem}", fix)
