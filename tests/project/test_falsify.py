"""A false fact in a page has a finding in its line: `falsify.py` makes them false."""

from __future__ import annotations

from pathlib import Path

from falsify import ROOT, RULES, facts, undetected

from stproof.reading.skill import read_skill


def test_false_facts_are_detected(tmp_path: Path) -> None:
    every = list(facts(read_skill(ROOT)))
    assert {fact.rule for fact in every} == set(RULES)
    assert [str(fact) for fact in undetected(every, tmp_path)] == []
