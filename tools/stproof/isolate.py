"""Between two jobs of a worker: nothing that one app leaves behind reaches the next."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from stproof.jobs import App

LOG_TAIL = 1_000_000
"""Bytes of output that are read back at most, from the end."""
MOMENT = 0.2
"""Seconds that threads and processes have to end by themselves after the script."""


class Output:
    """File that takes all a worker's process writes, C code and child processes included."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # for the life of the process
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        self.clear()

    def text(self) -> str:
        """What was written since the last `clear`; of a flood only the end."""
        self._flush()
        size = os.fstat(self._file.fileno()).st_size
        start = max(0, size - LOG_TAIL)
        self._file.seek(start)
        raw = self._file.read(LOG_TAIL)
        return raw.decode(errors="replace")

    def clear(self) -> None:
        """Forget what was written, and give back the streams that an app has closed or replaced."""
        self._flush()
        for stream in (1, 2):
            os.dup2(self._file.fileno(), stream)
        sys.stdout, sys.stderr = map(_stream, (1, 2))
        os.ftruncate(self._file.fileno(), 0)
        os.lseek(1, 0, os.SEEK_SET)  # 1 and 2 share one offset with the file

    def _flush(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError, OSError, ValueError):  # an app may have put anything there
                stream.flush()


def _stream(number: int) -> TextIO:
    return open(number, "w", encoding="utf-8", errors="backslashreplace", closefd=False)


@contextmanager
def laid_out(app: App) -> Iterator[App]:
    """The app with its files in a new temporary folder, which is also where it finds `tempfile`'s.

    An app where it lies keeps its folder, and gets the temporary one for temporary files only.
    The folder is removed afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="stproof-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        for path, text in app.files:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        placed = replace(app, entry=str(folder / app.entry), cwd=str(folder)) if app.files else app
        yield placed


@contextmanager
def restored(cwd: str) -> Iterator[None]:
    """Put the process back afterwards: working folder, environment, `sys`, modules, Streamlit's caches."""
    folder, environment, path, argv = os.getcwd(), dict(os.environ), list(sys.path), list(sys.argv)
    modules, temporary = dict(sys.modules), tempfile.tempdir
    scratch = tempfile.mkdtemp(prefix="stproof-tmp-")
    os.chdir(cwd)
    tempfile.tempdir = scratch
    try:
        yield
    finally:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.path[:], sys.argv[:] = path, argv
        tempfile.tempdir = temporary
        _forget_modules(modules)
        _forget_streamlit()
        shutil.rmtree(scratch, ignore_errors=True)


def _forget_modules(before: dict[str, Any]) -> None:
    """Drop modules that came from outside the installed packages; libraries may stay imported."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if name not in before and not _is_library(name, file):
            del sys.modules[name]


def _is_library(name: str, file: str) -> bool:
    built_in = not file and name.partition(".")[0] in sys.stdlib_module_names
    return built_in or file.startswith((sys.prefix, sys.base_prefix, _OURS))


_OURS = str(Path(__file__).parent)


def _forget_streamlit() -> None:
    """Empty what Streamlit keeps per process: caches, options set in code, the once-only warning,
    and whether an app has a `pages/` folder."""
    streamlit = sys.modules.get("streamlit")
    if streamlit is None:
        return
    streamlit.cache_data.clear()
    streamlit.cache_resource.clear()
    config = sys.modules["streamlit.config"]
    for key, option in (getattr(config, "_config_options", None) or {}).items():
        if getattr(option, "where_defined", "") == "<user defined>":
            config._set_option(key, option.default_val, "<default>")
    policies: Any = sys.modules.get("streamlit.elements.lib.policies")
    if hasattr(policies, "_shown_default_value_warning"):
        policies._shown_default_value_warning = False
    pages: Any = sys.modules.get("streamlit.runtime.pages_manager")
    if pages is not None:  # set by `st.navigation`; older releases keep it for the next app
        pages.PagesManager.uses_pages_directory = None


def left_behind(before: set[threading.Thread]) -> tuple[str, ...]:
    """What still runs a moment after a job: `1 thread`, `2 processes`."""
    deadline = time.monotonic() + MOMENT
    while (left := _left(before)) and time.monotonic() < deadline:
        time.sleep(MOMENT / 10)
    return left


def _left(before: set[threading.Thread]) -> tuple[str, ...]:
    threads = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    names = [
        _count(sum(not _of_streamlit(thread) for thread in threads), "thread"),
        _count(len(_children()), "process"),
    ]
    return tuple(name for name in names if name)


def _of_streamlit(thread: threading.Thread) -> bool:
    """Threads of Streamlit's own, and pools that it or the standard library keep for the process's life."""
    work = getattr(thread, "function", None) or getattr(thread, "_target", None)
    module = getattr(work, "__module__", None) or ""
    return module.startswith("streamlit.") or thread.name.startswith(
        ("ThreadPoolExecutor", "asyncio_", "stproof")
    )


def _count(number: int, what: str) -> str:
    return (
        f"{number} {what if number == 1 else what + ('es' if what.endswith('s') else 's')}" if number else ""
    )


def _children() -> list[str]:
    """Process ids of this process's children. Linux only: elsewhere the pool ends them with the worker.

    A thread that ends while they are read hands its children to another one, so read until none did.
    """
    tasks: list[Path] | None = None
    found: list[str] = []
    while tasks != (now := sorted(Path("/proc/self/task").glob("*/children"))):
        tasks, found = now, []
        for task in tasks:
            with suppress(OSError):
                found += task.read_text().split()
    return [child for child in found if not _is_zombie(child)]


def _is_zombie(child: str) -> bool:
    try:
        return Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def adopt_orphans() -> None:
    """Make this process the parent of its orphaned descendants, so that none escapes. Linux only."""
    if sys.platform != "linux":
        return
    import ctypes

    set_child_subreaper = 36  # PR_SET_CHILD_SUBREAPER, prctl(2)
    ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)
