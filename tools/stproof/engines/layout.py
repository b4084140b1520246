"""Writes the files of a snippet to a temporary folder, from which it is run."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from stproof.files import TemporaryFolder
from stproof.model.run import App

FILES_MOST = 200
BYTES_MOST = 1 << 22
"""What a copy next to a changed app has at most."""


@contextmanager
def written(app: App) -> Iterator[App]:
    """The app with its files in a new temporary folder, which is its working folder.

    An app in its own place keeps its folder. The temporary folder is removed afterwards.
    """
    if not app.layout:
        yield app
        return
    with closing(TemporaryFolder()) as made:
        folder = made.path.resolve()
        for path, text in app.layout:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        if app.beside:
            _put(Path(app.beside), folder)
        yield replace(app, entry=str(folder / app.entry), cwd=str(folder))


def _put(source: Path, folder: Path) -> None:
    """Put what is in a folder into another one, but for what is there already and what is hidden.

    What is small is a copy, which the app may change. What is large is a link, and the app is kept from
    changing what it leads to.
    """
    for path in source.iterdir():
        target = folder / path.name
        if path.name.startswith((".", "__pycache__")):
            continue
        if target.is_dir():
            _put(path, target)
        elif not target.exists():
            try:
                _copy(path, target) if _is_small(path) else target.symlink_to(path)
            except OSError:  # Windows asks for a right
                _copy(path, target)


def _is_small(path: Path) -> bool:
    """Whether a file, or all that is in a folder, is soon copied."""
    size = 0
    for number, file in enumerate(path.rglob("*") if path.is_dir() else [path]):
        size += file.stat().st_size if file.is_file() else 0
        if number >= FILES_MOST or size > BYTES_MOST:
            return False
    return True


def _copy(path: Path, target: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, target, dirs_exist_ok=True)
    else:
        shutil.copy2(path, target)
