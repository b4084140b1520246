"""Small changes to code, whether a proof detected them, and how many of them the proofs detect."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from stproof.model.run import App
from stproof.model.skill import Proof, SourceFile
from stproof.model.task import Subject


class MutantStatus(str, Enum):
    KILLED = "killed"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"
    """It survived, and a proof declares that it changes nothing a person can see."""
    NOT_VIABLE = "not viable"
    """It does not compile, or it does not end in time; it leaves the score. Other tools count a timeout
    as detected: here a script that reruns itself forever would do so whatever the proofs see."""
    UNJUDGED = "needs a browser"
    """AppTest did not detect it, or cannot be asked; a proof that needs a browser may."""


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """An app's code with one small change."""

    line: int
    """1-based line of the page at which the change starts."""
    change: str
    """What a person reads, distinct among the mutants of one code: `removing args=(5,)`."""
    operator: str
    """Id of the operator: `remove-keyword`."""
    code: str
    """The whole code; it has as many lines as the original."""
    diff: tuple[str, ...]
    """Lines that start with `-` or `+`; where the same is done in many places, those of the first."""
    compiles: bool = True
    """False: it cannot be run, and is not viable."""


@dataclass(frozen=True, kw_only=True)
class MutantApp:
    """A mutant and the app that has it."""

    subject: Subject
    file: SourceFile
    """The file that is changed."""
    mutant: Mutant
    app: App

    @property
    def name(self) -> str:
        """The snippet or app that it changes."""
        return self.subject.name


@dataclass(frozen=True, kw_only=True)
class MutantResult:
    app: MutantApp
    status: MutantStatus
    killer: Proof | None = None
    """The first proof that detected it."""

    @property
    def name(self) -> str:
        """The snippet or app that it changes."""
        return self.app.name

    @property
    def path(self) -> str:
        """Page or file of the changed line."""
        return self.app.file.path

    @property
    def mutant(self) -> Mutant:
        return self.app.mutant


@dataclass(frozen=True, kw_only=True)
class MutationResult:
    mutants: tuple[MutantResult, ...] = ()
    of_wrong: tuple[MutantResult, ...] = ()
    """Mutants of wrong versions, which leave the mistake as it is; they do not count in a score."""
    idle_proofs: tuple[Proof, ...] = ()
    """Proofs that kill no mutant and refute no wrong version."""

    def of(self, proof: Proof) -> Iterable[MutantResult]:
        """The mutants of what a proof is about."""
        return (each for each in (*self.mutants, *self.of_wrong) if each.name in proof.names)


@dataclass(frozen=True, kw_only=True)
class Score:
    """How many mutants of a skill, page or snippet the proofs detect."""

    name: str
    killed: int
    survived: int
    equivalent: int
    not_viable: int
    unjudged: int

    @property
    def percent(self) -> int:
        """Killed of all that were judged, rounded down, so that 89.9 % is not yet 90. A declared equivalent
        counts as a survivor here: declaring does not raise the score. 100 where nothing was judged."""
        judged = self.killed + self.survived + self.equivalent
        return 100 * self.killed // judged if judged else 100


def scores(results: Iterable[MutantResult], name: Callable[[MutantResult], str]) -> tuple[Score, ...]:
    """Scores by what `name` says of a mutant: its page, its snippet, or the whole target."""
    counts: dict[str, Counter[MutantStatus]] = {}
    for each in results:
        counts.setdefault(name(each), Counter())[each.status] += 1
    return tuple(
        Score(name=key, **{status.name.lower(): count[status] for status in MutantStatus})
        for key, count in counts.items()
    )
