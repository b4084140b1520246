"""The report as a person reads it: findings as `path:line: ID …`, then a short summary."""

from __future__ import annotations

from collections.abc import Iterator

from stproof.model import Finding, Severity
from stproof.report import Count, Report, counts

Line = tuple[str, str]
"""A line and its style: `error`, `warning`, `good`, `dim` or empty."""

WORDS_FOR_ONE = {
    "snippets": "snippet runs",
    "apps": "app runs",
    "proofs": "proof holds",
    "twins": "twin fails, as it must",
}
ENGINES = {"apptest": "AppTest", "browser": "Chromium"}


def lines(report: Report) -> Iterator[Line]:
    """The whole report, line by line."""
    for finding in report.findings:
        yield from _of_finding(finding)
    if report.findings:
        yield "", ""
    yield _where(report), "dim"
    yield from _summary(report)
    yield _last(report)


def _of_finding(finding: Finding) -> Iterator[Line]:
    first, *details = finding.lines()
    yield first, finding.severity.value
    yield from ((detail, "dim") for detail in details)


def _where(report: Report) -> str:
    if not report.streamlit:
        return f"{report.title}: nothing was run (--static)"
    engines = " and ".join(ENGINES[engine] for engine in report.engines)
    return f"{report.title} on Streamlit {report.streamlit}, Python {report.python}, with {engines}"


def _summary(report: Report) -> Iterator[Line]:
    if report.pages:
        static = [finding for finding in report.findings if finding.rule[:2] in ("FM", "ST")]
        state = _number(len(static), "finding") or "valid"
        yield (
            f"  {report.pages:>3} {'page' if report.pages == 1 else 'pages'}: {state}",
            "" if static else "good",
        )
    for count in counts(report):
        if count.total:
            number = f"{count.good} of {count.total}" if count.good < count.total else str(count.total)
            yield (
                f"  {number:>3} {_words(count)}",
                "good" if count.good == count.total else "warning",
            )
    yield from _mutants(report)
    for note in report.notes:
        yield f"      {note}", "dim"


def _words(count: Count) -> str:
    """`2 snippets run`, `1 snippet runs`."""
    return WORDS_FOR_ONE[count.what] if count.total == 1 else f"{count.what} {count.verb}"


def _mutants(report: Report) -> Iterator[Line]:
    """The score of the skill, of each page, and of each snippet in which something went unnoticed."""
    if not report.tried:
        return
    from stproof.mutation import scores

    for whole in scores(report.tried, lambda _: report.title):
        ran = whole.killed + whole.survived + whole.equivalent
        fates = f"{whole.survived} survived, {whole.equivalent} equivalent, {whole.not_viable} not viable"
        yield f"  {ran:>3} mutants: {whole.killed} noticed, {fates}: {whole.percent} %", ""
        if whole.unjudged:
            yield f"  {whole.unjudged:>3} more mutants need a browser to be judged", "dim"
    snippets = sorted(scores(report.tried, lambda each: f"{each.path} {each.name}"), key=lambda one: one.name)
    for page in sorted(scores(report.tried, lambda each: each.path), key=lambda one: one.name):
        yield f"      {page.percent:>3} %  {page.name}", "dim"
        for one in snippets:
            path, _, name = one.name.partition(" ")
            if path == page.name != name and one.percent < 100:
                yield f"          {one.percent:>3} %  {name}", "dim"


def _last(report: Report) -> Line:
    took = f"in {report.seconds:.1f} s"
    if not report.findings:
        return f"All holds, {took}.", "good"
    parts = [_number(report.errors, "error"), _number(report.warnings, "warning")]
    style = Severity.ERROR.value if report.errors else Severity.WARNING.value
    return f"{' and '.join(part for part in parts if part)}, {took}.", style


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}" if count else ""
