"""What tests of the command need: small skills, and the command in this process or as a person runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import stproof
from skill_cases import FRONT
from stproof.cli import run
from stproof.report.json_report import SCHEMA_FILE

TOOLS = str(Path(stproof.__file__).parents[1])
SNIPPET = """
# Counting

```python counter
st.session_state.n = st.session_state.get("n", 0) + st.button("Add")
st.write(f"Count: {st.session_state.n}")
```
"""
COUNTS = """
from stproof import proves


@proves("counter")
def counts(user):
    user.clicks("Add")
    user.sees("Count: 1")
"""
GOOD = {"SKILL.md": FRONT + SNIPPET, "tests/proofs/a.py": COUNTS}
BAD = {
    "SKILL.md": FRONT + SNIPPET.replace('st.button("Add")', '2 * st.button("Add")') + "[gone](gone.md)\n",
    "tests/proofs/a.py": COUNTS,
}


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What came of a command line."""

    code: int
    out: str
    error: str

    @property
    def lines(self) -> list[str]:
        """What it printed, where it wrote no problem."""
        assert self.error == ""
        return self.out.splitlines()

    @property
    def problem(self) -> str:
        """The one line of a command that could not run."""
        assert (self.code, self.out) == (2, "")
        (line,) = self.error.splitlines()
        return line


class Command:
    """The command in this process; its workers, if it needs any, are processes as always."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Ran:
        """Run it in the first folder that it is given, so that paths are relative to that."""
        folders = (Path(str(one)) for one in arguments if Path(str(one)).is_absolute())
        folder = next((one for one in folders if one.is_dir()), Path())
        before = os.getcwd()
        os.chdir(folder)
        try:
            return self._run(arguments)
        finally:
            os.chdir(before)

    def _run(self, arguments: tuple[object, ...]) -> Ran:
        self._capsys.readouterr()
        try:
            code = run(list(map(str, arguments)))
        except SystemExit as end:  # argparse
            code = int(end.code or 0)
        out, error = self._capsys.readouterr()
        return Ran(code=code, out=out, error=error)

    def check(self, root: Path, *arguments: object) -> Ran:
        """With the engine that needs no browser, and without the results of other tests."""
        return self("check", root, "--engine", "apptest", "--no-cache", *arguments)


def started(*arguments: str, cwd: Path | None = None, **environment: str) -> Ran:
    """The command as a process of its own."""
    process = subprocess.run(
        [sys.executable, "-m", "stproof", *arguments],
        cwd=cwd,
        env=variables(environment),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Ran(code=process.returncode, out=process.stdout, error=process.stderr)


def variables(more: dict[str, str]) -> dict[str, str]:
    """The environment of such a process."""
    path = os.pathsep.join(filter(None, (TOOLS, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", **more}


def schema_problems(report: object) -> list[str]:
    """Where a JSON report differs from its schema, or has what that does not describe."""
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return [error.message for error in Draft202012Validator(_closed(schema)).iter_errors(report)]


def _closed(schema: Any) -> Any:
    """The schema without room for fields that it does not describe."""
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if "properties" in schema else {}
    return {**{key: _closed(value) for key, value in schema.items()}, **more}
