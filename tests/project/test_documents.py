"""The project's own documents: their commands work, their links lead somewhere, their output is true."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stproof import arguments as arguments_
from stproof import cli
from stproof.commands import pack
from stproof.reading.markdown import parse

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "AGENTS.md", "CONTRIBUTING.md", "CHANGELOG.md")
}


def shell_lines() -> Iterator[tuple[str, int, str]]:
    """Every line of the documents that is to be typed: document, 1-based line, text."""
    for name, text in DOCUMENTS.items():
        for fence in parse(text).fences:
            if fence.info.raw == "sh":
                for at, line in enumerate(fence.code.splitlines()):
                    yield name, fence.code_line + at, line


def stproof_lines() -> Iterator[tuple[str, list[str]]]:
    """Every command line of stproof in the documents, in fences and in running text."""
    for name, text in DOCUMENTS.items():
        for line in re.findall(r"`(stproof [^`]*)`", text):
            yield f"{name}: {line}", shlex.split(line)[1:]
    for name, number, line in shell_lines():
        for command in re.split(r"&&", line):
            words = shlex.split(command, comments=True)
            if words[:1] == ["stproof"]:
                yield f"{name}:{number}", words[1:]


COMMANDS = list(stproof_lines())


def links() -> Iterator[tuple[str, int, str]]:
    for name, text in DOCUMENTS.items():
        for link in parse(text).links:
            yield name, link.line, link.target


@pytest.mark.parametrize(("place", "arguments"), COMMANDS, ids=[place for place, _ in COMMANDS])
def test_command_of_a_document_is_accepted(place: str, arguments: list[str]) -> None:
    arguments_.parse(arguments)


def test_readme_shows_every_command() -> None:
    shown = {arguments[0] for place, arguments in COMMANDS if place.startswith("README") and arguments}
    assert set(arguments_.COMMANDS) - shown == set()


def test_readme_starts_with_the_two_lines_that_do_everything() -> None:
    typed = [line for name, _, line in shell_lines() if name == "README.md"]
    tests = "pip install '.[test]' && pytest -n auto --dist loadfile"
    assert typed[:2] == ["pip install . && stproof", tests]


def test_readme_says_every_exit_code() -> None:
    assert re.findall(r"^\| (\d) \|", DOCUMENTS["README.md"], re.MULTILINE) == re.findall(
        r"\d", arguments_.EXIT
    )


@pytest.mark.parametrize(("name", "line", "target"), list(links()))
def test_link_leads_somewhere(name: str, line: int, target: str) -> None:
    path, _, fragment = target.partition("#")
    file = ROOT / (path or name)
    assert file.exists(), f"{name}:{line} links to {target}"
    if fragment:
        assert fragment in parse(file.read_text(encoding="utf-8")).anchors


def test_files_that_the_documents_name_exist() -> None:
    named = re.findall(r"(?:examples|references|tests|tools)/[\w./-]*\w", "".join(DOCUMENTS.values()))
    assert named
    assert [path for path in named if not (ROOT / path).exists() and "/ID-" not in path] == []


def test_modules_that_the_guides_name_exist() -> None:
    package = ROOT / "tools/stproof"
    folders = "|".join(file.parent.name for file in package.glob("*/__init__.py"))
    text = DOCUMENTS["AGENTS.md"] + DOCUMENTS["CONTRIBUTING.md"]
    named = re.findall(rf"`((?:{folders})/[\w./-]*|\w+\.py)`", text)
    assert named
    assert [path for path in named if not (package / path).exists()] == []


@pytest.fixture
def app_of_readme(tmp_path: Path) -> Path:
    """A folder with the files that README shows; the first line of each is its name."""
    for fence in parse(DOCUMENTS["README.md"]).fences:
        if fence.info.raw == "python":
            name, _, code = fence.code.partition("\n")
            (tmp_path / name.removeprefix("# ")).write_text(code, encoding="utf-8")
    return tmp_path


def test_app_of_readme_is_checked(app_of_readme: Path) -> None:
    (line,) = [line for _, _, line in shell_lines() if line.startswith("stproof check app.py")]
    done = run(app_of_readme, "-m", *shlex.split(line), "--engine", "apptest")
    assert (done.returncode, done.stderr) == (0, "")
    assert "    1 proof holds\nAll holds" in done.stdout


def test_app_of_readme_is_checked_under_pytest(app_of_readme: Path) -> None:
    plugin = ("-p", "no:stproof", "-p", "stproof.pytest_plugin")  # installed or not, once
    done = run(app_of_readme, "-m", "pytest", "-q", *plugin, "test_app.py")
    assert done.returncode == 0, done.stdout + done.stderr


def test_readme_installs_what_is_packed() -> None:
    packed = [
        shlex.split(line, comments=True) for _, _, line in shell_lines() if "&& " in line and "pack" in line
    ]
    for words in packed:
        folder = words[words.index("--to") + 1]
        assert words[-1] == f"{folder}/{packed_name()}"
    assert len(packed) == 2


def packed_name() -> str:
    """How `stproof pack` calls the folder."""
    return pack.packed(str(ROOT)).name


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tools")}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.slow
def test_run_in_readme_is_what_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Except the browser that is not there, the release, and the seconds."""
    (block,) = [fence.code for fence in parse(DOCUMENTS["README.md"]).fences if fence.info.raw == "text"]
    folder = tmp_path / "using-streamlit-session-state"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".git", ".*_cache", "build", "*.egg-info"))
    monkeypatch.chdir(folder)
    code = cli.run(["--engine", "apptest", "--timeout", "60"])
    printed = capsys.readouterr()
    assert (code, printed.err) == (0, "")
    assert _without_seconds(printed.out) == _without_seconds(block)


def _without_seconds(text: str) -> list[str]:
    shown = re.sub(r"(on Streamlit) .*|(skipped): .*|(in) \d+\.\d s", r"\1\2\3", text)
    return shown.splitlines()
