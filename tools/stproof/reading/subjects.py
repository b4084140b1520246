"""From snippets to subjects: what can be run, and the files it is run from."""

from stproof.model.run import App
from stproof.model.skill import Snippet, SourceFile
from stproof.model.task import Subject, SubjectKind

ENTRY = "app.py"
"""The file that a snippet is run from; its other files are next to it."""
IMPORT = "import streamlit as st"
"""The one line a snippet leaves out."""


def of_snippet(snippet: Snippet, before: tuple[Snippet, ...] = ()) -> Subject:
    """A snippet as a subject; `before` are fences of its section that run ahead of it."""
    main = SourceFile(name=ENTRY, path=snippet.page, code=snippet.code, code_line=snippet.code_line)
    sources = (main, *snippet.files)
    ahead = tuple((each.code_line, each.code) for each in before)
    return Subject(
        name=snippet.id,
        kind=SubjectKind.SNIPPET if snippet.name else SubjectKind.FENCE,
        path=snippet.page,
        line=snippet.line,
        statement=snippet.section,
        app=page_app(snippet.id, sources, ahead),
        sources=sources,
        expected_errors=snippet.expected_errors,
        since=snippet.since,
        until=snippet.until,
    )


def page_app(name: str, sources: tuple[SourceFile, ...], ahead: tuple[tuple[int, str], ...] = ()) -> App:
    """An app of code that is in a page, written to a temporary folder.

    ahead: (1-based line, code) of what runs before the entry, in one file with it.
    """
    main, *others = sources
    layout = (
        (main.name, padded((*ahead, (main.code_line, main.code)))),
        *((file.name, _text(file)) for file in others),
    )
    return App(
        name=name, entry=main.name, layout=layout, origins=tuple((file.name, file.path) for file in sources)
    )


def _text(file: SourceFile) -> str:
    """A Python file at its lines; any other as it is."""
    return padded(((file.code_line, file.code),)) if file.name.endswith(".py") else file.code


def padded(parts: tuple[tuple[int, str], ...]) -> str:
    """Pieces of code, each at its own 1-based line, so that every traceback names the page's line.

    The implied import takes the line above the first piece, which is a fence in the page.
    """
    lines: list[str] = []
    for code_line, code in parts:
        lines += [""] * (code_line - 1 - len(lines))
        lines += code.removesuffix("\n").split("\n")  # as Python counts lines: not at form feeds
    _imply_import(lines, parts[0][0])
    return "\n".join(lines) + "\n"


def _imply_import(lines: list[str], first: int) -> None:
    """Put the import above the code, or after a `from __future__` line, which must come first."""
    for at, line in enumerate(lines[first - 1 :], start=first - 1):
        if line.startswith("from __future__ import"):
            lines[at] = f"{line}; {IMPORT}"
            return
    lines[max(first - 2, 0)] = IMPORT
