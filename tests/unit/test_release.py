"""Releases as pages write them: their order, and what is to be proven on which."""

from __future__ import annotations

import pytest

from stproof.model.release import applies, is_range, is_within, parse


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


@pytest.mark.parametrize(
    ("text", "whether"),
    [
        ("1.43.2", True),
        ("1.43", True),
        ("1.29..1.31", True),
        ("..1.31", True),
        ("1.59..", True),
        ("", False),
        ("..", False),
        ("1", False),
        ("1.29-1.31", False),
        ("1.29..1.31..1.33", False),
        ("v1.43", False),
    ],
)
def test_what_is_a_range(text: str, whether: bool) -> None:
    assert is_range(text) is whether


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("1.43.2", ["1.43.2"], ["1.43.1", "1.43.3", "1.44.0"]),
        ("1.43", ["1.43.0", "1.43.2"], ["1.42.2", "1.44.0"]),
        ("1.29..1.31", ["1.29.0", "1.31.1"], ["1.28.2", "1.32.0"]),
        ("..1.31", ["1.28.2", "1.31.1"], ["1.32.0"]),
        ("1.59..", ["1.59.0", "1.67.0"], ["1.58.0"]),
    ],
)
def test_range_includes_the_lines_it_names(text: str, inside: list[str], outside: list[str]) -> None:
    assert [is_within(text, release) for release in inside + outside] == [True] * len(inside) + [False] * len(
        outside
    )
