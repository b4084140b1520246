"""The report as JSON, for programs; `schema.json` next to this file documents and versions it."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stproof.model.mutant import MutantResult
from stproof.model.task import Result
from stproof.report.report import Report
from stproof.report.summary import counts

SCHEMA = 2
"""Raised when a field is removed or changes its meaning; new fields may come without."""
SCHEMA_FILE = Path(__file__).with_name("schema.json")


def dump(reports: Iterable[Report]) -> str:
    """The reports of a run, one for each path, as one JSON object; without a newline at its end."""
    data = {"schema": SCHEMA, "reports": [_report(report) for report in reports]}
    return json.dumps(data, indent=2)  # in ASCII: half a character of a page is in no encoding


def _report(report: Report) -> dict[str, Any]:
    environment = report.environment
    return {
        "title": report.target.title,
        "kind": report.target.kind,
        "root": report.target.root,
        "streamlit": environment.streamlit if environment else "",
        "python": environment.python if environment else "",
        "engines": list(report.engines),
        "summary": {
            "errors": report.errors,
            "warnings": report.warnings,
            "seconds": round(report.seconds, 3),
            "counts": {one.what: {"good": one.good, "total": one.total} for one in counts(report.verdicts)},
            "notes": list(report.notes),
        },
        "findings": [asdict(finding) for finding in report.findings],
        "outcomes": [_outcome(result) for result in report.results],
        "mutants": [_mutant(each) for each in (*report.mutation.mutants, *report.mutation.of_wrong)],
    }


def _outcome(result: Result) -> dict[str, Any]:
    task, subject, proof = result.task, result.subject, result.task.proof
    return {
        "name": subject.name,
        "kind": subject.kind,
        "path": subject.path,
        "line": subject.line,
        "statement": subject.statement,
        "proof": proof and {"function": proof.function, "path": proof.path, "line": proof.line},
        "counterexample": task.counterexample,
        "engine": result.engine,
        "before": task.before,
        "stand_ins": list(task.stand_ins),
        **asdict(result.outcome),
    }


def _mutant(each: MutantResult) -> dict[str, Any]:
    return {
        "name": each.name,
        "path": each.path,
        "line": each.mutant.line,
        "operator": each.mutant.operator,
        "change": each.mutant.change,
        "diff": list(each.mutant.diff),
        "status": each.status,
        "killer": each.killer.function if each.killer else None,
    }
