"""The pytest plugin: the same words as the command, in a skill's folder; nothing anywhere else."""

from __future__ import annotations

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
def test_starts_anew(user):
    user.sees("Count: 0")


@proves("app.py")
def test_asks_for_the_error(user):
    user.clicks("Break")
    user.sees_error("ZeroDivisionError")


@proves("beside.py")
def test_beside(user):
    user.sees("from beside")
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
    pytester.makepyfile("import sys\n\n\ndef test_a():\n    assert 'stproof.check' not in sys.modules")
    pytester.makefile(".md", README="```python\n1 / 0\n```")
    run(pytester).assert_outcomes(passed=1)


def test_no_skill_where_one_is_asked_for(pytester: pytest.Pytester) -> None:
    result = run(pytester, "--stproof")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        [f"ERROR: stproof: {pytester.path} has no SKILL.md; give its folder as --rootdir"]
    )


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
            "SKILL.md:16: SN351 'raising' raises ZeroDivisionError: division by zero; mend the snippet, *",
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


def test_time_limit(skill: pytest.Pytester) -> None:
    skill.path.joinpath("SKILL.md").write_text(FRONT + "```python endless\nwhile True: pass\n```\n")
    result = run(skill, "--stproof-timeout=1", "SKILL.md::endless")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["SKILL.md:5: SN355 'endless' is still running after 1 s at SKILL.md:6; end it, *"]
    )


# --- the fixture `user` -----------------------------------------------------------------------


def test_user_opens_the_app_beside_the_test_or_in_the_working_folder(pytester: pytest.Pytester) -> None:
    pytester.mkdir("tests")
    pytester.makepyfile(app=APP)
    pytester.path.joinpath("tests/beside.py").write_text("import streamlit as st\nst.write('from beside')")
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
            "E       stproof.user.ExpectationFailed: steps     opens the app, then clicks 'Add'",
            "E       expected  to see 'Count: 2'",
            "E       saw       it is nowhere on the page",
            "test_app.py:7: ExpectationFailed",
            "expected  the app to raise no error that the test does not ask for",
            "saw       ZeroDivisionError: division by zero at *app.py:7",
            'stproof: `user` needs to know its app: write @proves("path/to/app.py") above the test',
            "stproof: @proves('gone.py'): there is no such app beside test_app.py or in *",
        ]
    )
    result.stdout.no_fnmatch_line("*stproof/*.py*")
    result.stdout.no_fnmatch_line("*another exception*")
