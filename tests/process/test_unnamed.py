"""Other people's skills: fences without names run as a reader would run them, with no false alarm."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from skill_cases import FRONT, lay_out
from stproof.commands.check import check
from stproof.model.options import Options
from stproof.reading.skill import read_skill
from stproof.report.report import Report
from stproof.report.summary import counts
from stproof.running.unnamed import right_version
from stproof.verdict.unnamed import leaves_out

BUNDLED = ".agents/skills/developing-with-streamlit"


def checked(root: Path) -> Report:
    return check(read_skill(root), Options(workers=2), lambda done, total: None)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What is said of the page below, one fence in each section unless a title says otherwise."""
    page = "".join(
        f"## {title}\n\n" + "".join(f"```python\n{code}```\n\n" for code in fences)
        for title, fences in SECTIONS.items()
    )
    root = lay_out(tmp_path_factory.mktemp("unnamed"), {"SKILL.md": FRONT + page})
    return checked(root)


SECTIONS = {
    "runs alone": ["st.write(1)\n"],
    "runs after the fence before it": ["total = 1\n", "st.write(total)\n"],
    "runs after two": ["one = 1\n", "two = 2\n", "st.write(one + two)\n"],
    "lacks a name": ["st.write(gone)\n"],
    "lacks what is in another section": ["st.write(total)\n"],
    "lacks a module": ["import not_there\n"],
    "lacks a file": ["open('data.csv')\n"],
    "lacks a page": ["st.switch_page('pages/gone.py')\n"],
    "lacks secrets": ["st.secrets['key']\n"],
    "lacks state": ["st.write(st.session_state.gone)\n"],
    "lacks a variable": ["import os\nos.environ['NOT_THERE']\n"],
    "lacks a variable at once": ["from os import environ; environ['NOT_THERE']\n"],
    "leaves a part out": ["def load():\n    ...\n\nload().head()\n"],
    "shows wrong and right": ["# BAD\nst.write(gone)\n\n# GOOD\nst.write(1)\n"],
    "fails": ["total = 1\n", "st.write(1)\n1 / 0\n"],
    "does not compile": ["st.write(\n"],
    "raises what it expects": ["1 / 0  # raises ZeroDivisionError\n"],
    "ends its process": ["import os\nos._exit(3)\n"],
}


def line_of(title: str, fence: int = 0) -> int:
    """1-based line of a fence's opening in the page."""
    line = FRONT.count("\n") + 1
    for name, fences in SECTIONS.items():
        line += 2
        for number, code in enumerate(fences):
            if (name, number) == (title, fence):
                return line
            line += code.count("\n") + 3
    raise KeyError(title)


def said(report: Report, title: str, fence: int = 0) -> list[str]:
    """Findings at a fence, without their place."""
    start = line_of(title, fence)
    code = SECTIONS[title][fence].count("\n")
    found = [
        one for one in report.findings if one.path == "SKILL.md" and start <= one.line <= start + code + 1
    ]
    return [str(one).partition(": ")[2] for one in found]


@pytest.mark.parametrize(
    ("title", "fence"),
    [
        ("runs alone", 0),
        ("runs after the fence before it", 1),
        ("runs after two", 2),
        ("shows wrong and right", 0),
        ("raises what it expects", 0),
    ],
)
def test_fence_that_runs(title: str, fence: int, report: Report) -> None:
    assert said(report, title, fence) == []


