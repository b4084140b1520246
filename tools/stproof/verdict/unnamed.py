"""Rule SN358: what fences without a name lack, or how they fail."""

import ast
import re
from collections.abc import Iterator, Sequence

from stproof.analysis.syntax import PIECE
from stproof.findings import finding, rule
from stproof.model.finding import Finding, Severity
from stproof.model.run import ErrorSeen, Outcome
from stproof.model.task import Result, Subject
from stproof.verdict.openings import of_opening, raises

MISSING_TYPES = {
    "NameError": "it uses a name that is not defined",
    "UnboundLocalError": "it uses a name that is not defined",
    "ImportError": "it imports what is not installed here",
    "StreamlitSecretNotFoundError": "it reads secrets that are not here",  # a FileNotFoundError too
    "FileNotFoundError": "it opens a file that is not here",
    "NotImplementedError": "it leaves a part to the reader",
}
"""Errors that say what a fence lacks, not that it is wrong."""
MISSING_MESSAGES = {
    "it reads state that another part sets": r"Did you forget to initialize it",
    "it needs a login that is not set up here": r"st\.user has no attribute",
    "it starts its own server": r"server is already running in this process",
    "it names a page that is not here": r"Unable to create Page\. The file|Could not find page|"
    r"is not a (?:valid|registered) page",
    "it needs a package that is not installed here": r"not installed|pip install|Missing optional dependency",
    "it reads secrets that are not here": r"secrets?\.toml|st\.secrets",
    "it needs the network": r"Name or service not known|getaddrinfo|Connection refused|"
    r"Max retries|urlopen error|has no network",
    "it opens a file that is not here": r"No such file or directory|Error opening|script not found|"
    r"The image passed to",
}
"""The same said in a message of a general type: what is missing, and a pattern."""


def of_fence(results: Sequence[Result]) -> Iterator[Finding]:
    """What to say of a fence: nothing when one of its tries ran, what it lacks, or how it fails.

    results: the first try, then the others.
    """
    subject, outcome = results[0].subject, results[0].outcome
    ran = next((result.outcome for result in results if result.runs_as_written), None)
    if ran:
        yield from of_opening(subject, ran)
        return
    lacks = missing(subject, outcome)
    if lacks:
        yield is_not_complete(subject, lacks)
        return
    yield from of_opening(subject, outcome)
    if outcome.compiles:
        yield from (raises(subject, error) for error in outcome.errors[:1])


def missing(subject: Subject, outcome: Outcome) -> str:
    """What the fence lacks, in words; empty when it lacks nothing and simply fails."""
    if not outcome.compiles:
        messages = [f"{error.type}: {error.message}" for error in outcome.errors]
        return next((f"it is a piece of a function ({one})" for one in messages if PIECE.search(one)), "")
    code = subject.sources[0].code
    if outcome.errors and leaves_out(code):
        return "it leaves a part to the reader (`...`)"
    reasons = [_missing(error) or _reads_environment(subject, error) for error in outcome.errors]
    return next(filter(None, reasons), "")


def leaves_out(code: str) -> bool:
    """Whether a function in the code has no body except `...`, or `...` is a value."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return False
    return any(isinstance(node, ast.Constant) and node.value is ... for node in ast.walk(tree))


def _reads_environment(subject: Subject, error: ErrorSeen) -> str:
    """A `KeyError` at a line with `environ` misses a variable of the reader's machine."""
    if error.type != "KeyError":
        return ""
    lines = subject.sources[0].code.splitlines()
    at = error.line - subject.sources[0].code_line
    reads = 0 <= at < len(lines) and "environ" in lines[at]
    return f"it reads an environment variable that is not set here ({error.message})" if reads else ""


def _missing(error: ErrorSeen) -> str:
    for type_, words in MISSING_TYPES.items():
        if error.is_a(type_):
            return f"{words} ({error.message})"
    for words, pattern in MISSING_MESSAGES.items():
        if re.search(pattern, error.message):
            return f"{words} ({error.message})"
    return ""


@rule("SN358", severity=Severity.WARNING)
def is_not_complete(subject: Subject, missing: str) -> Finding:
    """A snippet is not complete.

    It needs something that neither it nor the fences before it in its section have: a name, a
    module, a file. Nobody can run it as it is, so nothing says whether it is true. Complete it,
    or give it a name and `norun="reason"`.
    """
    message = f"the snippet is not complete: {missing}"
    return finding("SN358", *subject.place, message, "add what it needs")
