"""Which releases `--streamlit` means, how the index is asked, and how an environment is made."""

from __future__ import annotations

import io
import json
import os
import sys
import urllib.error
from pathlib import Path

import pytest

from stproof.environments import index, uv
from stproof.environments.cache_folder import cache_folder
from stproof.environments.choice import chosen
from stproof.environments.index import Release, releases
from stproof.environments.uv import Environments, NotInstalled, dependencies_until
from stproof.errors import StproofError

KNOWN = tuple(
    Release(
        version=version, uploaded="2024-01-02T00:00:00Z", yanked="broken wheel" if version == "1.29.1" else ""
    )
    for version in ("1.28.0", "1.28.2", "1.29.0", "1.29.1", "1.30.0", "1.30.1", "1.31.0rc1", "1.31.0")
)
NIGHTLY = (Release(version="1.32.1.dev20240203", package="streamlit-nightly"),)


def versions(text: str) -> list[str]:
    return [one.version for one in chosen(text.split(","), KNOWN, lambda: NIGHTLY)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("each-minor", ["1.28.2", "1.29.0", "1.30.1", "1.31.0"]),
        ("newest", ["1.31.0"]),
        ("oldest", ["1.28.2"]),
        ("1.29..", ["1.29.0", "1.30.1", "1.31.0"]),
        ("..1.29", ["1.28.2", "1.29.0"]),
        ("1.28..1.30", ["1.28.2", "1.29.0", "1.30.1"]),
        ("1.28.0..1.29.0", ["1.28.0", "1.28.2", "1.29.0"]),
        ("1.30", ["1.30.1"]),
        ("1.30.0", ["1.30.0"]),
        ("1.31.0rc1", ["1.31.0rc1"]),
        ("newest,1.28.0,1.31", ["1.28.0", "1.31.0"]),
        ("nightly", ["1.32.1.dev20240203"]),
    ],
)
def test_releases_that_are_meant(text: str, found: list[str]) -> None:
    assert versions(text) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1.99", "--streamlit 1.99: there is no such release of Streamlit; the newest is 1.31.0"),
        ("1.30.4", "--streamlit 1.30.4: there is no such release of Streamlit; did you mean '1.30.1'?"),
        ("newst", "--streamlit newst: there is no such release of Streamlit; did you mean 'newest'?"),
        ("1.27", "--streamlit 1.27: it is older than 1.28, the first release with AppTest"),
        ("1.29.1", "--streamlit 1.29.1: this release was yanked: broken wheel"),
        ("1.31..1.29", "--streamlit 1.31..1.29: there is no release of Streamlit in this range"),
        ("rc", "--streamlit rc: there is no release candidate after 1.31.0"),
        ("no.whl", "--streamlit 'no.whl': there is no such wheel file of Streamlit"),
    ],
)
def test_release_that_cannot_be_used_is_one_clear_line(text: str, message: str) -> None:
    with pytest.raises(StproofError) as problem:
        versions(text)
    assert str(problem.value) == message


def test_wheel_file_is_a_release_without_evidence(tmp_path: Path) -> None:
    wheel = tmp_path / "streamlit-1.32.0-py2.py3-none-any.whl"
    wheel.touch()
    (one,) = chosen([str(wheel)], KNOWN, lambda: NIGHTLY)
    assert (one.version, one.wheel, one.is_final) == ("1.32.0", str(wheel), False)


ANSWER = {
    "releases": {
        "1.27.0": [{"upload_time_iso_8601": "2023-09-21T00:00:00Z", "yanked": False}],
        "1.30.0": [{"upload_time_iso_8601": "2024-01-11T00:00:00Z", "yanked": False}],
        "1.28.0": [
            {"upload_time_iso_8601": "2023-10-26T10:00:00Z", "yanked": True, "yanked_reason": "broken"},
            {"upload_time_iso_8601": "2023-10-26T09:00:00Z", "yanked": True, "yanked_reason": "broken"},
        ],
        "1.29.0": [],
    }
}


