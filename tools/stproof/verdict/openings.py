"""Rules SN35x: what opening a snippet or app says of it, and whether the errors its page names are raised."""

from collections.abc import Iterable, Iterator, Sequence

from typing_extensions import assert_never

from stproof.findings import finding, rule
from stproof.model.finding import Finding, Severity
from stproof.model.run import ErrorSeen, Outcome, Status
from stproof.model.skill import ExpectedError
from stproof.model.task import Result, Subject, SubjectKind

MESSAGE_MOST = 160
"""Characters of an error message that a finding shows."""


def of_subject(subject: Subject, results: Sequence[Result]) -> Iterator[Finding]:
    """What opening a subject, and all proofs on it, say about the page's own words.

    Of an app only opening it must raise nothing: its proofs say the rest.
    """
    openings = [result.outcome for result in results if result.task.proof is None]
    for outcome in openings:
        yield from of_opening(subject, outcome)
    every = [result.outcome for result in results] if subject.in_page else openings
    errors = [error for outcome in every if outcome.compiles for error in outcome.errors]
    partial = any(result.task.partial for result in results)
    yield from _of_errors(subject, errors, complete=not partial and all(map(_is_complete, every)))
    for result in results:
        if result.task.proof and result.outcome.changed:
            yield reaches_beyond_itself(subject, result.outcome)


def of_opening(subject: Subject, outcome: Outcome) -> Iterator[Finding]:
    """What an outcome says, besides the errors that the app showed."""
    match outcome.status:
        case Status.PASSED:
            pass
        case Status.FAILED if outcome.errors and not outcome.compiles:
            yield from (does_not_compile(subject, error) for error in outcome.errors)
        case Status.TIMEOUT:
            yield never_ends(subject, outcome)
        case Status.CRASH:
            yield crashes(subject, outcome)
        case Status.FAILED | Status.ERROR | Status.SKIPPED:
            yield cannot_be_run(subject, outcome)
        case _:
            assert_never(outcome.status)
    if outcome.leaked:
        yield leaves_running(subject, outcome)
    if outcome.changed:
        yield reaches_beyond_itself(subject, outcome)


def _is_complete(outcome: Outcome) -> bool:
    """Whether it was run to its end, so that an error that was not raised is not raised at all."""
    return outcome.status in (Status.PASSED, Status.FAILED) and outcome.compiles


def _of_errors(subject: Subject, errors: Iterable[ErrorSeen], *, complete: bool) -> Iterator[Finding]:
    """Every error must be expected where it is raised; every expected one must be raised, which is known only
    when all that could raise it was run."""
    raised: set[ExpectedError] = set()
    told: set[tuple[str, int]] = set()
    for error in errors:
        expected = subject.expected(error)
        if error.shown and not expected:
            continue
        if expected and error.is_a(expected.type):
            raised.add(expected)
        elif (error.type, error.line) not in told:
            told.add((error.type, error.line))
            yield raises_another(subject, expected, error) if expected else raises(subject, error)
    if complete:
        lines = {line for _, line in told}
        for expected in subject.expected_errors:
            if expected not in raised and expected.line not in lines:
                yield does_not_raise(subject, expected)


@rule("SN351")
def raises(subject: Subject, error: ErrorSeen) -> Finding:
    """A snippet raises an error that the page does not state.

    A reader who copies the snippet gets an error the page says nothing of. Fix the snippet, or, if
    the error is the point, write it where it is raised:

        st.session_state.k = 50  # raises StreamlitAPIException
    """
    message = f"{who(subject)} raises {error.type}: {short(error.message)}"
    fix = f"fix the snippet, or write `# raises {error.type}` at this line"
    return finding("SN351", error.path or subject.path, error.line or subject.line, message, fix)


