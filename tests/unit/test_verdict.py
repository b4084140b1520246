"""From outcomes to findings: what is promised and what came, both engines, and twins."""

from __future__ import annotations

import pytest

from stproof.model.run import App, ErrorSeen, Outcome, Status, Cause
from stproof.model.finding import Severity
from stproof.model.skill import ExpectedError, Proof, Snippet
from stproof.model.task import Subject
from stproof.model.task import Task
from stproof.reading.subjects import of_snippet
from stproof.running.plan import Planner
from stproof.model.task import Result
from stproof.verdict.judge import verdict

PAGE = "references/page.md"
PLANNER = Planner(root="/skill", timeout=10)
HOLDS = Outcome(status=Status.PASSED)
FAILS = Outcome(
    status=Status.FAILED,
    cause=Cause.MISMATCH,
    message="to see 'a'",
    observed=("'b'",),
    steps=("clicks 'Add'",),
    proof_line=7,
)
KEY = ErrorSeen(type="KeyError", bases=("KeyError", "LookupError"), message="'x'", path=PAGE, line=12)


def subject(*expected_errors: ExpectedError, name: str | None = "counter") -> Subject:
    snippet = Snippet(
        page=PAGE, line=10, code_line=11, code="x = 1\n", section="It counts", name=name, expected_errors=promises
    )
    return of_snippet(snippet)


def proof(*, apptest_shows: str = "", twins: tuple[str, ...] = ()) -> Proof:
    return Proof(
        function="counts",
        path="tests/proofs/page.py",
        line=5,
        names=("counter",),
        counterexamples=twins,
        apptest_shows=apptest_shows,
    )


def opened(outcome: Outcome, *expected_errors: ExpectedError) -> Result:
    return Result(task=PLANNER.opens(subject(*expected_errors)), outcome=outcome)


def proven(outcome: Outcome, engine: str = "apptest", *, counterexample: bool = False, shows: str = "") -> Result:
    task: Task = PLANNER.proof(proof(apptest_shows=shows), subject(), engine=engine, counterexample=twin)
    return Result(task=task, outcome=outcome)


def raised(*errors: ErrorSeen) -> Outcome:
    return Outcome(status=Status.PASSED, errors=errors)


def found(*results: Result) -> list[str]:
    return [str(one) for one in verdict(results)]


def test_all_holds() -> None:
    assert found(opened(HOLDS), proven(HOLDS), proven(HOLDS, "browser")) == []


def test_every_subject_is_judged_by_itself() -> None:
    other = subject(name="other")
    holds = Result(task=PLANNER.proof(proof(), other, engine="apptest"), outcome=HOLDS)
    raises = Result(task=PLANNER.opens(other), outcome=raised(KEY))
    (finding,) = found(proven(FAILS), holds)
    assert "'It counts' does not hold" in finding
    (finding,) = found(opened(HOLDS), raises)
    assert "'other' raises KeyError" in finding


# --- promises ---------------------------------------------------------------------------------


@pytest.mark.parametrize("type_", ["KeyError", "LookupError", "builtins.KeyError"])
def test_promise_is_kept_by_the_type_or_a_subclass(type_: str) -> None:
    assert found(opened(raised(KEY), ExpectedError(line=12, type=type_))) == []


def test_error_that_is_not_promised() -> None:
    assert found(opened(raised(KEY))) == [
        "references/page.md:12: SN351 'counter' raises KeyError: 'x'; "
        "mend the snippet, or write `# raises KeyError` at this line"
    ]


def test_error_without_a_place_stands_at_the_fence() -> None:
    (finding,) = found(opened(raised(ErrorSeen(type="E", bases=("E",), message="m"))))
    assert finding.startswith("references/page.md:10: SN351 ")


def test_promise_that_is_not_kept() -> None:
    assert found(opened(HOLDS, ExpectedError(line=12, type="KeyError"))) == [
        "references/page.md:12: SN352 'counter' says `# raises KeyError` here, and no KeyError came; "
        "remove the comment, or let a proof do what brings the error about"
    ]


