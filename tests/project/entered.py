"""Notes which files of the package are entered, in order. Standard library only: a worker imports it too."""

from __future__ import annotations

import inspect
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType

PACKAGE = "/stproof/"
"""The folder of the package: installed, or that of a checkout."""

JOB = "stproof-job"
"""The name of a thread in which a worker runs a job."""


def note_files(note: Callable[[str], object]) -> None:
    """Call `note` with each file of the package when this thread, or that of a job, first calls one of its
    functions.

    Classes and modules that are only defined do not count, nor does `model/`: its types are everywhere.
    """
    seen: set[str] = set()

    def profile(frame: FrameType, event: str, _: object) -> None:
        file = frame.f_code.co_filename
        if event == "call" and file not in seen and frame.f_code.co_flags & inspect.CO_NEWLOCALS:
            seen.add(file)
            _, ours, path = Path(file).as_posix().rpartition(PACKAGE)
            if ours and not path.startswith(("model/", "errors.py")):
                note(path)

    def begin(*_: object) -> None:
        sys.setprofile(profile if threading.current_thread().name == JOB else None)

    sys.setprofile(profile)
    threading.setprofile(begin)  # a worker starts one for each job, where the system has walls
