"""The rules that run nothing, on the skills in `tests/skills/`: whole messages, with their lines."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import FrameType

import pytest

import stproof
from skill_cases import CASES, findings_in, lay_out, read_case
from stproof.catalogue import all_rules, get
from stproof.errors import StproofError
from stproof.findings import Rule, finding, in_order, rule
from stproof.model.finding import Finding, Severity
from stproof.reading.skill import read_skill
from stproof.rules.apply import apply_rules

BAD = sorted((CASES / "bad").glob("*.txt"))
GOOD = sorted((CASES / "good").glob("*.txt"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_skill_has_the_findings_in_its_file(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    assert case.findings
    assert findings_in(lay_out(tmp_path, case.files)) == case.findings


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_skill_has_no_findings(path: Path, tmp_path: Path) -> None:
    assert findings_in(lay_out(tmp_path, read_case(path).files)) == []


def test_every_static_rule_has_a_bad_skill() -> None:
    seen = {re.findall(r"[A-Z]{2}\d{3}", line)[0] for path in BAD for line in read_case(path).findings}
    in_test_source = {"ST202", "ST203"}  # bytes and symbolic links, which a text file cannot hold
    static = {rule.id for rule in all_rules() if rule.id[3] != "5" and rule.id[:2] not in ("MU", "VR")}
    assert static - seen == in_test_source


def test_bad_skill_is_called_by_its_rule() -> None:
    for path in BAD:
        assert path.stem[:5].upper() in "\n".join(read_case(path).findings), path


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_rule_is_explained(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{2}\d{3}", rule.id)
    assert len(rule.title) <= 90
    assert len(rule.explanation) >= 40


def test_catalogue_alone_knows_every_rule() -> None:
    """In a new process, in which nothing else has imported the modules of rules."""
    tools = Path(stproof.__file__).parents[1]
    code = (
        f"import sys; sys.path.insert(0, {str(tools)!r}); from stproof.catalogue import all_rules as every; "
    )
    ran = subprocess.run(
        [sys.executable, "-c", code + "print([rule.id for rule in every()])"], stdout=subprocess.PIPE
    )
    source = "".join(file.read_text(encoding="utf-8") for file in (tools / "stproof").rglob("*.py"))
    in_source = re.findall(r'^@\w*rule\("([A-Z]{2}\d{3})"', source, re.MULTILINE)
    assert in_source
    assert ran.stdout.decode().strip() == str(sorted(in_source))


def test_rule_may_be_named_in_lower_case() -> None:
    assert get("fm101").title == "`SKILL.md` does not start with front matter."


def test_unknown_rule_has_a_guess() -> None:
    with pytest.raises(StproofError, match=r"^there is no rule 'FM10l'; did you mean 'FM10\d'\?$"):
        get("FM10l")


def test_rule_needs_a_docstring_with_reasons() -> None:
    def check() -> Finding:
        """Only a title."""
        raise NotImplementedError

    with pytest.raises(ValueError, match="rule XX999 needs a new id and a docstring"):
        rule("XX999")(check)


def test_finding_has_the_severity_of_its_rule() -> None:
    assert finding("FM106", "SKILL.md", 1, "x").severity is Severity.WARNING
    assert finding("FM106", "SKILL.md", 1, "x", severity=Severity.ERROR).severity is Severity.ERROR


def test_findings_are_in_order_without_repetitions() -> None:
    one, two, three = (
        finding("FM103", "SKILL.md", 9, "x"),
        finding("FM101", "SKILL.md", 10, "x"),
        finding("ST204", "README.md", 1, "x"),
    )
    assert in_order([three, two, one, two]) == (one, two, three)


PAGE = """# Page {0}

A key was kept until 1.50, see [the next](page{1}.md#page-{1}) and page{2}.md. It raises `KeyError`.

```python one-{0} until=1.50
st.session_state["x"]  # raises KeyError
```

<!-- stproof:differences -->
<!-- /stproof:differences -->
"""
PROOF = "@proves('one-{0}')\ndef counts_{0}(user): ...\n"


def skill_of(pages: int, folder: Path) -> Path:
    """A skill with so many pages, of which each names two others, a proof for each page, and no finding."""
    last = pages - 1
    texts = {f"references/page{at}.md": PAGE.format(at, min(at + 1, last), at // 2) for at in range(pages)}
    skill = read_case(CASES / "good" / "smallest.txt").files["SKILL.md"] + "[start](references/page0.md)\n"
    proofs = "".join(PROOF.format(at) for at in range(pages))
    return lay_out(folder, {"SKILL.md": skill, **texts, "tests/proofs/a.py": proofs})


def lines_run(root: Path) -> int:
    """How many lines of ours run to read a skill and to apply the rules; unlike time, always the same."""
    ours, count = str(Path(stproof.__file__).parent), 0

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal count
        if not frame.f_code.co_filename.startswith(ours):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        found = apply_rules(read_skill(root))
    finally:
        sys.settrace(before)
    assert found == ()
    return count


def test_time_grows_with_the_number_of_pages_and_no_faster(tmp_path: Path) -> None:
    few, many = (skill_of(pages, tmp_path / str(pages)) for pages in (50, 200))
    assert lines_run(many) < 4.2 * lines_run(few)