@pytest.mark.parametrize(
    ("title", "lacks"),
    [
        ("lacks a name", "it uses a name that is not defined (name 'gone' is not defined)"),
        (
            "lacks what is in another section",
            "it uses a name that is not defined (name 'total' is not defined)",
        ),
        ("lacks a module", "it imports what is not installed here (No module named 'not_there')"),
        (
            "lacks a file",
            "it opens a file that is not here ([Errno 2] No such file or directory: 'data.csv')",
        ),
        ("lacks a page", "it names a page that is not here ("),
        ("lacks secrets", "it reads secrets that are not here ("),
        ("lacks state", "it reads state that another part sets ("),
        ("lacks a variable", "it reads an environment variable that is not set here ('NOT_THERE')"),
        (
            "lacks a variable at once",
            "it reads an environment variable that is not set here ('NOT_THERE')",
        ),
        ("leaves a part out", "it leaves a part to the reader (`...`)"),
    ],
)
def test_fence_that_is_not_complete_is_a_warning(title: str, lacks: str, report: Report) -> None:
    (finding,) = said(report, title)
    assert finding.startswith(f"SN358 the snippet is not complete: {lacks}")
    assert finding.endswith("; add what it needs")


@pytest.mark.parametrize(
    ("title", "fence", "finding"),
    [
        ("fails", 1, "SN351 the snippet raises ZeroDivisionError: division by zero; fix the snippet"),
        ("ends its process", 0, "SN356 the snippet crashes: the process ended, exit code 3; do not end"),
    ],
)
def test_fence_that_fails(title: str, fence: int, finding: str, report: Report) -> None:
    (one,) = said(report, title, fence)
    assert one.startswith(finding)


def test_fence_that_fails_has_the_line_of_the_error(report: Report) -> None:
    (finding,) = [one for one in report.findings if one.rule == "SN351"]
    assert (finding.path, finding.line) == ("SKILL.md", line_of("fails", 1) + 2)


def test_fence_that_does_not_compile_is_told_once(report: Report) -> None:
    (finding,) = said(report, "does not compile")
    assert finding.startswith("SN309 the code does not compile: '(' was never closed")


def test_only_what_fails_is_an_error(report: Report) -> None:
    rules = [one.rule for one in report.findings if one.severity.value == "error"]
    assert sorted(rules) == ["SN309", "SN351", "SN356"]


def test_summary_says_which_ran_after_others(report: Report) -> None:
    assert report.notes == ("2 snippets run only after the fences before them in their section",)
    snippets = counts(report.verdicts)[0]
    assert (snippets.good, snippets.total) == (9, sum(map(len, SECTIONS.values())))


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("# ❌ BAD\nx\n# ✅ GOOD\ny\n", ["", "", "# ✅ GOOD", "y"]),
        ("# WRONG - no key\nx\n\n# RIGHT\ny\n", ["", "", "", "# RIGHT", "y"]),
        ("x\n# Don't do this\ny\n", ["x", "", ""]),
        ("# Good\nx\n# Bad\ny\n# Better\nz\n", ["# Good", "x", "", "", "# Better", "z"]),
        ("# badge\nx\n", ["# badge", "x"]),
        ("x  # bad\n", ["x  # bad"]),
        ("def f():\n    # wrong\n    x\n", ["def f():", "    # wrong", "    x"]),
    ],
)
def test_right_version_keeps_the_lines(code: str, kept: list[str]) -> None:
    assert right_version(code) == "\n".join(kept) + "\n"


@pytest.mark.parametrize(
    ("code", "out"),
    [
        ("def f(): ...\n", True),
        ("x = ...\n", True),
        ("f(...)\n", True),
        ("x = 1  # ...\n", False),
        ("f(\n", False),
    ],
)
def test_leaves_out(code: str, out: bool) -> None:
    assert leaves_out(code) is out


def bundled() -> Path | None:
    spec = importlib.util.find_spec("streamlit")
    folder = Path(str(spec.origin)).parent / BUNDLED if spec else None
    return folder if folder and folder.is_dir() else None


@pytest.mark.skipif(bundled() is None, reason="this release of Streamlit brings no skill")
def test_no_false_alarm_about_the_skill_that_streamlit_brings() -> None:
    root = bundled()
    assert root
    report = checked(root)
    assert [
        str(one) for one in report.findings if one.rule[:4] == "SN35" and one.severity.value == "error"
    ] == []
    assert counts(report.verdicts)[0].total > 100
    assert counts(report.verdicts)[0].good > 100
