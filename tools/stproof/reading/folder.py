"""What is in a skill's folder, without following a symbolic link out of it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from stproof.errors import StproofError

IGNORED = ("node_modules", "__pycache__")
"""Folders that are not part of a skill; nor are hidden ones and Python environments."""


@dataclass(frozen=True, kw_only=True)
class Folder:
    """The files of a skill; all paths are relative, with `/`."""

    names: tuple[str, ...]
    """What is directly in the folder, as it is spelled there."""
    files: tuple[str, ...]
    folders: frozenset[str]
    outside: tuple[tuple[str, str], ...]
    """(path, target) of symbolic links that lead out of the folder."""
    unreadable: tuple[tuple[str, str, str], ...]
    """(path, problem, fix) of folders and names that cannot be read."""


def walk(root: str) -> Folder:
    """List a folder; raises `StproofError` where that is not allowed."""
    try:
        names = tuple(sorted(os.listdir(root)))
    except OSError as error:
        raise StproofError(f"the folder {root!r} cannot be read: {error.strerror}") from None
    walker = _Walker(os.path.realpath(root))
    walker.visit(root, "", ())
    return Folder(
        names=names,
        files=tuple(sorted(walker.files)),
        folders=frozenset(walker.folders),
        outside=tuple(sorted(walker.outside)),
        unreadable=tuple(sorted(walker.unreadable)),
    )


def is_ignored(path: str) -> bool:
    """Whether a path leads through, or to, what `walk` does not list."""
    return any(part.startswith(".") or part in IGNORED for part in path.split("/"))


class _Walker:
    def __init__(self, real_root: str) -> None:
        self._real_root = real_root
        self.files: list[str] = []
        self.folders: list[str] = []
        self.outside: list[tuple[str, str]] = []
        self.unreadable: list[tuple[str, str, str]] = []

    def visit(self, folder: str, start: str, above: tuple[str, ...]) -> None:
        """List a folder and those in it; `above` are the real paths on the way, against loops."""
        real = os.path.realpath(folder)
        if real in above:
            return
        for entry in self._entries(folder, start):
            path = start + entry.name
            if entry.is_symlink() and not self._inside(entry.path):
                self.outside.append((_printable(path), _printable(os.readlink(entry.path))))
            elif _printable(path) != path:
                self.unreadable.append((_printable(path), "has a name that is not UTF-8", "rename it"))
            elif not entry.is_dir():
                self.files.append(path)
            elif not os.path.exists(os.path.join(entry.path, "pyvenv.cfg")):
                self.folders.append(path)
                self.visit(entry.path, f"{path}/", (*above, real))

    def _entries(self, folder: str, start: str) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if not is_ignored(entry.name):
                        yield entry
        except OSError as error:
            problem = f"cannot be read: {error.strerror}"
            self.unreadable.append((start.rstrip("/") or ".", problem, "let this user read it"))

    def _inside(self, path: str) -> bool:
        return os.path.join(os.path.realpath(path), "").startswith(os.path.join(self._real_root, ""))


def _printable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
