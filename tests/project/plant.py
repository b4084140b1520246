"""Plants faults into snippets, wrong versions and examples, one at a time, and says which nobody notices.

`python tests/project/plant.py [NUMBER] [SEED] [--browser]` prints each with its place and what notices it.
The faults are slips of a person who writes; they are made without the operators of `--mutants`.
"""

from __future__ import annotations

import ast
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tools"))

from stproof.engines.selection import select_engines  # noqa: E402
from stproof.model.finding import Finding, Severity  # noqa: E402
from stproof.model.options import Options  # noqa: E402
from stproof.model.release import applies  # noqa: E402
from stproof.model.run import Engine  # noqa: E402
from stproof.model.skill import SourceFile  # noqa: E402
from stproof.model.target import Target  # noqa: E402
from stproof.model.task import Subject, SubjectKind, Task  # noqa: E402
from stproof.reading.skill import read_skill  # noqa: E402
from stproof.rules.apply import apply_rules  # noqa: E402
from stproof.running.pool import EnginePools  # noqa: E402
from stproof.running.run import TargetRun  # noqa: E402
from stproof.verdict.judge import judge  # noqa: E402

PARTS = ("SKILL.md", "references", "examples", "tests/proofs", "tests/evidence", "pyproject.toml")
NAME = "using-streamlit-session-state"
Edit = tuple[int, int, str]
"""Where a piece of code starts and ends, and what takes its place."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    kind: str
    subject: str
    path: str
    line: int
    """1-based line of the page or file."""
    old: str
    new: str
    code: str
    """The whole code with the fault in it."""
    source: SourceFile
    group: str
    """`right`, `wrong` or `example`."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line} {self.subject} ({self.group})"
        return f"{place}, {self.kind}: {self.old!r} -> {self.new!r}"


# --- what a person gets wrong -------------------------------------------------------------------


class Text:
    """Code with the place of each node."""

    def __init__(self, code: str) -> None:
        self.code, self.tree = code, ast.parse(code)
        self._starts = [0]
        for line in code.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def span(self, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        assert node.end_lineno
        assert node.end_col_offset
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)

    def _at(self, line: int, column: int) -> int:
        before = self.code[self._starts[line - 1] :].encode()[:column]
        return self._starts[line - 1] + len(before.decode())

    def all(self, kind: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kind))

    def calls(self) -> list[ast.Call]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    def of(self, node: ast.expr | ast.stmt) -> str:
        start, end = self.span(node)
        return self.code[start:end]


def other_label(text: Text) -> Iterator[Edit]:
    """The label of a widget, or the first words that are written."""
    for call in text.calls():
        if text.of(call.func).startswith("st.") and call.args:
            first = call.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and len(first.value) > 1:
                yield (*text.span(first), repr(first.value[:-1]))


def number_off(text: Text) -> Iterator[Edit]:
    for node in text.all(ast.Constant):
        assert isinstance(node, ast.Constant)
        if type(node.value) in (int, float):
            yield (*text.span(node), repr(node.value - 1))


def other_default(text: Text) -> Iterator[Edit]:
    """The second argument: a start value, an option, a default."""
    for call in text.calls():
        for arg in call.args[1:2]:
            if isinstance(arg, ast.Constant) and isinstance(arg.value, str):
                yield (*text.span(arg), repr(arg.value + "s"))
            if isinstance(arg, ast.List) and len(arg.elts) > 1:
                yield (*text.span(arg), f"[{', '.join(text.of(one) for one in arg.elts[:-1])}]")


def callbacks_swapped(text: Text) -> Iterator[Edit]:
    named = [
        word.value
        for call in text.calls()
        for word in call.keywords
        if word.arg in ("on_click", "on_change") and isinstance(word.value, ast.Name)
    ]
    functions = [node.name for node in ast.walk(text.tree) if isinstance(node, ast.FunctionDef)]
    for value in named:
        for name in functions:
            if name != value.id:
                yield (*text.span(value), name)
                break


def other_key(text: Text) -> Iterator[Edit]:
    """One of the places where a key is named gets another key of the app."""
    keys: list[tuple[ast.expr, str, int]] = []
    for node in ast.walk(text.tree):
        if isinstance(node, ast.Attribute) and text.of(node.value) == "st.session_state":
            keys.append((node, node.attr, len("st.session_state.")))
        if isinstance(node, ast.Call):
            keys += [(one.value, one.value.value, 1) for one in node.keywords
                     if one.arg == "key" and isinstance(one.value, ast.Constant)]  # fmt: skip
    for node, name, at in keys:
        others = sorted(
            {other for _, other, _ in keys} - {name, "setdefault", "get", "pop", "clear", "items"}
        )
        if others and name not in ("setdefault", "get", "pop", "clear", "items"):
            start, _ = text.span(node)
            yield start + at, start + at + len(str(name)), str(others[0])