def test_index_is_asked_once_an_hour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(url: str, timeout: float) -> io.BytesIO:
        asked.append(url)
        return io.BytesIO(json.dumps(ANSWER).encode())

    monkeypatch.setattr(index.urllib.request, "urlopen", answer)
    found = releases(tmp_path)
    assert [(one.version, one.uploaded, one.yanked) for one in found] == [
        ("1.28.0", "2023-10-26T09:00:00Z", "broken"),
        ("1.30.0", "2024-01-11T00:00:00Z", ""),
    ]
    assert releases(tmp_path) == found
    assert asked == ["https://pypi.org/pypi/streamlit/json"]


def test_index_that_cannot_be_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(url: str, timeout: float) -> io.BytesIO:
        raise urllib.error.URLError(OSError(-2, "Name or service not known"))

    monkeypatch.setattr(index.urllib.request, "urlopen", answer)
    with pytest.raises(StproofError) as problem:
        releases(tmp_path)
    assert str(problem.value) == (
        "the package index cannot be asked for streamlit (Name or service not known); check the network"
    )
    (tmp_path / "streamlit.json").write_text('[{"version": "1.30.0"}]')
    os.utime(tmp_path / "streamlit.json", (0, 0))
    assert releases(tmp_path) == (Release(version="1.30.0"),)


@pytest.mark.parametrize(
    ("uploaded", "until"),
    [
        ("2023-11-13T20:42:32Z", "2024-01-01"),
        ("2024-01-01T00:00:00Z", "2024-04-01"),
        ("2024-12-31T23:59:59Z", "2025-01-01"),
    ],
)
def test_dependencies_are_those_of_the_release_s_quarter(uploaded: str, until: str) -> None:
    assert dependencies_until(uploaded) == until


def fake(folder: Path, script: str) -> Environments:
    """Environments made by a command of this script, in the place of uv."""
    command = folder / "uv"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(0o755)
    return Environments(folder=folder / "environments", uv=str(command))


MAKES = """case "$1" in
venv) for last; do case "$last" in */environment) mkdir -p "$last/bin";
  printf '#!/bin/sh\\nexit 0\\n' > "$last/bin/python"; chmod +x "$last/bin/python";; esac; done;;
esac"""


@pytest.mark.skipif(os.name == "nt", reason="the command in the place of uv is a shell script")
class TestMaking:
    def test_environment_is_made_once(self, tmp_path: Path) -> None:
        made = fake(tmp_path, f'echo "$@" >> {tmp_path}/calls\n{MAKES}')
        python = made.python(KNOWN[0])
        assert python == str(tmp_path / "environments/streamlit-1.28.0-python3.11/bin/python")
        calls = (tmp_path / "calls").read_text().splitlines()
        assert made.python(KNOWN[0]) == python
        assert (tmp_path / "calls").read_text().splitlines() == calls
        assert [name.name for name in made.folder.iterdir()] == ["streamlit-1.28.0-python3.11"]
        assert "streamlit==1.28.0 --exclude-newer 2024-04-01" in "\n".join(calls)

    @pytest.mark.parametrize(
        ("stderr", "kind", "message"),
        [
            ("error: No space left on device (os error 28)", StproofError, "there is no space left"),
            ("error: dns error: failed to lookup", StproofError, "the package index cannot be reached"),
            (
                "  × No solution found\n  ╰─▶ no wheels for it",
                NotInstalled,
                "does not install: no wheels for it",
            ),
        ],
    )
    def test_failure_is_one_clear_line(
        self, tmp_path: Path, stderr: str, kind: type[Exception], message: str
    ) -> None:
        made = fake(tmp_path, f"[ $1 = cache ] && exit 0; printf '%s\\n' '{stderr}' >&2; exit 1")
        with pytest.raises(kind, match=message):
            made.python(KNOWN[0])
        assert list(made.folder.iterdir()) == []

    def test_release_that_does_not_import_is_not_kept(self, tmp_path: Path) -> None:
        made = fake(tmp_path, MAKES.replace("exit 0", 'echo "ImportError: numpy" >&2; exit 1'))
        with pytest.raises(NotInstalled, match=r"^does not import: ImportError: numpy$"):
            made.python(KNOWN[0])
        assert list(made.folder.iterdir()) == []


def test_uv_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "uv", None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(StproofError) as problem:
        uv.environments()
    assert str(problem.value) == (
        "uv is missing, which makes the environments; pip install 'stproof[releases]'"
    )


def test_cache_follows_the_rules_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STPROOF_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("STPROOF_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/a")
    assert cache_folder() == Path("/a/stproof")
