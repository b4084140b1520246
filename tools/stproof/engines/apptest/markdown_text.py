"""What a person reads of Streamlit's Markdown: the text without its marks."""

import re

MARKS: tuple[tuple[str, str], ...] = (
    (r"!?\[([^\]]*)\]\([^)]*\)", r"\1"),  # links and images show their text
    (r":material/\w+:", ""),
    (r":[a-z]+(?:-background|-badge)?\[([^\]]*)\]", r"\1"),  # coloured text, as :red[...]
    (r"^\s{0,3}#{1,6}\s+", ""),
    (r"^\s*[-*+]\s+", ""),
    (r"^\s*>\s?", ""),
    (r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2"),
    (r"(?<![\w*])\*(?=\S)(.+?)(?<=\S)\*(?![\w*])", r"\1"),
    (r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)", r"\1"),
    (r"~~(.+?)~~", r"\1"),
    (r"\\([\\`*_{}\[\]()#+\-.!~$|<>:])", r"\1"),
)
CODE = re.compile(r"(`+)(.+?)\1")


def plain(markdown: str) -> tuple[str, ...]:
    """The lines a person reads, white space folded, empty ones left out.

    It covers what short app texts use (emphasis, code, links, headings, lists, quotes, colours,
    icons), not all of Markdown: the standard library has no Markdown parser, and nothing else may
    be needed inside the environment of a Streamlit release.
    """
    lines = (" ".join(_line(line).split()) for line in markdown.splitlines() if not line.startswith("```"))
    return tuple(line for line in lines if line)


def _line(line: str) -> str:
    """Marks go, but not inside code: `a*b*c` stays what it is."""
    parts = CODE.split(line)
    for at in range(0, len(parts), 3):
        for pattern, text in MARKS:
            parts[at] = re.sub(pattern, text, parts[at])
    return "".join(part for at, part in enumerate(parts) if at % 3 != 1)
