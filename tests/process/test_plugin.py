"""The pytest plugin: the same words as the command, in a skill's folder; nothing anywhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import stproof
from skill_cases import FRONT

pytest_plugins = ["pytester"]
LOADED = "stproof.pytest_plugin"
PAGE = """
# Counting

```python counter
st.session_state.n = st.session_state.get("n", 0) + st.button("Add")
st.write(f"Count: {st.session_state.n}")
```

## It raises

```python raising
1 / 0
```

```python old until=1.1
st.write("long ago")
```
"""
PROOFS = """
from stproof import proves


@proves("counter")
def counts(user):
    user.clicks("Add")
    user.sees("Count: 1")


@proves("counter")
def counts_by_two(user):
    user.clicks("Add")
    user.sees("Count: 2")


@proves("old", "raising")
def was_there(user):
    user.sees("long ago")
"""
APP = """
import streamlit as st

st.session_state.setdefault("n", 0)
if st.button("Add"):
    st.session_state.n += 1
if st.button("Break"):
    1 / 0
st.write(f"Count: {st.session_state.n}")
print("wrote it")
"""
USES = """
from stproof import proves


@proves("app.py")
def test_counts(user):
    user.clicks("Add")
    user.sees("Count: 1")
    user.finds_in_log("wrote it")


@proves("app.py")
def test_starts_again(user):
    user.sees("Count: 0")


@proves("app.py")
def test_asks_for_the_error(user):
    user.clicks("Break")
    user.sees_error("ZeroDivisionError")


@proves("near.py")
def test_near(user):
    user.sees("from near")
"""
FAILS = """
from stproof import proves

@proves("app.py")
def test_counts(user):
    user.clicks("Add")
    user.sees("Count: 2")

@proves("app.py")
def test_breaks(user):
    user.clicks("Break")

def test_names_no_app(user): ...

@proves("app.py", "b.py")
def test_names_two(user): ...

@proves("gone.py")
def test_names_what_is_gone(user): ...
"""


@pytest.fixture(autouse=True)
def plugin(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Load the plugin where it is not installed."""
    monkeypatch.setenv("PYTHONPATH", str(Path(stproof.__file__).parents[1]))
    if not request.config.pluginmanager.has_plugin("stproof"):
        monkeypatch.setenv("PYTEST_PLUGINS", LOADED)


@pytest.fixture
def skill(pytester: pytest.Pytester) -> pytest.Pytester:
    """The test folder as a skill; it is its own checkout, since its name is not the skill's."""
    pytester.mkdir(".git")
    pytester.makefile(".md", SKILL=FRONT + PAGE)
    pytester.mkdir("tests").joinpath("proofs").mkdir()
    pytester.path.joinpath("tests/proofs/page.py").write_text(PROOFS)
    return pytester


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess("--stproof-engine=apptest", "-p", "no:cacheprovider", *arguments)


def test_project_that_is_no_skill_is_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_a(): ...")
    pytester.makefile(".md", README="```python\n1 / 0\n```")
    run(pytester).assert_outcomes(passed=1)


LOADS = """
import sys
import psutil
from stproof import proves

def test_loads_nothing_and_starts_nothing():
    ours = {name for name in sys.modules if name.partition(".")[0] == "stproof"}
    plugin = {"stproof", "stproof.proving", "stproof.proving.decorator", "stproof.pytest_plugin"}
    assert ours == plugin
    assert not {"playwright", "rich", "streamlit", "yaml"} & set(sys.modules)
    assert psutil.Process().children(recursive=True) == []
"""


@pytest.mark.parametrize("argument", ["", "test_loads.py"])
def test_tests_of_others_in_a_skill_load_and_start_nothing(argument: str, pytester: pytest.Pytester) -> None:
    pytester.mkdir("other")
    pytester.makefile(".md", **{"SKILL" if argument else "other/SKILL": FRONT + PAGE})
    pytester.makepyfile(test_loads=LOADS)
    command = [sys.executable, "-m", "pytest", "-q", *filter(None, [argument])]
    result = pytester.run(*command)
    result.assert_outcomes(passed=1)


