"""What a person sees while releases run: a table that changes; plain lines where nobody watches."""

import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.table import Table
from rich.text import Text

from stproof.evidence.record import State, record_of
from stproof.running.matrix import ReleaseRun, Step, Watch

STYLES = {Step.INSTALLING: "yellow", Step.RUNNING: "cyan", Step.DONE: "green", Step.NOT_USABLE: "red"}


class Board:
    """How far each release has come, as it was told last."""

    def __init__(self) -> None:
        self._runs: dict[str, ReleaseRun] = {}
        self._lock = threading.Lock()
        self._start = time.monotonic()

    def told(self, run: ReleaseRun) -> None:
        """Take note of a step."""
        with self._lock:
            self._runs[run.release.name] = run

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> RenderResult:
        """As many releases as fit: those that run now, and the last ones that are over."""
        with self._lock:
            runs = list(self._runs.values())
        table = Table(box=None, pad_edge=False)
        for column in ("Streamlit", "", "ran", "hold", "do not"):
            table.add_column(column, justify="left" if column in ("Streamlit", "") else "right")
        begun = [run for run in runs if run.step is not Step.WAITING]
        for run in begun[-max(console.height - 3, 1) :]:
            table.add_row(*_cells(run), style=STYLES.get(run.step, "dim"))
        yield table
        yield Text(self.last(runs), style="dim")

    def last(self, runs: Iterable[ReleaseRun]) -> str:
        """`12 of 40 releases, about 2 min 10 s left`."""
        usable = [run for run in runs if run.step is not Step.NOT_USABLE]
        ran, all_ = sum(len(run.results) for run in usable), sum(len(run.tasks) for run in usable)
        over = sum(run.is_over for run in usable)
        pace = (time.monotonic() - self._start) / ran if ran else 0.0
        left = f", about {_duration(pace * (all_ - ran))} left" if ran else ""
        return f"{over} of {len(usable)} releases{left}"


def _cells(run: ReleaseRun) -> tuple[str, ...]:
    states = [record_of(result).state for result in run.results]
    held = sum(state is State.HOLDS for state in states)
    if run.step in (Step.WAITING, Step.INSTALLING, Step.NOT_USABLE):
        return (run.release.name, run.problem or run.step, "", "", "")
    return (run.release.name, run.step, f"{len(states)}/{len(run.tasks)}", str(held), str(len(states) - held))


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


@contextmanager
def watching() -> Iterator[Watch]:
    """Shows the steps on stderr."""
    board = Board()
    if not sys.stderr.isatty():
        yield lambda run: _plain(run, board)
        return
    with Live(board, console=Console(stderr=True), transient=True, refresh_per_second=4):
        yield board.told


def _plain(run: ReleaseRun, board: Board) -> None:
    """A line when a release is over."""
    board.told(run)
    if run.is_over:
        what = run.problem or f"{len(run.results)} run"
        print(f"{run.release.name}: {run.step}, {what}", file=sys.stderr, flush=True)
