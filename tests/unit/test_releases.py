"""What `stproof releases` says: text, JSON, summary of a job, exit code."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from stproof.evidence.changes import Change, Changed
from stproof.evidence.record import Claim
from stproof.model.finding import Finding, Severity
from stproof.model.run import Engine
from stproof.report.releases import ReleaseReport, ReleasesReport, dump, lines, markdown
from stproof.running.matrix import Step

FAILS = Changed(
    change=Change.FAILS,
    release="1.68.0",
    against="1.67.0",
    claim=Claim(subject="counter", proof="adds_one"),
    engine=Engine.BROWSER,
    why="expected to see '1'",
)
NEW = Changed(
    change=Change.NEW, release="1.68.0", against="", claim=Claim(subject="a"), engine=Engine.APPTEST
)
FINDING = Finding(rule="VR601", path="a.md", line=2, message="'a' says since=1.49")


def report(*releases: ReleaseReport, findings: tuple[Finding, ...] = ()) -> ReleasesReport:
    return ReleasesReport(title="my-skill", releases=releases, findings=findings, seconds=61.4)


GOOD = ReleaseReport(release="1.67.0", step=Step.DONE, ran=3, holds=300, not_there=12)
WORSE = ReleaseReport(
    release="1.68.0", step=Step.DONE, ran=5, holds=299, not_there=12, fails=1, changes=(FAILS, NEW)
)
ABSENT = ReleaseReport(release="1.28.2", step=Step.NOT_USABLE, problem="does not import: numpy")


def test_text_when_everything_holds() -> None:
    assert [line for line, _ in lines(report(GOOD))] == [
        "1.67.0  300 hold, 12 not there yet; 3 run now",
        "Everything that held holds; 1 release in 61 s.",
    ]


def test_text_names_what_holds_no_longer_and_counts_what_is_new() -> None:
    assert [line for line, _ in lines(report(WORSE, ABSENT, findings=(FINDING,)))] == [
        "1.68.0  299 hold, 12 not there yet, 1 fail; 5 run now; changed: 1 no longer, 1 new",
        "    proof 'adds_one' on 'counter' holds no longer in Chromium (against 1.67.0): expected to see '1'",
        "1.28.2  does not import: numpy",
        "a.md:2: VR601 'a' says since=1.49",
        "1 proof that held fails; 2 releases in 61 s.",
    ]


def test_summary_is_markdown() -> None:
    text = "\n".join(line for line, _ in markdown(report(WORSE, findings=(FINDING,))))
    assert text.startswith(
        "## my-skill: 1 proof that held fails; 1 release in 61 s.\n\n| Streamlit | Holds |"
    )
    assert "\n| 1.68.0 | 299 | 12 | 1 | 0 | 1 no longer, 1 new |\n" in text
    assert (
        "\n- ❌ 1.68.0: proof 'adds_one' on 'counter' holds no longer in Chromium (against 1.67.0): " in text
    )
    assert text.endswith("\n- ❌ a.md:2: VR601 'a' says since=1.49")


def test_json_has_each_change() -> None:
    data = json.loads(dump(report(WORSE)))
    assert data["schema"] == 1
    assert data["releases"][0]["changes"][0] == {
        "change": "holds no longer",
        "release": "1.68.0",
        "against": "1.67.0",
        "claim": {"subject": "counter", "proof": "adds_one", "counterexample": False},
        "engine": "browser",
        "why": "expected to see '1'",
    }


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (report(GOOD), 0),
        (report(GOOD, findings=(replace(FINDING, severity=Severity.WARNING),)), 0),
        (report(GOOD, findings=(FINDING,)), 1),
        (report(WORSE), 1),
        (report(GOOD, ABSENT), 1),
    ],
)
def test_exit_code(given: ReleasesReport, code: int) -> None:
    assert given.exit_code == code
