"""Writes `findings.md`: what stproof finds in pages of other people, from the results in `findings.json`.

`python benchmarks/findings.py` writes the page from the stored results. With `TITLE=PATH` arguments it first
checks those paths under AppTest, and stores what came of it, with the release and the date.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent / "tools"))

from stproof.cli import run  # noqa: E402
from stproof.reading.blocks import table  # noqa: E402

STORED, PAGE = HERE / "findings.json", HERE / "findings.md"
HEAD = """# What stproof finds in other people's pages

Errors only. A fence that is not complete is no defect; how many there are is said for each.
`python benchmarks/findings.py` writes this page from `findings.json`.
"""


def measured(title: str, path: Path) -> dict[str, Any]:
    """What is found at a path, as it is stored."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        run(["check", str(path), "--engine", "apptest", "--format", "json"])
    reports = json.loads(printed.getvalue())["reports"]
    found = [one for report in reports for one in report["findings"]]
    errors = [one for one in found if one["severity"] == "error"]
    counts = [report["summary"]["counts"]["snippets"] for report in reports]
    return {
        "title": title,
        "streamlit": next((report["streamlit"] for report in reports if report["streamlit"]), ""),
        "date": datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat(),
        "run": sum(count["good"] for count in counts),
        "snippets": sum(count["total"] for count in counts),
        "incomplete": sum(bool(one["cause"]) for one in found),
        "errors": [{key: one[key] for key in ("path", "line", "rule", "message")} for one in errors],
    }


def page(stored: Sequence[Mapping[str, Any]]) -> str:
    """The page, from what is stored."""
    return "\n".join([HEAD, *(part for one in stored for part in _part(one))]).rstrip() + "\n"


def _part(one: Mapping[str, Any]) -> Iterator[str]:
    errors = one["errors"]
    yield f"## {one['title']}\n"
    ran = f"{one['run']} of {one['snippets']} snippets ran, {one['incomplete']} are not complete"
    yield f"Streamlit {one['streamlit']}, {one['date']}: {ran}, {len(errors)} errors.\n"
    if errors:
        rules = Counter(error["rule"] for error in errors)
        yield ", ".join(f"{rule}: {number}" for rule, number in rules.most_common()) + "\n"
        rows = [(f"`{each['path']}:{each['line']}`", each["rule"], each["message"]) for each in errors]
        yield table(("Where", "Rule", "What is wrong"), rows)


def main(arguments: Sequence[str]) -> None:
    """Store what the named paths have, if there are any; then write the page."""
    if arguments:
        pairs = (argument.partition("=") for argument in arguments)
        stored = [measured(title, Path(path)) for title, _, path in pairs]
        STORED.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(json.loads(STORED.read_text("utf-8"))), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