def test_error_of_another_type_is_one_finding() -> None:
    assert found(opened(raised(KEY), ExpectedError(line=12, type="ValueError"))) == [
        "references/page.md:12: SN353 'counter' promises ValueError and raises KeyError: 'x'; "
        "write `# raises KeyError`"
    ]


def test_error_at_another_line_is_two_findings() -> None:
    rules = [finding.split()[1] for finding in found(opened(raised(KEY), ExpectedError(line=13, type="KeyError")))]
    assert rules == ["SN351", "SN352"]


def test_promise_may_be_kept_by_a_proof() -> None:
    task = PLANNER.proof(proof(), subject(ExpectedError(line=12, type="KeyError")), engine="apptest")
    assert (
        found(opened(HOLDS, ExpectedError(line=12, type="KeyError")), Result(task=task, outcome=raised(KEY))) == []
    )


def test_promise_is_not_asked_for_where_the_snippet_did_not_end() -> None:
    late = Outcome(status=Status.TIMEOUT, cause=Cause.APP_ERROR, message="still running after 10 s")
    assert found(opened(late, ExpectedError(line=12, type="KeyError"))) == [
        "references/page.md:10: SN355 'counter' is still running after 10 s; end it, or raise --timeout"
    ]


def test_same_error_twice_is_one_finding() -> None:
    assert len(found(opened(raised(KEY)), proven(raised(KEY)))) == 1


def test_error_of_an_app_in_its_proofs_is_the_proofs_matter() -> None:
    app = Subject(
        name="app.py", path="app.py", line=1, statement="app.py", app=App(name="app.py", entry="/app.py")
    )
    task = PLANNER.proof(proof(), app, engine="apptest")
    assert found(Result(task=task, outcome=raised(KEY))) == []
    assert len(found(Result(task=PLANNER.opens(app), outcome=raised(KEY)))) == 1


def test_long_message_is_cut() -> None:
    error = ErrorSeen(type="E", bases=("E",), message="word " * 100, path=PAGE, line=12)
    (finding,) = found(opened(raised(error)))
    assert "word…; mend the snippet" in finding
    assert len(finding) < 300


@pytest.mark.parametrize(
    ("outcome", "finding"),
    [
        (
            Outcome(status=Status.CRASH, cause=Cause.APP_ERROR, message="the process ended, exit code 3"),
            "SN356 'counter' crashes: the process ended, exit code 3; do not end the process",
        ),
        (
            Outcome(status=Status.PASSED, leaked=("1 thread", "2 processes")),
            "SN357 'counter' leaves 1 thread and 2 processes running; end what it starts",
        ),
        (
            Outcome(status=Status.FAILED, cause=Cause.APP_ERROR, message="AppTest itself stops: X"),
            "SN351 'counter' raises AppTest: AppTest itself stops: X; "
            "mend the snippet, or write `# raises AppTest` at this line",
        ),
    ],
)
def test_other_ends_of_a_snippet(outcome: Outcome, finding: str) -> None:
    assert found(opened(outcome)) == [f"references/page.md:10: {finding}"]


def test_what_runs_on_is_a_warning() -> None:
    (finding,) = verdict([opened(Outcome(status=Status.PASSED, leaked=("1 thread",)))])
    assert finding.severity is Severity.WARNING


def test_snippet_that_does_not_compile() -> None:
    broken = Outcome(
        status=Status.FAILED, cause=Cause.SYNTAX, message="SyntaxError: invalid syntax", observed=(f"{PAGE}:14",)
    )
    assert found(opened(broken)) == [
        "references/page.md:14: SN354 'counter' does not compile: SyntaxError: invalid syntax; "
        "mend the syntax"
    ]


def test_snippet_that_does_not_compile_in_an_unknown_line_is_told_at_its_fence() -> None:
    broken = Outcome(status=Status.FAILED, cause=Cause.SYNTAX, message="source code contains null bytes")
    assert found(opened(broken))[0].startswith("references/page.md:10: SN354 ")


