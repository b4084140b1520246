"""The two lists in AGENTS.md name the files that a page and a click pass, in their order."""

from __future__ import annotations

from pathlib import Path

import pytest
from ways import ROOT, WAYS, shown

from stproof.engines.selection import select_engines
from stproof.reading.blocks import blocks

IN_BROWSER = (
    pytest.mark.browser,
    pytest.mark.skipif(not select_engines(None, None).chromium, reason=select_engines(None, None).no_browser),
)


@pytest.mark.parametrize("name", ["finding", pytest.param("click", marks=IN_BROWSER)])
def test_way_is_the_one_in_the_guide(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STPROOF_CACHE", str(tmp_path))  # nothing is known from an earlier run
    text = (ROOT / "AGENTS.md").read_text(encoding="utf-8")
    (written,) = [block.body for block in blocks(text) if block.name == name]
    files = WAYS[name]()
    assert len(files) == len(set(files))
    assert shown(files).splitlines() == written.splitlines(), "run: python tests/project/ways.py"
