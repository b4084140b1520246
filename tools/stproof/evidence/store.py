"""Evidence as files: one for each release, a line for each record, documented in `schema.json`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stproof.errors import StproofError
from stproof.evidence.record import Claim, Record, State
from stproof.files import replace_file
from stproof.model.release import parse
from stproof.model.run import Cause, Engine, Status

SCHEMA = 1
"""Raised when a field is removed or changes its meaning; new fields may come without."""
SCHEMA_FILE = Path(__file__).with_name("schema.json")
FOLDER = "tests/evidence"
"""Where a skill keeps its evidence."""


@dataclass(frozen=True, kw_only=True, order=True)
class Run:
    """What made some records: an engine, and a version of the checker, on one day."""

    engine: Engine
    checker: str
    """Version of the checker."""
    python: str
    date: str
    """Day on which they were made: `2026-11-21`."""


Evidence = Mapping[tuple[Claim, Engine], tuple[Record, Run]]
"""What is known of one release."""


def read_all(root: Path) -> dict[str, Evidence]:
    """The evidence of each release, oldest first; none where a skill has none. Raises `StproofError`."""
    files = sorted((root / FOLDER).glob("*.json"), key=lambda file: parse(file.stem))
    return {file.stem: read(root, file.stem) for file in files}


def read(root: Path, release: str) -> Evidence:
    """The evidence of one release. Raises `StproofError` where the file is not one of ours."""
    file = _file(root, release)
    if not file.exists():
        return {}
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            raise ValueError(f"its schema is {data['schema']}, not {SCHEMA}")
        return {key: (record, run) for key, record, run in _read(data)}
    except (KeyError, TypeError, ValueError) as problem:
        raise StproofError(f"{file} cannot be read: {problem}; remove it, and make it again") from None


def _read(data: Any) -> Iterator[tuple[tuple[Claim, Engine], Record, Run]]:
    for each in data["runs"]:
        engine = Engine(each["engine"])
        run = Run(engine=engine, checker=each["checker"], python=each["python"], date=each["date"])
        for line in each["records"]:
            record = _record(line)
            yield (record.claim, engine), record, run


def _record(line: Mapping[str, Any]) -> Record:
    state = State(line["state"])
    return Record(
        claim=Claim(
            subject=line["subject"],
            proof=line.get("proof", ""),
            counterexample=line.get("counterexample", False),
        ),
        state=state,
        status=Status(line.get("status", "passed")),
        cause=Cause(line["cause"]) if "cause" in line else None,
        why=line.get("why", ""),
        hash=line["hash"],
    )


def write(root: Path, release: str, records: Iterable[Record], run: Run, current: Iterable[Claim]) -> None:
    """Add records to a release's file, in the place of older ones; drop those of claims that are gone.

    current: what the skill claims now.
    """
    kept = set(current)
    old = {key: each for key, each in read(root, release).items() if key[0] in kept}
    new = old | {(record.claim, run.engine): (record, run) for record in records}
    text = _text(release, new)
    file = _file(root, release)
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return
    replace_file(file, text.encode("utf-8"))


def _file(root: Path, release: str) -> Path:
    return root / FOLDER / f"{release}.json"


def _text(release: str, evidence: Evidence) -> str:
    runs: dict[Run, list[Record]] = {}
    for record, run in evidence.values():
        runs.setdefault(run, []).append(record)
    groups = ",\n".join(_group(run, sorted(runs[run], key=lambda one: one.claim)) for run in sorted(runs))
    return f'{{"schema": {SCHEMA}, "streamlit": "{release}", "runs": [\n{groups}\n]}}\n'


def _group(run: Run, records: Iterable[Record]) -> str:
    head = {"engine": run.engine, "checker": run.checker, "python": run.python, "date": run.date}
    lines = ",\n".join(json.dumps(_line(record), ensure_ascii=False) for record in records)
    return f'{json.dumps(head)[:-1]}, "records": [\n{lines}\n]}}'


def _line(record: Record) -> dict[str, Any]:
    """A record without what is empty, or follows from its state."""
    claim = record.claim
    line: dict[str, Any] = {"subject": claim.subject}
    if claim.proof:
        line["proof"] = claim.proof
    if claim.counterexample:
        line["counterexample"] = True
    line["state"] = record.state
    if record.state is not State.HOLDS:
        line |= {"status": record.status, "cause": record.cause, "why": record.why}
    return {key: value for key, value in (line | {"hash": record.hash}).items() if value is not None}
