"""Takes info strings apart."""

import re
from collections.abc import Iterable

from stproof.model.info_string import LANGUAGES, InfoString

_PART = re.compile(r"""([^\s="'{]+)=("[^"]*"|'[^']*'|[^\s"']*)(?=\s|$)|(\S+)""")


OPTS_IN = re.compile(
    rf"^[ \t>]*(?:```+|~~~+)[ \t]*(?:{'|'.join(LANGUAGES)})\b.*\b(?:since|until|norun)=",
    re.IGNORECASE | re.MULTILINE,
)
"""A fence with a key that no other tool has: its skill follows our grammar."""


def opts_in(texts: Iterable[str]) -> bool:
    """Whether the info strings of these pages are ours."""
    return any(OPTS_IN.search(text) for text in texts)


def parse_info(raw: str, *, ours: bool = True) -> InfoString:
    """Take an info string apart; any string has a result. ours: whether its words and keys are ours."""
    language, *rest = raw.split(None, 1) or [""]
    words, keys = [], []
    for key, value, word in _PART.findall("".join(rest)):
        if word:
            words.append(word)
        else:
            keys.append((key, value[1:-1] if value[:1] in ("'", '"') else value))
    return InfoString(raw=raw, language=language.lower(), words=tuple(words), keys=tuple(keys), ours=ours)
