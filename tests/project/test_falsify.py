"""A false statement in a page is noticed, whatever it is written in: `falsify.py` says how."""

from __future__ import annotations

from pathlib import Path

from falsify import ROOT, SURE, lies, noticed

from stproof.reading.skill import read_skill


def test_false_facts_are_noticed(tmp_path: Path) -> None:
    told = [lie for lie in lies(read_skill(ROOT)[0]) if lie.kind in SURE]
    answers = noticed(told, tmp_path)
    assert {lie.kind for lie in told} == set(SURE)
    assert [str(lie) for lie, found in answers.items() if not found] == []
