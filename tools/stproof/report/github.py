"""The report for GitHub: annotations in the log of a job, and the summary on its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from stproof.model.finding import Finding, Severity, count_of
from stproof.report.console import printable_lines
from stproof.report.report import Report
from stproof.report.summary import counts
from stproof.report.text import WORDS

WORST = 20
"""Findings that the summary shows; the log has them all."""


def workflow_commands(reports: Iterable[Report]) -> Iterator[str]:
    """A workflow command for each finding, errors first: GitHub shows only ten of each kind in a step."""
    for report, finding in _worst_first(reports):
        place = f"file={_value(report.shown(finding.path))},line={finding.line}"
        text = _text("\n".join((finding.message, *finding.details)))
        fix = _text(f"; {finding.fix}") if finding.fix else ""
        yield f"::{finding.severity.value} {place},title={_value(finding.rule)}::{text}{fix}"


def _text(text: str) -> str:
    return printable_lines(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")


def _worst_first(reports: Iterable[Report]) -> list[tuple[Report, Finding]]:
    found = [(report, finding) for report in reports for finding in report.findings]
    return sorted(found, key=lambda each: each[1].severity is not Severity.ERROR)


def summary(reports: Sequence[Report]) -> str:
    """The job summary in Markdown: the counts, what many snippets lack, and the worst findings first."""
    lines = ["## stproof", ""]
    for report in reports:
        lines += [f"### {report.target.title}", "", *_counts(report), ""]
    causes = Counter(one.cause for report in reports for one in report.findings if one.cause)
    if causes:
        lines += ["| Snippets | are not complete, since |", "| ---: | --- |"]
        ordered = sorted(causes.items(), key=lambda each: (-each[1], each[0]))
        lines += [f"| {number} | {_cell(cause)} |" for cause, number in ordered]
        lines.append("")
    alone = [(report, finding) for report, finding in _worst_first(reports) if not finding.cause]
    if alone:
        lines += ["| Where | Rule | What is wrong |", "| --- | --- | --- |"]
        lines += [_row(report, finding) for report, finding in alone[:WORST]]
        lines += [f"\nand {len(alone) - WORST} more"] if len(alone) > WORST else []
    return "\n".join(lines).rstrip() + "\n"


def _counts(report: Report) -> Iterator[str]:
    environment = report.environment
    if environment:
        yield f"- Streamlit {environment.streamlit}, Python {environment.python}"
    yield f"- {count_of(report.errors, 'error')}, {count_of(report.warnings, 'warning')}"
    for count in counts(report.verdicts):
        if count.total:
            yield f"- {count.good} of {count.total} {WORDS[count.what][1]}"


def _row(report: Report, finding: Finding) -> str:
    place = f"`{_cell(report.shown(finding.path))}:{finding.line}`"
    return f"| {place} | {finding.rule} | {_cell(finding.message)} |"


def _cell(text: str) -> str:
    return printable_lines(text).replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
