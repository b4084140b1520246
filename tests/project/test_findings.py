"""The page of what is found in other people's pages is what is stored; and how labels are held against it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import findings  # noqa: E402
from corpus import measured  # noqa: E402


def test_page_is_what_is_stored() -> None:
    stored = json.loads(findings.STORED.read_text(encoding="utf-8"))
    assert findings.PAGE.read_text(encoding="utf-8") == findings.page(stored)


def test_labels_are_held_against_a_report() -> None:
    def error(line: int) -> dict[str, object]:
        return {"path": "a.md", "line": line, "rule": "SN309", "severity": "error", "message": "it is wrong"}

    outcomes = [{"path": "a.md", "line": line} for line in (1, 10, 20, 30)]
    report = {"reports": [{"outcomes": outcomes, "findings": [error(2), error(12), error(30)]}]}
    labels = [
        {"page": "a.md", "fence": 1, "label": "true"},
        {"page": "a.md", "fence": 10, "label": "false alarm"},
        {"page": "a.md", "fence": 20, "label": "true"},
    ]
    assert list(measured(report, labels)) == [
        "not found: a.md:20",
        "false: a.md:12: SN309 it is wrong",
        "no label: a.md:30: SN309 it is wrong",
        "1 of 2 found; 1 of 2 labelled errors false",
    ]
