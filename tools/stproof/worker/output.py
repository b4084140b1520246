"""What a worker's process writes: kept in a file, out of the way of its pipes."""

import os
import sys
import tempfile
from contextlib import suppress
from typing import TextIO

from stproof.model.run import LOG_TAIL


class Output:
    """File that takes all a worker's process writes, C code and child processes included."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # for the life of the process
        self._null = os.open(os.devnull, os.O_RDONLY)
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
        os.dup2(self._null, 0)
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
