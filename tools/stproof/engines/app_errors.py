"""How an exception of the app becomes an `ErrorSeen`: its type with all bases, and its place."""

import builtins
import re
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path

from stproof.model.run import App, ErrorSeen

FRAME = re.compile(r'File "(?P<file>[^"]+)", line (?P<line>\d+)')


def error_bases() -> dict[str, tuple[str, ...]]:
    """Name of every built-in and Streamlit exception type: the names of itself and its bases."""
    import streamlit.errors

    kinds = {**vars(builtins), **vars(streamlit.errors)}
    classes = {name: kind for name, kind in kinds.items() if isinstance(kind, type)}
    return {name: bases_of(kind) for name, kind in classes.items() if issubclass(kind, BaseException)}


def bases_of(kind: type[BaseException]) -> tuple[str, ...]:
    """Names of an exception type and its bases, nearest first."""
    return tuple(base.__name__ for base in kind.__mro__ if base is not object)


def bases_named(name: str) -> tuple[str, ...]:
    """The same for a type of which only the name is known, found among those that are alive."""
    todo: list[type[BaseException]] = [BaseException]
    while todo:
        kind = todo.pop()
        if kind.__name__ == name:
            return bases_of(kind)
        todo += kind.__subclasses__()
    return (name,)


def seen(app: App, type_: str, message: str, trace: Iterable[str], bases: tuple[str, ...]) -> ErrorSeen:
    """An error as the page shows it; `trace` are the lines of the traceback shown below it."""
    path, line = place(app, "\n".join(trace))
    return ErrorSeen(type=type_, bases=bases, message=" ".join(message.split()), path=path, line=line)


def raised(app: App, problem: BaseException) -> ErrorSeen:
    """An exception object that came out of the app."""
    trace = traceback.format_exception(type(problem), problem, problem.__traceback__)
    return seen(app, type(problem).__name__, str(problem), trace, bases_of(type(problem)))


def place(app: App, trace: str) -> tuple[str, int]:
    """Page (or file) and 1-based line of the last frame of a traceback that lies in the app."""
    known = places(app)
    frames = [(known.get(_real(hit["file"])), int(hit["line"])) for hit in FRAME.finditer(trace)]
    inside = [(path, line) for path, line in frames if path]
    return inside[-1] if inside else ("", 0)


def places(app: App) -> Mapping[str, str]:
    """Absolute path of each of the app's files: how a message calls it."""
    if app.layout:
        folder = Path(app.cwd)
        origins = dict(app.origins)
        return {_real(str(folder / name)): origins.get(name, name) for name, _ in app.layout}
    folder = Path(app.entry).parent
    shown = Path(app.name).parent
    files = [Path(app.entry), *folder.glob("*.py"), *folder.glob("pages/*.py")]
    return {_real(str(file)): (shown / file.relative_to(folder)).as_posix() for file in files}


def _real(path: str) -> str:
    return str(Path(path).resolve())
