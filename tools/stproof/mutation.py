"""Mutation testing of a skill: each mutant of a snippet against the snippet's proofs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from stproof.model import App, CodeFile, Job, Outcome, Proof, Skill, Status, Why
from stproof.mutants import Mutant, mutate
from stproof.plan import ENTRY, Planner, Subject, padded
from stproof.pool import Pools
from stproof.verdict import Result

MUTANT_TIMEOUT = 4.0
"""Seconds: a changed condition can make a script that reruns itself for ever."""


class Fate(str, Enum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"
    """It survived, and a proof declares that it changes nothing a person can see."""
    NOT_VIABLE = "not viable"
    """It does not compile, or it never ends."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A mutant and what became of it."""

    subject: Subject
    mutant: Mutant
    path: str
    """Page or file in which the changed line stands."""
    fate: Fate
    killer: Proof | None = None
    """The first proof that noticed it."""


def candidates(proofs: Iterable[Proof], known: dict[str, Subject]) -> dict[str, list[Proof]]:
    """The subjects that proofs stand for under AppTest, with those proofs.

    A wrong version without a proof of its own is nobody's statement, and a proof that AppTest
    contradicts can kill nothing there.
    """
    found: dict[str, list[Proof]] = {}
    for proof in proofs:
        if "apptest" in proof.engines and not proof.apptest_shows:
            for name in proof.names:
                if name in known:
                    found.setdefault(name, []).append(proof)
    return found


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One file of a snippet or example, as its author wrote it."""

    name: str
    """Path beside the entry file."""
    path: str
    """Page or file in which it stands."""
    code: str
    code_line: int
    """1-based line at which the code begins there."""
    page: bool
    """Whether it stands in a page, and leaves out the import."""

    def laid_out(self, code: str) -> tuple[str, str]:
        """Path and text of the file with this code in the place of its own."""
        return self.name, padded(((self.code_line, code),)) if self.page else code


def pieces(subject: Subject, skill: Skill) -> tuple[Piece, ...]:
    """The files of a subject that can be changed."""
    snippet = subject.snippet
    if snippet:
        first = CodeFile(name=ENTRY, code=snippet.code, code_line=snippet.code_line)
        return tuple(
            Piece(name=file.name, path=snippet.page, code=file.code, code_line=file.code_line, page=True)
            for file in (first, *snippet.files)
        )
    example = next(example for example in skill.examples if example.path == subject.path)
    folder = Path(subject.path).parent
    return tuple(
        Piece(
            name=Path(path).relative_to(folder).as_posix(),
            path=path,
            code=Path(skill.root, path).read_text(encoding="utf-8"),
            code_line=1,
            page=False,
        )
        for path in example.files
    )


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A mutant and the app that has it."""

    subject: Subject
    piece: Piece
    mutant: Mutant
    app: App


def changed(subject: Subject, skill: Skill) -> Iterator[Changed]:
    """Every mutant of a subject."""
    every = pieces(subject, skill)
    entry = ENTRY if subject.snippet else Path(subject.path).name
    for piece in every:
        beside = [other.code for other in every if other != piece]
        for mutant in mutate(piece.code, line=piece.code_line, beside=beside):
            files = tuple(other.laid_out(mutant.code if other == piece else other.code) for other in every)
            origins = tuple((other.name, other.path) for other in every)
            app = App(name=subject.name, entry=entry, files=files, origins=origins)
            yield Changed(subject=subject, piece=piece, mutant=mutant, app=app)


def mutate_skill(
    skill: Skill,
    results: Sequence[Result],
    planner: Planner,
    pools: Pools,
    progress: Callable[[int, int], None],
) -> Iterator[Tried]:
    """Try every mutant of the skill against the proofs that held on the original."""
    held = {
        (result.task.proof, result.task.subject.name)
        for result in results
        if result.outcome.status is Status.PASSED and result.task.job.engine == "apptest"
    }
    known = {result.task.subject.name: result.task.subject for result in results}
    work: list[tuple[Changed, list[Proof]]] = []
    for name, proofs in candidates(skill.proofs, known).items():
        able = [proof for proof in proofs if (proof, name) in held]
        work += [(each, able) for each in changed(known[name], skill) if able]
    waiting = {
        pools.submit(_job(number, each, able, planner)): (each, able)
        for number, (each, able) in enumerate(work)
        if each.mutant.compiles
    }
    yield from (_tried(each, able, None) for each, able in work if not each.mutant.compiles)
    for done, future in enumerate(as_completed(waiting), start=1):
        yield _tried(*waiting[future], future.result())
        progress(done, len(waiting))


def _job(number: int, each: Changed, proofs: Sequence[Proof], planner: Planner) -> Job:
    calls = tuple(planner.call(proof) for proof in proofs)
    return Job(id=number, app=each.app, calls=calls, timeout=MUTANT_TIMEOUT)


def _tried(each: Changed, proofs: Sequence[Proof], outcome: Outcome | None) -> Tried:
    fate = _fate(each, proofs, outcome)
    killer = proofs[outcome.ended_at] if outcome and fate is Fate.KILLED else None
    return Tried(subject=each.subject, mutant=each.mutant, path=each.piece.path, fate=fate, killer=killer)


def _fate(each: Changed, proofs: Sequence[Proof], outcome: Outcome | None) -> Fate:
    if outcome is None or outcome.status is Status.TIMEOUT or outcome.why is Why.SYNTAX:
        return Fate.NOT_VIABLE
    if outcome.status is not Status.PASSED:
        return Fate.KILLED
    declared = any(each.mutant.change == change for proof in proofs for change, _ in proof.equivalents)
    return Fate.EQUIVALENT if declared else Fate.SURVIVED
