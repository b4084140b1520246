"""What an app leaves running: threads, and processes that it has started."""

import _thread
import sys
import threading
import time
from concurrent.futures.thread import _worker as pool_thread

from stproof.engines.family import children

MOMENT = 0.2
"""Seconds that threads and processes have to end by themselves after the script."""


def left_behind(before: set[threading.Thread], unnamed: int) -> tuple[str, ...]:
    """What still runs a moment after a job: `1 thread`, `2 processes`.

    before: the threads there were. unnamed: the number of `unnamed_threads` then.
    """
    deadline = time.monotonic() + MOMENT
    while (left := _left(before, unnamed)) and time.monotonic() < deadline:
        time.sleep(MOMENT / 10)
    return left


def _left(before: set[threading.Thread], unnamed: int) -> tuple[str, ...]:
    threads = [each for each in threading.enumerate() if each not in before and each.is_alive()]
    own = sum(not _of_streamlit(each) for each in threads) + max(0, unnamed_threads() - unnamed)
    counts = {"thread": own, "process": len(children())}
    plurals = {"thread": "threads", "process": "processes"}
    return tuple(
        f"{number} {plurals[what] if number > 1 else what}" for what, number in counts.items() if number
    )


def _of_streamlit(thread: threading.Thread) -> bool:
    """Threads of Streamlit's own, and those of a pool that wait for work for the process's life."""
    work = getattr(thread, "function", None) or getattr(thread, "_target", None)
    frame = sys._current_frames().get(thread.ident or 0)
    waits = work is pool_thread and frame is not None and frame.f_code is pool_thread.__code__
    return waits or (getattr(work, "__module__", None) or "").startswith("streamlit.")


def unnamed_threads() -> int:
    """How many threads were started below `threading`, which does not know them."""
    return _thread._count() + 1 - threading.active_count()
