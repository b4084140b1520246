"""Rule SN358: what fences without a name lack, or how they fail."""

import re
from collections.abc import Iterator, Sequence

from stproof.analysis.omissions import leaves_out
from stproof.analysis.pieces import imports_streamlit
from stproof.findings import finding, rule
from stproof.model.finding import Finding, Severity
from stproof.model.run import ErrorSeen, Outcome
from stproof.model.skill import ExpectedError
from stproof.model.task import Result, Subject
from stproof.verdict.openings import does_not_raise, of_opening, raises, short

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
    "it needs an address with a query": r"st\.query_params has no key",
    "it reads state that another part sets": r"Did you forget to initialize it",
    "it needs a login that is not set up here": r"st\.user has no attribute|auth\w* (?:settings|credentials)",
    "it starts its own server": r"server is already running in this process",
    "it names a page that is not here": r"Unable to create Page\. The file|Could not find page|"
    r"is not a (?:valid|registered) page",
    "it needs a component that is not installed here": r"asset_dir|No such component directory|"
    r"[Cc]omponent '?[\w.-]+'? (?:is not|must be) (?:declared|registered)",
    "it needs a package that is not installed here": r"not installed|pip install|Missing optional dependency",
    "it reads secrets that are not here": r"secrets?\.toml|st\.secrets",
    "it needs the network": r"Name or service not known|getaddrinfo|Connection refused|"
    r"Max retries|urlopen error|has no network",
    "it reads an environment variable that is not set here": r"environment variable",
    "it opens a file that is not here": r"No such file or directory|Error opening|script not found|"
    r"The image passed to",
    "it needs a program that is not here": r"executable|[Bb]rowser .*not found|command not found",
}
"""The same said in a message of a general type: what is missing, and a pattern."""
ENVIRONMENT = re.compile(r"environ|\benv:")
PART_MESSAGES = {
    "it is a part of a form": r"must be used inside an? `?st\.form",
    "it is a part of a callback": r"within a callback|inside (?:of )?a callback",
}
"""The same for code that is a part of something: code that imports Streamlit is meant to be whole."""


def of_fence(results: Sequence[Result]) -> Iterator[Finding]:
    """What to say of a fence: nothing when one of its tries ran, what it lacks, or how it fails.

    results: the first try, then the others.
    """
    subject, outcome = results[0].subject, results[0].outcome
    ran = next((result.outcome for result in results if result.runs_as_written), None)
    if ran:
        yield from of_opening(subject, ran)
        yield from _broken_promises(subject, ran)
    elif not is_judged_elsewhere(subject):
        yield from _of_failure(subject, outcome)


def _broken_promises(subject: Subject, outcome: Outcome) -> Iterator[Finding]:
    """SN352 where a comment promises errors, and none of them is raised."""
    promised = subject.snippet.promised if subject.snippet else ()
    if promised and not any(error.is_a(name) for error in outcome.errors for name in promised):
        yield does_not_raise(subject, ExpectedError(line=subject.line, type=promised[0]))


def is_judged_elsewhere(subject: Subject) -> bool:
    """Whether a fence that does not run says nothing: it is, line for line, in a longer one of its page, or
    the page calls it wrong."""
    return subject.snippet is not None and bool(subject.snippet.longer or subject.snippet.is_wrong)


def _of_failure(subject: Subject, outcome: Outcome) -> Iterator[Finding]:
    if not outcome.compiles:
        if subject.snippet and subject.snippet.is_piece:
            yield is_not_complete(subject, "it is a piece of a block", "it is a piece of a block")
        else:
            yield from of_opening(subject, outcome)
        return
    yield from of_opening(subject, outcome)
    errors = [error for error in outcome.errors if not error.shown and not subject.expects(error)]
    lacks = [(error, lack(subject, error)) for error in errors]
    wrong = [error for error, missing in lacks if not missing]
    if wrong:
        yield raises(subject, wrong[0])
    elif lacks:
        error, missing = lacks[0]
        yield is_not_complete(subject, f"{missing} ({short(error.message)})", _cause(error, missing))


def _cause(error: ErrorSeen, missing: str) -> str:
    """What fences that lack the same have in common."""
    name = NAMED.search(error.message)
    if error.is_a("ImportError") and name:
        return f"{name[1].partition('.')[0]} is not installed"
    return f"{name[1]} is not defined" if error.is_a("NameError") and name else missing


NAMED = re.compile(r"(?:named|name) '([\w.]+)'")


def lack(subject: Subject, error: ErrorSeen) -> str:
    """What the fence lacks, in words, where that is the cause of an error; else empty."""
    for type_, words in MISSING_TYPES.items():
        if error.is_a(type_):
            return words
    whole = imports_streamlit(subject.sources[0].code)
    for words, pattern in {**MISSING_MESSAGES, **({} if whole else PART_MESSAGES)}.items():
        if re.search(pattern, error.message):
            return words
    line = error.line - subject.sources[0].code_line + 1
    if _reads_environment(subject, error, line):
        return "it reads an environment variable that is not set here"
    return "it leaves a part to the reader" if leaves_out(subject.sources[0].code, line) else ""


def _reads_environment(subject: Subject, error: ErrorSeen, line: int) -> bool:
    """A `KeyError` at a line that names the environment misses a variable of the reader's machine."""
    lines = subject.sources[0].code.splitlines()
    there = lines[line - 1] if 0 < line <= len(lines) else ""
    return error.type == "KeyError" and ENVIRONMENT.search(there) is not None


@rule("SN358", severity=Severity.WARNING)
def is_not_complete(subject: Subject, missing: str, cause: str) -> Finding:
    """A snippet is not complete.

    It needs something that neither it nor the fences before it in its section have: a name, a
    module, a file. Nobody can run it as it is, so nothing says whether it is true. Complete it,
    or give it a name and `norun="reason"`.
    """
    message = f"the snippet is not complete: {missing}"
    return finding("SN358", *subject.place, message, "add what it needs", cause=cause)
