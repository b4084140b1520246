"""Evidence: what one result says, its files, what differs from run to run, and what is made from it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from stproof.errors import StproofError
from stproof.evidence.changes import Change, changes
from stproof.evidence.claims import History, SubjectHistory
from stproof.evidence.grid import Cell, grid_of
from stproof.evidence.picture import svg
from stproof.evidence.record import Claim, Record, State, record_of
from stproof.evidence.store import FOLDER, SCHEMA_FILE, Run, read, read_all, write
from stproof.evidence.versions import versions_page
from stproof.model.run import App, Cause, Engine, ErrorSeen, Job, Outcome, Status
from stproof.model.skill import ExpectedError, Proof, SourceFile
from stproof.model.task import Result, Subject, SubjectKind, Task

PAGE = "references/page.md"
PROOF = Proof(function="shows_it", path="tests/proofs/page.py", line=3, names=("one",), source="p")
RUN = Run(engine=Engine.APPTEST, checker="1.0", python="3.11.7", date="2026-11-21")
ONE = Claim(subject="one", proof="shows_it")


def subject(name: str = "one", *expected: ExpectedError) -> Subject:
    return Subject(
        name=name,
        kind=SubjectKind.SNIPPET,
        path=PAGE,
        line=2,
        statement=f"It is {name}",
        app=App(name=name, entry="app.py"),
        sources=(SourceFile(name="app.py", path=PAGE, code="x", code_line=3),),
        expected_errors=expected,
    )


def result(
    outcome: Outcome, *, proof: Proof | None = PROOF, wrong: bool = False, of: Subject | None = None
) -> Result:
    one = of or subject()
    return Result(
        task=Task(job=Job(app=one.app), subject=one, proof=proof, counterexample=wrong), outcome=outcome
    )


def error(type_: str, message: str, line: int = 3) -> ErrorSeen:
    return ErrorSeen(type=type_, bases=(type_,), message=message, path=PAGE, line=line)


def record(state: State = State.HOLDS, why: str = "", claim: Claim = ONE) -> Record:
    holds = state is State.HOLDS
    status = Status.PASSED if holds else Status.FAILED
    return Record(
        claim=claim, state=state, status=status, cause=None if holds else Cause.MISMATCH, why=why, hash="0a"
    )


MISMATCH = Outcome(status=Status.FAILED, cause=Cause.MISMATCH, message="to see 'Oslo'")


@pytest.mark.parametrize(
    ("given", "state", "why"),
    [
        (result(Outcome(status=Status.PASSED)), State.HOLDS, ""),
        (result(MISMATCH), State.FAILS, "expected to see 'Oslo'"),
        (
            result(
                replace(MISMATCH, errors=(error("TypeError", "got an unexpected keyword argument 'bind'"),))
            ),
            State.FAILS,
            "no parameter 'bind'",
        ),
        (
            result(
                Outcome(
                    status=Status.FAILED,
                    cause=Cause.APP_ERROR,
                    message="…",
                    errors=(error("AttributeError", "module 'streamlit' has no attribute 'dialog'"),),
                )
            ),
            State.FAILS,
            "no st.dialog",
        ),
        (
            result(Outcome(status=Status.PASSED, errors=(error("KeyError", "'a'\nmore"),)), proof=None),
            State.FAILS,
            "KeyError: 'a'",
        ),
        (
            result(
                Outcome(status=Status.PASSED, errors=(error("ValueError", "no"),)),
                of=subject("one", ExpectedError(line=3, type="KeyError")),
            ),
            State.FAILS,
            "ValueError: no",
        ),
        (
            result(
                Outcome(status=Status.PASSED, errors=(error("KeyError", "no"),)),
                of=subject("one", ExpectedError(line=3, type="KeyError")),
            ),
            State.HOLDS,
            "",
        ),
        (result(MISMATCH, wrong=True), State.HOLDS, ""),
        (
            result(replace(MISMATCH, errors=(error("ValueError", "no"),)), wrong=True),
            State.FAILS,
            "ValueError: no",
        ),
        (
            result(Outcome(status=Status.PASSED), wrong=True),
            State.FAILS,
            "the wrong version does the same",
        ),
        (
            result(
                Outcome(status=Status.FAILED, cause=Cause.NOT_FOUND, message="there is no button 'A'"),
                wrong=True,
            ),
            State.UNCLEAR,
            "there is no button 'A'",
        ),
        (
            result(Outcome(status=Status.ERROR, cause=Cause.ENGINE_ERROR, message="AppTest itself stops: x")),
            State.UNCLEAR,
            "AppTest itself stops: x",
        ),
        (
            result(Outcome(status=Status.TIMEOUT, message="still running after 10 s at page.md:7")),
            State.UNCLEAR,
            "still running after 10 s",
        ),
    ],
)
def test_record_says_whether_it_holds_and_why_not(given: Result, state: State, why: str) -> None:
    made = record_of(given)
    assert (made.state, made.why) == (state, why)


def test_hash_stays_when_code_only_moves() -> None:
    here = record_of(result(MISMATCH))
    moved = record_of(result(MISMATCH, of=replace(subject(), line=80)))
    changed = record_of(result(MISMATCH, proof=replace(PROOF, source="q")))
    assert here.hash == moved.hash != changed.hash


def test_evidence_is_read_as_it_was_written(tmp_path: Path) -> None:
    records = [
        record(),
        record(State.FAILS, "no st.dialog", Claim(subject="one", proof="b", counterexample=True)),
    ]
    write(tmp_path, "1.50.0", records, RUN, [each.claim for each in records])
    assert read(tmp_path, "1.50.0") == {(each.claim, Engine.APPTEST): (each, RUN) for each in records}


def test_file_has_a_line_for_each_record_and_follows_the_schema(tmp_path: Path) -> None:
    records = [record(State.FAILS, "no st.dialog"), record(claim=Claim(subject="one"))]
    write(tmp_path, "1.50.0", records, RUN, [each.claim for each in records])
    text = (tmp_path / FOLDER / "1.50.0.json").read_text()
    assert text.splitlines() == [
        '{"schema": 1, "streamlit": "1.50.0", "runs": [',
        '{"engine": "apptest", "checker": "1.0", "python": "3.11.7", "date": "2026-11-21", "records": [',
        '{"subject": "one", "state": "holds", "hash": "0a"},',
        '{"subject": "one", "proof": "shows_it", "state": "fails", "status": "failed", "cause": "mismatch", '
        '"why": "no st.dialog", "hash": "0a"}',
        "]}",
        "]}",
    ]
    jsonschema.validate(json.loads(text), json.loads(SCHEMA_FILE.read_text()))


def test_new_records_take_the_place_of_old_ones_only(tmp_path: Path) -> None:
    other, gone = Claim(subject="two"), Claim(subject="gone")
    write(tmp_path, "1.50.0", [record(), record(claim=other), record(claim=gone)], RUN, [ONE, other, gone])
    before = (tmp_path / FOLDER / "1.50.0.json").read_text().splitlines()
    later = replace(RUN, date="2026-12-01")
    write(tmp_path, "1.50.0", [record(State.FAILS, "x")], later, [ONE, other])
    known = read(tmp_path, "1.50.0")
    assert known[ONE, Engine.APPTEST] == (record(State.FAILS, "x"), later)
    assert known[other, Engine.APPTEST] == (record(claim=other), RUN)
    assert set(known) == {(ONE, Engine.APPTEST), (other, Engine.APPTEST)}
    write(tmp_path, "1.50.0", [record()], RUN, [ONE, other])
    again = (tmp_path / FOLDER / "1.50.0.json").read_text().splitlines()
    assert again == [line for line in before if "gone" not in line]


def test_engines_do_not_touch_each_other(tmp_path: Path) -> None:
    write(tmp_path, "1.50.0", [record()], RUN, [ONE])
    write(tmp_path, "1.50.0", [record(State.FAILS, "x")], replace(RUN, engine=Engine.BROWSER), [ONE])
    assert {key[1]: each[0].state for key, each in read(tmp_path, "1.50.0").items()} == {
        Engine.APPTEST: State.HOLDS,
        Engine.BROWSER: State.FAILS,
    }


def test_releases_are_read_oldest_first(tmp_path: Path) -> None:
    for release in ("1.9.0", "1.50.0", "1.28.2"):
        write(tmp_path, release, [record()], RUN, [ONE])
    assert list(read_all(tmp_path)) == ["1.9.0", "1.28.2", "1.50.0"]


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": 9, "runs": []}', '{"schema": 1, "runs": [{}]}'])
def test_broken_file_is_one_clear_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / FOLDER / "1.50.0.json"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    with pytest.raises(
        StproofError, match=r"1\.50\.0\.json cannot be read: .*; remove it, and make it again$"
    ):
        read_all(tmp_path)


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (State.HOLDS, State.FAILS, Change.FAILS),
        (State.HOLDS, State.UNCLEAR, Change.UNCLEAR),
        (State.FAILS, State.HOLDS, Change.HOLDS),
        (State.UNCLEAR, State.HOLDS, Change.HOLDS),
        (None, State.FAILS, Change.NEW),
        (State.HOLDS, None, Change.GONE),
        (State.HOLDS, State.HOLDS, None),
        (State.FAILS, State.UNCLEAR, None),
    ],
)
def test_change_against_what_was_known(then: State | None, now: State | None, change: Change | None) -> None:
    other = Claim(subject="other")
    base = {(other, Engine.APPTEST): (record(claim=other), RUN)}
    old = {**base, **({(ONE, Engine.APPTEST): (record(then), RUN)} if then else {})}
    new = {
        (other, Engine.APPTEST): record(claim=other),
        **({(ONE, Engine.APPTEST): record(now)} if now else {}),
    }
    assert [each.change for each in changes("1.67.0", new, {"1.67.0": old})] == ([change] if change else [])


def test_release_without_evidence_is_compared_with_the_one_before() -> None:
    key = (ONE, Engine.APPTEST)
    known = {"1.66.1": {key: (record(), RUN)}, "1.68.0": {key: (record(State.FAILS), RUN)}}
    (changed,) = changes("1.67.0", {key: record(State.FAILS, "no")}, known)
    assert (changed.change, changed.against, changed.why) == (Change.FAILS, "1.66.1", "no")


def history(name: str, apptest: str, browser: str = "", why: str = "") -> SubjectHistory:
    """What was seen on 1.49.1, 1.50.0, 1.50.1 and 1.51.0."""
    claim = Claim(subject=name, proof="p")
    marks = {"+": State.HOLDS, "-": State.FAILS, "?": State.UNCLEAR}
    records = {
        engine: {
            release: record(marks[mark], "" if mark == "+" else why, claim)
            for release, mark in zip(("1.49.1", "1.50.0", "1.50.1", "1.51.0"), seen)
            if mark != " "
        }
        for engine, seen in ((Engine.APPTEST, apptest), (Engine.BROWSER, browser))
    }
    return SubjectHistory(subject=subject(name), claims=(History(claim=claim, proof=PROOF, records=records),))


def test_grid_joins_releases_on_which_nothing_changes() -> None:
    grid = grid_of(
        [history("always", "++++"), history("later", "--++"), history("new", "- ++", why="no st.tabs")]
    )
    assert grid.runs(grid.changing[0]) == ((Cell.OTHER, "1.49.1–1.50"), (Cell.HOLDS, "1.50.1–1.51"))
    assert [(row.subject.name, *row.cells) for row in grid.changing] == [
        ("later", Cell.OTHER, Cell.OTHER, Cell.HOLDS, Cell.HOLDS),
        ("new", Cell.MISSING, Cell.MISSING, Cell.HOLDS, Cell.HOLDS),
    ]


def test_page_of_versions_says_what_changed_and_where_apptest_errs() -> None:
    page = versions_page(
        [history("always", "++++"), history("later", "-+++"), history("errs", "+-++", "++++", "no")]
    )
    assert "on 3 releases of Streamlit, from 1.49.1 to 1.51.0" in page
    assert "- **1.50**: It is later.\n" in page
    assert "| 1.50–1.51 |  | `later` |\n" in page
    assert "- `errs`: on 1.50.0.\n" in page
    assert "always" not in page


def test_picture_has_a_bar_for_each_range_and_names_what_it_shows() -> None:
    drawn = svg(grid_of([history("always", "++++"), history("a<b", "--++")]))
    assert '<rect class="other" x="241" y="49" width="10" height="10" rx="2"/>' in drawn
    assert '<rect class="holds" x="254" y="48" width="26" height="12" rx="2"/>' in drawn
    assert "a&lt;b" in drawn
    assert "1 more hold on all of these" in drawn
    assert "prefers-color-scheme: dark" in drawn


def test_release_on_which_it_was_not_tried_is_as_those_around_it_or_as_the_page_says() -> None:
    others = history("other", "+-+-")  # so that each release is a column
    assert grid_of([history("same", "+  +"), others]).rows[0].cells == (Cell.HOLDS,) * 4

    def cells(seen: str, since: str) -> tuple[Cell, ...]:
        one = history("one", seen)
        stated = replace(one, subject=replace(one.subject, since=since))
        return grid_of([stated, others]).rows[0].cells

    assert cells("-  +", "1.50.1") == (Cell.OTHER, Cell.OTHER, Cell.HOLDS, Cell.HOLDS)
    assert cells(" -++", "1.50.1")[0] is Cell.UNCLEAR
