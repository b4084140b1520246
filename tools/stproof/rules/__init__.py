"""The rules: what is checked, why, and how to mend it."""

from __future__ import annotations

from stproof.model import Finding, Skill
from stproof.rules import fields, frontmatter, info_strings, outcomes, proofs, reading, snippets, structure
from stproof.rules.registry import (
    Rule,
    all_rules,
    did_you_mean,
    finding,
    get,
    in_order,
    rule,
    skill_rule,
    skill_rules,
)

__all__ = [
    "Rule",
    "all_rules",
    "check_static",
    "did_you_mean",
    "fields",
    "finding",
    "frontmatter",
    "get",
    "in_order",
    "info_strings",
    "outcomes",
    "proofs",
    "reading",
    "rule",
    "skill_rule",
    "skill_rules",
    "snippets",
    "structure",
]


def check_static(skill: Skill) -> tuple[Finding, ...]:
    """All findings about a skill for which nothing of it has to run."""
    return in_order(one for check in skill_rules() for one in check(skill))
