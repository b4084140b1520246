"""Streamlit releases as they are written in pages: order, and what applies to which."""

from __future__ import annotations

import re

from stproof.model import Snippet

OLDEST = (1, 28)
"""The first release that has AppTest."""


def parse(release: str) -> tuple[int, ...]:
    """`1.50`, `1.50.1` or `1.50.0rc1` as numbers; what follows the numbers is left out."""
    return tuple(int(number) for number in re.match(r"[\d.]*\d|", release)[0].split(".") if number)  # type: ignore[index]


def applies(snippet: Snippet | None, release: str) -> str:
    """Empty when a snippet's proofs hold for this release, else why not: `since 1.50`.

    Pages name release lines: `until=1.50` includes 1.50.3.
    """
    now = parse(release)
    if snippet and snippet.since and now < parse(snippet.since):
        return f"since {snippet.since}"
    if snippet and snippet.until and now[: len(parse(snippet.until))] > parse(snippet.until):
        return f"until {snippet.until}"
    return ""
