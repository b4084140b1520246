"""All that one run of the checker has to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from stproof.model.finding import Finding, Severity
from stproof.model.mutant import MutationResult
from stproof.model.run import Engine, Environment
from stproof.model.target import Target
from stproof.model.task import Result, Verdict


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

    def selected(self, select: Sequence[str], ignore: Sequence[str]) -> Report:
        """Tell only the findings of rules that start with one of `select`, and with none of `ignore`."""
        wanted, unwanted = tuple(map(str.upper, select)) or ("",), tuple(map(str.upper, ignore))
        kept = (one for one in self.findings if one.rule.startswith(wanted))
        return replace(self, findings=tuple(one for one in kept if not one.rule.startswith(unwanted)))
