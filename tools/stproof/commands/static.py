"""What reading a target says of it; nothing is run."""

from collections.abc import Iterable
from pathlib import Path

from stproof.findings import in_order
from stproof.model.finding import Finding
from stproof.model.target import Target
from stproof.rules.apply import apply_rules

EVIDENCE = "tests/evidence"
"""Where a skill keeps what was seen on each release."""


def static_findings(target: Target) -> tuple[Finding, ...]:
    """What the rules say, and what the evidence says against the pages. Raises `StproofError`."""
    return in_order([*apply_rules(target), *_of_evidence(target)])


def _of_evidence(target: Target) -> Iterable[Finding]:
    if not Path(target.root, EVIDENCE).is_dir():
        return ()
    from stproof.evidence.rules import compare  # few skills have evidence, and it takes a while to load

    return compare(target)
