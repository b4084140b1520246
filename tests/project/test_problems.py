"""What people ask is answered: its place and snippet exist, and the most frequent are in `SKILL.md`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stproof.reading.markdown import parse
from stproof.reading.skill import read_skill

ROOT = Path(__file__).resolve().parents[2]
SKILL = read_skill(str(ROOT))
PROBLEMS: list[dict[str, str]] = json.loads(Path(__file__).with_name("problems.json").read_text("utf-8"))
"""`problem` in a person's words, `place` and `snippet` of the answer, and what `SKILL.md` says of it."""
READ_WHOLE = {page.path for page in SKILL.pages} - {"SKILL.md", "references/versions.md"}
PAGE_LENGTH, SKILL_LENGTH, SKILL_LINES = 9200, 11_200, 400
"""Characters: about 2,500 tokens, with many tables and links, and about 3,500."""


@pytest.mark.parametrize("one", PROBLEMS, ids=[one["problem"] for one in PROBLEMS])
def test_answer_is_where_it_is_looked_for(one: dict[str, str]) -> None:
    path, _, anchor = one["place"].partition("#")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert anchor in parse(text).anchors, f"{path} has no section {anchor!r}"
    (page,) = (page for page in SKILL.pages if page.path == path)
    assert one["snippet"] in [snippet.name for snippet in page.snippets]


@pytest.mark.parametrize("one", PROBLEMS, ids=[one["problem"] for one in PROBLEMS])
def test_answer_is_proven(one: dict[str, str]) -> None:
    proven = {name for proof in SKILL.proofs for name in (*proof.names, *proof.counterexamples)}
    (snippet,) = (snippet for snippet in SKILL.snippets if snippet.name == one["snippet"])
    assert one["snippet"] in proven or snippet.expected_errors


@pytest.mark.parametrize("one", [one for one in PROBLEMS if "skill" in one], ids=lambda one: one["problem"])
def test_frequent_problem_is_answered_in_the_skill_itself(one: dict[str, str]) -> None:
    assert one["skill"] in (ROOT / "SKILL.md").read_text(encoding="utf-8").replace("\n", " ")


def test_enough_is_answered_without_a_page() -> None:
    assert len([one for one in PROBLEMS if "skill" in one]) >= 20


@pytest.mark.parametrize("path", sorted(READ_WHOLE))
def test_page_is_short_enough_to_be_read_whole(path: str) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8")) <= PAGE_LENGTH


def test_skill_is_short_enough_for_each_task() -> None:
    text = (ROOT / "SKILL.md").read_text(encoding="utf-8")
    assert (len(text) <= SKILL_LENGTH, text.count("\n") <= SKILL_LINES) == (True, True)
    rows = text.partition("## Where to look next")[2].count("\n| ") - 1
    assert 1 <= rows <= 10
