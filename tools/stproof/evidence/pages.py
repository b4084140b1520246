"""Writes `since=` and `until=` into pages and examples, as the evidence has them."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from stproof.evidence.bounds import Bounds, bounds
from stproof.evidence.claims import SubjectHistory
from stproof.evidence.rules import right_since, right_until, since_to_write, until_to_write
from stproof.files import replace_file
from stproof.model.task import Subject

LATER = re.compile(r"Streamlit (\d+\.\d+(?:\.\d+)?) and later")
"""How the docstring of an example says its first release."""


def correct(root: Path, histories: Iterable[SubjectHistory]) -> Iterator[str]:
    """Write the right releases; yields the path of each file that has changed. Line numbers stay."""
    files: dict[str, str] = {}
    for history in histories:
        found = bounds(history)
        path = history.subject.path
        if found:
            old = files.get(path) or (root / path).read_bytes().decode("utf-8")
            files[path] = corrected(old, history.subject, found)
    for path, text in files.items():
        if (root / path).read_bytes().decode("utf-8") != text:
            replace_file(root / path, text.encode("utf-8"))
            yield path


def corrected(text: str, subject: Subject, found: Bounds) -> str:
    """The text with the releases of one subject as they must be."""
    since = None if right_since(subject.since, found) else since_to_write(found)
    until = None if right_until(subject.until, found) else until_to_write(found)
    if not subject.in_page:
        return LATER.sub(f"Streamlit {since} and later", text, count=1) if since else text
    lines = text.split("\n")
    at = subject.line - 1
    for key, value in (("since", since), ("until", until)):
        if value is not None:
            lines[at] = with_key(lines[at], key, value)
    return "\n".join(lines)


def with_key(line: str, key: str, value: str) -> str:
    """The opening line of a fence with this key; without it where the value is empty."""
    line, end = (line[:-1], "\r") if line.endswith("\r") else (line, "")
    written = f" {key}={value}" if value else ""
    new, number = re.subn(rf" +{key}=(?:\"[^\"]*\"|'[^']*'|\S+)", written, line)
    return (new if number else f"{line}{written}") + end
