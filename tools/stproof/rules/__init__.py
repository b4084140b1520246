"""The rules: what is checked, why, and how to mend it."""

from __future__ import annotations

from stproof.model import Finding, Skill
from stproof.rules import (  # noqa: F401  # importing a module registers its rules
    fields,
    frontmatter,
    generated,
    info_strings,
    mutants,
    outcomes,
    proofs,
    proven,
    reading,
    snippets,
    statements,
    structure,
)
from stproof.rules.registry import in_order, skill_rules


def check_static(skill: Skill) -> tuple[Finding, ...]:
    """All findings about a skill for which nothing of it has to run."""
    return in_order(one for check in skill_rules() for one in check(skill))
