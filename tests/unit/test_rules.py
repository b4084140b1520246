"""The static rules, on the skills in `tests/skills/`: whole messages, with their lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from skill_cases import CASES, findings_in, lay_out, read_case
from stproof.catalogue import all_rules, get
from stproof.errors import StproofError
from stproof.findings import Rule, finding, in_order, rule
from stproof.model.finding import Finding, Severity

BAD = sorted((CASES / "bad").glob("*.txt"))
GOOD = sorted((CASES / "good").glob("*.txt"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_skill_has_the_findings_beside_it(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    assert case.findings
    assert findings_in(lay_out(tmp_path, case.files)) == case.findings


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_skill_has_no_findings(path: Path, tmp_path: Path) -> None:
    assert findings_in(lay_out(tmp_path, read_case(path).files)) == []


def test_every_static_rule_has_a_bad_skill() -> None:
    seen = {re.findall(r"[A-Z]{2}\d{3}", line)[0] for path in BAD for line in read_case(path).findings}
    in_test_source = {"ST202", "ST203"}  # bytes and symbolic links, which a text file cannot hold
    static = {rule.id for rule in all_rules() if rule.id[3] != "5" and rule.id[:2] != "MU"}
    assert static - seen == in_test_source


def test_bad_skill_is_named_by_its_rule() -> None:
    for path in BAD:
        assert path.stem[:5].upper() in "\n".join(read_case(path).findings), path


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_rule_is_explained(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{2}\d{3}", rule.id)
    assert len(rule.title) <= 90
    assert len(rule.explanation) >= 40


def test_get_takes_small_letters() -> None:
    assert get("fm101").title == "`SKILL.md` does not begin with front matter."


def test_get_guesses() -> None:
    with pytest.raises(StproofError, match=r"^there is no rule 'FM10l'; did you mean 'FM10\d'\?$"):
        get("FM10l")


def test_rule_needs_reasons() -> None:
    def check() -> Finding:
        """Only a title."""
        raise NotImplementedError

    with pytest.raises(ValueError, match="rule XX999 needs an id of its own and a docstring"):
        rule("XX999")(check)


def test_finding_has_the_weight_of_its_rule() -> None:
    assert finding("FM106", "SKILL.md", 1, "x").severity is Severity.WARNING
    assert finding("FM106", "SKILL.md", 1, "x", severity=Severity.ERROR).severity is Severity.ERROR


def test_findings_stand_in_order_and_once() -> None:
    one, two, three = (
        finding("FM103", "SKILL.md", 9, "x"),
        finding("FM101", "SKILL.md", 10, "x"),
        finding("ST204", "README.md", 1, "x"),
    )
    assert in_order([three, two, one, two]) == (one, two, three)
