"""Runs a job in a thread that may change the files of its app only."""

import _thread
import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

from stproof.engines.walls import landlock, write_only_in

T = TypeVar("T")
JOIN = threading.Thread.join
"""As it was: an app may have put anything in its place."""


def behind_wall(work: Callable[[], T], places: Iterable[str]) -> T:
    """What it returns or raises; without places, or where the system has no such wall, nothing is special.

    A wall holds for the rest of a thread's life, and for what the thread starts. The next app may change
    other files, so each has a thread of its own.
    """
    if not places or not landlock():
        return work()
    values: list[T] = []
    problems: list[BaseException] = []

    def run() -> None:
        try:
            write_only_in(places)
            values.append(work())
        except BaseException as problem:
            problems.append(problem)
        finally:
            done.release()

    done = _thread.allocate_lock()
    done.acquire()
    thread = threading.Thread(target=run, name="stproof-job", daemon=True)
    thread.start()
    done.acquire()
    JOIN(thread)
    if problems:
        raise problems[0]
    return values[0]
