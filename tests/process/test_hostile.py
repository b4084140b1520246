"""Nothing that one snippet does reaches another: each of a table of attacks, between two that must fail."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hostile import FAILS, HOSTILE, Attack, attacks, job, said
from stproof.model.run import Engine, ProofRef, WorkerSettings
from stproof.running.pool import Pool

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the attacks are made for Linux"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Attack]:
    return {attack.name: attack for attack in attacks(tmp_path_factory.mktemp("attacks"), HOSTILE)}


@pytest.mark.parametrize("name", HOSTILE)
def test_attack_is_one_named_outcome(name: str, made: dict[str, Attack]) -> None:
    attack = made[name]
    assert attack.is_named, attack.said


@pytest.mark.parametrize("name", HOSTILE)
def test_apps_before_and_after_an_attack_fail_as_they_must(name: str, made: dict[str, Attack]) -> None:
    assert made[name].neighbours == (FAILS, FAILS)


def test_proof_that_is_rewritten_on_disk_is_run_as_it_was_read(tmp_path: Path) -> None:
    proof = tmp_path / "proof.py"
    proof.write_text("from steps import text\n\ndef p(user):\n    user.sees(text)\n")
    (tmp_path / "steps.py").write_text("text = 'b'\n")
    read = tuple((str(file), file.read_text()) for file in tmp_path.iterdir())
    (tmp_path / "steps.py").write_text("text = 'a'\n")
    proof.write_text("")
    with Pool(size=1, settings=WorkerSettings(engine=Engine.APPTEST)) as pool:
        ref = ProofRef(path=str(proof), function="p", files=read)
        assert said(pool.submit(job("st.write('a')", (ref,))).result()) == "failed: to see 'b'"
