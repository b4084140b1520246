"""Every rule there is: importing this module registers them all, for `explain`, `--select` and the README."""

from stproof.evidence import rules as evidence_rules
from stproof.findings import all_rules, get
from stproof.mutation import rules as mutation_rules
from stproof.reading import code_rules, file_rules, front_matter_rules, proof_rules
from stproof.rules import apply
from stproof.verdict import judge

__all__ = ["all_rules", "get"]

REGISTERED = (
    *(apply, code_rules, evidence_rules, file_rules, front_matter_rules, judge, mutation_rules),
    proof_rules,
)
"""The modules that register rules, or import those that do."""
