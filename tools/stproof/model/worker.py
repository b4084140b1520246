"""What a worker is started with, and how it greets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stproof.model.run import Engine, Environment

HOMES = ("HOME", "USERPROFILE")
"""Variables of the environment that name the user's folder."""
NO_ANSWER = 74
"""Exit code of a worker that cannot send its answer: EX_IOERR, sysexits(3)."""


@dataclass(frozen=True, kw_only=True)
class WorkerSettings:
    """What a worker is started with."""

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
