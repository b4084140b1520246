"""What is to be run and why, its key, its result, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from stproof.model.finding import Finding
from stproof.model.run import App, Engine, ErrorSeen, Job, Outcome, Status
from stproof.model.skill import ExpectedError, Proof, Snippet, SourceFile


class SubjectKind(str, Enum):
    SNIPPET = "snippet"
    """A fence with a name."""
    FENCE = "fence"
    """A fence without a name, which may be a piece of something larger."""
    EXAMPLE = "example"
    APP = "app"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a task is about: a snippet, an example, or an app."""

    name: str
    kind: SubjectKind
    path: str
    """Page or file, relative to the folder that was checked."""
    line: int
    """1-based line of the opening fence; 1 for a file."""
    statement: str
    """The heading that a snippet is under, or an app's title."""
    app: App
    sources: tuple[SourceFile, ...]
    """Its files as their author wrote them, the entry first."""
    expected_errors: tuple[ExpectedError, ...] = ()
    since: str | None = None
    """First Streamlit release for which its proofs hold."""
    until: str | None = None
    """Last Streamlit release for which its proofs hold."""
    snippet: Snippet | None = None
    """The fence it is, where it is in a page."""

    @property
    def address(self) -> str:
        """`references/callbacks.md:41`."""
        return f"{self.path}:{self.line}"

    @property
    def place(self) -> tuple[str, int]:
        """Path and line, as a finding takes them."""
        return self.path, self.line

    @property
    def in_page(self) -> bool:
        """Whether it is a fence of a page, with a name or without."""
        return self.kind in (SubjectKind.SNIPPET, SubjectKind.FENCE)

    def expected(self, error: ErrorSeen) -> ExpectedError | None:
        """What the page says is raised at the line of this error; of one that Streamlit raises outside of the
        app's lines, what it says of this type."""
        at_line = (one for one in self.expected_errors if one.line == error.line)
        of_type = (one for one in self.expected_errors if not error.line and error.is_a(one.type))
        return next(at_line, None) or next(of_type, None)

    def expects(self, error: ErrorSeen) -> bool:
        """Whether the page says that this error is raised: at its line, or in words around a fence."""
        expected = self.expected(error)
        if expected is not None and error.is_a(expected.type):
            return True
        names = self.snippet.announced if self.kind is SubjectKind.FENCE and self.snippet else ()
        missing = any(map(error.is_a, ("NameError", "ImportError")))
        return any(error.is_a(name) for name in names if not (missing and name == "Exception"))


@dataclass(frozen=True, kw_only=True, order=True)
class Key:
    """What names one thing that was run, in reports, evidence and caches: no two tasks of a run share it."""

    subject: str
    proof: str = ""
    """`tests/proofs/callbacks.py::order`; empty where the subject is only opened."""
    engine: Engine = Engine.APPTEST
    counterexample: bool = False
    """Whether the subject is a wrong version, on which the proof must fail."""
    attempt: int = 0
    """0 for the first try; 1 to 3 for further tries of a fence without a name."""

    def __str__(self) -> str:
        what = f"{self.proof.rpartition('::')[2]} on {self.subject}" if self.proof else self.subject
        return f"{what} [{self.engine}]"


@dataclass(frozen=True, kw_only=True)
class Task:
    """One job with what it is for."""

    job: Job
    subject: Subject
    proof: Proof | None = None
    """None: the subject is only opened."""
    counterexample: bool = False
    """The subject is a wrong version, on which the proof must fail."""
    attempt: int = 0
    before: int = 0
    """How many fences of its section run ahead of it, as it did not run alone."""
    stand_ins: tuple[str, ...] = ()
    """What nobody has written stands in for these names and files, as it did not run without."""
    partial: bool = False
    """Whether a proof of the subject says what only a browser can judge, and the run has none."""
    apptest_errs: bool = False
    """Whether its proof says that AppTest errs on the release on which it is run, and not on all."""

    def on(self, release: str) -> Task:
        """With what its proof declares for this release."""
        if self.proof is None or not self.proof.apptest_releases:
            return self
        proof = self.proof.on(release)
        return replace(self, proof=proof, apptest_errs=proof.only_browser)

    @property
    def key(self) -> Key:
        return Key(
            subject=self.subject.name,
            proof=self.proof.id if self.proof else "",
            engine=self.job.engine,
            counterexample=self.counterexample,
            attempt=self.attempt,
        )

    def fingerprint(self, streamlit: str, checker: str) -> str:
        """A hash of all that the outcome depends on: the code that runs, the proof and what it imports,
        the engine, the release of Streamlit and the version of the checker.

        Line numbers and names are left out: code that has only moved has the same outcome.
        """
        import hashlib  # only this needs it, and it takes a while to load

        parts = (
            [(file.name, file.code) for file in self.subject.sources],
            [text.split() for _, text in self.job.app.layout] if self.attempt else [],
            self.proof.source if self.proof else "",
            sorted(one.type for one in self.subject.expected_errors),
            replace(self.key, subject=""),
            streamlit,
            checker,
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Result:
    task: Task
    outcome: Outcome

    @property
    def subject(self) -> Subject:
        return self.task.subject

    @property
    def engine(self) -> Engine:
        return self.task.job.engine

    @property
    def runs_as_written(self) -> bool:
        """Whether opening the subject raised nothing but what the page says."""
        errors = (error for error in self.outcome.errors if not error.shown)
        return self.outcome.status is Status.PASSED and all(map(self.subject.expects, errors))


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What is said of one subject that was opened, or of one proof on one subject."""

    subject: Subject
    proof: Proof | None = None
    counterexample: bool = False
    findings: tuple[Finding, ...]
    good: bool | None
    """Whether it ran as written, held, or was refuted, by its results alone; None where no engine was
    able to say."""

    @property
    def silent(self) -> bool:
        """Not good, and nothing is said: a fault of the checker, which must never end in "All holds"."""
        return self.good is False and not self.findings