def test_no_skill_where_one_is_asked_for(pytester: pytest.Pytester) -> None:
    result = run(pytester, "--stproof")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        [f"ERROR: stproof: {pytester.path} has no SKILL.md; give its folder as --rootdir"]
    )


def test_browser_that_is_not_there(skill: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STPROOF_CHROMIUM", "/no/chromium")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", "/no/browsers")
    result = run(skill, "--stproof-engine=browser")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["stproof: there is no browser: *"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_tests_have_readable_names(skill: pytest.Pytester) -> None:
    result = run(skill, "--collect-only", "-q")
    result.stdout.fnmatch_lines(
        [
            "SKILL.md::rules",
            "SKILL.md::counter",
            "SKILL.md::raising",
            "SKILL.md::old",
            "tests/proofs/page.py::counts",
            "tests/proofs/page.py::counts_by_two",
            "tests/proofs/page.py::was_there",
            "",
            "7 tests collected*",
        ],
        consecutive=True,
    )


def test_failures_have_the_words_of_the_command(skill: pytest.Pytester) -> None:
    skill.makepyfile(test_own="def test_own(): ...")
    result = run(skill, "-rs")
    result.assert_outcomes(passed=4, failed=3, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "SKILL.md:16: SN351 'raising' raises ZeroDivisionError: division by zero; fix the snippet, *",
            "SKILL.md:8: PR451 'Counting' does not hold under AppTest: expected to see 'Count: 2'",
            "    snippet   counter (SKILL.md:8)",
            "    proof     tests/proofs/page.py:14 counts_by_two",
            "    steps     opens the app, then clicks 'Add'",
            "    expected  to see 'Count: 2'",
            "    saw       it is nowhere on the page",
            "*Count: 1",
            "SKILL.md:15: PR451 'It raises' does not hold under AppTest: *",
            "SKIPPED [[]1[]] SKILL.md:19: its statement holds until 1.1",
        ],
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*SKILL.md:18:*")


def test_one_test_by_its_name(skill: pytest.Pytester) -> None:
    run(skill, "tests/proofs/page.py::counts").assert_outcomes(passed=1)


def test_broken_rule_is_a_failed_test(skill: pytest.Pytester) -> None:
    skill.path.joinpath("SKILL.md").write_text(FRONT + PAGE + "\n[gone](gone.md)\n")
    result = run(skill, "SKILL.md::rules")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["SKILL.md:23: ST213 the link 'gone.md' leads to no file; *"])


ENDS = """
# It ends

```python broken
st.write(
```

```python stopping
slot = st.empty()
inner = slot.container()
slot.text("a")
inner.text("b")
```

```python crashing
import os
os._exit(3)
```

```python good
st.write("a")
```

```python wrong
st.write("b")
```
"""
ENDING = """
from stproof import proves
from stproof.engines.api import Cannot

@proves("good", refutes="wrong")
def holds(user):
    user.sees("a")

@proves("good", refutes="crashing")
def by_accident(user):
    user.sees("a")

@proves("good")
def crashes(user):
    import os
    os._exit(3)

@proves("good")
def cannot(user):
    raise Cannot("not on this release")

@proves("good", engines=("browser",), reason="It has a URL.")
def in_browser(user):
    user.sees("b")

@proves("good", apptest_shows="b")
def differs(user):
    user.sees("b")
"""


