"""Writes the test skills of `tests/skills/` to a folder, and says what the rules find in them.

A case is one text file: `=== PATH` starts a file of the skill, `=== findings` what is expected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stproof.reading.skill import read_skill
from stproof.rules.apply import apply_rules

CASES = Path(__file__).parent / "skills"

FRONT = "---\nname: my-skill\ndescription: What it does, and when to use it.\n---\n"
"""Front matter that is right in a folder called `my-skill`; four lines."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A test skill with the findings expected in it."""

    files: dict[str, str]
    findings: list[str]


def read_case(path: Path) -> Case:
    """Read a case from its file."""
    parts = re.split(r"^=== (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    files = dict(zip(parts[1::2], parts[2::2]))
    return Case(findings=files.pop("findings", "").splitlines(), files=files)


def lay_out(folder: Path, files: Mapping[str, str | bytes], *, name: str = "my-skill") -> Path:
    """Write the files of a skill below a folder of this name; text is written as it is, in UTF-8."""
    root = folder / name
    root.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def findings_in(root: Path) -> list[str]:
    """What is found in a skill without running anything of it, line by line as it is reported."""
    return [f"{one.severity.value} {one}" for one in apply_rules(read_skill(root))]
