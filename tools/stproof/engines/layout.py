"""Writes the files of a snippet to a temporary folder, from which it is run."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from stproof.model.run import App


@contextmanager
def written(app: App) -> Iterator[App]:
    """The app with its files in a new temporary folder, which is its working folder.

    An app in its own place keeps its folder. The temporary folder is removed afterwards.
    """
    if not app.layout:
        yield app
        return
    with tempfile.TemporaryDirectory(prefix="stproof-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        for path, text in app.layout:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        if app.beside:
            _link(Path(app.beside), folder)
        yield replace(app, entry=str(folder / app.entry), cwd=str(folder))


def _link(source: Path, folder: Path) -> None:
    """Put what is in a folder into another one, but for what is there already and what is hidden."""
    for path in source.iterdir():
        target = folder / path.name
        if path.name.startswith((".", "__pycache__")):
            continue
        if target.is_dir():
            _link(path, target)
        elif not target.exists():
            try:
                target.symlink_to(path)
            except OSError:  # Windows asks for a right
                (shutil.copytree if path.is_dir() else shutil.copy2)(path, target)
