"""The report as JSON, for programs; `schema.json` beside this file documents and versions it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stproof.mutation import Tried
from stproof.report import Report, counts
from stproof.verdict import Result

SCHEMA = 1
"""Raised when a field is removed or changes its meaning; new fields may come without."""
SCHEMA_FILE = Path(__file__).with_name("schema.json")


def dump(reports: Iterable[Report]) -> str:
    """The reports of a run, one for each path, as one JSON object; without a newline at its end."""
    data = {"schema": SCHEMA, "reports": [_report(report) for report in reports]}
    return json.dumps(data, indent=2, ensure_ascii=False)


def _report(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "root": report.root,
        "streamlit": report.streamlit,
        "python": report.python,
        "engines": list(report.engines),
        "summary": {
            "errors": report.errors,
            "warnings": report.warnings,
            "seconds": round(report.seconds, 3),
            "counts": {count.what: {"good": count.good, "total": count.total} for count in counts(report)},
            "notes": list(report.notes),
        },
        "findings": [asdict(finding) for finding in report.findings],
        "outcomes": [_outcome(result) for result in report.results],
        "mutants": [_mutant(tried) for tried in report.tried],
    }


def _outcome(result: Result) -> dict[str, Any]:
    task, outcome = result.task, asdict(result.outcome)
    proof = task.proof
    return {
        "name": task.subject.name,
        "path": task.subject.path,
        "line": task.subject.line,
        "statement": task.subject.statement,
        "proof": proof and {"function": proof.function, "path": proof.path, "line": proof.line},
        "twin": task.twin,
        "engine": task.job.engine,
        "before": task.before,
        **outcome,
    }


def _mutant(tried: Tried) -> dict[str, Any]:
    return {
        "name": tried.name,
        "path": tried.path,
        "line": tried.mutant.line,
        "operator": tried.mutant.operator,
        "change": tried.mutant.change,
        "diff": list(tried.mutant.diff),
        "fate": tried.fate.value,
        "killer": tried.killer.function if tried.killer else None,
    }
