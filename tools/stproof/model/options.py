"""What the person asked for."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from stproof.model.run import Engine

Progress = Callable[[int, int], None]
"""Called with how many tasks are done and how many there are."""


@dataclass(frozen=True, kw_only=True)
class Options:
    engines: tuple[Engine, ...] = (Engine.APPTEST,)
    python: str = sys.executable
    """Interpreter of the environment under check."""
    chromium: str = ""
    """Path of the Chromium to use; empty without a browser."""
    no_browser: str = ""
    """Why there is no browser, where one would have been used."""
    timeout: float = 10.0
    """Seconds for one job under AppTest."""
    only: tuple[str, ...] = ()
    """Names of snippets, examples or proofs; empty for all."""
    mutants: bool = False
    """Whether to try the mutants too."""
    min_score: int = 0
    """Percent that the mutation score must reach."""
    workers: int = 0
    """Worker processes; 0 for as many as there are cores."""
