"""The frozen types of what is carried out, and of what came of it; this module imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Status(str, Enum):
    """What happened to one job."""

    PASSED = "passed"
    FAILED = "failed"
    """The proof's statement does not hold, or the snippet raised."""
    ERROR = "error"
    """The job could not be carried out: the proof itself is broken."""
    TIMEOUT = "timeout"
    CRASH = "crash"
    SKIPPED = "skipped"


class Why(str, Enum):
    """What made a job fail; a twin must fail because of what a person sees."""

    SEEN = "seen"
    """The person sees something other than the proof expects."""
    RAISED = "raised"
    """The app shows an error that the proof does not expect."""
    MISSING = "missing"
    """A widget or page that the proof names is not there."""
    SYNTAX = "syntax"
    """The app does not compile."""
    PROOF = "proof"
    """The proof raised an exception of its own, or its file does not import."""
    CANNOT = "cannot"
    """The engine cannot do what the proof asks (the outcome is skipped)."""


@dataclass(frozen=True, kw_only=True)
class App:
    """What an engine opens: a snippet laid out as files, or an app where it lies."""

    name: str
    """Snippet name or address, or path of the app as the proof gives it."""
    entry: str
    """Entry file: relative to the laid-out folder, or absolute for an app where it lies."""
    files: tuple[tuple[str, str], ...] = ()
    """(path, text) to lay out in a temporary folder; empty for an app where it lies."""
    origins: tuple[tuple[str, str], ...] = ()
    """(path in `files`, page): tracebacks name the page instead of the laid-out file."""
    cwd: str = ""
    """Working folder; empty for the laid-out folder."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """The proof a job carries out."""

    path: str
    """Absolute path of the proof file."""
    function: str


@dataclass(frozen=True, kw_only=True)
class Job:
    """One thing for a worker: open an app once, or carry out proofs on it."""

    id: int
    app: App
    engine: str = "apptest"
    calls: tuple[Call, ...] = ()
    """The proofs to carry out, up to the first that does not hold; none: only open the app."""
    timeout: float = 10.0
    """Seconds from the moment the worker takes it."""
    patience: float = 5.0
    """Seconds for which an assertion keeps looking at most, in an app that changes by itself."""
    shot: str = ""
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
    why: Why | None = None
    """Set when failed, error or skipped."""
    message: str = ""
    """One line: what was expected, or what went wrong."""
    saw: tuple[str, ...] = ()
    """What the person saw instead, line by line."""
    steps: tuple[str, ...] = ()
    """What the person did so far, in words."""
    proof_line: int = 0
    """1-based line of the proof's file at which it failed; 0 without a proof."""
    errors: tuple[ErrorSeen, ...] = ()
    """Every error the app showed, in order, expected ones included."""
    left: tuple[str, ...] = ()
    """What the app left running: `1 thread`, `2 processes`."""
    seconds: float = 0.0
    """Wall time in the worker."""
    ended_at: int = 0
    """Index in the job's calls of the one that gave this outcome."""

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Outcome:
        """Rebuild what `dataclasses.asdict` and JSON made of an outcome."""
        why = data["why"]
        errors = (ErrorSeen(**{**error, "bases": tuple(error["bases"])}) for error in data["errors"])
        return cls(
            status=Status(data["status"]),
            why=Why(why) if why else None,
            message=data["message"],
            saw=tuple(data["saw"]),
            steps=tuple(data["steps"]),
            proof_line=data["proof_line"],
            errors=tuple(errors),
            left=tuple(data["left"]),
            seconds=data["seconds"],
            ended_at=data["ended_at"],
        )
