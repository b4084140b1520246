"""Holds what the checker says of a folder of pages against labels that a person has set.

`python tests/project/corpus.py PAGES LABELS [REPORT]` prints every true defect that is not found, and every
error that is not labelled true. LABELS is a JSON list of objects with `page`, `fence` (the 1-based line of
its opening) and `label` (`true` or another word); REPORT is what `stproof check PAGES --format json` wrote,
where it was kept. Labels belong to pages of other people, which are not in this repository.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tools"))

from stproof.cli import run  # noqa: E402

Place = tuple[str, int]


def measured(report: Mapping[str, Any], labels: list[Mapping[str, Any]]) -> Iterator[str]:
    """What is not found, what is found and not labelled true, then the numbers.

    Raises `KeyError` where the report or a label has not the fields above.
    """
    true = {(label["page"], label["fence"]) for label in labels if label["label"] == "true"}
    labelled = {(label["page"], label["fence"]) for label in labels}
    errors = {place: text for one in report["reports"] for place, text in _errors(one, labelled)}
    fences = {place: text for place, text in errors.items() if place[1]}
    yield from (f"not found: {page}:{line}" for page, line in sorted(true - fences.keys()))
    yield from (f"false: {fences[place]}" for place in sorted(labelled.intersection(fences) - true))
    yield from (f"no label: {fences[place]}" for place in sorted(fences.keys() - labelled))
    found, false = len(true & fences.keys()), len(labelled.intersection(fences) - true)
    yield f"{found} of {len(true)} found; {false} of {found + false} labelled errors false"


def _errors(report: Mapping[str, Any], labelled: set[Place]) -> Iterator[tuple[Place, str]]:
    """(page and line of the fence, the finding) of each error in a fence."""
    opened = sorted({(one["path"], one["line"]) for one in report["outcomes"]} | labelled)
    for one in report["findings"]:
        if one["severity"] == "error" and one["rule"].startswith("SN"):
            above = [line for path, line in opened if path == one["path"] and line <= one["line"]]
            text = f"{one['path']}:{one['line']}: {one['rule']} {one['message']}"
            yield (one["path"], max(above, default=0)), text


def _report(pages: str) -> Mapping[str, Any]:
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()) as printed:
        run(["check", pages, "--engine", "apptest", "--format", "json"])
    report: Mapping[str, Any] = json.loads(printed.getvalue())
    return report


if __name__ == "__main__":
    pages, labels, *kept = sys.argv[1:]
    report = json.loads(Path(kept[0]).read_text("utf-8")) if kept else _report(pages)
    for line in measured(report, json.loads(Path(labels).read_text("utf-8"))):
        print(line)
