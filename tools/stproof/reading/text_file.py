"""Reads a text file, or says in one line why it cannot be read."""

import codecs
import os
import stat
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
"""The byte order marks of other encodings; UTF-32's starts with UTF-16's, so it comes first."""

SAVE = "save it as UTF-8"
BYTES_MOST = 500_000
LINES_MOST = 10_000
"""How large a page, example or proof may be. No agent and no person reads a longer one."""


class UnreadableError(Exception):
    """Why a file cannot be read."""

    def __init__(self, problem: str, fix: str, line: int = 1) -> None:
        super().__init__(problem)
        self.problem = problem
        self.fix = fix
        self.line = line
        """1-based line of the first wrong byte."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A file's text, with `\\n` line ends and without byte order mark."""

    text: str
    has_bom: bool
    """Whether the file starts with a byte order mark."""


def read_text(path: str) -> Text:
    """The text of a file; raises `UnreadableError`."""
    data = _read(path)
    has_bom = data.startswith(codecs.BOM_UTF8)
    text = _decode(data[len(codecs.BOM_UTF8) :] if has_bom else data)
    return Text(text=text.replace("\r\n", "\n").replace("\r", "\n"), has_bom=has_bom)


def _read(path: str) -> bytes:
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableError("is a folder, not a file", "put a text file in its place")
        if not stat.S_ISREG(mode):  # opening a pipe would wait forever
            raise UnreadableError("is not a regular file", "put a text file in its place")
        with open(path, "rb") as file:
            data = file.read(BYTES_MOST + 1)
    except OSError as error:
        fix = "let this user read it" if isinstance(error, PermissionError) else "restore or remove it"
        raise UnreadableError(f"cannot be read: {error.strerror or error}", fix) from None
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if len(data) > BYTES_MOST or lines > LINES_MOST:
        what = f"{LINES_MOST:,} lines" if len(data) <= BYTES_MOST else f"{BYTES_MOST // 1000} kB"
        raise UnreadableError(f"is too large: it has more than {what}", "split it")
    return data


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            raise UnreadableError(f"is {encoding}, not UTF-8", SAVE)
    zero = data.find(0)
    if zero >= 0:
        what = "looks like UTF-16" if _like_utf16(data) else "is not text: it has a NUL byte"
        raise UnreadableError(what, SAVE, data.count(b"\n", 0, zero) + 1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong = data[error.start]
        problem = f"is not UTF-8: byte 0x{wrong:02x} ({chr(wrong)!r} in Latin-1)"
        raise UnreadableError(problem, SAVE, data.count(b"\n", 0, error.start) + 1) from None


def _like_utf16(data: bytes) -> bool:
    """Whether about every second byte is zero, as in Latin text in UTF-16."""
    head = data[:200]
    return max(head[::2].count(0), head[1::2].count(0)) * 3 > len(head)
