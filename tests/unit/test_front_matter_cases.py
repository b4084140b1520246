"""The front matter verdicts, case by case: `tests/front_matter.json`.

Each case has the text of a `SKILL.md`, the name of its folder, the section of the specification that
decides, and the findings with their lines. `why` says where the specification is silent, or where
readers of YAML differ. They are in one file so that no agent takes them for skills.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from skill_cases import findings_in, lay_out

CASES = json.loads((Path(__file__).parents[1] / "front_matter.json").read_text("utf-8"))
SECTIONS = {
    "frontmatter",
    "name field",
    "description field",
    "license field",
    "compatibility field",
    "metadata field",
    "allowed-tools field",
}
"""Of agentskills.io/specification."""


def content(case: dict[str, Any]) -> bytes:
    encoding = str(case.get("encoding", "utf-8"))
    return str(case["text"]).encode(encoding.removesuffix("-surrogates"), "surrogatepass")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_verdict(case: dict[str, Any], tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md": content(case)}, name=case.get("folder", "my-skill"))
    assert findings_in(root) == case["findings"]


def test_there_are_enough_cases_each_with_its_section() -> None:
    assert len({case["title"] for case in CASES}) == len(CASES) >= 150
    assert {case["section"] for case in CASES} == SECTIONS