def rerun_forgotten(text: Text) -> Iterator[Edit]:
    for node in text.all(ast.Expr):
        assert isinstance(node, ast.Expr)
        if re.match(r"st\.(rerun|stop|switch_page)\(", text.of(node)):
            yield (*text.span(node), "...")


def line_twice(text: Text) -> Iterator[Edit]:
    """A line that somebody has pasted twice."""
    for node in (*text.all(ast.Expr), *text.all(ast.AugAssign)):
        assert isinstance(node, (ast.Expr, ast.AugAssign))
        start, end = text.span(node)
        if not isinstance(getattr(node, "value", None), ast.Constant):
            yield end, end, "\n" + " " * node.col_offset + text.code[start:end]


def line_dropped(text: Text) -> Iterator[Edit]:
    for node in (*text.all(ast.Expr), *text.all(ast.Assign), *text.all(ast.AugAssign)):
        assert isinstance(node, (ast.Expr, ast.Assign, ast.AugAssign))
        if not isinstance(node.value, ast.Constant):
            yield (*text.span(node), "...")


def sign_turned(text: Text) -> Iterator[Edit]:
    pairs = {
        "<": "<=",
        ">": ">=",
        "==": "!=",
        "+=": "-=",
        " + ": " - ",
        "*": "+",
        "in": "not in",
        "is": "is not",
    }
    for node in ast.walk(text.tree):
        if isinstance(node, (ast.Compare, ast.AugAssign, ast.BinOp)):
            left = node.target if isinstance(node, ast.AugAssign) else node.left
            right = node.comparators[0] if isinstance(node, ast.Compare) else getattr(node, "right", None)
            after = text.span(left)[1]
            before = text.span(right or node.value)[0]  # type: ignore[union-attr]
            between = text.code[after:before]
            for old, new in pairs.items():
                if between.strip() == old.strip():
                    yield after, before, between.replace(old.strip(), new.strip(), 1)


def arguments_swapped(text: Text) -> Iterator[Edit]:
    for call in text.calls():
        if len(call.args) > 1 and not any(isinstance(arg, ast.Starred) for arg in call.args[:2]):
            one, two = call.args[:2]
            start, end = text.span(one)[0], text.span(two)[1]
            middle = text.code[text.span(one)[1] : text.span(two)[0]]
            yield start, end, text.of(two) + middle + text.of(one)


def flag_flipped(text: Text) -> Iterator[Edit]:
    for node in text.all(ast.Constant):
        assert isinstance(node, ast.Constant)
        if isinstance(node.value, bool):
            yield (*text.span(node), repr(not node.value))


