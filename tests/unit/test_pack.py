"""`stproof pack`: an agent gets what SKILL.md leads to, and nothing else."""

from __future__ import annotations

import os
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from cli_cases import Command
from skill_cases import FRONT, findings_in, lay_out
from stproof.commands.pack import Pack, packed, write_archive, write_folder

ROOT = Path(__file__).resolve().parents[2]
SKILL = {
    "SKILL.md": FRONT + "Read [one](references/one.md), and see [data](data/).\n",
    "LICENSE": "Free.\n",
    "README.md": "# For people\n\n[tools](tools/a.py)\n",
    "references/one.md": "# One\n\nThen two.md. ![A](../pictures/a.png)\n",
    "references/two.md": "# Two\n",
    "references/unread.md": "# Nobody comes here\n",
    "data/rows.csv": "1\n",
    "pictures/a.png": b"\x89PNG\xff",
    "pictures/b.png": b"\x89PNG",
    "scripts/run.sh": "#!/bin/sh\n",
    "examples/app.py": "import streamlit as st\n",
    "examples/pictures/app.png": b"\x89PNG",
    "tests/proofs/a.py": "",
    "tools/a.py": "",
    ".git/config": "",
}
TAKEN = [
    "LICENSE",
    "SKILL.md",
    "data/rows.csv",
    "examples/app.py",
    "pictures/a.png",
    "references/one.md",
    "references/two.md",
    "scripts/run.sh",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = lay_out(tmp_path, SKILL)
    (folder / "scripts/run.sh").chmod(0o755)
    return folder


def names(pack: Pack) -> list[str]:
    return [file.path for file in pack.files]


def below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_takes_what_the_skill_leads_to(root: Path) -> None:
    assert names(packed(str(root))) == TAKEN


def test_folder_is_the_skill_and_replaces_an_older_copy(root: Path, tmp_path: Path, command: Command) -> None:
    for _ in range(2):
        ran = command("pack", root, "--to", tmp_path / "to")
        assert ran.lines == [f"wrote {tmp_path / 'to' / 'my-skill'}"]
        (tmp_path / "to/my-skill/references/old.md").write_text("old")
    (tmp_path / "to/my-skill/references/old.md").unlink()
    assert below(tmp_path / "to") == [f"my-skill/{path}" for path in TAKEN]
    assert findings_in(tmp_path / "to" / "my-skill") == []


def test_copy_of_this_skill_has_no_findings(tmp_path: Path) -> None:
    assert findings_in(Path(write_folder(packed(str(ROOT)), str(tmp_path)))) == []


@pytest.mark.skipif(sys.platform == "win32", reason="files there are executable by their name")
def test_what_can_be_run_stays_so(root: Path, tmp_path: Path) -> None:
    folder = Path(write_folder(packed(str(root)), str(tmp_path / "to")))
    assert os.access(folder / "scripts/run.sh", os.X_OK)
    assert not os.access(folder / "SKILL.md", os.X_OK)


def test_archive_is_the_same_to_the_byte(root: Path, tmp_path: Path) -> None:
    first = write_archive(packed(str(root)), str(tmp_path / "a.zip"))
    os.utime(root / "SKILL.md", (1e9, 1e9))
    second = write_archive(packed(str(root)), str(tmp_path / "b" / "b.zip"))
    assert Path(first).read_bytes() == Path(second).read_bytes()
    assert zipfile.ZipFile(first).namelist() == [f"my-skill/{path}" for path in TAKEN]


def test_plugin_has_the_skill_below(root: Path, tmp_path: Path, command: Command) -> None:
    command("pack", root, "--nested", "--to", tmp_path / "to")
    assert below(tmp_path / "to" / "my-skill") == [
        ".claude-plugin/marketplace.json",
        ".claude-plugin/plugin.json",
        ".codex-plugin/plugin.json",
        "gemini-extension.json",
        *(f"skills/my-skill/{path}" for path in TAKEN),
    ]


def test_list_has_sizes_and_tokens(root: Path, command: Command) -> None:
    lines = command("pack", root, "--list").lines
    assert lines[0] == "        6 bytes        2 tokens  LICENSE"
    assert lines[4] == "        5 bytes                  pictures/a.png"
    assert lines[-1].endswith("tokens  8 files in my-skill/")


@pytest.mark.parametrize("in_the_way", [{"notes.txt": ""}, {".git/config": "", "SKILL.md": FRONT}])
def test_nothing_else_is_replaced(
    in_the_way: dict[str, str | bytes], root: Path, tmp_path: Path, command: Command
) -> None:
    other = lay_out(tmp_path / "to", in_the_way)
    assert command("pack", root, "--to", tmp_path / "to").problem == (
        f"stproof: {str(other)!r} is there, and is no copy of the skill; remove it, or give another --to"
    )
    assert below(other) == sorted(in_the_way)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write everywhere")
def test_folder_that_cannot_be_written(root: Path, tmp_path: Path, command: Command) -> None:
    (tmp_path / "to").mkdir(mode=0o500)
    problem = command("pack", root, "--to", tmp_path / "to").problem
    assert problem == f"stproof: {str(tmp_path / 'to' / 'my-skill')!r} cannot be written: Permission denied"


def test_file_in_the_way_of_the_folder(root: Path, tmp_path: Path, command: Command) -> None:
    (tmp_path / "to").write_text("")
    assert "cannot be written: " in command("pack", root, "--to", tmp_path / "to").problem


@pytest.mark.parametrize("name", ["..", "a/b", "", "."])
def test_name_that_is_no_folder(name: str, tmp_path: Path, command: Command) -> None:
    root = lay_out(tmp_path, {"SKILL.md": FRONT.replace("my-skill", f"'{name}'")})
    assert command("pack", root, "--to", tmp_path).problem == (
        f"stproof: {str(root)!r} is no skill with a name; see `stproof check {root} --static`"
    )


def test_package_brings_all_of_the_skill_along() -> None:
    if sys.version_info < (3, 11):
        pytest.skip("Python 3.10 cannot read TOML")
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    folders = project["tool"]["setuptools"]["data-files"]
    files = {file for patterns in folders.values() for each in patterns for file in ROOT.glob(each)}
    assert sorted(file.relative_to(ROOT).as_posix() for file in files) == names(packed(str(ROOT)))
    for folder, patterns in folders.items():
        own = folder.removeprefix("share/stproof/using-streamlit-session-state").strip("/")
        assert {str(Path(each).parent) for each in patterns} == {own or "."}


def test_skill_of_the_package_is_found_by_its_name(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Installed(metadata.PackagePath):
        def locate(self) -> Path:
            return root / "SKILL.md"

    monkeypatch.setattr(metadata, "files", lambda _: [Installed("../../share/stproof/my-skill/SKILL.md")])
    monkeypatch.chdir(tmp_path / "my-skill" / "data")
    assert names(packed("my-skill")) == TAKEN
