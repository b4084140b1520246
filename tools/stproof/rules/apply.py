"""Applies the rules that need nothing to run."""

from stproof.findings import in_order, target_rules
from stproof.model.finding import Finding
from stproof.model.target import Target
from stproof.rules import (  # noqa: F401  # importing a module registers its rules
    fences,
    front_matter,
    info_strings,
    proofs,
    prose,
    rows,
    structure,
    tables,
)


def apply_rules(target: Target) -> tuple[Finding, ...]:
    """All findings about a target for which nothing of it has to run, those of reading it included."""
    found = (one for check in target_rules(target.kind) for one in check(target))
    return in_order([*target.findings, *found])
