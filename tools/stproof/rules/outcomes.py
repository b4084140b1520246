"""Rules SN35x and PR45x: what the outcomes of snippets and proofs say."""

from __future__ import annotations

from stproof.model import ErrorSeen, Finding, Outcome, Promise, Proof, Severity
from stproof.plan import Subject, Task
from stproof.rules.registry import finding, rule
from stproof.user import told

ENGINES = {"apptest": "under AppTest", "browser": "in the browser"}
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


@rule("PR451")
def does_not_hold(task: Task, outcome: Outcome, engines: tuple[str, ...]) -> Finding:
    """A statement does not hold.

    The proof did what a person does and saw something else. Either the page is wrong, or Streamlit
    has changed, or the proof looks at the wrong thing. The steps and what was seen say which.
    """
    where = " and ".join(ENGINES[engine] for engine in engines)
    return finding(
        "PR451",
        task.subject.path,
        task.subject.line,
        f"{task.subject.statement!r} does not hold {where}: expected {outcome.message}",
        details=story(task, outcome),
    )


@rule("PR452")
def is_broken(task: Task, outcome: Outcome) -> Finding:
    """A proof is broken: it raises an exception of its own, or its file does not import.

    Nothing can be said of the statement before the proof is mended.
    """
    proof = _proof(task)
    return finding(
        "PR452",
        proof.path,
        outcome.proof_line or proof.line,
        f"the proof {proof.function!r} stops with {outcome.message}",
        "mend the proof",
        details=story(task, outcome),
    )


@rule("PR453")
def gives_up(task: Task, outcome: Outcome) -> Finding:
    """A proof ran into the time limit or lost its process.

    The app or the proof does not end, or one of them ended the process. Nothing can be said of the
    statement.
    """
    proof = _proof(task)
    return finding(
        "PR453",
        task.subject.path,
        task.subject.line,
        f"{task.subject.statement!r} could not be proven {ENGINES[task.job.engine]}: {outcome.message}",
        "mend the app or the proof, or raise --timeout",
        details=(f"proof: {proof.path}:{proof.line} {proof.function}",),
    )


@rule("PR454")
def needs_a_browser(task: Task, outcome: Outcome) -> Finding:
    """A proof uses a verb that AppTest does not have, and does not say so.

    Mark it, with the reason, so that a reader knows why only one engine proves it:

        @proves("logout", engines=("browser",), reason="needs the back button")
    """
    proof = _proof(task)
    return finding(
        "PR454",
        proof.path,
        outcome.proof_line or proof.line,
        f"the proof {proof.function!r} does what AppTest cannot: {outcome.message}",
        'add engines=("browser",) and reason="…" to @proves',
    )


@rule("PR455")
def holds_on_twin(task: Task, _: Outcome) -> Finding:
    """A proof holds on the wrong version too.

    A proof that cannot tell right from wrong proves nothing. Let it do, or look at, the thing in
    which the two versions differ.
    """
    proof = _proof(task)
    return finding(
        "PR455",
        proof.path,
        proof.line,
        f"the proof {proof.function!r} holds on {task.subject.name!r} ({task.subject.address}) too, "
        "which the page calls wrong",
        "let the proof see the difference",
    )


@rule("PR456")
def refuted_by_accident(task: Task, outcome: Outcome) -> Finding:
    """A proof fails on the wrong version for a reason that is not the point.

    A missing label, a syntax error, an error the page does not state or a broken proof says nothing
    about the wrong way. The person has to see something else, or an error that the page promises.
    """
    proof = _proof(task)
    return finding(
        "PR456",
        task.subject.path,
        task.subject.line,
        f"the proof {proof.function!r} fails on {task.subject.name!r}, but not for what a person sees: "
        f"{outcome.message}",
        "make the two versions differ in what is seen only",
        details=story(task, outcome),
    )


@rule("PR457")
def differs_undeclared(task: Task, outcome: Outcome) -> Finding:
    """A proof holds in the browser and not under AppTest, and does not say so.

    The browser is the judge. Tell the reader what AppTest shows instead; the table of what AppTest
    cannot see is made of these sentences:

        @proves("reset", apptest_shows="the box is empty after the key was deleted")
    """
    proof = _proof(task)
    return finding(
        "PR457",
        proof.path,
        proof.line,
        f"the proof {proof.function!r} holds in the browser, and under AppTest it does not: "
        f"expected {outcome.message}",
        'add apptest_shows="…" to @proves',
        details=story(task, outcome),
    )


@rule("PR458")
def differs_no_longer(task: Task, _: Outcome) -> Finding:
    """A declared difference between AppTest and the browser is no longer there.

    The proof now holds under AppTest. Remove `apptest_shows`, and what the page says of it.
    """
    proof = _proof(task)
    return finding(
        "PR458",
        proof.path,
        proof.line,
        f"the proof {proof.function!r} holds under AppTest too, but says that AppTest shows: "
        f"{proof.apptest_shows!r}",
        "remove apptest_shows",
    )


def story(task: Task, outcome: Outcome) -> tuple[str, ...]:
    """The lines below a finding: the proof, the steps so far, what was expected, what was seen."""
    proof = _proof(task)
    return (
        f"snippet   {task.subject.name} ({task.subject.address})",
        f"proof     {proof.path}:{outcome.proof_line or proof.line} {proof.function}",
        *told(outcome.message, outcome.saw, outcome.steps),
    )


def _proof(task: Task) -> Proof:
    assert task.proof is not None
    return task.proof


def _who(subject: Subject) -> str:
    """The snippet or app in a message: by its name, where it has one that is not its place."""
    return "the snippet" if subject.snippet and not subject.snippet.name else repr(subject.name)


def _short(message: str) -> str:
    """A message in one line of a report: Streamlit explains some errors in a whole paragraph."""
    return message if len(message) <= MESSAGE_MOST else message[: MESSAGE_MOST - 1].rstrip() + "…"
