"""The mutants of a subject, as apps."""

from collections.abc import Iterator

from stproof.model.mutant import MutantApp
from stproof.model.run import App
from stproof.model.skill import SourceFile
from stproof.model.task import Subject
from stproof.mutation.mutate import mutate
from stproof.reading.subjects import page_app


def mutant_apps(subject: Subject) -> Iterator[MutantApp]:
    """Every mutant of a subject."""
    for file in subject.sources:
        beside = [other.code for other in subject.sources if other is not file]
        for mutant in mutate(file.code, line=file.code_line, beside=beside):
            changed = SourceFile(name=file.name, path=file.path, code=mutant.code, code_line=file.code_line)
            files = tuple(changed if other is file else other for other in subject.sources)
            yield MutantApp(subject=subject, file=file, mutant=mutant, app=_app(subject, files))


def _app(subject: Subject, files: tuple[SourceFile, ...]) -> App:
    """The subject with these files, in a temporary folder; only what is in a page leaves out the import."""
    if subject.in_page:
        return page_app(subject.name, files)
    return App(
        name=subject.name,
        entry=files[0].name,
        layout=tuple((file.name, file.code) for file in files),
        origins=tuple((file.name, file.path) for file in files),
    )
