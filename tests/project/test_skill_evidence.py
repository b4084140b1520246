"""The evidence of this skill: what is made from it is up to date, and a wrong release in a page is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from stproof.commands.tables import made_from_evidence
from stproof.evidence.bounds import Bounds, bounds
from stproof.evidence.claims import SubjectHistory, histories
from stproof.evidence.rules import of_histories, since_to_write
from stproof.evidence.store import FOLDER, SCHEMA_FILE, read_all
from stproof.model.release import parse
from stproof.reading.skill import read_skill

ROOT = Path(__file__).resolve().parents[2]
SKILL = read_skill(str(ROOT))
EVIDENCE = read_all(ROOT)
KNOWN = histories(SKILL, EVIDENCE, current=True)
TOKENS = 3500


@pytest.mark.parametrize("path", made_from_evidence(SKILL))
def test_what_is_made_from_evidence_is_up_to_date(path: str) -> None:
    text = made_from_evidence(SKILL)[path]
    assert (ROOT / path).read_text(encoding="utf-8") == text, "run `stproof tables`"


def test_table_of_versions_is_short_enough_for_an_agent() -> None:
    assert len((ROOT / "references/versions.md").read_text(encoding="utf-8")) / 3.2 < TOKENS


@pytest.mark.parametrize("release", EVIDENCE)
def test_evidence_follows_its_schema(release: str) -> None:
    data = json.loads((ROOT / FOLDER / f"{release}.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, json.loads(SCHEMA_FILE.read_text()))
    assert data["streamlit"] == release


def test_last_patch_of_each_minor_release_was_tried() -> None:
    newest = parse(list(EVIDENCE)[-1])[1]
    assert {parse(release)[1] for release in EVIDENCE} >= set(range(28, newest + 1))


def exact() -> Iterator[tuple[SubjectHistory, Bounds]]:
    """The subjects whose first release is known to the patch."""
    for history in KNOWN:
        found = bounds(history)
        if found and found.is_complete and found.since.is_exact:
            yield history, found


def neighbours(release: str) -> tuple[str, ...]:
    """The release before it, and the one after it, of those that were tried."""
    tried = list(EVIDENCE)
    at = tried.index(release)
    return tuple(tried[max(at - 1, 0) : at] + tried[at + 1 : at + 2])


EXACT = list(exact())


def test_enough_is_known_exactly() -> None:
    assert len(EXACT) >= 20


@pytest.mark.parametrize(("history", "found"), EXACT, ids=[one.subject.name for one, _ in EXACT])
def test_since_that_is_one_release_off_is_told_with_the_right_one(
    history: SubjectHistory, found: Bounds
) -> None:
    right = since_to_write(found)
    assert found.since.inside
    for wrong in neighbours(found.since.inside):
        changed = replace(history, subject=replace(history.subject, since=wrong))
        told = [one for one in of_histories([changed]) if one.rule == "VR601"]
        assert [one.fix for one in told] == [f"write since={right}; `stproof releases --update` does"]
        assert told[0].message.startswith(f"{history.subject.name!r} says since={wrong}, and ")
