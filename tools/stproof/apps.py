"""Anybody's app: an entry file and the proofs that name it, with no skill around them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from stproof.errors import StproofError
from stproof.jobs import App
from stproof.model import Finding, Proof
from stproof.plan import Subject
from stproof.proof_files import read_proofs
from stproof.snippets import promises_in
from stproof.textfile import UnreadableError, read_text


@dataclass(frozen=True, kw_only=True)
class AppCheck:
    """An app as it is to be checked."""

    subject: Subject
    proofs: tuple[Proof, ...]
    findings: tuple[Finding, ...]


def read_app(path: Path, proof_files: Sequence[Path]) -> AppCheck:
    """The app, and the proofs of these files that stand for it.

    path: the entry file, as it is given to `streamlit run`.
    Raises `StproofError` when it cannot be read, or when a proof file names other apps only.
    """
    subject = app_subject(path)
    proofs: list[Proof] = []
    findings: list[Finding] = []
    for file in proof_files:
        if not file.is_file():
            raise StproofError(f"{file}: there is no such file of proofs; give --proofs a Python file")
        read, wrong = read_proofs(str(file), os.path.relpath(file))
        own = [_under(proof, subject) for proof in read if names(proof, file, path)]
        findings += wrong
        proofs += own
        if read and not own:
            named = ", ".join(sorted({repr(name) for proof in read for name in proof.names}))
            raise StproofError(f"{file}: no proof here names {str(path)!r}; they name {named}")
    return AppCheck(subject=subject, proofs=tuple(proofs), findings=tuple(findings))


def app_subject(path: Path) -> Subject:
    """An app that lies somewhere, called by its path. Raises `StproofError` when it cannot be read."""
    try:
        text = read_text(str(path)).text
    except UnreadableError as problem:
        raise StproofError(f"{path}: {problem.problem}; {problem.fix}") from None
    name = path.as_posix()
    app = App(name=name, entry=str(path.resolve()), cwd=os.getcwd())
    return Subject(
        name=name, path=name, line=1, statement=name, app=app, promises=promises_in(text, 1), files=(name,)
    )


def names(proof: Proof, file: Path, app: Path) -> bool:
    """Whether a proof stands for the app: by a path beside its own file, or from the working folder."""
    wanted = app.resolve()
    return any(wanted in ((file.parent / name).resolve(), Path(name).resolve()) for name in proof.names)


def _under(proof: Proof, subject: Subject) -> Proof:
    """The proof, with the app called as the person called it."""
    return replace(proof, names=(subject.name,))
