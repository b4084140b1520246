"""Falsifies what the pages state besides code, and says which false facts the checker does not detect.

`python tests/project/falsify.py` prints them, and what no fact here covers. All facts are made false at
once: each must have a finding of its rule in its own line.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tools"))

from stproof.commands.check import check  # noqa: E402
from stproof.model.finding import Finding  # noqa: E402
from stproof.model.options import Options  # noqa: E402
from stproof.model.run import Engine  # noqa: E402
from stproof.model.skill import Page  # noqa: E402
from stproof.model.target import Target  # noqa: E402
from stproof.reading.blocks import GENERATED, blocks  # noqa: E402
from stproof.reading.skill import read_skill  # noqa: E402
from stproof.rules.apply import apply_rules  # noqa: E402
from stproof.rules.prose import COMMANDS, ERROR, RELEASE, SPAN, named  # noqa: E402

PARTS = ("SKILL.md", "references", "examples", "tests/proofs")
RULES = {
    "SN310": "a release in prose",
    "SN311": "an error type in prose",
    "SN313": "a name, a label, a value or a message in prose",
    "SN321": "a generated table",
    "SN353": "an expected error",
}
"""The rules that detect a false fact, and the kind of fact."""
UNDETECTED = (
    "a sentence or a heading that says what a person sees: kept, lost, reset, in the log only",
    "a cell of a table that is not generated, except releases and error types in it",
    "a release in SKILL.md, while another page states the wrong one too",
    "a since= or until= that is wrong, while another snippet of the page states what the prose names:"
    " only the releases themselves can tell (--python)",
    "a release in the docstring of an example, or in the front matter",
    "an error type in prose that another snippet of the page happens to raise",
    "a name, a label or a value in prose, in the place of which there is another one of the skill's code",
    "an expected error that only a browser, or another release, shows",
)
"""What a page can state falsely without any finding, on one Streamlit release."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact of a page, and what makes it false."""

    rule: str
    """The rule that must find it."""
    path: str
    line: int
    """1-based line of the page, and of the finding."""
    old: str
    new: str
    below: int = 0
    """How many lines below `line` it is."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.old!r} -> {self.new!r}"


def facts(target: Target) -> Iterator[Fact]:
    """Every fact of a skill that one of `RULES` covers."""
    elsewhere = {name for proof in target.proofs if proof.only_browser for name in proof.names}
    for page in (page for page in target.pages if GENERATED not in page.text):
        yield from _in_prose(page, "SN310", RELEASE, "1.29")
        yield from _in_prose(page, "SN311", ERROR, "RecursionError")
        for fact in _in_prose(page, "SN313", SPAN, "`no_such_word`"):
            if not (ERROR.search(fact.old) or RELEASE.search(fact.old) or fact.old[1:].startswith(COMMANDS)):
                yield fact
        for block in blocks(page.text):
            first = block.body.splitlines()[2]
            yield Fact(rule="SN321", path=page.path, line=block.line, old=first[2:8], new="Never ", below=3)
        seen = (snippet for snippet in page.snippets if not snippet.until and snippet.id not in elsewhere)
        for error in (error for snippet in seen for error in snippet.expected_errors):
            old, new = f"# raises {error.type}", "# raises RecursionError"
            yield Fact(rule="SN353", path=page.path, line=error.line, old=old, new=new)


def _in_prose(page: Page, rule: str, pattern: re.Pattern[str], false: str) -> Iterator[Fact]:
    spans = [(block.line, block.line + block.body.count("\n") + 1) for block in blocks(page.text)]
    for line, fact in named(page, pattern):
        if not any(first <= line <= last for first, last in spans):
            yield Fact(rule=rule, path=page.path, line=line, old=fact, new=false)


def undetected(wanted: Iterable[Fact], folder: Path) -> list[Fact]:
    """The facts whose falsehood has no finding. folder: an empty one, for a copy of the skill."""
    every = list(wanted)
    in_text = [fact for fact in every if fact.rule != "SN353"]
    errors = [fact for fact in every if fact.rule == "SN353"]
    return [
        *_without_finding(in_text, apply_rules(_falsified(in_text, folder / "text"))),
        *_without_finding(errors, _run(_falsified(errors, folder / "errors"))),
    ]


def _falsified(wanted: list[Fact], folder: Path) -> Target:
    """A copy of the skill in which these facts are false."""
    root = folder / "using-streamlit-session-state"
    for part in PARTS:
        source, copy = ROOT / part, root / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, copy) if source.is_dir() else shutil.copy(source, copy)
    for fact in wanted:
        lines = (root / fact.path).read_text(encoding="utf-8").split("\n")
        at = fact.line + fact.below - 1
        assert fact.old in lines[at], fact
        lines[at] = lines[at].replace(fact.old, fact.new, 1)
        (root / fact.path).write_text("\n".join(lines), encoding="utf-8")
    return read_skill(root)


def _run(target: Target) -> tuple[Finding, ...]:
    """The findings of running the snippets in which an error is expected, and the proofs on them."""
    names = {snippet.id for snippet in target.snippets if snippet.expected_errors}
    asked = (one for one in target.proofs if Engine.APPTEST in one.engines)
    proofs = (one.function for one in asked if names & {*one.names, *one.counterexamples})
    return check(target, Options(timeout=60, only=(*names, *proofs)), lambda done, total: None).findings


def _without_finding(wanted: list[Fact], findings: Iterable[Finding]) -> list[Fact]:
    alike = {"SN352": "SN353"}  # an error that has no line in the app is told as one that does not come
    found = {(alike.get(one.rule, one.rule), one.path, one.line) for one in findings}
    return [fact for fact in wanted if (fact.rule, fact.path, fact.line) not in found]


def main() -> None:
    every = list(facts(read_skill(ROOT)))
    with tempfile.TemporaryDirectory() as folder:
        missed = undetected(every, Path(folder).resolve())
    for rule, kind in RULES.items():
        print(f"{rule} detects {kind}: {sum(fact.rule == rule for fact in every)} facts")
        for fact in (fact for fact in missed if fact.rule == rule):
            print(f"  not detected: {fact}")
    print("\nNever detected:", *UNDETECTED, sep="\n  ")


if __name__ == "__main__":
    main()
