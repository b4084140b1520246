"""Mutants against proofs: what is detected, what survives, and what that says of the proofs."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cli_cases import Command, schema_problems, started
from skill_cases import FRONT, lay_out

PAGE = """
# Counting

```python counter
st.session_state.setdefault("count", 0)
if st.button("Add"):
    st.session_state.count += 1
st.write("Count:", st.session_state.count)
st.write("Bye")
```

```python two-greetings
st.write("Hello")
st.write("Good day")
```

```python for-the-browser
st.session_state.name = "Ann"
st.write(st.session_state.name)
```
"""
PROOFS = '''
from stproof import proves


@proves("counter", equivalents={
    'removing st.session_state.count += 1': "Not true: the count stays.",
    'removing st.write("Buy")': "There is no such line.",
})
def counts(user):
    user.sees("Count: 0")
    user.clicks("Add")
    user.sees("Count: 1")
    user.clicks("Add")
    user.sees("Count: 2")


@proves("two-greetings")
def does_nothing(user):
    """It holds, whatever the snippet does."""


@proves("two-greetings", equivalents={'removing st.write("Good day")': "One greeting is enough."})
def greets(user):
    user.sees("Hello")


@proves("for-the-browser", engines=("browser",), reason="To have one that AppTest cannot be asked.")
def knows_ann(user):
    user.sees("Ann")
'''


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    root = lay_out(
        tmp_path_factory.mktemp("mutants"), {"SKILL.md": FRONT + PAGE, "tests/proofs/a.py": PROOFS}
    )
    options = ("--engine", "apptest", "--mutants", "--min-score", "95", "--format", "json")
    ran = started("check", str(root), *options)
    assert ran.code == 1
    (report,) = json.loads(ran.out)["reports"]
    return report  # type: ignore[no-any-return]


def told(report: dict[str, Any], rule: str) -> list[str]:
    """The findings of one rule, as `path:line: message; how to fix it`."""
    return [
        f"{one['path']}:{one['line']}: {one['message']}; {one['fix']}"
        for one in report["findings"]
        if one["rule"] == rule
    ]


def test_survivor_is_told_with_its_line_and_change(report: dict[str, Any]) -> None:
    (line,) = told(report, "MU501")
    assert line.startswith(
        "SKILL.md:13: removing st.write(\"Bye\") changes nothing that any proof of 'counter' sees; "
    )


def test_declared_equivalent_that_is_detected_is_told(report: dict[str, Any]) -> None:
    (line,) = told(report, "MU502")
    assert "'removing st.session_state.count += 1' equivalent, and it is detected by 'counts'" in line


def test_declared_equivalent_that_is_no_mutant_is_told_with_the_nearest(report: dict[str, Any]) -> None:
    (line,) = told(report, "MU503")
    assert line.endswith("""there is no such mutant; did you mean 'removing st.write("Bye")'?""")


def test_proof_that_fails_on_no_mutant_is_told(report: dict[str, Any]) -> None:
    (line,) = told(report, "MU504")
    assert line.startswith("tests/proofs/a.py:18: the proof 'does_nothing' fails on no mutant")


def test_low_score_of_a_snippet_is_told_though_its_survivor_is_declared(report: dict[str, Any]) -> None:
    (line,) = told(report, "MU505")
    assert line.startswith("SKILL.md:16: the mutation score of 'two-greetings' is 50 %, at least 75 %")


def test_score_below_the_floor_is_told(report: dict[str, Any]) -> None:
    (line,) = told(report, "MU506")
    assert "and the floor is 95 %" in line


def test_nothing_else_is_told(report: dict[str, Any]) -> None:
    rules = {one["rule"] for one in report["findings"]}
    assert rules == {"MU501", "MU502", "MU503", "MU504", "MU505", "MU506"}


def test_every_mutant_has_its_status(report: dict[str, Any]) -> None:
    by_name: dict[str, Counter[str]] = {}
    for one in report["mutants"]:
        by_name.setdefault(one["name"], Counter())[one["status"]] += 1
    assert by_name["two-greetings"] == {"killed": 1, "equivalent": 1}
    assert set(by_name["for-the-browser"]) == {"needs a browser"}
    assert by_name["counter"]["survived"] == 1
    assert by_name["counter"]["killed"] > 5


def test_report_with_mutants_keeps_to_its_schema(report: dict[str, Any]) -> None:
    assert schema_problems({"schema": 2, "reports": [report]}) == []


def test_text_says_how_many_need_a_browser(command: Command, tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md": FRONT + PAGE, "tests/proofs/a.py": PROOFS})
    ran = command.check(root, "--mutants", "--only", "for-the-browser", "--only", "greets")
    assert "    2 mutants: 1 detected, 0 survived, 1 equivalent, 0 not viable: 50 %" in ran.lines
    assert re.search(r"^ +\d+ more mutants need a browser to be judged$", ran.out, re.MULTILINE)


def test_score_below_the_floor_is_told_of_the_app_that_was_checked(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my app.py").write_text("import streamlit as st\n\nst.write('Hello')\nst.write('Bye')\n")
    proof = (
        "from stproof import proves\n\n\n@proves('my app.py')\ndef greets(user):\n    user.sees('Hello')\n"
    )
    Path("proofs.py").write_text(proof)
    options = ("--proofs", "proofs.py", "--engine", "apptest", "--mutants", "--min-score", "90")
    ran = command("my app.py", *options, "--select", "MU506")
    assert ran.lines[0] == (
        "my app.py:1: MU506 the mutation score is 50 %, and the floor is 90 %; fix the survivors"
    )
    assert "    2 mutants: 1 detected, 1 survived, 0 equivalent, 0 not viable: 50 %" in ran.lines


def test_changed_app_still_finds_what_is_next_to_it(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "names/__init__.py": "NAME = 'Ann'\n",
        "greeting.txt": "Hello",
        "app.py": "from pathlib import Path\n\nimport streamlit as st\nfrom names import NAME\n\n"
        "st.write(Path(__file__).with_name('greeting.txt').read_text(), NAME)\nst.write('Bye')\n",
        "proofs.py": "from stproof import proves\n\n\n"
        "@proves('app.py')\ndef greets(user):\n    user.sees('Hello Ann')\n",
    }
    monkeypatch.chdir(lay_out(tmp_path, files))
    ran = command("app.py", "--proofs", "proofs.py", "--engine", "apptest", "--mutants", "--select", "MU501")
    assert ran.lines[0].startswith("app.py:7: MU501 removing st.write('Bye') changes nothing")
    assert "1 survived" in ran.out
