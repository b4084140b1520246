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
    "is a piece of a block": ["    with st.sidebar:\n"],
    "is in a longer one": ["st.write(later)\n", "later = 1\nst.write(later)\n"],
    "is called wrong": ["# BAD\nst.write(gone)\n"],
    "sleeps and reruns itself": ["import time\ntime.sleep(5)\nst.rerun()\n"],
    "waits for ever": ["import time\nwhile True:\n    time.sleep(1)\n"],
    "shows an error on purpose": ["st.exception(ValueError('No.'))\n"],
    "raises what is announced": ["{}['a']  # Raises KeyError!\n"],
    "lacks the network": ["import urllib.request\nurllib.request.urlopen('https://example.org')\n"],
    "lacks its form": ["st.form_submit_button('Send')\n"],
    "lacks its address": ["st.query_params['page']\n"],
    "calls what is not there": ["if gone:\n    st.buton('A')\n"],
    "leaves a part out and is wrong": ["def load():\n    ...\n\n1 / 0\n"],
    "lacks what is in another section": ["st.write(total)\n"],
    "lacks a module": ["import not_there\n"],
    "lacks a file": ["open('data.parquet')\n"],
    "names a file and a page": ["open('data.csv')\nst.switch_page('pages/gone.py')\n"],
    "lacks a page": ["st.switch_page('pages/' + 'gone.py')\n"],
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
        ("is in a longer one", 0),
        ("lacks what is in another section", 0),
        ("names a file and a page", 0),
        ("is called wrong", 0),
        ("sleeps and reruns itself", 0),
        ("waits for ever", 0),
        ("shows an error on purpose", 0),
        ("raises what is announced", 0),
    ],
)
def test_fence_of_which_nothing_is_said(title: str, fence: int, report: Report) -> None:
    assert said(report, title, fence) == []


@pytest.mark.parametrize(
    ("title", "lacks"),
    [
        ("lacks a name", "it uses a name that is not defined (name 'gone' is not defined)"),
        ("lacks a module", "it imports what is not installed here (No module named 'not_there')"),
        (
            "lacks a file",
            "it opens a file that is not here ([Errno 2] No such file or directory: 'data.parquet')",
        ),
        ("lacks a page", "it names a page that is not here ("),
        ("lacks secrets", "it reads secrets that are not here ("),
        ("lacks state", "it reads state that another part sets ("),
        ("lacks a variable", "it reads an environment variable that is not set here ('NOT_THERE')"),
        (
            "lacks a variable at once",
            "it reads an environment variable that is not set here ('NOT_THERE')",
        ),
        ("leaves a part out", "it leaves a part to the reader ('NoneType' object has no attribute 'head')"),
        ("is a piece of a block", "it is a piece of a block"),
        ("lacks the network", "it needs the network (<urlopen error [Errno -2] Name or service not known"),
        ("lacks its form", "it is a part of a form ("),
        ("lacks its address", "it needs an address with a query ("),
    ],
)
def test_fence_that_is_not_complete_is_a_warning(title: str, lacks: str, report: Report) -> None:
    (finding,) = said(report, title)
    assert finding.startswith(f"SN358 the snippet is not complete: {lacks}")
    assert finding.endswith("; add what it needs")


@pytest.mark.parametrize(
    ("title", "fence", "finding"),
    [
        (
            "leaves a part out and is wrong",
            0,
            "SN351 the snippet raises ZeroDivisionError: division by zero; fix the snippet",
        ),
        ("fails", 1, "SN351 the snippet raises ZeroDivisionError: division by zero; fix the snippet"),
        ("ends its process", 0, "SN356 the snippet crashes: the process ended, exit code 3; do not end"),
    ],
)
def test_fence_that_fails(title: str, fence: int, finding: str, report: Report) -> None:
    (one,) = said(report, title, fence)
    assert one.startswith(finding)


def test_fence_that_fails_has_the_line_of_the_error(report: Report) -> None:
    places = [(one.path, one.line) for one in report.findings if one.rule == "SN351"]
    assert ("SKILL.md", line_of("fails", 1) + 2) in places


def test_call_of_what_is_not_there_is_found_although_the_fence_is_not_complete(report: Report) -> None:
    wrong, lacks = sorted(said(report, "calls what is not there"))
    assert wrong.startswith("SN331 st.buton does not exist in Streamlit ")
    assert wrong.endswith("; did you mean 'button'?")
    assert lacks.startswith("SN358 the snippet is not complete: it uses a name that is not defined")


def test_fence_that_does_not_compile_is_told_once(report: Report) -> None:
    (finding,) = said(report, "does not compile")
    assert finding.startswith("SN309 the code does not compile: '(' was never closed")


def test_only_what_fails_is_an_error(report: Report) -> None:
    rules = [one.rule for one in report.findings if one.severity.value == "error"]
    assert sorted(rules) == ["SN309", "SN331", "SN351", "SN351", "SN356"]


def test_summary_says_which_ran_after_others(report: Report) -> None:
    assert report.notes == (
        "1 snippet runs only with stand-ins: data.csv, pages/gone.py",
        "2 snippets run only after the fences before them in their section",
        "1 snippet shows only what the page calls wrong",
    )
    snippets = counts(report.verdicts)[0]
    called_wrong = 1
    assert (snippets.good, snippets.total) == (17, sum(map(len, SECTIONS.values())) - called_wrong)


def bundled() -> Path | None:
    spec = importlib.util.find_spec("streamlit")
    folder = Path(str(spec.origin)).parent / BUNDLED if spec else None
    return folder if folder and folder.is_dir() else None


@pytest.mark.skipif(bundled() is None, reason="this release of Streamlit brings no skill")
def test_no_false_alarm_about_the_skill_that_streamlit_brings() -> None:
    root = bundled()
    assert root
    report = checked(root)
    assert [str(one) for one in report.findings if one.severity.value == "error"] == []
    ran = counts(report.verdicts)[0]
    assert ran.total > 100
    assert ran.good * 246 >= ran.total * 150, f"{ran.good} of {ran.total}"
