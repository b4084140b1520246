"""A file of the findings that are known: later runs tell what is new, and what is gone."""

from __future__ import annotations

import json
import os
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from stproof.errors import StproofError
from stproof.files import replace_file
from stproof.model.finding import count_of
from stproof.report.report import Report

Known = Counter[tuple[str, str, str]]
"""(path, rule, message): how many there are. Lines are left out, since text above a finding changes."""
GONE_MOST = 10
"""Lines that say what is gone."""


def read_baseline(file: Path) -> Known:
    """The known findings. Raises `StproofError` where there is no such file, or another one."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Counter({(one["path"], one["rule"], one["message"]): one["count"] for one in data["findings"]})
    except OSError as problem:
        fix = "write it with --update-baseline"
        raise StproofError(f"{file}: the baseline cannot be read: {problem.strerror}; {fix}") from None
    except (ValueError, KeyError, TypeError):
        fix = "write it again with --update-baseline"
        raise StproofError(f"{file}: this is no baseline of stproof; {fix}") from None


def write_baseline(file: Path, reports: Iterable[Report]) -> str:
    """Write all findings of a run as known; returns what was done, in a sentence."""
    known = Counter(key for report in reports for key in _keys(report, file))
    rows = [
        {"path": path, "rule": rule, "message": message, "count": count}
        for (path, rule, message), count in sorted(known.items())
    ]
    replace_file(file, (json.dumps({"stproof": 1, "findings": rows}, indent=1) + "\n").encode("utf-8"))
    return f"wrote {count_of(sum(known.values()), 'finding')} to {file}"


def new_only(reports: Iterable[Report], file: Path, *, whole: bool) -> list[Report]:
    """The reports with the findings that are not known; what is gone is said in the notes of the last.

    whole: whether all was checked, so that what was not found is gone.
    Raises `StproofError` where the baseline cannot be read.
    """
    known = read_baseline(file)
    left, told = Counter(known), []
    for report in reports:
        new = []
        for one, key in zip(report.findings, _keys(report, file)):
            left[key] -= 1
            new += [one] if left[key] < 0 else []
        number = len(report.findings) - len(new)
        note = [f"{count_of(number, 'known finding')} left out"] if number else []
        told.append(replace(report, findings=tuple(new), notes=(*report.notes, *note), known=number))
    gone = sorted(key for key, count in left.items() if count > 0 and whole)
    if told and gone:
        lines = [f"gone: {path}: {rule} {message}" for path, rule, message in gone[:GONE_MOST]]
        all_gone = count_of(sum(left[key] for key in gone), "known finding")
        lines.append(f"{all_gone} gone: take note of it with --update-baseline")
        told[-1] = replace(told[-1], notes=(*told[-1].notes, *lines))
    return told


def _keys(report: Report, file: Path) -> Iterator[tuple[str, str, str]]:
    """The key of each finding; paths are relative to the folder of the baseline."""
    root = os.path.relpath(report.target.root, file.resolve().parent).replace(os.sep, "/")
    for one in report.findings:
        yield posixpath.normpath(posixpath.join(root, one.path)), one.rule, one.message
