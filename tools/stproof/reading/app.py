"""Reads an app: its entry file and the proofs that name it, without a skill."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from stproof.errors import StproofError
from stproof.model.finding import Finding
from stproof.model.run import App
from stproof.model.skill import Proof, SourceFile
from stproof.model.target import Target, TargetKind
from stproof.model.task import Subject, SubjectKind
from stproof.reading.proofs import read_proofs
from stproof.reading.snippets import expected_errors_in
from stproof.reading.text_file import UnreadableError, read_text


def read_app(path: Path, proof_files: Sequence[Path]) -> Target:
    """The app, the proofs of these files that name it, and their wrong versions of it.

    path: the entry file, as it is given to `streamlit run`.
    Raises `StproofError` when it cannot be read, or when a proof file names other apps only.
    """
    subject = app_subject(path)
    subjects = {subject.name: subject}
    proofs: list[Proof] = []
    findings: list[Finding] = []
    for file in proof_files:
        if not file.is_file():
            raise StproofError(f"{file}: there is no such file of proofs; give --proofs a Python file")
        read, wrong = read_proofs(str(file), os.path.relpath(file))
        own = [proof for proof in read if names(proof, file, path)]
        findings += wrong
        for proof in own:
            known = {name: app_subject(app) for name in proof.counterexamples for app in _files(name, file)}
            subjects |= {one.name: one for one in known.values()}
            refuted = tuple(known[name].name if name in known else name for name in proof.counterexamples)
            proofs.append(replace(proof, names=(subject.name,), counterexamples=refuted))
        if read and not own:
            named = ", ".join(sorted({repr(name) for proof in read for name in proof.names}))
            raise StproofError(f"{file}: no proof here names {str(path)!r}; they name {named}")
    return Target(
        kind=TargetKind.APP,
        title=subject.name,
        root=subject.app.cwd,
        subjects=subjects,
        proofs=tuple(proofs),
        findings=tuple(findings),
    )


def app_subject(path: Path) -> Subject:
    """An app anywhere, called by its path. Raises `StproofError` when it cannot be read."""
    try:
        text = read_text(str(path)).text
    except UnreadableError as problem:
        raise StproofError(f"{path}: {problem.problem}; {problem.fix}") from None
    name = path.as_posix()
    return Subject(
        name=name,
        kind=SubjectKind.APP,
        path=name,
        line=1,
        statement=name,
        app=App(name=name, entry=str(path.resolve()), cwd=os.getcwd()),
        sources=(SourceFile(name=path.name, path=name, code=text, code_line=1),),
        expected_errors=expected_errors_in(text, 1),
    )


def names(proof: Proof, file: Path, app: Path) -> bool:
    """Whether a proof names the app."""
    return any(one.resolve() == app.resolve() for name in proof.names for one in _files(name, file))


def _files(name: str, file: Path) -> list[Path]:
    """The apps that a proof in this file may mean: by a path from the working folder, or next to its file."""
    return [path for path in (Path(name), file.parent / name) if path.is_file()]