def test_every_way_to_end(skill: pytest.Pytester) -> None:
    skill.path.joinpath("SKILL.md").write_text(FRONT + ENDS)
    skill.path.joinpath("tests/proofs/page.py").write_text(ENDING)
    result = run(skill, "-rs", "-v", "--deselect", "SKILL.md::rules")
    result.assert_outcomes(passed=3, failed=5, skipped=3)
    ended = {
        "SKILL.md::broken FAILED",
        "SKILL.md::stopping FAILED",
        "SKILL.md::crashing FAILED",
        "SKILL.md::good PASSED",
        "SKILL.md::wrong PASSED",
        "tests/proofs/page.py::holds PASSED",
        "tests/proofs/page.py::by_accident FAILED",
        "tests/proofs/page.py::crashes FAILED",
        "tests/proofs/page.py::cannot SKIPPED",
        "tests/proofs/page.py::in_browser SKIPPED",
        "tests/proofs/page.py::differs SKIPPED",
    }
    result.stdout.fnmatch_lines_random([f"{line} *" for line in ended])
    result.stdout.fnmatch_lines_random(
        [
            "SKILL.md:9: SN354 'broken' does not compile: *",
            "SKILL.md:12: SN359 'stopping' could not be run: AppTest itself stops: *",
            "SKILL.md:19: SN356 'crashing' crashes: the process ended, exit code 3; *",
            "SKILL.md:19: PR456 the proof 'by_accident' fails on 'crashing', but not for *",
            "SKILL.md:24: PR453 'It ends' could not be proven under AppTest: *",
            "SKIPPED [[]1[]] tests/proofs/page.py:19: not on this release",
            "SKIPPED [[]1[]] tests/proofs/page.py:23: only a browser can judge it",
            "SKIPPED [[]1[]] tests/proofs/page.py:27: only a browser can judge it",
        ]
    )


def test_time_limit(skill: pytest.Pytester) -> None:
    skill.path.joinpath("SKILL.md").write_text(
        FRONT + "```python endless since=1.28\nwhile True: pass\n```\n"
    )
    result = run(skill, "--stproof-timeout=1", "SKILL.md::endless")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["SKILL.md:5: SN355 'endless' is still running after 1 s at SKILL.md:6; end it, *"]
    )


def test_fence_that_is_not_complete_is_skipped_with_its_reason(pytester: pytest.Pytester) -> None:
    fences = "```python\nst.write(gone)\n```\n\n```python\nst.write(1)\n```\n"
    pytester.path.joinpath("SKILL.md").write_text(FRONT + fences)
    result = run(pytester, "-rs", "SKILL.md::line-5", "SKILL.md::line-9")
    result.assert_outcomes(passed=1, skipped=1)
    lacks = "it uses a name that is not defined (name 'gone' is not defined)"
    result.stdout.fnmatch_lines([f"SKIPPED [[]1[]] SKILL.md:5: the snippet is not complete: {lacks}"])


def test_judge_that_says_nothing_fails_the_test(skill: pytest.Pytester) -> None:
    skill.makeconftest("from stproof.verdict import judge\n\njudge.of_subject = lambda *_: ()\n")
    result = run(skill, "SKILL.md::raising")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["raising neither passed nor has a finding; this is a fault of stproof"])


# --- the fixture `user` -----------------------------------------------------------------------


def test_user_opens_the_app_next_to_the_test_or_in_the_working_folder(pytester: pytest.Pytester) -> None:
    pytester.mkdir("tests")
    pytester.makepyfile(app=APP)
    pytester.path.joinpath("tests/near.py").write_text("import streamlit as st\nst.write('from near')")
    pytester.path.joinpath("tests/test_app.py").write_text(USES)
    run(pytester).assert_outcomes(passed=4)


def test_failures_of_user(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(app=APP)
    pytester.path.joinpath("test_app.py").write_text(FAILS)
    result = run(pytester)
    result.assert_outcomes(failed=1, passed=1, errors=4)
    result.stdout.fnmatch_lines_random(
        [
            '>       user.sees("Count: 2")',
            "E       stproof.proving.user.ExpectationFailed: steps     opens the app, then clicks 'Add'",
            "E       expected  to see 'Count: 2'",
            "E       saw       it is nowhere on the page",
            "test_app.py:7: ExpectationFailed",
            "expected  the app to raise no error that the test does not ask for",
            "saw       ZeroDivisionError: division by zero at *app.py:7",
            'stproof: `user` needs to know its app: write @proves("path/to/app.py") above the test',
            "stproof: @proves('gone.py'): there is no such app next to test_app.py or in *",
        ]
    )
    result.stdout.no_fnmatch_line("*stproof/*.py*")
    result.stdout.no_fnmatch_line("*another exception*")