@rule("SN352")
def does_not_raise(subject: Subject, expected: ExpectedError) -> Finding:
    """An expected error is not raised.

    The page says `# raises TYPE` at a line, and neither opening the snippet nor any of its proofs
    raised that type, or a subclass of it, at that line. Remove the comment, or fix the code or
    the proof that should raise it.
    """
    message = f"{who(subject)} says `# raises {expected.type}` here, and {expected.type} was not raised"
    fix = "remove the comment, or let a proof do what raises it"
    return finding("SN352", subject.path, expected.line, message, fix)


@rule("SN353")
def raises_another(subject: Subject, expected: ExpectedError, error: ErrorSeen) -> Finding:
    """A line raises another type than the page expects.

    The comment `# raises TYPE` means that type or a subclass of it. Write the type that is raised,
    or fix the code.
    """
    message = f"{who(subject)} expects {expected.type} and raises {error.type}: {short(error.message)}"
    return finding("SN353", subject.path, expected.line, message, f"write `# raises {error.type}`")


@rule("SN354")
def does_not_compile(subject: Subject, error: ErrorSeen) -> Finding:
    """A snippet or app does not compile.

    AppTest shows nothing at all for such a file, no error and no elements, so it is compiled first.
    Fix the syntax; a piece that is not meant to run says so with `norun="reason"`.
    """
    message = f"{who(subject)} does not compile: {error.type}: {error.message}"
    return finding("SN354", error.path or subject.path, error.line or subject.line, message, "fix the syntax")


@rule("SN355")
def never_ends(subject: Subject, outcome: Outcome) -> Finding:
    """A snippet or app does not end in time.

    Its process was killed. If it only needs longer, give `--timeout SECONDS`.
    """
    message = f"{who(subject)} is {outcome.message}"
    return finding("SN355", *subject.place, message, "end it, or raise --timeout")


@rule("SN356")
def crashes(subject: Subject, outcome: Outcome) -> Finding:
    """A snippet or app takes its process with it.

    `os._exit`, a signal or a fault in C code ended the whole process, as it would end a server
    with everybody's session.
    """
    message = f"{who(subject)} crashes: {outcome.message}"
    return finding("SN356", *subject.place, message, "do not end the process")


@rule("SN357", severity=Severity.WARNING)
def leaves_running(subject: Subject, outcome: Outcome) -> Finding:
    """A snippet or app leaves threads or processes running.

    They go on after the script has ended, once more for every rerun. The checker ended them.
    """
    message = f"{who(subject)} leaves {' and '.join(outcome.leaked)} running"
    return finding("SN357", *subject.place, message, "end what it starts")


@rule("SN350", severity=Severity.WARNING)
def reaches_beyond_itself(subject: Subject, outcome: Outcome) -> Finding:
    """A snippet or app reaches beyond itself.

    A patched function, a hook, a limit: on a server it holds for everybody, and for every other app
    of that process. The checker went on in a new process. What an app often does, it may: set
    variables of the environment, `sys.path` and logging. It was also kept from a file outside of its
    folder, from the network, and from signalling a process that is not its own.
    """
    message = f"{who(subject)} reaches beyond itself: {', '.join(outcome.changed)}"
    return finding("SN350", *subject.place, message, "leave as it is what others share")


@rule("SN359")
def cannot_be_run(subject: Subject, outcome: Outcome) -> Finding:
    """A snippet or app could not be run: the engine stopped.

    AppTest, or the checker around it, stopped with an error of its own. Nothing says whether the
    code is right: open it with `stproof run NAME`, and prove it with `engines=("browser",)` where
    AppTest cannot open it.
    """
    message = f"{who(subject)} could not be run: {short(outcome.message)}"
    return finding("SN359", *subject.place, message, "open it with `stproof run` to see what it does")


def who(subject: Subject) -> str:
    """The snippet or app in a message: by its name, where it has one that is not its place."""
    return "the snippet" if subject.kind is SubjectKind.FENCE else repr(subject.name)


def short(message: str) -> str:
    """A message in one line of a report: Streamlit explains some errors in a whole paragraph."""
    return message if len(message) <= MESSAGE_MOST else message[: MESSAGE_MOST - 1].rstrip() + "…"
