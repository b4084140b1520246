"""Which findings of a run are told: what a page, the settings and the command line leave out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from stproof.model.config import Config, matches
from stproof.model.finding import Finding
from stproof.model.target import Target


def chosen(
    target: Target, findings: Iterable[Finding], select: Sequence[str], ignore: Sequence[str]
) -> Iterator[Finding]:
    """The findings that are told.

    select, ignore: starts of rules from the command line; without them the settings count.
    """
    config = target.config
    wanted = tuple(map(str.upper, select or config.select)) or ("",)
    unwanted = tuple(map(str.upper, ignore or config.ignore))
    excused = _excused(target)
    for one in findings:
        told = one.rule.startswith(wanted) and not one.rule.startswith(unwanted)
        here = (*excused.get((one.path, one.line), ()), *_by_path(target, config, one.path))
        if told and not one.rule.startswith(here):
            yield one


def _excused(target: Target) -> dict[tuple[str, int], tuple[str, ...]]:
    """(page, line): starts of rules that a comment above the fence excuses."""
    return {
        (snippet.page, line): snippet.excused
        for snippet in target.snippets
        if snippet.excused
        for line in range(snippet.line, snippet.code_line + snippet.code.count("\n") + 1)
    }


def _by_path(target: Target, config: Config, path: str) -> tuple[str, ...]:
    full = os.path.join(target.root, path)
    there = os.path.relpath(full, config.folder or target.root).replace(os.sep, "/")
    found = [rules for pattern, rules in config.per_path_ignores.items() if matches(there, (pattern,))]
    return tuple(start.upper() for rules in found for start in rules)
