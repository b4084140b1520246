"""The forms of a report that other programs read, against their official schemas."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from xmlschema import XMLSchema

from cli_cases import Command
from skill_cases import FRONT, lay_out

SCHEMAS = Path(__file__).parents[1] / "schemas"
ODD = """# Odd

```python
import streamlit as st
raise ValueError("]]> <b> & \\x00 \\x1b[31m red \\ufffe")
```

```python
st.buton("A")
```

```python
missing(1)
```
"""
"""Messages with what XML does not allow: an error, a warning, and what only rules tell."""


@cache
def sarif_schema() -> Draft202012Validator:
    text = (SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8-sig")
    return Draft202012Validator(json.loads(text))


def valid_sarif(text: str) -> Any:
    """What the text says; it fails where the official schema does not allow it."""
    data = json.loads(text)
    assert [f"{error.json_path}: {error.message}" for error in sarif_schema().iter_errors(data)] == []
    return data


def valid_junit(text: str) -> ElementTree.Element:
    """Its root; it fails where Jenkins' schema does not allow the text."""
    XMLSchema(SCHEMAS / "junit-10.xsd").validate(text)
    return ElementTree.fromstring(text)


PAGE = "# A\n\n```python\nx = (\n```\n\n[x](b,c.md) 100%\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path, {"a b.md": PAGE, "fine.md": "# B\n"}, name="docs")


def test_github_annotations(root: Path, command: Command) -> None:
    ran = command("check", root, "--static", "--format", "github")
    assert ran.lines == [
        "::error file=a b.md,line=4,title=SN309::the code does not compile: '(' was never closed"
        "; correct this line or the one above",
        "::error file=a b.md,line=7,title=ST213::the link 'b,c.md' leads to no file; correct or remove it",
    ]
    assert ran.code == 1


def test_sarif(root: Path, command: Command) -> None:
    data = valid_sarif(command("check", root, "--static", "--format", "sarif").out)
    (run,) = data["runs"]
    assert (data["version"], run["tool"]["driver"]["name"]) == ("2.1.0", "stproof")
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["SN309", "ST213"]
    first = run["results"][0]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("SN309", 0, "error")
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b.md"},
        "region": {"startLine": 4},
    }


def test_sarif_knows_a_finding_again_that_has_moved(root: Path, command: Command) -> None:
    def prints() -> list[object]:
        data = valid_sarif(command("check", root, "--static", "--format", "sarif").out)
        return [one["partialFingerprints"] for one in data["runs"][0]["results"]]

    before = prints()
    (root / "a b.md").write_text(f"A line.\n\n{PAGE}")
    assert prints() == before
    assert before[0] != before[1]


def test_junit(root: Path, command: Command) -> None:
    suites = valid_junit(command("check", root, "--static", "--format", "junit").out)
    assert {key: suites.get(key) for key in ("tests", "failures")} == {"tests": "2", "failures": "2"}
    cases = {case.get("classname"): case for case in suites.iter("testcase")}
    assert sorted(map(str, cases)) == ["a b.md", "fine.md"]
    failures = [failure.get("type") for failure in cases["a b.md"]]
    assert failures == ["SN309", "ST213"]
    assert str(cases["a b.md"][0].text).startswith("a b.md:4: SN309 the code does not compile")


def test_summary_is_added_to_its_file(root: Path, command: Command) -> None:
    (root / "summary.txt").write_text("Before.\n")
    ran = command("check", root, "--static", "--output", "summary=summary.txt", "--output", "text=log.txt")
    text = (root / "summary.txt").read_text()
    assert text.splitlines()[:6] == ["Before.", "## stproof", "", "### docs", "", "- 2 errors, 0 warnings"]
    assert "| `a b.md:4` | SN309 | the code does not compile: '(' was never closed |" in text
    assert (root / "log.txt").read_text().splitlines() == ran.lines


@pytest.mark.parametrize("output", ["sarif", "pdf=a.pdf", "json="])
def test_output_that_is_wrong(output: str, root: Path, command: Command) -> None:
    ran = command("check", root, "--static", "--output", output)
    assert (ran.code, f"{output!r} is not FORM=FILE with one of text, json" in ran.error) == (2, True)


def test_output_that_cannot_be_written(root: Path, command: Command) -> None:
    ran = command("check", root, "--static", "--output", "json=gone/a.json")
    assert (
        ran.error == "stproof: --output json=gone/a.json: it cannot be written: No such file or directory\n"
    )
    assert ran.code == 2


def test_odd_characters_leave_every_form_whole(tmp_path: Path, command: Command) -> None:
    root = lay_out(tmp_path, {"SKILL.md": FRONT + ODD})
    forms = ("sarif", "junit", "github", "summary", "text")
    wanted = [word for form in forms for word in ("--output", f"{form}={form}.txt")]
    ran = command("check", root, "--engine", "apptest", "--format", "json", *wanted)
    written = {form: (root / f"{form}.txt").read_text(encoding="utf-8") for form in forms}
    assert (ran.code, ran.error) == (1, "")
    results = valid_sarif(written["sarif"])["runs"][0]["results"]
    assert sorted({one["ruleId"] for one in results}) == ["SN331", "SN351", "SN358"]
    cases = list(valid_junit(written["junit"]).iter("testcase"))
    assert sorted(found.tag for case in cases for found in case) == ["failure"] * 2 + ["skipped"] * 2
    assert "\x1b" not in "".join(written.values())
