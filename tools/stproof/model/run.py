"""The frozen types of what is run, and of what came of it. Standard library only: workers import it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

OBSERVED_MOST = 12
"""Lines of what a person saw that a message shows; the first are the nearest to the point."""
HOMES = ("HOME", "USERPROFILE")
"""Variables of the environment that name the user's folder."""
TEMPORARY = ("TMPDIR", "TEMP", "TMP")
"""Variables that name the folder for temporary files."""
LOG_TAIL = 1_000_000
"""Bytes of an app's output that are read back at most, from the end."""
NO_ANSWER = 74
"""Exit code of a worker that cannot send its answer: EX_IOERR, sysexits(3)."""


class Engine(str, Enum):
    APPTEST = "apptest"
    BROWSER = "browser"

    __str__ = str.__str__

    @property
    def where(self) -> str:
        """The engine in a sentence."""
        return "under AppTest" if self is Engine.APPTEST else "in the browser"


class Status(str, Enum):
    """What happened to one job."""

    PASSED = "passed"
    FAILED = "failed"
    """The statement does not hold, or the app does not compile."""
    ERROR = "error"
    """The job could not be run: the proof is broken, or the engine stopped."""
    TIMEOUT = "timeout"
    CRASH = "crash"
    SKIPPED = "skipped"
    """The engine of this release cannot do what the proof asks."""


class Cause(str, Enum):
    """Why a job failed, stopped with an error or was skipped; a timeout and a crash need none."""

    MISMATCH = "mismatch"
    """The person sees something other than the proof expects."""
    APP_ERROR = "app-error"
    """The app shows an error that the proof does not expect."""
    NOT_FOUND = "not-found"
    """A widget or page that the proof names is not there, or there are several."""
    SYNTAX = "syntax"
    """The app does not compile."""
    PROOF_ERROR = "proof-error"
    """The proof raised an exception of its own, or its file does not import."""
    ENGINE_ERROR = "engine-error"
    """AppTest itself stopped, or the engine did: neither the app nor the proof is known to be wrong."""
    UNSUPPORTED = "unsupported"
    """The engine cannot do what the proof asks; skipped, where only this release's cannot."""


@dataclass(frozen=True, kw_only=True)
class App:
    """What an engine opens: a snippet, written to a temporary folder, or an app in its own place."""

    name: str
    """Snippet name or address, or path of the app as the proof gives it."""
    entry: str
    """Entry file: relative to the temporary folder, or absolute for an app in its own place."""
    layout: tuple[tuple[str, str], ...] = ()
    """(path, text) to write to a temporary folder; empty for an app in its own place."""
    origins: tuple[tuple[str, str], ...] = ()
    """(path in `layout`, page): tracebacks name the page instead of the temporary file."""
    cwd: str = ""
    """Working folder; empty for the temporary folder."""
    paths: tuple[str, ...] = ()
    """Absolute paths of folders with modules that it may import, besides those next to its entry."""
    beside: str = ""
    """Folder of an app whose changed files are in `layout`: what else is in it is put next to them."""


@dataclass(frozen=True, kw_only=True)
class ProofRef:
    """Where a worker finds a proof."""

    path: str
    """Absolute path of the proof file."""
    function: str
    files: tuple[tuple[str, str], ...]
    """(absolute path, text): the proof file and the modules next to it, as they were read."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """One thing for a worker: open an app once, or run proofs on it."""

    app: App
    engine: Engine = Engine.APPTEST
    proofs: tuple[ProofRef, ...] = ()
    """The proofs to run, up to the first that does not hold; none: only open the app."""
    timeout: float = 10.0
    """Seconds from the moment the worker takes it."""
    assert_timeout: float = 5.0
    """Seconds for which an assertion or action is retried at most, in an app that changes by itself."""
    hurry: bool = False
    """Open it without network and without waiting: a fence of which nobody knows what it needs."""
    screenshot: str = ""
    """Path for a PNG of what the person sees at the end (browser only)."""


@dataclass(frozen=True, kw_only=True)
class ErrorSeen:
    """One error that the app showed."""

    type: str
    """Name of its class, without the module."""
    bases: tuple[str, ...]
    """Names of the class and all its bases."""
    message: str
    path: str = ""
    """Page or file of the last frame in the app; empty when it is not known."""
    line: int = 0
    """1-based line there; 0 when it is not known."""
    shown: bool = False
    """Whether the app shows it on purpose, with `st.exception`."""

    def is_a(self, name: str) -> bool:
        """Whether the error is of this type or of a subclass of it."""
        return name.rpartition(".")[2] in (self.type, *self.bases)

    def __str__(self) -> str:
        place = f" at {self.path}:{self.line}" if self.path else ""
        return f"{self.type}: {self.message}{place}"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What happened to one job."""

    status: Status
    cause: Cause | None = None
    """Set when failed, error or skipped."""
    message: str = ""
    """One line: what was expected, or what went wrong."""
    observed: tuple[str, ...] = ()
    """What the person saw instead, line by line."""
    steps: tuple[str, ...] = ()
    """What the person did so far, in words."""
    proof_line: int = 0
    """1-based line of the proof's file at which it failed; 0 without a proof."""
    errors: tuple[ErrorSeen, ...] = ()
    """Every error the app showed, in order, expected ones included; also one that kept it from starting."""
    leaked: tuple[str, ...] = ()
    """What the app left running: `1 thread`, `2 processes`."""
    changed: tuple[str, ...] = ()
    """What the job changed that others share, by name, or was kept from: `json.dumps`, `the umask`, `the file
    /etc/hosts`. No other job runs in its process."""
    seconds: float = 0.0
    """Wall time in the worker."""
    proof_index: int = 0
    """Index in the job's proofs of the one that gave this outcome."""

    @property
    def compiles(self) -> bool:
        """False where the app's code does not compile; `errors` are then those of the compiler."""
        return self.status is not Status.FAILED or self.cause is not Cause.SYNTAX

    def story_lines(self) -> tuple[str, ...]:
        """The steps so far, what was expected and what was seen instead, as a message shows them."""
        return story_lines(self.message, self.observed, self.steps)


def story_lines(expected: str, observed: tuple[str, ...], steps: tuple[str, ...]) -> tuple[str, ...]:
    """The lines below a failure: the steps so far, what was expected, what was seen instead."""
    seen = observed[:OBSERVED_MOST] or ("nothing",)
    more = (f"and {len(observed) - OBSERVED_MOST} more lines",) if len(observed) > OBSERVED_MOST else ()
    return (
        f"steps     {', then '.join(('opens the app', *steps))}",
        f"expected  {expected}",
        *(f"{'saw' if at == 0 else '':<9} {line}" for at, line in enumerate((*seen, *more))),
    )


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The Streamlit under check, as a worker reports it."""

    streamlit: str
    """Release: `1.67.0`."""
    python: str
    bases: Mapping[str, tuple[str, ...]]
    """Name of an exception type: names of it and its bases."""


@dataclass(frozen=True, kw_only=True)
class WorkerSettings:
    engine: Engine
    python: str = ""
    """Interpreter of the environment under check (browser only: AppTest is in the worker itself)."""
    chromium: str = ""
    """Path of the Chromium (browser only)."""
    bases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Exception types of the environment under check, with their bases (browser only)."""
    folder: str = ""
    """For all its temporary files; removed with it."""


@dataclass(frozen=True, kw_only=True)
class Greeting:
    """The first answer of a worker: one of the two."""

    environment: Environment | None = None
    problem: str = ""
    """Why it cannot run anything."""
