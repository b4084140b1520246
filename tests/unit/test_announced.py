"""Errors that the words around a fence announce."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill_cases import FRONT, lay_out
from stproof.reading.skill import read_skill


def announced(folder: Path, before: str, after: str, code: str = "st.write(1)\n") -> tuple[str, ...]:
    page = f"{FRONT}# A\n\n{before}\n\n```python\n{code}```\n\n{after}\n"
    return read_skill(lay_out(folder, {"SKILL.md": page})).snippets[0].announced


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("The following example will raise a `KeyError`:", "", "x\n"),
        ("Two of them cause a `KeyError`.", "", "x\n"),
        ("", "If you run this app, you'll see that it raises a `KeyError`, since it is not there.", "x\n"),
        ("", "", "x  # Raises KeyError!\n"),
        ("", "", "# Streamlit throws a KeyError here\nx\n"),
    ],
)
def test_error_with_a_name(before: str, after: str, code: str, tmp_path: Path) -> None:
    assert "KeyError" in announced(tmp_path, before, after, code)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("This avoids a `KeyError`.", ""),
        ("Keys cause a `KeyError` no longer.\n\nOther text.", ""),
        ("", "The following example raises a `KeyError`."),
        ("The example above raises a `KeyError`.", ""),
        ("It does not raise a `KeyError`.", ""),
        ("See `KeyError`s in the guide.\n\n## B", ""),
    ],
)
def test_error_of_another_fence_or_none(before: str, after: str, tmp_path: Path) -> None:
    assert "KeyError" not in announced(tmp_path, before, after)


def test_error_without_a_name(tmp_path: Path) -> None:
    assert "Exception" in announced(tmp_path, "This raises an error:", "")
