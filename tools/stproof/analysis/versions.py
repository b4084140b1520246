"""Code that shows a wrong way and a right one, divided by comments such as `# BAD` and `# GOOD`."""

from __future__ import annotations

import ast
import re

from stproof.analysis.syntax import parsed

_ENDS = r"(?=\s*(?:$|[:;,.!(–—-]|(?:way|version|example|practice|approach|pattern|code|idea)\b))"
_LABEL = r"#[^\w✅❌]*"
WRONG = re.compile(
    rf"{_LABEL}(?:❌|(?:bad|wrong|incorrect|not this|anti-?pattern)\b{_ENDS}"
    rf"|(?:don'?t|do not|avoid)\b(?=\s*(?:$|[:!–—-]|(?:do )?(?:this|that|these)\b)))",
    re.IGNORECASE,
)
RIGHT = re.compile(
    rf"{_LABEL}(?:✅|(?:good|right|do|do this|better|correct|instead)\b{_ENDS})", re.IGNORECASE
)
"""Comments at the start of a line that are labels: `# Avoid recomputing the total` is none."""
WRONG_BEFORE = re.compile(
    r"[^\w❌]*(?:❌|(?:bad|wrong|incorrect|don'?t|avoid|not this|anti-?pattern)\b).{0,40}", re.IGNORECASE
)
"""A short line above a fence that calls it wrong: `**Bad:**`."""


def right_version(code: str) -> str:
    """The code without what is under `# BAD` and the like, lines kept: a fence that shows both
    versions is two programs, and only one of them is meant to run."""
    kept, wrong = [], False
    for line in code.splitlines():
        wrong = bool(WRONG.match(line)) or (wrong and not RIGHT.match(line))
        kept.append("" if wrong else line)
    return "\n".join(kept) + "\n"


def is_wrong_only(code: str) -> bool:
    """Whether nothing but imports is left without what is labelled wrong."""
    right = right_version(code)
    if right.split() == code.split():
        return False
    rest = parsed(right)
    return rest is not None and all(isinstance(each, (ast.Import, ast.ImportFrom)) for each in rest.body)


def is_called_wrong(lines_before: list[str]) -> bool:
    """Whether the line above a fence calls it wrong. lines_before: those of the page above the fence."""
    above = next((line.strip() for line in reversed(lines_before) if line.strip()), "")
    return bool(WRONG_BEFORE.fullmatch(above)) and not above.startswith(("#", "`", "-"))
