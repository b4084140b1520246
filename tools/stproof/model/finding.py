"""What the author is told, and how much it weighs."""

from dataclasses import dataclass
from enum import Enum


class Severity(str, Enum):
    """How much a finding weighs: an error makes the exit code 1, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to tell the author."""

    rule: str
    """Id of the rule, such as `FM102`."""
    path: str
    """File, relative to the folder that was checked, with `/`."""
    line: int
    """1-based line; 1 when the finding is about the whole file."""
    message: str
    """What is wrong, with the author's own text."""
    fix: str = ""
    """How to fix it."""
    severity: Severity = Severity.ERROR
    details: tuple[str, ...] = ()
    """Further lines: the steps of a proof, what was seen instead."""

    def __str__(self) -> str:
        tail = f"; {self.fix}" if self.fix else ""
        return f"{self.path}:{self.line}: {self.rule} {self.message}{tail}"

    def lines(self) -> tuple[str, ...]:
        """The finding as it is printed: one line, then the details below it."""
        return (str(self), *(f"    {detail}" for detail in self.details))
