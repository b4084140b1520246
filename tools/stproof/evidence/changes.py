"""What was seen on a release that differs from the evidence there was. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from stproof.evidence.record import Claim, Record, State
from stproof.evidence.store import Evidence
from stproof.model.release import parse
from stproof.model.run import Engine

Key = tuple[Claim, Engine]


class Change(str, Enum):
    """How one claim differs from what was seen of it before."""

    FAILS = "holds no longer"
    UNCLEAR = "can be judged no longer"
    HOLDS = "holds now"
    NEW = "is new"
    GONE = "is gone"

    __str__ = str.__str__


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One claim that differs."""

    change: Change
    release: str
    against: str
    """The release with whose evidence it was compared: this one, or the nearest older one; empty for none."""
    claim: Claim
    engine: Engine
    why: str = ""
    """Why it does not hold now."""


def changes(release: str, now: Mapping[Key, Record], evidence: Mapping[str, Evidence]) -> Iterator[Changed]:
    """What is not as it was, by claim.

    now: all that is known of the release, from this run and earlier ones.
    evidence: what was known before this run, by release, oldest first.
    """
    before = _baseline(release, evidence)
    engines = {engine for _, engine in now}
    gone = {key for key in evidence.get(release, {}) if key[1] in engines and key not in now}
    for key in sorted(now.keys() | gone):
        against, then = before.get(key, ("", None))
        change = _change(then, now.get(key))
        if change:
            claim, engine = key
            why = now[key].why if key in now else ""
            yield Changed(
                change=change, release=release, against=against, claim=claim, engine=engine, why=why
            )


def _baseline(release: str, evidence: Mapping[str, Evidence]) -> dict[Key, tuple[str, Record]]:
    """Of each claim what was seen last, up to this release."""
    older = [each for each in evidence if parse(each) <= parse(release)]
    return {key: (each, record) for each in older for key, (record, _) in evidence[each].items()}


def _change(then: Record | None, now: Record | None) -> Change | None:
    if now is None:
        return Change.GONE
    if then is None:
        return Change.NEW
    if then.state is State.HOLDS:
        return {State.FAILS: Change.FAILS, State.UNCLEAR: Change.UNCLEAR}.get(now.state)
    return Change.HOLDS if now.state is State.HOLDS else None
