"""Mutation scores: what part of the mutants the proofs detect."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stproof.model.mutant import MutantResult, MutantStatus


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
