"""An app opened in this very process, for pytest's fixture `user`."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stproof.apps import app_subject
from stproof.choose import choose
from stproof.engines import Engine
from stproof.errors import StproofError
from stproof.isolate import restored
from stproof.jobs import Why
from stproof.user import Unseen, User


@contextmanager
def opened(names: tuple[str, ...], test_file: Path, engine: str) -> Iterator[User]:
    """The person in front of the app.

    names: what the test's `@proves` names. test_file: beside which the app is looked up first.
    engine: `apptest` or `browser`.
    Raises `StproofError` when no app is named or found, and `Unseen` at the end for an error of
    the app that the test did not ask for.
    """
    app = app_subject(_find(names, test_file)).app
    with restored(os.getcwd()), _log() as log, contextlib.closing(_engine(engine, log)) as host:
        sys.path.insert(0, str(Path(app.entry).parent))  # as `streamlit run` does
        person = User(host.open(app))
        yield person
        story = person._story
        surprises = tuple(str(error) for error in story.unexpected())
        if surprises:
            expected = "the app to raise no error that the test does not ask for"
            raise Unseen(Why.RAISED, expected, surprises, tuple(story.steps))


def _find(names: tuple[str, ...], test_file: Path) -> Path:
    """The app's entry file: beside the test's file, or from the working folder."""
    if len(names) != 1:
        raise StproofError('`user` needs to know its app: write @proves("path/to/app.py") above the test')
    for path in (test_file.parent / names[0], Path(names[0])):
        if path.is_file():
            return path
    raise StproofError(
        f"@proves({names[0]!r}): there is no such app beside {test_file.name} or in {os.getcwd()}"
    )


def _engine(name: str, log: io.StringIO) -> Engine:
    if name == "browser":
        from stproof.engines.browser import BrowserEngine
        from stproof.engines.errors import error_bases

        return BrowserEngine(sys.executable, choose(name, None).chromium, error_bases())
    from stproof.engines.apptest import AppTestEngine

    return AppTestEngine(log.getvalue)


@contextmanager
def _log() -> Iterator[io.StringIO]:
    """What Streamlit logs and the app prints, besides going where it always goes."""
    from streamlit import logger

    text = io.StringIO()
    handler = logging.StreamHandler(text)
    loggers = list(logger._loggers.values())
    for each in loggers:
        each.addHandler(handler)
    try:
        with contextlib.redirect_stdout(_Tee(sys.stdout, text)):
            yield text
    finally:
        for each in loggers:
            each.removeHandler(handler)


class _Tee(io.TextIOBase):
    """Writes to both."""

    def __init__(self, *streams: object) -> None:
        self._streams = streams

    def write(self, text: str) -> int:
        for stream in self._streams:
            stream.write(text)  # type: ignore[attr-defined]
        return len(text)
