"""Rules SN35x: what the outcomes of opening snippets and apps say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stproof.jobs import ErrorSeen, Outcome
from stproof.model import Finding, Promise, Severity
from stproof.rules.registry import finding, rule

if TYPE_CHECKING:  # `--static` need not import them
    from stproof.plan import Subject

MESSAGE_MOST = 160
"""Characters of an error message that a finding shows."""


@rule("SN351")
def raises(subject: Subject, error: ErrorSeen) -> Finding:
    """A snippet raises an error that the page does not state.

    A reader who copies the snippet gets an error the page says nothing of. Mend the snippet, or, if
    the error is the point, write it where it happens:

        st.session_state.k = 50  # raises StreamlitAPIException
    """
    where = error.line or subject.line
    return finding(
        "SN351",
        error.path or subject.path,
        where,
        f"{_who(subject)} raises {error.type}: {_short(error.message)}",
        f"mend the snippet, or write `# raises {error.type}` at this line",
    )


@rule("SN352")
def does_not_raise(subject: Subject, promise: Promise) -> Finding:
    """A promised error does not come.

    The page says `# raises TYPE` at a line, and neither opening the snippet nor any of its proofs
    raised that type, or a subclass of it, at that line. Remove the comment, or mend the code or
    the proof that should bring the error about.
    """
    return finding(
        "SN352",
        subject.path,
        promise.line,
        f"{_who(subject)} says `# raises {promise.type}` here, and no {promise.type} came",
        "remove the comment, or let a proof do what brings the error about",
    )


@rule("SN353")
def raises_another(subject: Subject, promise: Promise, error: ErrorSeen) -> Finding:
    """A line raises another type than promised.

    The comment `# raises TYPE` means that type or a subclass of it. Write the type that comes, or
    mend the code.
    """
    return finding(
        "SN353",
        subject.path,
        promise.line,
        f"{_who(subject)} promises {promise.type} and raises {error.type}: {_short(error.message)}",
        f"write `# raises {error.type}`",
    )


@rule("SN354")
def does_not_compile(subject: Subject, outcome: Outcome) -> Finding:
    """A snippet or app does not compile.

    AppTest shows nothing at all for such a file, no error and no elements, so it is compiled first.
    Mend the syntax; a piece that is not meant to run says so with `norun="reason"`.
    """
    line = int(outcome.saw[0].rpartition(":")[2]) if outcome.saw else subject.line
    return finding(
        "SN354", subject.path, line, f"{_who(subject)} does not compile: {outcome.message}", "mend the syntax"
    )


@rule("SN355")
def never_ends(subject: Subject, outcome: Outcome) -> Finding:
    """A snippet or app does not end in time.

    Its process was killed. If it only needs longer, give `--timeout SECONDS`.
    """
    return finding(
        "SN355",
        subject.path,
        subject.line,
        f"{_who(subject)} is {outcome.message}",
        "end it, or raise --timeout",
    )


@rule("SN356")
def crashes(subject: Subject, outcome: Outcome) -> Finding:
    """A snippet or app takes its process with it.

    `os._exit`, a signal or a fault in C code ended the whole process, as it would end a server
    with everybody's session.
    """
    return finding(
        "SN356",
        subject.path,
        subject.line,
        f"{_who(subject)} crashes: {outcome.message}",
        "do not end the process",
    )


@rule("SN357", severity=Severity.WARNING)
def leaves_running(subject: Subject, outcome: Outcome) -> Finding:
    """A snippet or app leaves threads or processes running.

    They go on after the script has ended, once more for every rerun. The checker ended them.
    """
    left = " and ".join(outcome.left)
    return finding(
        "SN357", subject.path, subject.line, f"{_who(subject)} leaves {left} running", "end what it starts"
    )


@rule("SN358", severity=Severity.WARNING)
def is_not_complete(subject: Subject, missing: str) -> Finding:
    """A snippet is not complete.

    It needs something that neither it nor the fences before it in its section have: a name, a
    module, a file. Nobody can run it as it stands, so nothing says whether it is true. Complete it,
    or give it a name and `norun="reason"`.
    """
    return finding(
        "SN358", subject.path, subject.line, f"the snippet is not complete: {missing}", "add what it needs"
    )


def _who(subject: Subject) -> str:
    """The snippet or app in a message: by its name, where it has one that is not its place."""
    return "the snippet" if subject.snippet and not subject.snippet.name else repr(subject.name)


def _short(message: str) -> str:
    """A message in one line of a report: Streamlit explains some errors in a whole paragraph."""
    return message if len(message) <= MESSAGE_MOST else message[: MESSAGE_MOST - 1].rstrip() + "…"
