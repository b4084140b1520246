"""Rules VR60x: what pages say of releases is what was seen on them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from stproof.evidence.bounds import Bound, Bounds, bounds, no_ranges
from stproof.evidence.claims import History, SubjectHistory, histories
from stproof.evidence.ranges import NoRange, as_since, as_until, span
from stproof.evidence.record import State
from stproof.evidence.store import read_all
from stproof.findings import finding, rule
from stproof.model.finding import Finding, Severity
from stproof.model.release import parse
from stproof.model.skill import Proof
from stproof.model.target import Target
from stproof.model.task import Subject

MORE = "run `stproof releases --streamlit boundaries`, which finds the release"
UPDATE = "`stproof releases --update` does"


def compare(target: Target) -> Iterator[Finding]:
    """What the evidence in the skill's folder says against its pages. Evidence of an older text says nothing.

    Raises `StproofError` where the evidence cannot be read.
    """
    evidence = read_all(Path(target.root))
    return of_histories(histories(target, evidence, current=True)) if evidence else iter(())


def of_histories(every: Iterable[SubjectHistory]) -> Iterator[Finding]:
    """The findings about each subject."""
    for history in every:
        found = bounds(history)
        if found:
            yield from _of_subject(history, found)
        for claim, none in no_ranges(history):
            yield no_simple_range(history.subject, claim, none)
        for claim in history.claims:
            if claim.proof and not claim.claim.counterexample and (errs := claim.undeclared):
                yield apptest_differs_there(claim.proof, errs)


def _of_subject(history: SubjectHistory, found: Bounds) -> Iterator[Finding]:
    subject = history.subject
    if not right_since(subject.since, found):
        yield since_is_wrong(subject, found)
    elif _is_unclear_before(history, found):
        yield unclear_before_since(subject, found)
    if not right_until(subject.until, found):
        yield until_is_wrong(subject, found)


def right_since(said: str | None, found: Bounds) -> bool:
    """Whether what is said may be true, by what was seen."""
    inside, outside = found.since.inside, found.since.outside
    if outside and (said is None or parse(said) <= parse(outside)):
        return False
    latest = inside or found.oldest
    return said is None or parse(said) <= parse(latest) or not found.is_complete


def right_until(said: str | None, found: Bounds) -> bool:
    """Whether what is said may be true: `until=1.50` includes 1.50.3."""
    inside, outside = found.until.inside, found.until.outside
    if outside and (said is None or _within(outside, said)):
        return False
    return said is None or _within(inside or found.newest, said) or not found.is_complete


def _within(release: str, until: str) -> bool:
    return parse(release)[: len(parse(until))] <= parse(until)


def since_to_write(found: Bounds) -> str | None:
    """The value for `since=`; empty for none; None where evidence does not say the exact release."""
    inside = found.since.inside
    return (as_since(inside) if found.since.is_exact else None) if inside else ""


def until_to_write(found: Bounds) -> str | None:
    """The value for `until=`; empty for none; None where evidence does not say the exact release."""
    inside = found.until.inside
    return (as_until(inside, found.until.outside) if found.until.is_exact else None) if inside else ""


@rule("VR601")
def since_is_wrong(subject: Subject, found: Bounds) -> Finding:
    """The first release that a page names is not the one on which it first held.

    What was seen on each release is in `tests/evidence/`. A snippet holds on a release when it runs
    there as written, each of its proofs holds, and each proof that it is the wrong version of fails.
    What holds on the oldest release that was tried needs no `since=`.

    Where no browser has judged, this is a warning: AppTest's own faults have ranges too.
    """
    value = since_to_write(found)
    message = _message("since", subject, subject.since, found.since, found.oldest)
    return _of_engine(finding("VR601", subject.path, subject.line, message, _fix("since", value)), found)


@rule("VR602")
def until_is_wrong(subject: Subject, found: Bounds) -> Finding:
    """The last release that a page names is not the one on which it last held.

    What no longer holds is worth a snippet for each side: the old one with `until=`, the new one with
    `since=`. What holds on the newest release that was tried needs no `until=`.

    Where no browser has judged, this is a warning: AppTest's own faults have ranges too.
    """
    value = until_to_write(found)
    message = _message("until", subject, subject.until, found.until, found.newest)
    return _of_engine(finding("VR602", subject.path, subject.line, message, _fix("until", value)), found)


def _of_engine(one: Finding, found: Bounds) -> Finding:
    """AppTest's word alone is a warning: it errs in its own way on each release."""
    if found.confirmed:
        return one
    return replace(one, message=f"{one.message} (under AppTest)", severity=Severity.WARNING)


def _message(key: str, subject: Subject, said: str | None, bound: Bound, farthest: str) -> str:
    """What the page says, and the release that shows it to be wrong."""
    has = f"{subject.name!r} says {key}={said}" if said else f"{subject.name!r} has no {key}="
    if bound.outside and (said is None or _covers(key, said, bound.outside)):
        return f"{has}, and does not hold on {bound.outside}: {bound.why}"
    return f"{has}, and holds on {bound.inside or farthest} too"


def _covers(key: str, said: str, release: str) -> bool:
    return parse(said) <= parse(release) if key == "since" else _within(release, said)


def _fix(key: str, value: str | None) -> str:
    if value is None:
        return MORE
    return f"write {key}={value}; {UPDATE}" if value else f"remove {key}=; {UPDATE}"


@rule("VR603", severity=Severity.WARNING)
def no_simple_range(subject: Subject, claim: History, none: NoRange) -> Finding:
    """A proof holds on some releases, and not on others between them.

    Streamlit may have changed twice; then each range is worth a snippet of its own. Or one release
    has a fault, or the proof sees it only at times.
    """
    what = f"the proof {claim.claim.proof!r} on" if claim.claim.proof else "opening"
    return finding("VR603", subject.path, subject.line, f"{what} {subject.name!r} {none.why}", "find out why")


@rule("VR604", severity=Severity.WARNING)
def unclear_before_since(subject: Subject, found: Bounds) -> Finding:
    """Nothing shows that a snippet does not hold before its `since=`.

    On the releases before it, its proofs were skipped, late, or failed for a reason that is not the
    point. Where AppTest is the reason, the browser can tell.
    """
    message = f"{subject.name!r} says since={subject.since}, and nothing is clear before {found.oldest}"
    return finding("VR604", subject.path, subject.line, message, "run `stproof releases --engine browser`")


@rule("VR605")
def apptest_differs_there(proof: Proof, releases: Sequence[str]) -> Finding:
    """AppTest errs on some releases, and the proof does not say on which.

    The proof holds in the browser, which is the judge, and fails under AppTest. Say what AppTest
    shows there instead, and where:

        @proves("rerun-below", apptest_shows="It reruns without end.", apptest_releases="1.29..1.31")
    """
    where = ", ".join(releases)
    message = f"under AppTest the proof {proof.function!r} fails on {where}, and in the browser it holds"
    fix = f'add apptest_shows="…" and apptest_releases="{span(releases)}" to @proves'
    return finding("VR605", *proof.place, message, fix)


def _is_unclear_before(history: SubjectHistory, found: Bounds) -> bool:
    said = history.subject.since
    if not said or found.since.outside or not found.is_complete:
        return False
    earlier = (release for each in history.claims for release in each.seen if parse(release) < parse(said))
    return any(history.state(release) is State.UNCLEAR for release in earlier)
