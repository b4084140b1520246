"""An app opened in this very process, for pytest's fixture `user`."""

import contextlib
import io
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stproof.engines.api import Driver
from stproof.engines.selection import select_engines
from stproof.errors import StproofError
from stproof.proving.run_proof import surprises
from stproof.proving.user import ExpectationFailed, User
from stproof.reading.app import app_subject
from stproof.worker.isolation import restored


@contextmanager
def opened(names: tuple[str, ...], test_file: Path, engine: str) -> Iterator[User]:
    """The person in front of the app.

    names: what the test's `@proves` names. test_file: next to which the app is looked up first.
    engine: `apptest` or `browser`.
    Raises `StproofError` when no app is named or found, and `ExpectationFailed` at the end for an error of
    the app that the test did not ask for.
    """
    app = app_subject(_find(names, test_file)).app
    with restored(os.getcwd()), _log() as log, contextlib.closing(_engine(engine, log)) as host:
        sys.path.insert(0, str(Path(app.entry).parent))  # as `streamlit run` does
        person = User(host.open(app))
        yield person
        outcome = surprises(person.transcript)
        if outcome.cause:
            expected = "the app to raise no error that the test does not ask for"
            steps = tuple(person.transcript.steps)
            raise ExpectationFailed(outcome.cause, expected, outcome.observed, steps)


def _find(names: tuple[str, ...], test_file: Path) -> Path:
    """The app's entry file: next to the test's file, or from the working folder."""
    if len(names) != 1:
        raise StproofError('`user` needs to know its app: write @proves("path/to/app.py") above the test')
    for path in (test_file.parent / names[0], Path(names[0])):
        if path.is_file():
            return path
    raise StproofError(
        f"@proves({names[0]!r}): there is no such app next to {test_file.name} or in {os.getcwd()}"
    )


def _engine(name: str, log: io.StringIO) -> Driver:
    if name == "browser":
        from stproof.engines.app_errors import error_bases
        from stproof.engines.browser.engine import BrowserDriver

        return BrowserDriver(sys.executable, select_engines(name, None).chromium, error_bases())
    from stproof.engines.apptest.engine import AppTestDriver

    return AppTestDriver(log.getvalue)


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
    def __init__(self, *streams: object) -> None:
        self._streams = streams

    def write(self, text: str) -> int:
        for stream in self._streams:
            stream.write(text)  # type: ignore[attr-defined]
        return len(text)