def test_snippet_without_a_name_is_the_snippet() -> None:
    task = PLANNER.opens(subject(name=None))
    (finding,) = found(Result(task=task, outcome=raised(KEY)))
    assert finding.startswith("references/page.md:12: SN351 the snippet raises KeyError: 'x'; ")


# --- proofs -----------------------------------------------------------------------------------


def test_failed_proof_tells_statement_proof_and_steps() -> None:
    (finding,) = verdict([proven(FAILS)])
    assert finding.lines() == (
        "references/page.md:10: PR451 'It counts' does not hold under AppTest: expected to see 'a'",
        "    snippet   counter (references/page.md:10)",
        "    proof     tests/proofs/page.py:7 counts",
        "    steps     opens the app, then clicks 'Add'",
        "    expected  to see 'a'",
        "    saw       'b'",
    )


SKIPPED = Outcome(status=Status.SKIPPED, cause=Cause.UNSUPPORTED, message="not on this release")
DECLARED = "the old value"


@pytest.mark.parametrize(
    ("declared", "apptest", "browser", "rules"),
    [
        ("", HOLDS, HOLDS, []),
        ("", HOLDS, None, []),
        ("", None, HOLDS, []),
        ("", FAILS, HOLDS, ["PR457"]),
        ("", FAILS, FAILS, ["PR451"]),
        ("", FAILS, None, ["PR451"]),
        ("", FAILS, SKIPPED, ["PR451"]),
        ("", HOLDS, FAILS, ["PR451"]),
        ("", SKIPPED, SKIPPED, []),
        (DECLARED, FAILS, HOLDS, []),
        (DECLARED, FAILS, None, []),
        (DECLARED, FAILS, FAILS, ["PR451"]),
        (DECLARED, HOLDS, HOLDS, ["PR458"]),
        (DECLARED, HOLDS, None, ["PR458"]),
        (DECLARED, HOLDS, FAILS, ["PR451", "PR458"]),
        (DECLARED, SKIPPED, HOLDS, []),
    ],
)
def test_two_engines(
    declared: str, apptest: Outcome | None, browser: Outcome | None, rules: list[str]
) -> None:
    outcomes = {"apptest": apptest, "browser": browser}
    results = [proven(one, engine, shows=declared) for engine, one in outcomes.items() if one]
    assert [finding.split()[1] for finding in found(*results)] == rules


def test_failure_on_both_engines_names_both() -> None:
    (finding,) = found(proven(FAILS), proven(FAILS, "browser"))
    assert "'It counts' does not hold under AppTest and in the browser: expected" in finding


def test_differences_name_what_was_declared() -> None:
    assert found(proven(HOLDS, shows=DECLARED)) == [
        "tests/proofs/page.py:5: PR458 the proof 'counts' holds under AppTest too, but says that AppTest "
        "shows: 'the old value'; remove apptest_shows"
    ]
    (finding,) = found(proven(FAILS), proven(HOLDS, "browser"))
    assert finding == (
        "tests/proofs/page.py:5: PR457 the proof 'counts' holds in the browser, and under AppTest it does "
        "not: expected to see 'a'; add apptest_shows=\"…\" to @proves"
    )


@pytest.mark.parametrize(
    ("outcome", "finding"),
    [
        (
            Outcome(status=Status.ERROR, cause=Cause.PROOF_ERROR, message="NameError: x", proof_line=9),
            "tests/proofs/page.py:9: PR452 the proof 'counts' stops with NameError: x; mend the proof",
        ),
        (
            Outcome(status=Status.TIMEOUT, cause=Cause.APP_ERROR, message="still running after 10 s"),
            "references/page.md:10: PR453 'It counts' could not be proven under AppTest: "
            "still running after 10 s; mend the app or the proof, or raise --timeout",
        ),
        (
            Outcome(status=Status.FAILED, cause=Cause.UNSUPPORTED, message="AppTest has no server", proof_line=8),
            "tests/proofs/page.py:8: PR454 the proof 'counts' does what AppTest cannot: "
            'AppTest has no server; add engines=("browser",) and reason="…" to @proves',
        ),
    ],
)
def test_proof_that_says_nothing(outcome: Outcome, finding: str) -> None:
    assert found(proven(outcome)) == [finding]


