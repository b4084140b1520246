"""What is to be carried out: a skill's snippets, examples and proofs as tasks for the pool."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from stproof.jobs import App, Call, Job
from stproof.model import Example, Promise, Proof, Skill, Snippet

ENTRY = "app.py"
"""The file a snippet is laid out as; other files of it lie beside."""
SHORT = 0.5
"""Seconds of patience where a proof is meant to fail: the app has settled after each act anyway."""
BROWSER_FACTOR = 3
"""A server and a page have to start first."""
IMPORT = "import streamlit as st"
"""The one line a snippet leaves out."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a task is about: a snippet, an example, or an app."""

    name: str
    path: str
    """Page or file, relative to the folder that was checked."""
    line: int
    """1-based line of the opening fence; 1 for a file."""
    statement: str
    """The heading a snippet stands under, or an app's title."""
    app: App
    promises: tuple[Promise, ...] = ()
    snippet: Snippet | None = None
    since: str | None = None
    """First Streamlit release for which its proofs hold."""
    until: str | None = None
    """Last Streamlit release for which its proofs hold."""
    files: tuple[str, ...] = ()
    """The Python files of an app that is no snippet, relative to its working folder."""

    @property
    def address(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, kw_only=True)
class Task:
    """One job with what it is for."""

    job: Job
    subject: Subject
    proof: Proof | None = None
    """None: the subject is only opened."""
    twin: bool = False
    """The subject is a wrong version, on which the proof must fail."""
    before: int = 0
    """How many fences before it the snippet was given, as it did not run alone."""


def of_snippet(snippet: Snippet, before: tuple[Snippet, ...] = ()) -> Subject:
    """A snippet as a subject; `before` are fences of its section that run ahead of it."""
    code = padded((*((each.code_line, each.code) for each in before), (snippet.code_line, snippet.code)))
    others = tuple((file.name, padded(((file.code_line, file.code),))) for file in snippet.files)
    files = ((ENTRY, code), *others)
    app = App(
        name=snippet.id, entry=ENTRY, files=files, origins=tuple((name, snippet.page) for name, _ in files)
    )
    return Subject(
        name=snippet.id,
        path=snippet.page,
        line=snippet.line,
        statement=snippet.section,
        app=app,
        promises=snippet.promises,
        snippet=snippet,
        since=snippet.since,
        until=snippet.until,
    )


def of_example(example: Example, root: str) -> Subject:
    """An example as a subject: it runs where it lies."""
    app = App(name=example.path, entry=str(Path(root, example.path)), cwd=root)
    return Subject(
        name=example.path,
        path=example.path,
        line=1,
        statement=example.title,
        app=app,
        since=example.since,
        files=example.files,
        promises=example.promises,
    )


def padded(parts: Iterable[tuple[int, str]]) -> str:
    """Pieces of code, each at its own 1-based line, so that every traceback names the page's line.

    The implied import takes the line above the first piece, which is a fence in the page.
    """
    lines: list[str] = []
    for code_line, code in parts:
        lines += [""] * (code_line - 1 - len(lines))
        lines += code.removesuffix("\n").split("\n")  # as Python counts lines: not at form feeds
    first = next(iter(parts))[0] if isinstance(parts, tuple) else 2
    _imply_import(lines, first)
    return "\n".join(lines) + "\n"


def _imply_import(lines: list[str], first: int) -> None:
    """Put the import above the code, or behind a `from __future__` line, which must come first."""
    for at, line in enumerate(lines):
        if line.startswith("from __future__ import"):
            lines[at] = f"{line}; {IMPORT}"
            return
    lines[max(first - 2, 0)] = IMPORT


def compiles(code: str) -> bool:
    """Whether Python accepts the code."""
    try:
        ast.parse(code)
    except (SyntaxError, ValueError):
        return False
    return True


class Planner:
    """Makes tasks with running numbers."""

    def __init__(self, *, root: str, timeout: float) -> None:
        self._root = root
        self._timeout = timeout
        self._numbers = itertools.count(1)

    def opens(self, subject: Subject, *, engine: str = "apptest", before: int = 0) -> Task:
        """Open the subject once."""
        return Task(job=self._job(subject, engine), subject=subject, before=before)

    def proof(self, proof: Proof, subject: Subject, *, engine: str, twin: bool = False) -> Task:
        """Carry out a proof on a subject."""
        patience = SHORT if twin else Job.patience
        job = replace(self._job(subject, engine), calls=(self.call(proof),), patience=patience)
        return Task(job=job, subject=subject, proof=proof, twin=twin)

    def call(self, proof: Proof) -> Call:
        """Where a worker finds the proof."""
        return Call(path=str(Path(self._root, proof.path)), function=proof.function)

    def _job(self, subject: Subject, engine: str) -> Job:
        timeout = self._timeout * (BROWSER_FACTOR if engine == "browser" else 1)
        return Job(id=next(self._numbers), app=subject.app, engine=engine, timeout=timeout)


def subjects(skill: Skill) -> dict[str, Subject]:
    """Every snippet that is run and every example, by the name a proof uses."""
    snippets = [of_snippet(snippet) for snippet in skill.snippets if not snippet.norun]
    examples = [of_example(example, skill.root) for example in skill.examples]
    return {subject.name: subject for subject in (*snippets, *examples)}


def tasks(
    proofs: Iterable[Proof], known: dict[str, Subject], planner: Planner, engines: tuple[str, ...]
) -> Iterator[Task]:
    """Open every subject once, then each proof on each of its subjects and twins, on each engine."""
    if "apptest" in engines:
        yield from (planner.opens(subject) for subject in known.values())
    for proof in proofs:
        for engine in engines:
            if engine in proof.engines:
                yield from _of_proof(proof, known, planner, engine)


def _of_proof(proof: Proof, known: dict[str, Subject], planner: Planner, engine: str) -> Iterator[Task]:
    for name in proof.names:
        if name in known:
            yield planner.proof(proof, known[name], engine=engine)
    for name in proof.twins:
        if name in known:
            yield planner.proof(proof, known[name], engine=engine, twin=True)
