"""Falsifies what the pages state besides code, one fact at a time, and says whether the checker notices.

A tool for this project: `python tests/falsify.py` prints, for each kind of statement, how many false
ones were noticed, and names those that were not. What no kind covers is listed at its end.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tools"))

from stproof.commands.check import Options, check_skill  # noqa: E402
from stproof.findings import in_order  # noqa: E402
from stproof.model.finding import Finding  # noqa: E402
from stproof.model.skill import Page  # noqa: E402
from stproof.reading.blocks import blocks  # noqa: E402
from stproof.reading.skill import read_skill  # noqa: E402
from stproof.rules.apply import check_static  # noqa: E402
from stproof.rules.prose import ERROR, RELEASE  # noqa: E402

PARTS = ("SKILL.md", "references", "examples", "tests/proofs")
SURE = ("release in prose", "error type in prose", "generated table", "promised error")
"""Kinds of which every lie is noticed, on one Streamlit release."""
UNNOTICED = (
    "a sentence or a heading that says what a person sees: kept, lost, reset, in the log only",
    "a cell of a table that is not generated, but for releases and error types in it",
    "a release in SKILL.md, while another page states the wrong one too",
    "a since= or until= that is wrong, while another snippet of the page states what the prose names:"
    " only the releases themselves can tell (--python)",
    "a release in the docstring of an example, or in the front matter",
    "an error type in prose that another snippet of the page happens to raise",
)
"""What a page can state falsely without any finding, on one Streamlit release."""


@dataclass(frozen=True, kw_only=True)
class Lie:
    """One fact made false."""

    kind: str
    path: str
    line: int
    """1-based line of the page."""
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.old!r} -> {self.new!r}"


def lies(skill: Skill) -> Iterator[Lie]:
    """Every fact of the skill that a kind covers, made false."""
    for page in skill.pages:
        yield from _in_prose(page, "release in prose", RELEASE, "1.41")
        yield from _in_prose(page, "error type in prose", ERROR, "RecursionError")
        yield from _of_snippets(page)
        for block in blocks(page.text):
            for at, row in enumerate(block.body.splitlines()[2:], start=3):
                yield Lie(
                    kind="generated table", path=page.path, line=block.line + at, old=row[2:8], new="Never "
                )


def _in_prose(page: Page, kind: str, pattern: re.Pattern[str], false: str) -> Iterator[Lie]:
    from stproof.rules.prose import _named

    generated = {
        line
        for block in blocks(page.text)
        for line in range(block.line, block.line + block.body.count("\n") + 2)
    }
    for line, fact in _named(page, pattern):
        if line not in generated:
            yield Lie(kind=kind, path=page.path, line=line, old=fact, new=false)


def _of_snippets(page: Page) -> Iterator[Lie]:
    for snippet in page.snippets:
        for promise in snippet.expected_errors:
            yield Lie(
                kind="promised error",
                path=page.path,
                line=promise.line,
                old=f"# raises {promise.type}",
                new="# raises RecursionError",
            )
        for key, value in (("since", snippet.since), ("until", snippet.until)):
            if value:
                new = f"{key}=1.41"
                yield Lie(kind=f"{key}=", path=page.path, line=snippet.line, old=f"{key}={value}", new=new)


def noticed(all_lies: list[Lie], folder: Path) -> dict[Lie, bool]:
    """Whether the checker has something to say of each lie that it does not say of the truth."""
    root = folder / "using-streamlit-session-state"
    for part in PARTS:
        source, target = ROOT / part, root / part
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    truth = {str(finding) for finding in _static(root)}
    promised = [lie for lie in all_lies if lie.kind == "promised error"]
    found = {lie: _told_at_once(root, lie, truth) for lie in all_lies if lie not in promised}
    return {**found, **_told_by_running(root, promised)}


def _static(root: Path) -> tuple[Finding, ...]:
    skill, found = read_skill(root)
    return in_order([*found, *check_static(skill)])


def _told_at_once(root: Path, lie: Lie, truth: set[str]) -> bool:
    """Whether the rules, which run nothing, notice it."""
    kept = _tell(root, lie)
    said = {str(finding) for finding in _static(root)} - truth
    (root / lie.path).write_text(kept, encoding="utf-8")
    return bool(said)


def _told_by_running(root: Path, promised: list[Lie]) -> dict[Lie, bool]:
    """All false promises in one run: each must be found in its own line."""
    for lie in promised:
        _tell(root, lie)
    skill, found = read_skill(root)
    report = check_skill(skill, found, Options(timeout=30), lambda done, total: None)
    places = {(finding.path, finding.line) for finding in report.findings if finding.rule == "SN353"}
    return {lie: (lie.path, lie.line) in places for lie in promised}


def _tell(root: Path, lie: Lie) -> str:
    """Write the lie into the page; returns the text before."""
    file = root / lie.path
    text = file.read_text(encoding="utf-8")
    lines = text.split("\n")
    assert lie.old in lines[lie.line - 1], lie
    lines[lie.line - 1] = lines[lie.line - 1].replace(lie.old, lie.new, 1)
    file.write_text("\n".join(lines), encoding="utf-8")
    return text


def main() -> None:
    skill, _ = read_skill(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        answers = noticed(list(lies(skill)), Path(folder))
    for kind in dict.fromkeys(lie.kind for lie in answers):
        of_kind = {lie: told for lie, told in answers.items() if lie.kind == kind}
        print(f"{kind}: {sum(of_kind.values())} of {len(of_kind)} noticed")
        for lie, told in of_kind.items():
            if not told:
                print(f"  not noticed: {lie}")
    print("\nNever noticed:")
    for what in UNNOTICED:
        print(f"  {what}")


if __name__ == "__main__":
    main()
