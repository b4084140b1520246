"""The terminal: colours where a person looks, plain text elsewhere, and progress on stderr."""

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from stproof.model.options import Progress
from stproof.report.text import Line

STYLES = {"error": "bold red", "warning": "yellow", "good": "green", "dim": "dim"}
COMMANDS = re.compile(
    "[\\x00-\\x08\\n-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]"
)
"""What a terminal takes for a command, reads from right to left, or cannot encode."""
MOMENT = 0.7
"""Seconds after which a person wants to see that something is going on."""


def printable(text: str) -> str:
    """A text of a page or an app as it may go to a terminal: one line, what is no character escaped."""
    return COMMANDS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def printable_lines(text: str) -> str:
    """A text of several lines, each as `printable` has it."""
    return "\n".join(map(printable, text.split("\n")))


def show(lines: Iterable[Line]) -> None:
    """Print lines on stdout; colours only on a terminal and without `NO_COLOR`."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        for line, _ in lines:
            print(printable(line))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True, highlight=False)
    for line, style in lines:
        console.print(Text(printable(line), style=STYLES.get(style, "")))


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A bar on stderr, if a person watches and it takes longer than a moment."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich import progress as rich_progress
    from rich.console import Console

    start = time.monotonic()
    columns = (
        rich_progress.TextColumn("{task.description}"),
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
    )
    bar = rich_progress.Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what)

    def update(done: int, total: int) -> None:
        if not bar.live.is_started and time.monotonic() - start > MOMENT:
            bar.start()
        bar.update(task, completed=done, total=total)

    try:
        yield update
    finally:
        if bar.live.is_started:
            bar.stop()