def test_broken_proof_tells_how_far_it_came() -> None:
    broken = Outcome(
        status=Status.ERROR, cause=Cause.PROOF_ERROR, message="NameError: x", steps=("clicks 'Add'",), proof_line=9
    )
    (finding,) = verdict([proven(broken)])
    assert finding.details[1:3] == (
        "proof     tests/proofs/page.py:9 counts",
        "steps     opens the app, then clicks 'Add'",
    )


# --- twins ------------------------------------------------------------------------------------


def test_twin_on_which_the_proof_holds() -> None:
    assert found(proven(HOLDS, counterexample=True)) == [
        "tests/proofs/page.py:5: PR455 the proof 'counts' holds on 'counter' (references/page.md:10) too, "
        "which the page calls wrong; let the proof see the difference"
    ]


FAILS_BY_ACCIDENT = Outcome(
    status=Status.FAILED, cause=Cause.NOT_FOUND, message="there is no button 'Add'", observed=("'b'",), proof_line=7
)


def failed(cause: Cause, *errors: ErrorSeen) -> Outcome:
    return Outcome(status=Status.FAILED, cause=why, message="m", errors=errors, observed=(f"{PAGE}:10",))


@pytest.mark.parametrize(
    ("outcome", "rules"),
    [
        (failed(Cause.MISMATCH), []),
        (failed(Cause.NOT_FOUND), ["PR456"]),
        (failed(Cause.SYNTAX), ["PR456"]),
        (failed(Cause.APP_ERROR), ["PR456"]),
        (failed(Cause.UNSUPPORTED), ["PR456"]),
        (Outcome(status=Status.CRASH, message="m"), ["PR456"]),
        (Outcome(status=Status.TIMEOUT, message="m"), ["PR456"]),
        (Outcome(status=Status.ERROR, message="m"), ["PR452"]),
        (SKIPPED, []),
    ],
)
def test_twin_must_fail_for_what_a_person_sees(outcome: Outcome, rules: list[str]) -> None:
    assert [finding.split()[1] for finding in found(proven(outcome, counterexample=True))] == rules


def test_twin_that_fails_by_accident_tells_how() -> None:
    (finding,) = verdict([proven(FAILS_BY_ACCIDENT, counterexample=True)])
    assert finding.lines() == (
        "references/page.md:10: PR456 the proof 'counts' fails on 'counter', but not for what a person sees: "
        "there is no button 'Add'; make the two versions differ in what is seen only",
        "    snippet   counter (references/page.md:10)",
        "    proof     tests/proofs/page.py:7 counts",
        "    steps     opens the app",
        "    expected  there is no button 'Add'",
        "    saw       'b'",
    )


@pytest.mark.parametrize(("line", "rules"), [(12, []), (13, ["SN351", "SN352", "PR456"])])
def test_twin_may_fail_by_an_error_that_its_page_promises(line: int, rules: list[str]) -> None:
    wrong = subject(ExpectedError(line=line, type="LookupError"))
    task = PLANNER.proof(proof(), wrong, engine="apptest", counterexample=True)
    result = Result(task=task, outcome=failed(Cause.APP_ERROR, KEY))
    assert [finding.split()[1] for finding in found(result)] == rules


def test_browser_judges_the_twin() -> None:
    assert found(proven(HOLDS, counterexample=True), proven(FAILS, "browser", counterexample=True)) == []
    (finding,) = found(proven(FAILS, counterexample=True), proven(HOLDS, "browser", counterexample=True))
    assert "PR455" in finding


def test_apptest_cannot_judge_the_twin_of_what_it_shows_wrongly() -> None:
    assert found(proven(HOLDS, counterexample=True, shows=DECLARED)) == []
