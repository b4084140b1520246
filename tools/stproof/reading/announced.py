"""Errors that a page announces in words: `The following example raises a KeyError`."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable, Iterator

from stproof.model.skill import Fence

VERB = r"(?:rais|throw|caus|produc|fail|result|giv|get|see|show|end|break|crash|report|lead)\w*"
ANNOUNCES = re.compile(rf"\b{VERB}\b.*|^(?:error|exception)s?\b.*", re.IGNORECASE | re.DOTALL)
DENIES = re.compile(
    r"\b(?:avoid|prevent|fix|solv|resolv|without|no longer|instead of|not|never|unless|handl|catch|caught)"
    r"|n't\b",
    re.IGNORECASE,
)
"""`to avoid the DuplicateWidgetID error` announces none."""
NAME = re.compile(r"\b(?:\w+\.)*([A-Z]\w+)")
ANY = re.compile(r"\b(?:an?|this|the following) (?:\w+ )?(?:error|exception)\b(?! message)", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:above|previous|earlier)\b", re.IGNORECASE)
AFTER = re.compile(r"\b(?:following|below|next)\b.*\b(?:example|code|snippet|app)\b", re.IGNORECASE)
GENERIC = "Exception"


def announced(fence: Fence, lines: list[str], code_lines: frozenset[int]) -> tuple[str, ...]:
    """Names that the sentences around a fence, and its comments, announce as errors.

    lines: of the page. code_lines: 1-based lines of the page that are in fences.
    `Exception` stands for an error without a name. A name need not be that of an error.
    """
    end = fence.code_line + fence.code.count("\n")
    before = _paragraph(range(fence.line - 1, 0, -1), lines, code_lines)
    after = _paragraph(range(end + 1, len(lines) + 1), lines, code_lines)
    sentences = [
        *(one for one in _sentences(" ".join(reversed(before))) if not BEFORE.search(one)),
        *(one for one in _sentences(" ".join(after)) if not AFTER.search(one)),
        *_comments(fence.code),
    ]
    return tuple(dict.fromkeys(name for sentence in sentences for name in _names(sentence)))


def _paragraph(numbers: Iterable[int], lines: list[str], code_lines: frozenset[int]) -> list[str]:
    """The nearest lines with text, up to a blank line, a heading or a fence."""
    found: list[str] = []
    for number in numbers:
        text = lines[number - 1].strip()
        if number in code_lines or text.startswith("#") or (found and not text):
            break
        found += [text] if text else []
    return found


def _sentences(text: str) -> Iterator[str]:
    return (one for one in re.split(r"(?<=[.!?:;])\s+", text) if one)


def _comments(code: str) -> Iterator[str]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.COMMENT:
                yield token.string.lstrip("#! ")
    except (tokenize.TokenError, SyntaxError):
        return  # read as far as it goes


def _names(sentence: str) -> Iterator[str]:
    found = ANNOUNCES.search(sentence)
    if found is None:
        return
    for name in NAME.finditer(sentence, found.start()):
        if not DENIES.search(sentence, 0, name.start()):
            yield name[1]
    generic = ANY.search(sentence, found.start())
    if generic and not DENIES.search(sentence, 0, generic.start()):
        yield GENERIC