def other_name(text: Text) -> Iterator[Edit]:
    """Another variable of the code is read."""
    stored = sorted({node.id for node in ast.walk(text.tree)
                     if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)})  # fmt: skip
    for node in ast.walk(text.tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in stored:
            for name in stored:
                if name != node.id:
                    yield (*text.span(node), name)
                    break


def words_changed(text: Text) -> Iterator[Edit]:
    """A text that is not a label: an option, an item of a list, a value."""
    for node in text.all(ast.Constant):
        assert isinstance(node, ast.Constant)
        if isinstance(node.value, str) and node.value.isalpha():
            start, end = text.span(node)
            if text.code[start] in "\"'":
                yield start, end, repr(node.value.swapcase())


def condition_cut(text: Text) -> Iterator[Edit]:
    """`if` of something becomes `if` of the opposite, or of nothing."""
    for node in text.all(ast.If):
        assert isinstance(node, ast.If)
        yield (*text.span(node.test), f"not ({text.of(node.test)})")


KINDS: tuple[Callable[[Text], Iterator[Edit]], ...] = (
    other_label, number_off, other_default, callbacks_swapped, other_key, rerun_forgotten, line_twice,
    line_dropped, sign_turned, arguments_swapped, flag_flipped, other_name, words_changed, condition_cut,
)  # fmt: skip


# --- drawing ------------------------------------------------------------------------------------


def drawn(target: Target, number: int, seed: int, release: str) -> list[Fault]:
    """So many faults, half of them in right snippets, a quarter each in wrong versions and examples."""
    chance = random.Random(seed)
    groups = {"right": number - 2 * (number // 4), "wrong": number // 4, "example": number // 4}
    every = list(_faults(target, release))
    return [fault for group, count in groups.items() for fault in _draw(every, group, count, chance)]


def _draw(every: Sequence[Fault], group: str, count: int, chance: random.Random) -> Iterator[Fault]:
    """Each kind as often as the others, where there are enough, each fault once."""
    kinds: dict[str, list[Fault]] = {}
    for fault in every:
        if fault.group == group:
            kinds.setdefault(fault.kind, []).append(fault)
    for faults in kinds.values():
        chance.shuffle(faults)
    while count and any(kinds.values()):
        for faults in (faults for faults in kinds.values() if faults and count):
            yield faults.pop()
            count -= 1


def _faults(target: Target, release: str) -> Iterator[Fault]:
    wrong = {name for proof in target.proofs for name in proof.counterexamples}
    for subject in target.subjects.values():
        if applies(subject.since, subject.until, release):
            continue
        group = "wrong" if subject.name in wrong else "right"
        if subject.kind is SubjectKind.EXAMPLE:
            group = "example"
        for source in subject.sources:
            yield from _in_source(subject, source, group)


def _in_source(subject: Subject, source: SourceFile, group: str) -> Iterator[Fault]:
    try:
        text = Text(source.code)
    except SyntaxError:
        return
    for find in KINDS:
        for start, end, new in find(text):
            code = source.code[:start] + new + source.code[end:]
            if code != source.code:
                yield Fault(
                    kind=find.__name__.replace("_", " "),
                    subject=subject.name,
                    path=source.path,
                    line=source.code_line + source.code.count("\n", 0, start),
                    old=source.code[start:end],
                    new=new.strip("\n"),
                    code=code,
                    source=source,
                    group=group,
                )


# --- noticing -----------------------------------------------------------------------------------


def planted(fault: Fault, folder: Path) -> Target:
    """A copy of the skill with the fault in it."""
    root = folder / NAME
    for part in PARTS:
        source, copy = ROOT / part, root / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("*.png", "__pycache__"))
        else:
            shutil.copy(source, copy)
    lines = (root / fault.path).read_text(encoding="utf-8").split("\n")
    first, old = fault.source.code_line - 1, fault.source.code.rstrip("\n").split("\n")
    indent = re.match(r" *", lines[first])
    assert indent
    new = [indent[0] + line if line else "" for line in fault.code.rstrip("\n").split("\n")]
    lines[first : first + len(old)] = new
    (root / fault.path).write_text("\n".join(lines), encoding="utf-8")
    return read_skill(root)


def noticed(
    faults: Sequence[Fault], folder: Path, pools: EnginePools, options: Options
) -> Iterator[tuple[Fault, Finding | None]]:
    """Each fault with the first error that it leads to."""
    known = {one.rule + one.path + one.message for one in _errors(apply_rules(read_skill(ROOT)))}
    begun = []
    for at, fault in enumerate(faults):
        target = planted(fault, folder / str(at))
        run = TargetRun(target, options, pools)
        tasks = [task for task in run.tasks if task.subject.name == fault.subject and _can_judge(task)]
        begun.append((fault, target, run, run.start(tasks)))
    for fault, target, run, tasks in begun:
        static = (
            one for one in _errors(apply_rules(target)) if one.rule + one.path + one.message not in known
        )
        told = (one for verdict in judge(run.results(tasks)) for one in _errors(verdict.findings))
        yield fault, next(iter((*static, *told)), None)


def _can_judge(task: Task) -> bool:
    """AppTest is no judge of what only a browser shows."""
    return task.job.engine is Engine.BROWSER or not (task.proof and task.proof.only_browser)


def _errors(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (one for one in findings if one.severity is Severity.ERROR)


def main(arguments: Sequence[str]) -> None:
    numbers = [int(one) for one in arguments if one.isdigit()]
    number, seed = (*numbers, *(100, 7)[len(numbers) :])[:2]
    browser = replace(select_engines(None, None), cache=False, timeout=60)
    with EnginePools(browser) as pools, tempfile.TemporaryDirectory() as folder:
        faults = drawn(read_skill(ROOT), number, seed, pools.environment().streamlit)
        quick = replace(browser, engines=(Engine.APPTEST,))
        found = dict(_printed(noticed(faults, Path(folder).resolve() / "apptest", pools, quick)))
        if "--browser" in arguments:
            left = [fault for fault, finding in found.items() if finding is None]
            slow = replace(browser, engines=(Engine.BROWSER,))
            found.update(_printed(noticed(left, Path(folder).resolve() / "browser", pools, slow)))
    print(f"{sum(finding is not None for finding in found.values())} of {len(found)} noticed")


def _printed(found: Iterable[tuple[Fault, Finding | None]]) -> Iterator[tuple[Fault, Finding | None]]:
    for fault, finding in found:
        print(f"{finding.rule if finding else 'NOT NOTICED':<11} {fault}", flush=True)
        yield fault, finding


if __name__ == "__main__":
    main(sys.argv[1:])
