"""Any input: it is read in time that grows with its length, and nothing in it ends in a traceback."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from cli_cases import Command
from fuzz import TARGETS, attempt
from skill_cases import FRONT, findings_in, lay_out
from stproof.findings import did_you_mean
from stproof.reading.text_file import BYTES_MOST, LINES_MOST

SECONDS = 4.0
"""Of processor time, on a busy machine; most take a tenth of it."""
EXAMPLES = 40


def pages(number: int, name: str = "page-{}") -> dict[str, str]:
    return {f"references/{name.format(at)}.md": "# A\n" for at in range(number)}


def numbered(text: str, number: int) -> str:
    return "".join(text.replace("N", str(at)) for at in range(number))


LARGE: dict[str, dict[str, str]] = {
    "broken links": {"": numbered("[a](references/pgae-N.md)\n", 400), **pages(400)},
    "broken anchors": {"": numbered("# Heading N\n\n[a](#haeding-N)\n\n", 2000)},
    "a table row opened again and again": {"": "|a|b|\n|-|-|\n" + "|a" * 16_000},
    "a wide table": {"": "|a" * 16_000 + "\n" + "|-" * 16_000 + "\n" + "|a\n" * 5000},
    "<": {"": "<" * 40_000},
    "< in HTML": {"": "<div>\n" + "<a " * 20_000},
    "a comment never closed": {"": "<!-- x " * 20_000},
    "a comment never closed in a line": {"": "a " + "<!-- x " * 20_000},
    "CDATA never closed": {"": "<div>" + "<![CDATA[ x " * 10_000},
    "brackets": {"": "[" * 20_000 + "a" + "]" * 20_000},
    "images in images": {"": "![" * 10_000 + "a" + "](b)" * 10_000},
    "links never closed": {"": "[a](" * 20_000},
    "quotes in quotes": {"": ">" * 20_000},
    "lists in lists": {"": "- " * 20_000},
    "links by reference": {
        "": numbered("[rN]: references/page-N.md\n", 4000) + "\n" + numbered("[rN] ", 4000)
    },
    "links to 4,000 pages": {"": numbered("[a](references/page-N.md)\n\n", 4000), **pages(4000)},
    "4,000 names with a space": {"": "page 1.md", **pages(4000, "page {}")},
    "a way through 1,000 pages": {
        "": "[a](references/page-0.md)",
        **{f"references/page-{at}.md": f"[a](page-{at + 1}.md)\n" for at in range(1000)},
    },
    "headings that are alike": {"": "# A\n\n" * 4000},
    "names that are alike": {"": "```python a\nx = 1\n```\n\n" * 2000},
    "unknown keys": {"": "```python a " + numbered("keyN=1 ", 4000) + "\nx = 1\n```\n"},
    "tables never closed": {"": "<!-- stproof:differences -->\n" * 3000},
    "code in brackets": {"": "```python a\n" + "(" * 5000 + ")" * 5000 + "\n```\n"},
    "proofs of nothing": {
        "": numbered("```python aN\nx = 1\n```\n\n", 500),
        "tests/proofs/a.py": "from stproof import proves\n"
        + numbered("@proves('bN')\ndef pN(user): ...\n", 500),
    },
    "brackets in front matter": {"SKILL.md": "---\nname: " + "[" * 5000 + "\n---\n# A\n"},
    "unknown fields": {"SKILL.md": FRONT[:-4] + numbered("keyN: 1\n", 4000) + "---\n# A\n"},
    "a long value": {"SKILL.md": "---\nname: my-skill\ndescription: " + "a b " * 50_000 + "\n---\n# A\n"},
    "a long line": {"": "a" * 400_000},
}
"""Input that once took minutes, and its like; the file without a name is the body of `SKILL.md`."""


@pytest.mark.parametrize("name", LARGE)
def test_large_input_takes_little_time(name: str, tmp_path: Path) -> None:
    files = {path or "SKILL.md": text if path else FRONT + text for path, text in LARGE[name].items()}
    root = lay_out(tmp_path, files)
    start = time.process_time()
    findings_in(root)
    assert time.process_time() - start < SECONDS


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
