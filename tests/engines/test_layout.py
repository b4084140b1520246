"""A changed app has what is in its folder next to it, and reaches none of it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from hostile import job, said, settings
from stproof.engines import layout
from stproof.engines.layout import written
from stproof.model.run import App, Engine
from stproof.running.pool import Pool


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    folder = tmp_path / "apps"
    for name in ("helper.py", "pages/one.py", "data/rows.csv", ".git/config", "__pycache__/a.pyc"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("old")
    return folder


def changed(beside: Path) -> App:
    return App(name="app", entry="app.py", layout=(("app.py", ""), ("pages/two.py", "")), beside=str(beside))


def test_what_is_next_to_a_changed_app_is_a_copy(beside: Path) -> None:
    with written(changed(beside)) as app:
        folder = Path(app.cwd)
        found = sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())
        assert found == ["app.py", "data/rows.csv", "helper.py", "pages/one.py", "pages/two.py"]
        for file in ("helper.py", "pages/one.py", "data/rows.csv"):
            (folder / file).write_text("new")
    assert {file.read_text() for file in beside.rglob("*") if file.is_file()} == {"old"}


def test_large_file_next_to_a_changed_app_is_a_link_that_it_may_not_write_through(
    beside: Path,
) -> None:
    large = beside / "large.db"
    with open(large, "wb") as out:
        out.truncate(layout.BYTES_MOST + 1)
    with written(changed(beside)) as app:
        assert (Path(app.cwd) / "large.db").is_symlink()
        assert not (Path(app.cwd) / "helper.py").is_symlink()
    code = "import os\nopen('small', 'w')\nopen('large.db', 'w')"
    attack = job(code)
    app = replace(attack.app, beside=str(beside))
    with Pool(size=1, settings=settings(Engine.APPTEST)) as pool:
        found = pool.submit(replace(attack, app=app)).result()
    assert said(found) == f"changed: the file {os.path.realpath(large)}"
    assert large.stat().st_size == layout.BYTES_MOST + 1


def test_folder_with_many_files_is_a_link(beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "FILES_MOST", 2)
    for number in range(3):
        (beside / f"data/{number}").write_text("")
    with written(changed(beside)) as app:
        assert (Path(app.cwd) / "data").is_symlink()
