"""The faults that `plant.py` draws are the same each time, and of every kind."""

from __future__ import annotations

from plant import KINDS, ROOT, drawn

from stproof.reading.skill import read_skill


def test_faults_are_drawn_alike_and_change_one_place_each() -> None:
    target = read_skill(ROOT)
    faults = drawn(target, 100, 7, "1.67.0")
    assert faults == drawn(target, 100, 7, "1.67.0")
    assert len({str(fault) for fault in faults}) == 100
    assert {fault.kind for fault in faults} == {find.__name__.replace("_", " ") for find in KINDS}
    assert [sum(fault.group == group for fault in faults) for group in ("right", "wrong", "example")] == [
        50,
        25,
        25,
    ]
    assert all(fault.code != fault.source.code for fault in faults)
