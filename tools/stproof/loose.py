"""Other people's fences, without names: run alone, else after those before them, else what is missing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from stproof.jobs import ErrorSeen, Outcome, Status, Why
from stproof.model import Finding, Page, Snippet
from stproof.plan import Planner, Subject, Task, of_snippet
from stproof.rules import outcomes as rules
from stproof.rules.snippets import PIECE
from stproof.verdict import Result, runs_as_written

MISSING_TYPES = {
    "NameError": "it uses a name that is not defined",
    "UnboundLocalError": "it uses a name that is not defined",
    "ImportError": "it imports what is not installed here",
    "StreamlitSecretNotFoundError": "it reads secrets that are not here",  # a FileNotFoundError too
    "FileNotFoundError": "it opens a file that is not here",
    "NotImplementedError": "it leaves a part to the reader",
}
"""Errors that say what a fence lacks, not that it is wrong."""
MISSING_MESSAGES = (
    (r"Did you forget to initialize it", "it reads state that another part sets"),
    (r"st\.user has no attribute", "it needs a login that is not set up here"),
    (r"server is already running in this process", "it starts a server of its own"),
    (
        r"Unable to create Page\. The file|Could not find page|is not a (?:valid|registered) page",
        "it names a page that is not here",
    ),
    (
        r"not installed|pip install|Missing optional dependency",
        "it needs a package that is not installed here",
    ),
    (r"secrets?\.toml|st\.secrets", "it reads secrets that are not here"),
    (
        r"Name or service not known|getaddrinfo|Connection refused|Max retries|urlopen error",
        "it needs the network",
    ),
    (
        r"No such file or directory|Error opening|script not found|The image passed to",
        "it opens a file that is not here",
    ),
)
"""The same said in a message of a general type: (pattern, what is missing)."""
WRONG = re.compile(r"#[^\w❌]*(?:❌|(?:bad|wrong|don'?t|avoid|incorrect)\b)", re.IGNORECASE)
RIGHT = re.compile(r"#[^\w✅]*(?:✅|(?:good|right|do|better|correct|instead)\b)", re.IGNORECASE)
"""Comments at the start of a line that divide a fence into a wrong version and a right one."""


def is_loose(page: Page) -> bool:
    """A page in which no Python fence has a name."""
    return not any(snippet.name for snippet in page.snippets)


def again(pages: Iterable[Page], results: dict[str, Result], planner: Planner) -> Iterator[Task]:
    """Tasks for the fences that did not run alone: their right version only, and each after those
    before it in its section."""
    for page in filter(is_loose, pages):
        for section in page.sections:
            for at, snippet in enumerate(section.snippets):
                result = results.get(snippet.id)
                if result and not runs_as_written(result):
                    yield from _variants(snippet, section.snippets[:at], planner)


def _variants(snippet: Snippet, before: tuple[Snippet, ...], planner: Planner) -> Iterator[Task]:
    right = replace(snippet, code=right_version(snippet.code))
    if right.code != snippet.code:
        yield planner.opens(of_snippet(right))
    if before:
        yield planner.opens(of_snippet(right, before), before=len(before))


def right_version(code: str) -> str:
    """The code without what stands under `# BAD` and the like, lines kept: a fence that shows both
    versions is two programs, and only one of them is meant to run."""
    kept, wrong = [], False
    for line in code.splitlines():
        wrong = bool(WRONG.match(line)) or (wrong and not RIGHT.match(line))
        kept.append("" if wrong else line)
    return "\n".join(kept) + "\n"


def verdict(first: Result, others: Sequence[Result]) -> Iterator[Finding]:
    """What to say of a fence: nothing when it ran, what it lacks, or how it fails.

    others: the further tries that `again` made of it.
    """
    if any(map(runs_as_written, (first, *others))):
        return
    lacks = missing(first)
    if lacks:
        yield rules.is_not_complete(first.task.subject, lacks)
    else:
        yield from _fails(first.task.subject, first.outcome)


def missing(result: Result) -> str:
    """What the fence lacks, in words; empty when it lacks nothing and simply fails."""
    outcome = result.outcome
    if outcome.why is Why.SYNTAX:
        return f"it is a piece of a function ({outcome.message})" if PIECE.search(outcome.message) else ""
    snippet = result.task.subject.snippet
    if outcome.errors and snippet and leaves_out(snippet.code):
        return "it leaves a part to the reader (`...`)"
    reasons = [_missing(error) or _reads_environment(snippet, error) for error in outcome.errors]
    return next(filter(None, reasons), "")


def leaves_out(code: str) -> bool:
    """Whether a function in the code has no body but `...`, or `...` stands for a value."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return False
    return any(isinstance(node, ast.Constant) and node.value is ... for node in ast.walk(tree))


def _reads_environment(snippet: Snippet | None, error: ErrorSeen) -> str:
    """A `KeyError` at a line with `environ` misses a variable of the reader's machine."""
    if snippet is None or error.type != "KeyError":
        return ""
    lines = snippet.code.splitlines()
    at = error.line - snippet.code_line
    reads = 0 <= at < len(lines) and "environ" in lines[at]
    return f"it reads an environment variable that is not set here ({error.message})" if reads else ""


def _missing(error: ErrorSeen) -> str:
    for type_, words in MISSING_TYPES.items():
        if error.is_a(type_):
            return f"{words} ({error.message})"
    for pattern, words in MISSING_MESSAGES:
        if re.search(pattern, error.message):
            return f"{words} ({error.message})"
    return ""


def _fails(subject: Subject, outcome: Outcome) -> Iterator[Finding]:
    if outcome.status is Status.TIMEOUT:
        yield rules.never_ends(subject, outcome)
    elif outcome.status is Status.CRASH:
        yield rules.crashes(subject, outcome)
    elif outcome.why is Why.SYNTAX:
        yield rules.does_not_compile(subject, outcome)
    else:
        yield from (rules.raises(subject, error) for error in outcome.errors[:1])
