"""The report as JUnit XML, which test dashboards read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from stproof.model.finding import Finding, Severity
from stproof.model.task import Verdict
from stproof.report.console import printable, printable_lines
from stproof.report.report import Report
from stproof.report.text import SILENT


def junit(reports: Iterable[Report]) -> str:
    """One suite for each path; a case for each snippet, app and proof, and one for each page or file with
    findings of the rules. It is valid against Jenkins' schema, which does not count what was skipped for all
    suites together."""
    document = JUnitXml("stproof")
    for report in reports:
        suite = TestSuite(printable(report.target.title))
        for case in (*_rules(report), *(_case(report, verdict) for verdict in report.verdicts)):
            suite.add_testcase(case)
        document.add_testsuite(suite)
    document.update_statistics()
    document._elem.attrib.pop("skipped", None)
    text: bytes = document.tostring()
    return text.decode("utf-8")


def _case(report: Report, verdict: Verdict) -> TestCase:
    """A verdict with what is told of it: failed, skipped with the reason, or passed."""
    proof, subject = verdict.proof, verdict.subject
    name = f"{proof.function} on {subject.name}" if proof else subject.name
    place = report.shown(proof.path if proof else subject.path).replace("/", ".")
    case = TestCase(printable(name), printable(place), round(sum(_seconds(report, verdict)), 3))
    told = [one for one in verdict.findings if one in report.findings]
    errors = [one for one in told if one.severity is Severity.ERROR]
    if verdict.silent:
        case.result = [Error(printable(f"{name} {SILENT}"))]
    elif errors:
        case.result = [_failure(report, one) for one in errors]
    elif not verdict.good:
        reasons = (printable(one.message) for one in told or verdict.findings)
        case.result = [Skipped(next(reasons, "nothing was able to judge it"))]
    return case


def _seconds(report: Report, verdict: Verdict) -> Iterator[float]:
    """How long what led to a verdict took."""
    for result in report.results:
        task = result.task
        if task.subject.name == verdict.subject.name and task.proof == verdict.proof:
            yield result.outcome.seconds


def _rules(report: Report) -> Iterator[TestCase]:
    """What no verdict tells, by file."""
    told = {finding for verdict in report.verdicts for finding in verdict.findings}
    files: dict[str, list[Finding]] = defaultdict(list)
    for page in report.target.pages:
        files[page.path] = []
    for one in report.findings:
        if one not in told:
            files[one.path].append(one)
    for path, found in files.items():
        case = TestCase("rules", printable(report.shown(path).replace("/", ".")))
        case.result = [_failure(report, one) for one in found if one.severity is Severity.ERROR]
        yield case


def _failure(report: Report, finding: Finding) -> Failure:
    failure = Failure(printable(finding.message), finding.rule)
    failure.text = printable_lines(report.text_of(finding))
    return failure
