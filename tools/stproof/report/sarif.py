"""The report as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from stproof import __version__
from stproof.findings import Rule, get
from stproof.model.finding import Finding
from stproof.report.report import Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(reports: Iterable[Report]) -> str:
    """All findings of a run; paths are relative to the working folder, where they are below it."""
    found = [(report, finding) for report in reports for finding in report.findings]
    rules = sorted({finding.rule for _, finding in found})
    driver = {"name": "stproof", "semanticVersion": __version__, "rules": [_rule(get(id_)) for id_ in rules]}
    results = [_result(report, finding, rules) for report, finding in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(report: Report, finding: Finding, rules: list[str]) -> dict[str, Any]:
    path = report.shown(finding.path)
    # Without the line: text above a finding changes, and it is still the same one.
    print_ = hashlib.sha256(f"{path}\n{finding.rule}\n{finding.message}".encode()).hexdigest()[:32]
    location = {"artifactLocation": {"uri": _uri(path)}, "region": {"startLine": finding.line}}
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.severity.value,
        "message": {"text": "\n".join((_sentence(finding), *finding.details))},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"stproof/v1": print_},
    }


def _uri(path: str) -> str:
    return PurePosixPath(path).as_uri() if path.startswith("/") else quote(path)


def _sentence(finding: Finding) -> str:
    return f"{finding.message}; {finding.fix}" if finding.fix else finding.message
