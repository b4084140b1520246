"""`stproof check --static`: applies the rules and runs nothing."""

from stproof.model.target import Target
from stproof.report.report import Report
from stproof.rules.apply import apply_rules


def check_static(target: Target) -> Report:
    """Apply the rules only."""
    found = apply_rules(target)
    return Report(target=target, static=found, findings=found)
