"""Tables that are made from the proofs are written into the pages, and nothing else of a page changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill_cases import CASES, findings_in, lay_out, read_case
from stproof.commands.tables import write

OLD = read_case(CASES / "bad/sn321-table-is-old.txt").files
ROW = "| An empty box. | [Deleting does not empty the box](#deleting-does-not-empty-the-box) | `reset` |\n"


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "byte order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_old_table_is_written_again(mark: str, end: str, tmp_path: Path) -> None:
    page = OLD["SKILL.md"].replace("<!-- stproof:diferences -->\n<!-- /stproof:diferences -->\n", "Ü.\n")
    head = "| AppTest shows | In the browser | Snippets |\n"
    root = lay_out(tmp_path, {**OLD, "SKILL.md": mark + page.replace("\n", end)})
    assert list(write(root)) == ["SKILL.md"]
    wanted = page.replace(head, f"{head}| --- | --- | --- |\n{ROW}")
    assert (root / "SKILL.md").read_bytes().decode() == mark + wanted.replace("\n", end)
    assert not [line for line in findings_in(root) if "SN32" in line]
    assert list(write(root)) == []


def test_table_of_another_name_is_left_alone(tmp_path: Path) -> None:
    page = OLD["SKILL.md"].replace("stproof:differences", "stproof:elsewhere")
    root = lay_out(tmp_path, {**OLD, "SKILL.md": page})
    assert list(write(root)) == []
    assert (root / "SKILL.md").read_bytes().decode() == page


def test_table_without_declarations_is_empty(tmp_path: Path) -> None:
    root = lay_out(tmp_path, read_case(CASES / "good/generated-table-of-nothing.txt").files)
    assert list(write(root)) == []
