"""The report as a person reads it: findings as `path:line: ID …`, then a short summary."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from stproof.model.finding import Finding, Severity, count_of
from stproof.model.mutant import scores
from stproof.model.run import Engine
from stproof.report.report import Report
from stproof.report.summary import Count, bad_pages, counts

Line = tuple[str, str]
"""A line and its style: `error`, `warning`, `good`, `dim` or empty."""

WORDS = {
    "snippets": ("snippet runs", "snippets run"),
    "apps": ("app runs", "apps run"),
    "proofs": ("proof holds", "proofs hold"),
    "counterexamples": ("wrong version fails", "wrong versions fail"),
}
"""What is said of one, and of several."""
SILENT = "neither passed nor has a finding; this is a fault of stproof"
ENGINES = {Engine.APPTEST: "AppTest", Engine.BROWSER: "Chromium"}


def lines(report: Report, *, verbose: bool = False) -> Iterator[Line]:
    """The whole report, line by line. What has a common cause is told once, unless it is verbose."""
    alone = [one for one in report.findings if verbose or not one.cause]
    for finding in alone:
        yield from _of_finding(replace(finding, path=report.shown(finding.path)))
    if alone:
        yield "", ""
    yield _where(report), "dim"
    yield from _summary(report)
    if not verbose:
        yield from _causes(report)
    for verdict in report.silent:
        what = f"the proof {verdict.proof.function!r} on" if verdict.proof else "opening"
        yield f"{verdict.subject.address}: {what} {verdict.subject.name!r} {SILENT}", Severity.ERROR.value
    yield _last(report)


def _of_finding(finding: Finding) -> Iterator[Line]:
    first, *details = finding.lines()
    yield first, finding.severity.value
    yield from ((detail, "dim") for detail in details)


def _where(report: Report) -> str:
    title, environment = report.target.title, report.environment
    if environment is None:
        return f"{title}: nothing was run (--static)"
    engines = " and ".join(ENGINES[engine] for engine in report.engines)
    return f"{title} on Streamlit {environment.streamlit}, Python {environment.python}, with {engines}"


def _summary(report: Report) -> Iterator[Line]:
    pages = len(report.target.pages)
    if pages:
        bad = bad_pages(report.target, report.static)
        number = f"{pages - bad} of {pages}" if bad else str(pages)
        yield f"  {number:>3} {'page' if pages == 1 else 'pages'} valid", "warning" if bad else "good"
    for count in counts(report.verdicts):
        if count.total:
            yield _of_count(count)
    yield from _mutants(report)
    for note in report.notes:
        yield f"      {note}", "dim"


def _causes(report: Report) -> Iterator[Line]:
    """What many findings have in common, the most frequent first."""
    causes = Counter(one.cause for one in report.findings if one.cause)
    if causes:
        number = count_of(sum(causes.values()), "snippet")
        yield f"      {number} not complete (--verbose tells which):", "warning"
    for cause, count in sorted(causes.items(), key=lambda each: (-each[1], each[0])):
        yield f"      {count:>5}  {cause}", "dim"


def _of_count(count: Count) -> Line:
    """`2 snippets run`, `1 snippet runs`, `1 of 2 proofs hold`."""
    number = f"{count.good} of {count.total}" if count.good < count.total else str(count.total)
    words = WORDS[count.what][count.total != 1]
    return f"  {number:>3} {words}", "good" if count.good == count.total else "warning"


def _mutants(report: Report) -> Iterator[Line]:
    """The score of the whole, of each page, and of each snippet in which something went undetected."""
    mutants = report.mutation.mutants
    for whole in scores(mutants, lambda _: ""):
        ran = whole.killed + whole.survived + whole.equivalent
        rest = f"{whole.survived} survived, {whole.equivalent} equivalent, {whole.not_viable} not viable"
        yield f"  {ran:>3} mutants: {whole.killed} detected, {rest}: {whole.percent} %", ""
        if whole.unjudged:
            yield f"  {whole.unjudged:>3} more mutants need a browser to be judged", "dim"
    for wrong in scores(report.mutation.of_wrong, lambda _: ""):
        ran = wrong.killed + wrong.survived + wrong.equivalent
        yield (
            f"  {ran:>3} mutants of wrong versions: {wrong.killed} detected, {wrong.survived} survived",
            "dim",
        )
    for page in sorted(scores(mutants, lambda each: each.path), key=lambda one: one.name):
        yield f"      {page.percent:>3} %  {page.name}", "dim"
        own = [each for each in mutants if each.path == page.name != each.name]
        for one in sorted(scores(own, lambda each: each.name), key=lambda one: one.name):
            if one.percent < 100:
                yield f"          {one.percent:>3} %  {one.name}", "dim"


def _last(report: Report) -> Line:
    took = f"in {report.seconds:.1f} s"
    if report.silent:
        return f"Not everything could be judged, {took}.", Severity.ERROR.value
    if not report.findings:
        return f"{'Nothing new' if report.known else 'All holds'}, {took}.", "good"
    numbers = ((report.errors, "error"), (report.warnings, "warning"))
    style = Severity.ERROR.value if report.errors else Severity.WARNING.value
    return f"{' and '.join(count_of(*number) for number in numbers if number[0])}, {took}.", style
