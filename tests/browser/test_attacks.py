"""Nothing that one app does reaches another in the browser either: a part of the table of attacks."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile import FAILS, Attack, attacks, left_behind, settings
from stproof.model.run import Engine

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="the attacks are made for Linux"),
]
NAMES = (
    "replaces json",
    "patches json.dumps",
    "removes the temporary folder",
    "limits open files",
    "writes outside its folder",
    "writes outside its folder with a program",
    "asks for a host",
    "asks for an address with a program",
    "kills the checker",
    "kills the checker with a program",
    "exits hard",
    "forks twice",
    "fills the output",
)


@pytest.fixture(scope="module")
def temporary() -> Iterator[Path]:
    """A folder with a short name: Chromium puts a socket there."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture(scope="module")
def made(temporary: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Attack]:
    if not settings(Engine.BROWSER).chromium:
        pytest.skip("no Chromium on this machine")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(temporary))
        ran = attacks(tmp_path_factory.mktemp("attacks"), NAMES, Engine.BROWSER)
        return {attack.name: attack for attack in ran}


@pytest.mark.parametrize("name", NAMES)
def test_attack_is_one_named_outcome_and_reaches_no_other_app(name: str, made: dict[str, Attack]) -> None:
    attack = made[name]
    assert attack.is_named, attack.said
    assert attack.neighbours == (FAILS, FAILS)


def test_attacks_leave_nothing_behind(made: dict[str, Attack], temporary: Path) -> None:
    assert left_behind(temporary) == []
