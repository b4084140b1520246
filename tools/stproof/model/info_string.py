"""What an info string says: ```` ```python callback-order since=1.50 norun="needs a camera" ````."""

import re
from dataclasses import dataclass

KEYS = ("since", "until", "file", "norun")
"""What may precede `=`."""

LANGUAGES = ("python", "py", "python3")
"""First words that GitHub highlights as Python; `pycon` and `python-repl` are sessions, not code."""

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A name: lowercase letters, digits, single hyphens."""

RELEASE = re.compile(r"\d+\.\d+(?:\.\d+)?")
"""A Streamlit release: `1.50` or `1.50.1`."""


@dataclass(frozen=True, kw_only=True)
class InfoString:
    """An info string, taken apart."""

    raw: str
    """As written."""
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
