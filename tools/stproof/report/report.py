"""All that one run of the checker has to say."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from stproof.model.finding import Finding, Severity
from stproof.model.mutant import MutationResult
from stproof.model.run import Engine, Environment
from stproof.model.target import Target
from stproof.model.task import Result, Verdict
from stproof.report.choice import chosen

FAR = os.path.join("..", "..", "..")
"""A relative path that starts so is harder to read than an absolute one."""


@dataclass(frozen=True, kw_only=True)
class Report:
    target: Target
    static: tuple[Finding, ...]
    """What reading and the rules found, which run nothing."""
    findings: tuple[Finding, ...]
    """All that is told: of these, of the verdicts and of the mutants those that were selected."""
    environment: Environment | None = None
    """None when nothing was run."""
    engines: tuple[Engine, ...] = ()
    results: tuple[Result, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    mutation: MutationResult = field(default_factory=MutationResult)
    notes: tuple[str, ...] = ()
    """Sentences for the summary: what was left out, and why."""
    known: int = 0
    """How many findings of the baseline are left out."""
    seconds: float = 0.0

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors

    @property
    def silent(self) -> tuple[Verdict, ...]:
        """What is not good although nothing says so: the checker is at fault, and cannot be believed."""
        return tuple(verdict for verdict in self.verdicts if verdict.silent)

    @property
    def exit_code(self) -> int:
        """0 all holds, 1 findings, 2 not everything could be judged."""
        return 2 if self.silent else 1 if self.errors else 0

    def selected(
        self, select: Sequence[str], ignore: Sequence[str], lines: frozenset[tuple[str, int]] = frozenset()
    ) -> Report:
        """Tell only what the page, the settings and these starts of rules choose.

        lines: (path, line) of what is to be told of reading; empty for no limit. What was run is told.
        """
        told = chosen(self.target, self.findings, select, ignore)
        elsewhere = [one for one in self.static if lines and (one.path, one.line) not in lines]
        return replace(self, findings=tuple(one for one in told if one not in elsewhere))

    def text_of(self, finding: Finding) -> str:
        """A finding as the text report prints it."""
        return "\n".join(replace(finding, path=self.shown(finding.path)).lines())

    def shown(self, path: str) -> str:
        """A path of a finding as a person can open it, from the folder in which the command was called."""
        try:
            start = os.path.relpath(self.target.root)
        except ValueError:  # on another drive
            start = self.target.root
        away = self.target.root if start.startswith(FAR) else start
        return path if away == "." else posixpath.join(away.replace(os.sep, "/"), path)
