"""Releases as pages write them: their order, and what is to be proven on which."""

from __future__ import annotations

import pytest

from stproof.model.release import applies, parse


@pytest.mark.parametrize(
    ("release", "numbers"),
    [
        ("1.50", (1, 50)),
        ("1.50.1", (1, 50, 1)),
        ("1.50.0rc1", (1, 50, 0)),
        ("1.60.dev20", (1, 60)),
        ("develop", ()),
    ],
)
def test_release_is_its_numbers(release: str, numbers: tuple[int, ...]) -> None:
    assert parse(release) == numbers


@pytest.mark.parametrize(
    ("since", "until", "release", "why_not"),
    [
        (None, None, "1.28.0", ""),
        ("1.50", None, "1.50.0", ""),
        ("1.50", None, "1.49.1", "since 1.50"),
        ("1.50", None, "1.9.0", "since 1.50"),
        ("1.50.1", None, "1.50.0", "since 1.50.1"),
        ("1.50.1", None, "1.50.1", ""),
        (None, "1.50", "1.50.3", ""),
        (None, "1.50", "1.51.0", "until 1.50"),
        (None, "1.50.1", "1.50.2", "until 1.50.1"),
        ("1.40", "1.50", "1.45.0", ""),
    ],
)
def test_what_applies_to_a_release(since: str | None, until: str | None, release: str, why_not: str) -> None:
    assert applies(since, until, release) == why_not
