"""From outcomes to verdicts: what is expected and what was seen, on both engines, and on wrong versions."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from stproof.model.finding import Severity
from stproof.model.run import App, Cause, Engine, ErrorSeen, Outcome, Status
from stproof.model.skill import ExpectedError, Proof, Snippet
from stproof.model.target import Target, TargetKind
from stproof.model.task import Result, Subject, SubjectKind, Task, Verdict
from stproof.reading.subjects import of_snippet
from stproof.report.report import Report
from stproof.report.summary import counts, notes
from stproof.report.text import lines
from stproof.running.plan import Planner
from stproof.verdict import judge as judging
from stproof.verdict.judge import judge

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
LATE = Outcome(status=Status.TIMEOUT, message="still running after 10 s")
STOPS = Outcome(status=Status.ERROR, cause=Cause.ENGINE_ERROR, message="AppTest itself stops: X: y")
EXPECTED = ExpectedError(line=12, type="KeyError")


def subject(*expected_errors: ExpectedError, name: str | None = "counter") -> Subject:
    snippet = Snippet(
        page=PAGE,
        line=10,
        code_line=11,
        code="x = 1\n",
        section="It counts",
        name=name,
        expected_errors=expected_errors,
    )
    return of_snippet(snippet)


def app(kind: SubjectKind = SubjectKind.APP) -> Subject:
    return Subject(
        name="app.py",
        kind=kind,
        path="app.py",
        line=1,
        statement="app.py",
        app=App(name="app.py", entry="/app.py"),
        sources=(),
    )


def proof(*, apptest_shows: str = "") -> Proof:
    path = "tests/proofs/page.py"
    return Proof(function="counts", path=path, line=5, names=("counter",), apptest_shows=apptest_shows)


def opened(outcome: Outcome, *expected_errors: ExpectedError, of: Subject | None = None) -> Result:
    return Result(task=PLANNER.opens(of or subject(*expected_errors), engine=Engine.APPTEST), outcome=outcome)


def proven(
    outcome: Outcome,
    engine: Engine = Engine.APPTEST,
    *,
    counterexample: bool = False,
    shows: str = "",
    of: Subject | None = None,
) -> Result:
    made = proof(apptest_shows=shows)
    task: Task = PLANNER.proof(made, of or subject(), engine=engine, counterexample=counterexample)
    return Result(task=task, outcome=outcome)


def raised(*errors: ErrorSeen) -> Outcome:
    return Outcome(status=Status.PASSED, errors=errors)


def found(*results: Result) -> list[str]:
    return [str(one) for verdict in judge(results) for one in verdict.findings]


def rules(*results: Result) -> list[str]:
    return [one.split()[1] for one in found(*results)]


def told(*results: Result) -> tuple[str, ...]:
    """The one finding, with its lines."""
    (finding,) = [one for verdict in judge(results) for one in verdict.findings]
    return finding.lines()


# --- no outcome is passed over ----------------------------------------------------------------


OUTCOMES = [
    Outcome(status=status, cause=cause, message="m") for status, cause in product(Status, (None, *Cause))
]
"""Every status with every cause, also those that no engine gives."""


@pytest.mark.parametrize("errors", [(), (KEY,)], ids=["no error", "an error"])
@pytest.mark.parametrize(
    "what",
    [subject(), subject(EXPECTED), subject(name=None), app(SubjectKind.EXAMPLE), app()],
    ids=["named snippet", "named snippet with an expected error", "fence", "example", "app"],
)
def test_opening_ends_well_or_with_a_finding(what: Subject, errors: tuple[ErrorSeen, ...]) -> None:
    for outcome in OUTCOMES:
        (verdict,) = judge([opened(replace(outcome, errors=errors), of=what)])
        as_written = outcome.status is Status.PASSED and (not errors or bool(what.expected_errors))
        assert (verdict.good, verdict.silent) == (as_written, False)
        assert bool(verdict.findings) is not as_written or what.expected_errors == (EXPECTED,)


def test_apptest_is_not_asked_on_a_release_on_which_a_proof_says_that_it_errs() -> None:
    """Neither what it says of the proof, nor what it says of opening the snippet."""
    made = replace(proof(apptest_shows="It never ends."), apptest_releases="1.29..1.31")
    task = PLANNER.proof(made, subject(), engine=Engine.APPTEST)
    late, lost = Outcome(status=Status.TIMEOUT, message="late"), raised(KEY)
    opening = opened(lost)
    for release, expected in (("1.30.0", []), ("1.32.0", ["SN351", "PR453"])):
        here = Result(task=task.on(release), outcome=late)
        assert rules(opening, here) == expected
        assert not any(verdict.silent for verdict in judge([opening, here]))


def on_proofs(*results: Result) -> Verdict:
    (verdict,) = [each for each in judge(results) if each.proof]
    return verdict


@pytest.mark.parametrize("counterexample", [False, True], ids=["proof", "wrong version"])
@pytest.mark.parametrize("engine", Engine)
def test_proof_ends_well_or_with_a_finding_or_was_skipped(engine: Engine, counterexample: bool) -> None:
    what, where = ("wrong version", "proof")[not counterexample], ("in the browser", "under AppTest")
    note = f"1 {what} skipped {where[engine is Engine.APPTEST]}: m"
    for outcome in OUTCOMES:
        result = proven(outcome, engine, counterexample=counterexample)
        verdict, skipped = on_proofs(result), outcome.status is Status.SKIPPED
        refuted = outcome.status is Status.FAILED and outcome.cause is Cause.MISMATCH
        good = refuted if counterexample else outcome.status is Status.PASSED
        assert (verdict.good, verdict.silent) == (None if skipped else good, False)
        assert list(notes([], [result])) == ([note] if skipped else [])


@pytest.mark.parametrize("shows", ["", "the old value"], ids=["undeclared", "declared"])
@pytest.mark.parametrize("counterexample", [False, True], ids=["proof", "wrong version"])
def test_two_engines_are_never_silent(counterexample: bool, shows: str) -> None:
    for apptest, browser in product(OUTCOMES, OUTCOMES):
        verdict = on_proofs(
            proven(apptest, counterexample=counterexample, shows=shows),
            proven(browser, Engine.BROWSER, counterexample=counterexample, shows=shows),
        )
        assert not verdict.silent
        if apptest.status is browser.status is Status.SKIPPED:
            assert verdict.good is None


def test_what_no_engine_was_able_to_judge_is_not_counted() -> None:
    skipped = Outcome(status=Status.SKIPPED, cause=Cause.UNSUPPORTED, message="not on this release")
    verdicts = judge([proven(skipped), proven(skipped, Engine.BROWSER), proven(FAILS, shows="b", of=app())])
    assert [verdict.good for verdict in verdicts if verdict.proof] == [None, None]
    assert [(one.good, one.total) for one in counts(verdicts)] == [(0, 0)] * 4


def test_judge_that_says_nothing_is_a_fault_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "of_subject", lambda *_: ())
    monkeypatch.setattr(judging, "of_proof", lambda *_: ())
    target = Target(kind=TargetKind.SKILL, title="my-skill", root="/skill")
    verdicts = judge([opened(STOPS), proven(FAILS)])
    report = Report(target=target, static=(), findings=(), verdicts=verdicts)
    fault = "neither passed nor has a finding; this is a fault of stproof"
    assert report.exit_code == 2
    assert [line for line, _ in lines(report)] == [
        "my-skill: nothing was run (--static)",
        "  0 of 1 snippet runs",
        "  0 of 1 proof holds",
        f"references/page.md:10: opening 'counter' {fault}",
        f"references/page.md:10: the proof 'counts' on 'counter' {fault}",
        "Not everything could be judged, in 0.0 s.",
    ]


# --- what one page or app says -----------------------------------------------------------------


def test_all_holds() -> None:
    assert found(opened(HOLDS), proven(HOLDS), proven(HOLDS, Engine.BROWSER)) == []


def test_every_subject_is_judged_by_itself() -> None:
    other = subject(name="other")
    (finding,) = found(proven(FAILS), proven(HOLDS, of=other))
    assert "'It counts' does not hold" in finding
    (finding,) = found(opened(HOLDS), opened(raised(KEY), of=other))
    assert "'other' raises KeyError" in finding


@pytest.mark.parametrize("type_", ["KeyError", "LookupError", "builtins.KeyError"])
def test_expected_error_is_the_type_or_a_subclass(type_: str) -> None:
    assert found(opened(raised(KEY), ExpectedError(line=12, type=type_))) == []


def test_error_that_is_not_expected() -> None:
    assert found(opened(raised(KEY))) == [
        "references/page.md:12: SN351 'counter' raises KeyError: 'x'; "
        "fix the snippet, or write `# raises KeyError` at this line"
    ]


def test_error_without_a_place_is_told_at_the_fence() -> None:
    (finding,) = found(opened(raised(ErrorSeen(type="E", bases=("E",), message="m"))))
    assert finding.startswith("references/page.md:10: SN351 ")


def test_expected_error_that_was_not_raised() -> None:
    assert found(opened(HOLDS, EXPECTED)) == [
        "references/page.md:12: SN352 'counter' says `# raises KeyError` here, and KeyError was not raised; "
        "remove the comment, or let a proof do what raises it"
    ]


def test_error_of_another_type_is_one_finding() -> None:
    assert found(opened(raised(KEY), ExpectedError(line=12, type="ValueError"))) == [
        "references/page.md:12: SN353 'counter' expects ValueError and raises KeyError: 'x'; "
        "write `# raises KeyError`"
    ]


def test_error_at_another_line_is_two_findings() -> None:
    assert rules(opened(raised(KEY), ExpectedError(line=13, type="KeyError"))) == ["SN351", "SN352"]


def test_expected_error_may_be_raised_in_a_proof() -> None:
    assert found(opened(HOLDS, EXPECTED), proven(raised(KEY), of=subject(EXPECTED))) == []


def test_expected_error_is_not_missed_where_the_snippet_did_not_end() -> None:
    assert found(opened(LATE, EXPECTED)) == [
        "references/page.md:10: SN355 'counter' is still running after 10 s; end it, or raise --timeout"
    ]


def test_same_error_twice_is_one_finding() -> None:
    assert len(found(opened(raised(KEY)), proven(raised(KEY)))) == 1


def test_error_of_an_app_in_its_proofs_is_not_told_of_the_app() -> None:
    assert found(proven(raised(KEY), of=app())) == []
    assert rules(opened(raised(KEY), of=app())) == ["SN351"]


def test_long_message_is_cut() -> None:
    error = ErrorSeen(type="E", bases=("E",), message="word " * 100, path=PAGE, line=12)
    (finding,) = found(opened(raised(error)))
    assert "word…; fix the snippet" in finding
    assert len(finding) < 300


@pytest.mark.parametrize(
    ("outcome", "finding"),
    [
        (
            Outcome(status=Status.CRASH, message="the process ended, exit code 3"),
            "SN356 'counter' crashes: the process ended, exit code 3; do not end the process",
        ),
        (
            Outcome(status=Status.PASSED, leaked=("1 thread", "2 processes")),
            "SN357 'counter' leaves 1 thread and 2 processes running; end what it starts",
        ),
        (
            Outcome(status=Status.PASSED, changed=("json.dumps", "the umask")),
            "SN350 'counter' reaches beyond itself: json.dumps, the umask; leave as it is what others share",
        ),
        (
            STOPS,
            "SN359 'counter' could not be run: AppTest itself stops: X: y; "
            "open it with `stproof run` to see what it does",
        ),
        (
            Outcome(status=Status.FAILED, cause=Cause.SYNTAX, message="m"),
            "SN359 'counter' could not be run: m; open it with `stproof run` to see what it does",
        ),
    ],
)
def test_other_ends_of_a_snippet(outcome: Outcome, finding: str) -> None:
    assert found(opened(outcome)) == [f"references/page.md:10: {finding}"]


@pytest.mark.parametrize("name", ["counter", None])
def test_what_still_runs_is_a_warning(name: str | None) -> None:
    (verdict,) = judge([opened(replace(HOLDS, leaked=("1 thread",)), of=subject(name=name))])
    assert [(one.rule, one.severity) for one in verdict.findings] == [("SN357", Severity.WARNING)]


def test_snippet_that_does_not_compile_is_told_at_the_line_of_the_error() -> None:
    error = ErrorSeen(
        type="SyntaxError", bases=("SyntaxError",), message="invalid syntax", path=PAGE, line=14
    )
    broken = Outcome(status=Status.FAILED, cause=Cause.SYNTAX, message="m", errors=(error,))
    message = "SN354 'counter' does not compile: SyntaxError: invalid syntax; fix the syntax"
    assert found(opened(broken)) == [f"references/page.md:14: {message}"]
    unknown = replace(broken, errors=(replace(error, path="", line=0),))
    assert found(opened(unknown)) == [f"references/page.md:10: {message}"]


def test_snippet_without_a_name_is_the_snippet() -> None:
    (finding,) = found(opened(raised(KEY), of=subject(name=None)))
    assert finding.startswith("references/page.md:12: SN351 the snippet raises KeyError: 'x'; ")


# --- proofs -----------------------------------------------------------------------------------


def test_failed_proof_tells_statement_proof_and_steps() -> None:
    assert told(proven(FAILS)) == (
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
    ("declared", "apptest", "browser", "wanted", "good"),
    [
        ("", HOLDS, HOLDS, [], True),
        ("", HOLDS, None, [], True),
        ("", None, HOLDS, [], True),
        ("", FAILS, HOLDS, ["PR457"], True),
        ("", FAILS, FAILS, ["PR451"], False),
        ("", FAILS, None, ["PR451"], False),
        ("", FAILS, SKIPPED, ["PR451"], False),
        ("", HOLDS, FAILS, ["PR451"], False),
        ("", HOLDS, LATE, ["PR453"], False),
        ("", SKIPPED, SKIPPED, [], None),
        ("", STOPS, HOLDS, ["PR457"], True),
        ("", STOPS, None, ["PR453"], False),
        ("", HOLDS, STOPS, ["PR453"], False),
        (DECLARED, FAILS, HOLDS, [], True),
        (DECLARED, STOPS, HOLDS, [], True),
        (DECLARED, FAILS, None, [], None),
        (DECLARED, FAILS, SKIPPED, [], None),
        (DECLARED, FAILS, FAILS, ["PR451"], False),
        (DECLARED, HOLDS, HOLDS, ["PR458"], True),
        (DECLARED, HOLDS, None, ["PR458"], None),
        (DECLARED, HOLDS, FAILS, ["PR451", "PR458"], False),
        (DECLARED, SKIPPED, HOLDS, [], True),
    ],
)
def test_two_engines(
    declared: str, apptest: Outcome | None, browser: Outcome | None, wanted: list[str], good: bool | None
) -> None:
    outcomes = {Engine.APPTEST: apptest, Engine.BROWSER: browser}
    results = [proven(one, engine, shows=declared) for engine, one in outcomes.items() if one]
    assert rules(*results) == wanted
    assert on_proofs(*results).good is good


def test_failure_on_both_engines_names_both() -> None:
    (finding,) = found(proven(FAILS), proven(FAILS, Engine.BROWSER))
    assert "'It counts' does not hold under AppTest and in the browser: expected" in finding


def test_differences_name_what_was_declared() -> None:
    assert found(proven(HOLDS, shows=DECLARED)) == [
        "tests/proofs/page.py:5: PR458 the proof 'counts' holds under AppTest too, but says that AppTest "
        "shows: 'the old value'; remove apptest_shows"
    ]


@pytest.mark.parametrize(
    ("apptest", "instead"), [(FAILS, "expected to see 'a'"), (STOPS, "AppTest itself stops: X: y")]
)
def test_difference_that_is_not_declared(apptest: Outcome, instead: str) -> None:
    assert found(proven(apptest), proven(HOLDS, Engine.BROWSER)) == [
        "tests/proofs/page.py:5: PR457 the proof 'counts' holds in the browser, and under AppTest it does "
        f'not: {instead}; add apptest_shows="…" to @proves'
    ]


@pytest.mark.parametrize(
    ("outcome", "finding"),
    [
        (
            Outcome(status=Status.ERROR, cause=Cause.PROOF_ERROR, message="NameError: x", proof_line=9),
            "tests/proofs/page.py:9: PR452 the proof 'counts' stops with NameError: x; fix the proof",
        ),
        (
            LATE,
            "references/page.md:10: PR453 'It counts' could not be proven under AppTest: "
            "still running after 10 s; fix the app or the proof, or raise --timeout",
        ),
        (
            STOPS,
            "references/page.md:10: PR453 'It counts' could not be proven under AppTest: "
            "AppTest itself stops: X: y; fix the app or the proof, or raise --timeout",
        ),
        (
            Outcome(status=Status.FAILED, cause=Cause.UNSUPPORTED, message="AppTest has none", proof_line=8),
            "tests/proofs/page.py:8: PR454 the proof 'counts' does what AppTest cannot: "
            'AppTest has none; add engines=("browser",) and reason="…" to @proves',
        ),
    ],
)
def test_proof_that_says_nothing(outcome: Outcome, finding: str) -> None:
    assert found(proven(outcome)) == [finding]


def test_broken_proof_tells_how_far_it_came() -> None:
    broken = replace(FAILS, status=Status.ERROR, cause=Cause.PROOF_ERROR, message="NameError: x")
    assert told(proven(broken))[2:4] == (
        "    proof     tests/proofs/page.py:7 counts",
        "    steps     opens the app, then clicks 'Add'",
    )


# --- wrong versions ---------------------------------------------------------------------------


def test_wrong_version_on_which_the_proof_holds() -> None:
    assert found(proven(HOLDS, counterexample=True)) == [
        "tests/proofs/page.py:5: PR455 the proof 'counts' holds on 'counter' (references/page.md:10) too, "
        "which the page calls wrong; let the proof see the difference"
    ]


def test_wrong_version_of_an_app_on_which_the_proof_holds() -> None:
    wrong = replace(app(), name="wrong.py")
    assert found(proven(HOLDS, counterexample=True, of=wrong)) == [
        "tests/proofs/page.py:5: PR455 the proof 'counts' holds on 'wrong.py' too, "
        "which its refutes= calls wrong; let the proof see the difference"
    ]


def failed(cause: Cause, *errors: ErrorSeen) -> Outcome:
    return Outcome(status=Status.FAILED, cause=cause, message="m", errors=errors)


@pytest.mark.parametrize(
    ("outcome", "wanted"),
    [
        (failed(Cause.MISMATCH), []),
        (failed(Cause.NOT_FOUND), ["PR456"]),
        (failed(Cause.SYNTAX), ["PR456"]),
        (failed(Cause.APP_ERROR), ["PR456"]),
        (failed(Cause.UNSUPPORTED), ["PR456"]),
        (Outcome(status=Status.CRASH, message="m"), ["PR456"]),
        (LATE, ["PR456"]),
        (STOPS, ["PR456"]),
        (Outcome(status=Status.ERROR, cause=Cause.PROOF_ERROR, message="m"), ["PR452"]),
        (SKIPPED, []),
    ],
)
def test_wrong_version_must_fail_for_what_a_person_sees(outcome: Outcome, wanted: list[str]) -> None:
    assert rules(proven(outcome, counterexample=True)) == wanted


def test_wrong_version_that_fails_by_accident_tells_how() -> None:
    accident = replace(FAILS, cause=Cause.NOT_FOUND, message="there is no button 'Add'", steps=())
    assert told(proven(accident, counterexample=True)) == (
        "references/page.md:10: PR456 the proof 'counts' fails on 'counter', but not for what a person sees: "
        "there is no button 'Add'; make the two versions differ in what is seen only",
        "    snippet   counter (references/page.md:10)",
        "    proof     tests/proofs/page.py:7 counts",
        "    steps     opens the app",
        "    expected  there is no button 'Add'",
        "    saw       'b'",
    )


@pytest.mark.parametrize(("line", "wanted"), [(12, []), (13, ["SN351", "SN352", "PR456"])])
def test_wrong_version_may_fail_by_an_error_that_its_page_expects(line: int, wanted: list[str]) -> None:
    wrong = subject(ExpectedError(line=line, type="LookupError"))
    assert rules(proven(failed(Cause.APP_ERROR, KEY), counterexample=True, of=wrong)) == wanted


def test_browser_judges_the_wrong_version() -> None:
    fails, holds = proven(FAILS, counterexample=True), proven(HOLDS, counterexample=True)
    assert found(holds, proven(FAILS, Engine.BROWSER, counterexample=True)) == []
    assert rules(fails, proven(HOLDS, Engine.BROWSER, counterexample=True)) == ["PR455"]


def test_apptest_judges_the_wrong_version_where_the_browser_cannot() -> None:
    skipped = proven(SKIPPED, Engine.BROWSER, counterexample=True)
    assert rules(proven(HOLDS, counterexample=True), skipped) == ["PR455"]


def test_apptest_cannot_judge_the_wrong_version_of_what_it_shows_wrongly() -> None:
    assert found(proven(HOLDS, counterexample=True, shows=DECLARED)) == []


def test_error_that_streamlit_raises_outside_of_the_apps_lines_may_be_expected_at_any() -> None:
    elsewhere = replace(KEY, path="", line=0)
    assert found(opened(raised(elsewhere), EXPECTED)) == []
    assert rules(opened(raised(replace(elsewhere, type="ValueError", bases=())), EXPECTED)) == [
        "SN351",
        "SN352",
    ]


def test_error_that_only_a_browser_may_see_is_not_missed_without_one() -> None:
    opening = opened(HOLDS, EXPECTED)
    assert rules(opening) == ["SN352"]
    assert rules(replace(opening, task=replace(opening.task, partial=True))) == []


def test_opening_is_partial_where_a_proof_needs_the_browser_that_the_run_does_not_have() -> None:
    target = Target(
        kind=TargetKind.SKILL,
        title="t",
        root="/skill",
        subjects={"counter": subject()},
        proofs=(proof(apptest_shows="b"),),
    )
    both = (Engine.APPTEST, Engine.BROWSER)
    assert [task.partial for task in PLANNER.tasks(target, both[:1]) if not task.proof] == [True]
    assert [task.partial for task in PLANNER.tasks(target, both) if not task.proof] == [False]
