"""Outcomes, findings and environments of earlier runs, so that what is unchanged is not done again."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from stproof.engines.boot import PACKAGE
from stproof.environments.cache_folder import cache_folder, installed, stamp
from stproof.model.codec import dumps, loads
from stproof.model.finding import Finding
from stproof.model.options import Options
from stproof.model.run import Environment, Outcome, Status
from stproof.model.target import Target, TargetKind
from stproof.model.task import SubjectKind, Task

SIZE_MOST = 200 * 2**20
"""Bytes on disk; the oldest goes first."""
KEPT = (Status.PASSED, Status.FAILED, Status.SKIPPED)
"""What the next run would find too: a time limit and a crash may have had other reasons."""
T = TypeVar("T")


@dataclass(frozen=True)
class _Findings:
    """As they are written."""

    findings: tuple[Finding, ...]


class Kept:
    """Results by what they depend on. Several runs may use them at once."""

    def __init__(self, options: Options) -> None:
        """Without `options.cache`, or where nobody knows when the environment changes, it holds nothing."""
        streamlit = installed(options.python) if options.cache else None
        self._base = _base(streamlit, options) if streamlit else ""
        self._cache = _opened() if self._base else None

    def environment(self) -> Environment | None:
        """The environment under check, if it was asked before."""
        return self._get(Environment, f"{self._base}\nenvironment")

    def keep_environment(self, environment: Environment) -> None:
        self._set(f"{self._base}\nenvironment", dumps(environment))

    def outcome(self, task: Task) -> Outcome | None:
        """The outcome of an earlier run of the same."""
        key = self._key(task)
        return self._get(Outcome, key) if key else None

    def keep(self, task: Task, outcome: Outcome) -> None:
        key = self._key(task)
        if key and outcome.status in KEPT:
            self._set(key, dumps(outcome))

    def findings(self, target: Target, find: Callable[[], Iterable[Finding]]) -> tuple[Finding, ...]:
        """What `find` says of a target, or what it said of the same files before.

        find: it may depend on the target's files, its settings, and the environment under check.
        """
        if self._cache is None or target.kind is TargetKind.APP:  # an app's files are not listed
            return tuple(find())
        files = (stamp(Path(target.root, path)) for path in target.files)
        key = "\n".join((self._base, "findings", target.root, repr(target.config), *files))
        known = self._get(_Findings, key)
        if known is None:
            known = _Findings(tuple(find()))
            self._set(key, dumps(known))
        return known.findings

    def _key(self, task: Task) -> str:
        """All that an outcome depends on, lines included, since it names them; empty for an app, which may
        import anything."""
        if self._cache is None or task.subject.kind is SubjectKind.APP:
            return ""
        proof = task.proof
        parts = (
            self._base,
            task.job,
            [(file.path, file.code) for file in task.subject.sources],
            (proof.path, proof.line, proof.source) if proof else "",
            [stamp(file) for folder in task.job.app.paths for file in sorted(Path(folder).glob("*.py"))],
        )
        return repr(parts)

    def _get(self, kind: type[T], key: str) -> T | None:
        if self._cache is not None:
            with suppress(ValueError, OSError, sqlite3.Error):  # as good as none
                text = self._cache.get(_digest(key))
                return loads(kind, text) if text else None
        return None

    def _set(self, key: str, text: str) -> None:
        if self._cache is not None:
            with suppress(OSError, sqlite3.Error):  # a full disk
                self._cache.set(_digest(key), text)


def _opened() -> Any:
    """The cache on disk; None where this user cannot write one."""
    import diskcache  # only a run that keeps results needs it

    try:
        return diskcache.Cache(str(cache_folder() / "results"), size_limit=SIZE_MOST)
    except (OSError, sqlite3.Error):
        return None


def _base(streamlit: Path, options: Options) -> str:
    """The environment under check with its packages, and this checker."""
    packages = sorted(entry.name for entry in streamlit.parents[1].glob("*.dist-info"))
    return "\n".join((os.path.realpath(options.python), options.chromium, *packages, *_checker()))


def _checker() -> Iterator[str]:
    for pattern in ("*.py", "*.js"):
        yield from map(stamp, sorted(Path(PACKAGE).rglob(pattern)))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
