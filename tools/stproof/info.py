"""Info strings: ```` ```python callback-order since=1.50 norun="needs a camera" ````."""

from __future__ import annotations

import re
from dataclasses import dataclass

KEYS = ("since", "until", "file", "norun")
"""What may stand before `=`."""

LANGUAGES = ("python", "py", "python3")
"""First words that GitHub highlights as Python; `pycon` and `python-repl` are sessions, not code."""

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A name: lowercase letters, digits, single hyphens."""

RELEASE = re.compile(r"\d+\.\d+(?:\.\d+)?")
"""A Streamlit release: `1.50` or `1.50.1`."""

_PART = re.compile(r"""([^\s="'{]+)=("[^"]*"|'[^']*'|[^\s"']*)(?=\s|$)|(\S+)""")


@dataclass(frozen=True, kw_only=True)
class Info:
    """An info string, taken apart."""

    language: str
    """The first word, in lower case."""
    words: tuple[str, ...]
    """The other words without `=`, as written."""
    keys: tuple[tuple[str, str], ...]
    """(key, value without quotes), as written."""

    @property
    def is_python(self) -> bool:
        return self.language in LANGUAGES

    @property
    def name(self) -> str | None:
        return next(iter(self.names), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The words that can be names; there should be at most one."""
        return tuple(word for word in self.words if word not in KEYS and NAME.fullmatch(word))

    def get(self, key: str) -> str | None:
        """The value of a key; None where it is missing or empty."""
        return dict(self.keys).get(key) or None

    def release(self, key: str) -> str | None:
        """The value of `since` or `until` if it is a release."""
        value = self.get(key)
        return value if value and RELEASE.fullmatch(value) else None


def parse_info(info: str) -> Info:
    """Take an info string apart; whatever it is, there is a result."""
    language, *rest = info.split(None, 1) or [""]
    words, keys = [], []
    for key, value, word in _PART.findall("".join(rest)):
        if word:
            words.append(word)
        else:
            keys.append((key, value[1:-1] if value[:1] in ("'", '"') else value))
    return Info(language=language.lower(), words=tuple(words), keys=tuple(keys))
