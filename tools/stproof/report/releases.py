"""What `stproof releases` has seen, as text, as JSON, and as Markdown for the summary of a job."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from stproof.evidence.changes import Change, Changed
from stproof.model.finding import Finding, Severity, count_of
from stproof.reading.blocks import table
from stproof.report.text import ENGINES, Line
from stproof.running.matrix import Step

SCHEMA = 1
"""Of the JSON; raised when a field is removed or changes its meaning."""
BAD = (Change.FAILS, Change.UNCLEAR)
SHOWN = (Change.FAILS, Change.UNCLEAR, Change.HOLDS, Change.GONE)
"""What is told one by one; what is new is only counted."""
COUNTED = {
    Change.FAILS: "no longer",
    Change.UNCLEAR: "no longer clear",
    Change.HOLDS: "now",
    Change.NEW: "new",
    Change.GONE: "gone",
}
"""How changes are counted: `2 now, 1 no longer`."""


@dataclass(frozen=True, kw_only=True)
class ReleaseReport:
    """What is known of one release now."""

    release: str
    step: Step
    problem: str = ""
    """Why the release is not usable."""
    ran: int = 0
    """How many snippets and proofs ran now; of the others there was evidence."""
    holds: int = 0
    """How many do what the page says."""
    not_there: int = 0
    """How many do not, as the page says too: before `since=`, or where AppTest is known to err."""
    fails: int = 0
    """How many do not, although the page says that they do."""
    unclear: int = 0
    changes: tuple[Changed, ...] = ()

    def count(self, change: Change) -> int:
        """How many claims have changed so."""
        return sum(each.change is change for each in self.changes)


@dataclass(frozen=True, kw_only=True)
class ReleasesReport:
    """What a run over releases has to say."""

    title: str
    releases: tuple[ReleaseReport, ...]
    findings: tuple[Finding, ...]
    """Where pages say something else than the evidence."""
    written: tuple[str, ...] = ()
    """Files that `--update` has changed."""
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """1 where something that held fails, a page is wrong, or a release could not be used; else 0."""
        wrong = any(one.severity is Severity.ERROR for one in self.findings)
        worse = any(each.count(Change.FAILS) or each.step is Step.NOT_USABLE for each in self.releases)
        return int(wrong or worse)


def lines(report: ReleasesReport) -> Iterator[Line]:
    """As a person reads it."""
    width = max((len(each.release) for each in report.releases), default=0)
    for each in report.releases:
        yield f"{each.release:<{width}}  {_said(each)}", "error" if _is_bad(each) else ""
        for changed in each.changes:
            if changed.change in SHOWN:
                yield f"    {_changed(changed)}", "error" if changed.change in BAD else "good"
    for finding in report.findings:
        yield str(finding), finding.severity.value
    for path in report.written:
        yield f"wrote {path}", "dim"
    yield _last(report)


def _said(each: ReleaseReport) -> str:
    if each.step is Step.NOT_USABLE:
        return each.problem
    parts = [f"{each.holds} hold", f"{each.not_there} not there yet"]
    parts += [f"{each.fails} fail"] if each.fails else []
    parts += [f"{each.unclear} unclear"] if each.unclear else []
    stopped = "; stopped" if each.step is Step.STOPPED else ""
    news = _news(each)
    return f"{', '.join(parts)}; {each.ran} run now{stopped}" + (f"; changed: {news}" if news else "")


def _news(each: ReleaseReport) -> str:
    return ", ".join(f"{number} {word}" for change, word in COUNTED.items() if (number := each.count(change)))


def _is_bad(each: ReleaseReport) -> bool:
    return each.step is Step.NOT_USABLE or each.fails > 0 or any(one.change in BAD for one in each.changes)


def _changed(changed: Changed) -> str:
    """`proof 'order' on 'callback-order' holds no longer in Chromium (it did on 1.66.1): expected …`."""
    claim = changed.claim
    what = f"proof {claim.proof!r} on {claim.subject!r}" if claim.proof else f"{claim.subject!r}"
    if claim.counterexample:
        what += ", a wrong version,"
    since = f" (against {changed.against})" if changed.against not in ("", changed.release) else ""
    why = f": {changed.why}" if changed.why else ""
    return f"{what} {changed.change} in {ENGINES[changed.engine]}{since}{why}"


def _last(report: ReleasesReport) -> Line:
    kinds = Counter(each.change for release in report.releases for each in release.changes)
    took = f"{count_of(len(report.releases), 'release')} in {report.seconds:.0f} s"
    worse = kinds[Change.FAILS]
    if worse:
        return f"{count_of(worse, 'proof')} that held {'fails' if worse == 1 else 'fail'}; {took}.", "error"
    if report.exit_code:
        return f"Not all holds; {took}.", "error"
    return f"Everything that held holds; {took}.", "good"


def dump(report: ReleasesReport) -> str:
    """As programs read it; without a newline at its end."""
    data = {"schema": SCHEMA, **asdict(report)}
    return json.dumps(data, indent=2)  # in ASCII, as the other report


def markdown(report: ReleasesReport) -> Iterator[Line]:
    """As the summary of a job shows it, line by line."""
    yield f"## {report.title}: {_last(report)[0]}", ""
    yield "", ""
    head = ("Streamlit", "Holds", "Not there yet", "Fails", "Unclear", "Changed")
    rows = [
        (each.release, *map(str, _numbers(each)), each.problem or _news(each)) for each in report.releases
    ]
    yield table(head, rows), ""
    told = [each for one in report.releases for each in one.changes if each.change in SHOWN]
    for each in told:
        yield f"- {'❌' if each.change in BAD else '✅'} {each.release}: {_changed(each)}", ""
    for finding in report.findings:
        yield f"- {'❌' if finding.severity is Severity.ERROR else '⚠️'} {finding}", ""


def _numbers(each: ReleaseReport) -> tuple[int, ...]:
    return each.holds, each.not_there, each.fails, each.unclear
