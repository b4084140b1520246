"""Streamlit releases as they are written in pages: order, and what applies to which."""

import re
from functools import cache

OLDEST = (1, 28)
"""The first release that has AppTest."""
RANGE = re.compile(r"(\d+\.\d+(?:\.\d+)?)?(\.\.)?(\d+\.\d+(?:\.\d+)?)?")


@cache
def parse(release: str) -> tuple[int, ...]:
    """`1.50`, `1.50.1` or `1.50.0rc1` as numbers; what follows the numbers is left out."""
    return tuple(int(number) for number in re.match(r"[\d.]*\d|", release)[0].split(".") if number)  # type: ignore[index]


def applies(since: str | None, until: str | None, release: str) -> str:
    """Empty when what holds from `since` to `until` is to be proven on this release, else why not.

    Pages name release lines: `until=1.50` includes 1.50.3.
    """
    now = parse(release)
    if since and now < parse(since):
        return f"since {since}"
    if until and now[: len(parse(until))] > parse(until):
        return f"until {until}"
    return ""


def is_range(text: str) -> bool:
    """Whether it is `1.43.2`, `1.29..1.31`, `..1.31` or `1.59..`."""
    match = RANGE.fullmatch(text)
    return match is not None and bool(match[1] or match[3]) and bool(match[2] or not match[3])


def is_within(text: str, release: str) -> bool:
    """Whether a range has this release. Its ends name release lines: `..1.31` includes 1.31.1."""
    first, dots, last = text.partition("..")
    return not applies(first or None, (last if dots else first) or None, release)
