"""From what was seen on some releases to a range, and from ranges to what a page must say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stproof.evidence.bounds import Bound, boundary_subjects, bounds
from stproof.evidence.claims import History, SubjectHistory
from stproof.evidence.pages import corrected, with_key
from stproof.evidence.ranges import NoRange, Range, as_since, as_until, boundaries, infer
from stproof.evidence.record import Claim, Record, State
from stproof.evidence.rules import of_histories
from stproof.model.run import App, Engine, Status
from stproof.model.skill import Proof, SourceFile
from stproof.model.task import Subject, SubjectKind

RELEASES = ("1.28.2", "1.48.1", "1.49.0", "1.49.1", "1.50.0", "1.50.1", "1.51.0", "1.67.0")
STATES = {"+": State.HOLDS, "-": State.FAILS, "?": State.UNCLEAR}
PROOF = Proof(function="shows_it", path="tests/proofs/page.py", line=3, names=("one",))


def states(marks: str) -> dict[str, State]:
    """`--++`: what was seen on the first releases; a blank where one was not tried."""
    return {release: STATES[mark] for release, mark in zip(RELEASES, marks) if mark != " "}


def history(marks: str, engine: Engine = Engine.BROWSER, proof: Proof | None = PROOF) -> History:
    claim = Claim(subject="one", proof=proof.function if proof else "")
    records = {
        release: Record(
            claim=claim, state=state, status=Status.FAILED, cause=None, why="no parameter 'bind'", hash="0"
        )
        for release, state in states(marks).items()
    }
    return History(claim=claim, proof=proof, records={engine: records})


def subject(since: str | None = None, until: str | None = None) -> SubjectHistory:
    one = Subject(
        name="one",
        kind=SubjectKind.SNIPPET,
        path="page.md",
        line=2,
        statement="It binds",
        app=App(name="one", entry="app.py"),
        sources=(SourceFile(name="app.py", path="page.md", code="", code_line=3),),
        since=since,
        until=until,
    )
    return SubjectHistory(subject=one, claims=())


def seen(*claims: History, since: str | None = None, until: str | None = None) -> SubjectHistory:
    return SubjectHistory(subject=subject(since, until).subject, claims=claims)


def told(found: SubjectHistory) -> list[str]:
    return [f"{one.severity.value} {one}" for one in of_histories([found])]


@pytest.mark.parametrize(
    ("marks", "range_"),
    [
        ("++++++++", Range()),
        ("----++++", Range(since="1.50.0", before="1.49.1")),
        ("++++----", Range(until="1.49.1", after="1.50.0")),
        ("--++--", Range(since="1.49.0", before="1.48.1", until="1.49.1", after="1.50.0")),
        ("-- ?++++", Range(since="1.50.0", before="1.48.1")),
        ("++-+++++", NoRange(why="fails on 1.49.0, and holds before and after")),
        ("++-?-+++", NoRange(why="fails on 1.49.0 to 1.50.0, and holds before and after")),
        ("--------", NoRange(why="never holds")),
        ("???", NoRange(why="is not known on any release")),
        ("", NoRange(why="is not known on any release")),
    ],
)
def test_range_is_inferred_or_given_up_with_a_word(marks: str, range_: Range | NoRange) -> None:
    assert infer(states(marks)) == range_


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        ("++++++++", ()),
        ("-  + + +", ("1.28.2", "1.48.1", "1.49.0", "1.49.1")),
        ("----++++", ("1.49.1", "1.50.0")),
        ("+-   -+ ", ("1.28.2", "1.48.1", "1.50.1", "1.51.0")),
    ],
)
def test_boundary_is_tried_from_the_last_release_before_to_the_first_after(
    marks: str, wanted: tuple[str, ...]
) -> None:
    assert boundaries(states(marks), RELEASES) == wanted


def test_boundaries_are_also_where_the_page_says_so() -> None:
    said = seen(history(""), since="1.49", until="1.50")
    assert boundary_subjects([said], RELEASES) == {
        release: {"one"} for release in ("1.48.1", "1.49.0", "1.50.1", "1.51.0")
    }


@pytest.mark.parametrize(("release", "written"), [("1.50.0", "1.50"), ("1.43.2", "1.43.2")])
def test_first_release_is_written_as_pages_write_it(release: str, written: str) -> None:
    assert as_since(release) == written


@pytest.mark.parametrize(
    ("release", "after", "written"),
    [("1.50.1", "1.51.0", "1.50"), ("1.50.0", "1.50.1", "1.50.0"), ("1.67.0", None, "1.67")],
)
def test_last_release_is_written_as_pages_write_it(release: str, after: str | None, written: str) -> None:
    assert as_until(release, after) == written


@pytest.mark.parametrize(
    ("inside", "outside", "exact"),
    [
        ("1.50.0", "1.49.1", True),
        ("1.43.2", "1.43.1", True),
        ("1.43.2", "1.43.0", False),
        ("1.43.2", "1.42.2", False),
        ("1.49.1", "1.50.0", True),
        ("1.49.1", None, False),
        (None, None, False),
    ],
)
def test_bound_is_exact_where_no_release_is_between(
    inside: str | None, outside: str | None, exact: bool
) -> None:
    assert Bound(inside=inside, outside=outside).is_exact is exact


def test_range_of_a_subject_is_that_of_its_narrowest_claim() -> None:
    found = bounds(seen(history("--++++++"), history("----++--")))
    assert found is not None
    assert (found.since.inside, found.since.outside) == ("1.50.0", "1.49.1")
    assert (found.until.inside, found.until.outside) == ("1.50.1", "1.51.0")


@pytest.mark.parametrize("since", ["1.50", "1.50.0"])
def test_right_since_is_not_told(since: str) -> None:
    assert told(seen(history("----++++"), since=since)) == []


@pytest.mark.parametrize(
    ("since", "says"),
    [
        (None, "has no since=, and does not hold on 1.49.1: no parameter 'bind'; write since=1.50"),
        ("1.49.1", "says since=1.49.1, and does not hold on 1.49.1: no parameter 'bind'; write since=1.50"),
        ("1.28", "says since=1.28, and does not hold on 1.49.1: no parameter 'bind'; write since=1.50"),
        ("1.50.1", "says since=1.50.1, and holds on 1.50.0 too; write since=1.50"),
        ("1.51", "says since=1.51, and holds on 1.50.0 too; write since=1.50"),
    ],
)
def test_wrong_since_is_told_with_the_right_one(since: str | None, says: str) -> None:
    assert told(seen(history("----++++"), since=since)) == [
        f"error page.md:2: VR601 'one' {says}; `stproof releases --update` does"
    ]


def test_since_of_what_holds_on_the_oldest_release_is_told() -> None:
    assert told(seen(history("++++++++"), since="1.49")) == [
        "error page.md:2: VR601 'one' says since=1.49, and holds on 1.28.2 too; remove since=; "
        "`stproof releases --update` does"
    ]


def test_since_between_two_tried_releases_is_not_told() -> None:
    assert told(seen(history("-   +  +"), since="1.49")) == []


def test_release_that_is_not_known_exactly_is_not_named() -> None:
    assert told(seen(history("-    +++"))) == [
        "error page.md:2: VR601 'one' has no since=, and does not hold on 1.28.2: no parameter 'bind'; "
        "run `stproof releases --streamlit boundaries`, which finds the release"
    ]


@pytest.mark.parametrize(
    ("until", "says"),
    [
        (None, "has no until=, and does not hold on 1.50.0: no parameter 'bind'; write until=1.49"),
        ("1.50", "says until=1.50, and does not hold on 1.50.0: no parameter 'bind'; write until=1.49"),
        ("1.48", "says until=1.48, and holds on 1.49.1 too; write until=1.49"),
        ("1.49.0", "says until=1.49.0, and holds on 1.49.1 too; write until=1.49"),
    ],
)
def test_wrong_until_is_told_with_the_right_one(until: str | None, says: str) -> None:
    assert told(seen(history("++++----"), until=until)) == [
        f"error page.md:2: VR602 'one' {says}; `stproof releases --update` does"
    ]


def test_right_until_is_not_told() -> None:
    assert told(seen(history("++++----"), until="1.49")) == []


def test_word_of_apptest_alone_is_a_warning() -> None:
    assert told(seen(history("++++++++", Engine.APPTEST), since="1.49")) == [
        "warning page.md:2: VR601 'one' says since=1.49, and holds on 1.28.2 too (under AppTest); "
        "remove since=; `stproof releases --update` does"
    ]


def on_both(apptest: str, browser: str, releases: str = "") -> History:
    """What AppTest saw, and what the browser saw, of a proof that says where AppTest errs."""
    shows = "It never ends." if releases else ""
    proof = replace(PROOF, apptest_shows=shows, apptest_releases=releases)
    records = history(apptest, Engine.APPTEST).records | history(browser).records
    return History(claim=Claim(subject="one", proof="shows_it"), proof=proof, records=records)


@pytest.mark.parametrize(
    ("apptest", "where", "releases"),
    [
        ("++-+++++", "1.49.0", "1.49.0"),
        ("-+++++++", "1.28.2", "1.28.2"),
        ("+----+++", "1.48.1, 1.49.0, 1.49.1, 1.50.0", "1.48..1.50"),
        ("++--++++", "1.49.0, 1.49.1", "1.49"),
    ],
)
def test_releases_on_which_apptest_alone_fails_are_told(apptest: str, where: str, releases: str) -> None:
    assert told(seen(on_both(apptest, "++++++++"))) == [
        f"error tests/proofs/page.py:3: VR605 under AppTest the proof 'shows_it' fails on {where}, and in "
        f'the browser it holds; add apptest_shows="…" and apptest_releases="{releases}" to @proves'
    ]
    assert told(seen(on_both(apptest, "++++++++", releases))) == []


def test_apptest_counts_where_the_proof_does_not_say_that_it_errs() -> None:
    """No browser was asked on 1.49.1."""
    history = on_both("+-+-++++", "+++ ++++", "1.48")
    assert told(seen(history))[0].startswith(
        "warning page.md:2: VR603 the proof 'shows_it' on 'one' fails on"
    )
    assert told(seen(on_both("+-++++++", "+++ ++++", "1.48"))) == []


def test_gap_is_told() -> None:
    assert told(seen(history("+-++++++"))) == [
        "warning page.md:2: VR603 the proof 'shows_it' on 'one' fails on 1.48.1, and holds before and after; "
        "find out why"
    ]


def test_what_is_unclear_before_since_is_told() -> None:
    assert told(seen(history("????++++"), since="1.50")) == [
        "warning page.md:2: VR604 'one' says since=1.50, and nothing is clear before 1.50.0; "
        "run `stproof releases --engine browser`"
    ]


def test_claim_that_only_a_browser_can_judge_leaves_since_open() -> None:
    open_ = History(
        claim=Claim(subject="one", proof="other"),
        proof=Proof(
            function="other", path="p.py", line=1, names=("one",), engines=(Engine.BROWSER,), reason="r"
        ),
    )
    assert told(seen(history("++++++++", Engine.APPTEST), open_, since="1.50")) == []


def test_apptest_counts_where_no_browser_was_asked_unless_they_differ_somewhere() -> None:
    def states(apptest: str, browser: str) -> list[State]:
        records = {**history(apptest, Engine.APPTEST).records, **history(browser).records}
        return list(
            History(
                claim=Claim(subject="one", proof="shows_it"), proof=PROOF, records=records
            ).states.values()
        )

    holds, fails = State.HOLDS, State.FAILS
    assert states("---+++++", "-      +") == [fails] * 3 + [holds] * 5
    assert states("---+++++", "-?     +")[1] is State.UNCLEAR
    assert states("?--+++++", "-      +") == [fails] * 3 + [holds] * 5
    assert states("+--+++++", "-      +") == [fails, holds]


@pytest.mark.parametrize(
    ("line", "key", "value", "written"),
    [
        ("```python one", "since", "1.50", "```python one since=1.50"),
        ("```python one since=1.49", "since", "1.50", "```python one since=1.50"),
        ('```python one since="1.49" until=1.60', "since", "1.50", "```python one since=1.50 until=1.60"),
        ("  ```python one since=1.49 norun='x y'", "since", "", "  ```python one norun='x y'"),
        ("```python one\r", "until", "1.50", "```python one until=1.50\r"),
    ],
)
def test_release_is_written_into_the_opening_line(line: str, key: str, value: str, written: str) -> None:
    assert with_key(line, key, value) == written


def test_update_changes_no_other_line() -> None:
    page = "# Page\n```python one since=1.49\nst.write(1)\n```\n```python two since=1.49\n```\n"
    said = seen(history("----++++"), since="1.49")
    found = bounds(said)
    assert found
    assert corrected(page, said.subject, found) == page.replace("one since=1.49", "one since=1.50")
