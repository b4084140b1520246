"""Any input: it is read in time that grows with its length, and nothing in it ends in a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_cases import Command
from fuzz import TARGETS, attempt
from large import LARGE, cost
from skill_cases import FRONT, findings_in, lay_out
from stproof.findings import did_you_mean
from stproof.reading.text_file import BYTES_MOST, LINES_MOST

LOOPS = 1000
"""Of a million steps; most inputs take a twentieth of it, and once took ten times as many."""
EXAMPLES = 40


@pytest.mark.parametrize("name", LARGE)
def test_large_input_takes_little_time(name: str, tmp_path: Path) -> None:
    _, loops = cost(name, tmp_path)
    assert loops < LOOPS


@pytest.mark.parametrize("path", ["SKILL.md", "references/a.md", "tests/proofs/a.py"])
@pytest.mark.parametrize(
    ("text", "what"),
    [("a" * BYTES_MOST, f"{BYTES_MOST // 1000} kB"), ("\n" * LINES_MOST, f"{LINES_MOST:,} lines")],
)
def test_file_that_is_too_large_is_a_finding(path: str, text: str, what: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md": FRONT + "[a](references/a.md)\n", path: FRONT + text})
    wanted = f"error {path}:1: ST202 the file is too large: it has more than {what}; split it"
    assert [line for line in findings_in(root) if "ST202" in line] == [wanted]


def test_guess_among_very_many_is_still_made() -> None:
    known = [f"page-{at}.md" for at in range(400)]
    assert did_you_mean("pgae-7.md", known, "no") == "did you mean 'page-7.md'?"
    assert did_you_mean("a" * 10_000, known, "no") == "no"


@pytest.mark.parametrize("name", TARGETS)
def test_any_text_is_taken(name: str) -> None:
    attempt(name, EXAMPLES)


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path, command: Command) -> None:
    root = lay_out(tmp_path, {"SKILL.md": FRONT + "# A\n", "references/a\x1b[2Jb\u202e\nc.md": "# A\n"})
    found = command("check", root, "--static")
    assert found.out.splitlines()[0] == (
        "references/a\\x1b[2Jb\\u202e\\nc.md:1: ST216 no way leads from SKILL.md to this file; "
        "link to it from SKILL.md, or from a page that SKILL.md links to"
    )


def test_half_a_character_is_in_the_json_report(tmp_path: Path, command: Command) -> None:
    front = FRONT.replace("my-skill", '"my-skill\\ud800"')
    found = command("check", lay_out(tmp_path, {"SKILL.md": front}), "--static", "--format", "json")
    (report,) = json.loads(found.out)["reports"]
    assert "name 'my-skill\\ud800'" in report["findings"][0]["message"]
