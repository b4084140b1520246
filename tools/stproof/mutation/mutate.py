"""Every version of an app's code with one small change that a reader of the page would care about."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stproof.analysis.session_state import Code, State
from stproof.analysis.source import Change, Source
from stproof.model.mutant import Mutant, MutantApp
from stproof.model.run import App
from stproof.model.skill import SourceFile
from stproof.model.task import Subject
from stproof.mutation.operators import conditions, constants, keys, order, removing
from stproof.mutation.rendering import render
from stproof.reading.subjects import page_app


@dataclass(frozen=True, kw_only=True)
class Operator:
    """One kind of change."""

    id: str
    """`remove-keyword`."""
    what: str
    """What it does and what it leaves alone, in a sentence or two."""
    example: tuple[str, ...]
    """Code as a diff: lines that start with a blank, `-` or `+`."""
    find: Callable[[Code], Iterator[Change]]


def _operator(find: Callable[[Code], Iterator[Change]]) -> Operator:
    """Id, sentences and example are the function's name and docstring."""
    what, _, example = (find.__doc__ or "").partition("\n\n")
    return Operator(
        id=find.__name__.replace("_", "-"),
        what=" ".join(what.split()),
        example=tuple(line[4:] for line in example.rstrip().split("\n")),
        find=find,
    )


OPERATORS: tuple[Operator, ...] = tuple(
    _operator(find)
    for find in (
        removing.remove_statement,
        removing.remove_keyword,
        removing.remove_decorator,
        conditions.negate_condition,
        conditions.drop_guard,
        conditions.remove_operand,
        order.swap_statements,
        keys.rename_key,
        keys.replace_state,
        constants.change_constant,
    )
)


def mutant_apps(subject: Subject) -> Iterator[MutantApp]:
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
        beside=str(Path(subject.app.entry).parent),
        origins=tuple((file.name, file.path) for file in files),
    )


def mutate(code: str, *, line: int = 1, beside: Sequence[str] = ()) -> tuple[Mutant, ...]:
    """All mutants of a snippet or example, in the order of its lines; none if it does not compile.

    line: the page's 1-based line at which the code starts.
    beside: the code of the app's other files; a key in them too is worth renaming.
    """
    source = _parsed(code)
    if source is None:
        return ()
    others = [other for other in map(_parsed, beside) if other]
    named = Counter(place.key for other in others for place in State(other).places)
    known = Code(source=source, state=State(source), beside=named)
    changes = [(operator.id, change) for operator in OPERATORS for change in operator.find(known)]
    changes.sort(key=lambda found: found[1].edits[0].start)  # stable: then in the order of OPERATORS
    return render(source, changes, line=line)


def _parsed(code: str) -> Source | None:
    try:
        return Source(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
