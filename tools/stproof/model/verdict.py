"""What is said of one thing that was checked."""

from dataclasses import dataclass

from stproof.model.finding import Finding
from stproof.model.skill import Proof
from stproof.model.task import Subject


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
