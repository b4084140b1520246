"""`stproof check --static`: applies the rules and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from stproof.findings import in_order
from stproof.model.finding import Finding
from stproof.model.target import Target
from stproof.report.report import Report
from stproof.rules.apply import apply_rules

EVIDENCE = "tests/evidence"
"""Where a skill keeps what was seen on each release."""


def check_static(target: Target) -> Report:
    """Apply the rules, and compare the pages with the evidence. Raises `StproofError`."""
    found = in_order([*apply_rules(target), *_of_evidence(target)])
    return Report(target=target, static=found, findings=found)


def _of_evidence(target: Target) -> Iterable[Finding]:
    if not Path(target.root, EVIDENCE).is_dir():
        return ()
    from stproof.evidence.rules import compare  # few skills have evidence, and it takes a while to load

    return compare(target)
