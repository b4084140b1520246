"""A skill's mutants as apps, and what became of them as scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from stproof.jobs import App
from stproof.model import CodeFile, Proof
from stproof.mutants import Mutant, mutate, score
from stproof.plan import ENTRY, Subject, padded


class Fate(str, Enum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"
    """It survived, and a proof declares that it changes nothing a person can see."""
    NOT_VIABLE = "not viable"
    """It does not compile, or it never ends."""
    UNJUDGED = "needs a browser"
    """AppTest did not notice it, or cannot be asked; a proof that needs a browser may."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A mutant and what became of it."""

    changed: Changed
    fate: Fate
    killer: Proof | None = None
    """The first proof that noticed it."""

    @property
    def name(self) -> str:
        """The snippet or app of which it is a mutant."""
        return self.changed.name

    @property
    def path(self) -> str:
        """Page or file in which the changed line stands."""
        return self.changed.piece.path

    @property
    def mutant(self) -> Mutant:
        return self.changed.mutant


@dataclass(frozen=True, kw_only=True)
class Score:
    """How many mutants of a skill, page or snippet the proofs notice."""

    name: str
    killed: int
    survived: int
    equivalent: int
    not_viable: int
    unjudged: int

    @property
    def percent(self) -> int:
        """Killed of all that were judged, rounded down; a declared equivalent counts as a survivor here, so
        that declaring does not raise the score. 100 where there is nothing to notice."""
        return score(self.killed, self.survived + self.equivalent)


def scores(tried: Iterable[Tried], name: Callable[[Tried], str]) -> tuple[Score, ...]:
    """Scores by what `name` says of a mutant: its page, its snippet, or the whole skill."""
    fates: dict[str, Counter[Fate]] = {}
    for each in tried:
        fates.setdefault(name(each), Counter())[each.fate] += 1
    return tuple(
        Score(
            name=key,
            killed=count[Fate.KILLED],
            survived=count[Fate.SURVIVED],
            equivalent=count[Fate.EQUIVALENT],
            not_viable=count[Fate.NOT_VIABLE],
            unjudged=count[Fate.UNJUDGED],
        )
        for key, count in fates.items()
    )


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


def pieces(subject: Subject) -> tuple[Piece, ...]:
    """The files of a subject that can be changed."""
    snippet = subject.snippet
    if snippet:
        first = CodeFile(name=ENTRY, code=snippet.code, code_line=snippet.code_line)
        return tuple(
            Piece(name=file.name, path=snippet.page, code=file.code, code_line=file.code_line, page=True)
            for file in (first, *snippet.files)
        )
    folder = Path(subject.path).parent
    return tuple(
        Piece(
            name=Path(path).relative_to(folder).as_posix(),
            path=path,
            code=Path(subject.app.cwd, path).read_text(encoding="utf-8"),
            code_line=1,
            page=False,
        )
        for path in subject.files
    )


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A mutant and the app that has it."""

    subject: Subject
    piece: Piece
    mutant: Mutant
    app: App

    @property
    def name(self) -> str:
        """The snippet or app of which it is a mutant."""
        return self.subject.name


def changed(subject: Subject) -> Iterator[Changed]:
    """Every mutant of a subject."""
    every = pieces(subject)
    entry = ENTRY if subject.snippet else Path(subject.path).name
    for piece in every:
        beside = [other.code for other in every if other != piece]
        for mutant in mutate(piece.code, line=piece.code_line, beside=beside):
            files = tuple(other.laid_out(mutant.code if other == piece else other.code) for other in every)
            origins = tuple((other.name, other.path) for other in every)
            app = App(name=subject.name, entry=entry, files=files, origins=origins)
            yield Changed(subject=subject, piece=piece, mutant=mutant, app=app)
