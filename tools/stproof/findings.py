"""The registry of rules: ids, severities, and the docstrings that `stproof explain` prints. A leaf: each
rule is in the package of the stage that decides it."""

import functools
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from stproof.errors import StproofError
from stproof.model.finding import Finding, Severity
from stproof.model.target import Target, TargetKind

TargetRule = Callable[[Target], Iterable[Finding]]
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing that is checked."""

    id: str
    severity: Severity
    title: str
    """First line of the docstring: what is wrong, in one short sentence."""
    explanation: str
    """The rest: why it matters, and how to fix it, with a wrong and a right example."""


_rules: dict[str, Rule] = {}
_target_rules: list[tuple[TargetRule, frozenset[TargetKind]]] = []


def rule(id_: str, *, severity: Severity = Severity.ERROR) -> Callable[[Function], Function]:
    """Register a function that makes findings of this rule; its docstring explains the rule."""

    def register(function: Function) -> Function:
        title, _, rest = inspect.cleandoc(function.__doc__ or "").partition("\n")
        if not title or not rest.strip() or id_ in _rules:
            raise ValueError(f"rule {id_} needs a new id and a docstring: a title, then the reasons")
        _rules[id_] = Rule(id=id_, severity=severity, title=title, explanation=rest.strip())
        return function

    return register


def target_rule(
    id_: str, *, severity: Severity = Severity.ERROR, kinds: Iterable[TargetKind] = TargetKind
) -> Callable[[TargetRule], TargetRule]:
    """Register a function from a whole target to findings, which runs nothing; `apply_rules` calls it."""

    def register(function: TargetRule) -> TargetRule:
        _target_rules.append((function, frozenset(kinds)))
        return rule(id_, severity=severity)(function)

    return register


skill_rule = functools.partial(target_rule, kinds=(TargetKind.SKILL,))
"""Register a `target_rule` for skills only."""


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by id."""
    return tuple(_rules[id_] for id_ in sorted(_rules))


def target_rules(kind: TargetKind) -> tuple[TargetRule, ...]:
    """The rules for targets of this kind."""
    return tuple(function for function, kinds in _target_rules if kind in kinds)


def get(id_: str) -> Rule:
    """The rule with this id, in either case of letters."""
    if id_.upper() in _rules:
        return _rules[id_.upper()]
    raise StproofError(f"there is no rule {id_!r}; {did_you_mean(id_.upper(), _rules)}")


def finding(
    id_: str,
    path: str,
    line: int,
    message: str,
    fix: str = "",
    *,
    severity: Severity | None = None,
    cause: str = "",
    details: tuple[str, ...] = (),
) -> Finding:
    """A finding with the severity of its rule, unless another is given."""
    severity = severity or _rules[id_].severity
    return Finding(
        rule=id_,
        path=path,
        line=line,
        message=message,
        fix=fix,
        severity=severity,
        cause=cause,
        details=details,
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Without repetitions, by path, line and rule; `SKILL.md` comes first."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda one: (one.path != "SKILL.md", one.path, one.line, one.rule)))


LOOKED_AT = 500
"""Known words at which "did you mean" looks at all, however many there are."""
COMPARED = 30
"""Of those, the words that are compared letter by letter: they start or end alike, and are about as long."""
LONGEST = 200
"""Characters of a word for which another is guessed."""


def did_you_mean(wrong: str, known: Iterable[str], otherwise: str = "") -> str:
    """The nearest known word as a question; else the other text, else all known words."""
    import difflib  # only findings need it, and it takes a while to load

    words = list(known)
    near = difflib.get_close_matches(wrong, _candidates(wrong, words), n=1, cutoff=0.7)
    if near:
        return f"did you mean {near[0]!r}?"
    return otherwise or f"it must be one of {', '.join(words)}"


def _candidates(wrong: str, words: list[str]) -> list[str]:
    """The words that may be meant: all of a few, and of many those that are alike at a first look."""
    if len(wrong) > LONGEST:
        return []
    if len(words) <= COMPARED:
        return [word for word in words if len(word) <= LONGEST]
    start, end, size = wrong[:2], wrong[-2:], len(wrong)
    alike = [word for word in words[:LOOKED_AT] if word.startswith(start) or word.endswith(end)]
    return sorted(alike, key=lambda word: abs(len(word) - size))[:COMPARED]
