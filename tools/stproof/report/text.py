"""The report as a person reads it: findings as `path:line: ID …`, then a short summary."""

from __future__ import annotations

from collections.abc import Iterator

from stproof.model import Finding, Severity
from stproof.report import Report, counts

Line = tuple[str, str]
"""A line and its style: `error`, `warning`, `good`, `dim` or empty."""

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
        state = f"{len(static)} findings" if static else "valid"
        yield (
            f"  {report.pages:>3} {'page' if report.pages == 1 else 'pages'}: {state}",
            "" if static else "good",
        )
    for count in counts(report):
        if count.total:
            number = f"{count.good} of {count.total}" if count.good < count.total else str(count.total)
            yield (
                f"  {number:>3} {count.what} {count.verb}",
                "good" if count.good == count.total else "warning",
            )
    for note in report.notes:
        yield f"      {note}", "dim"


def _last(report: Report) -> Line:
    took = f"in {report.seconds:.1f} s"
    if not report.findings:
        return f"All holds, {took}.", "good"
    parts = [_number(report.errors, "error"), _number(report.warnings, "warning")]
    style = Severity.ERROR.value if report.errors else Severity.WARNING.value
    return f"{' and '.join(part for part in parts if part)}, {took}.", style


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}" if count else ""
