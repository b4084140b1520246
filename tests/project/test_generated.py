"""The generated parts of the documents: that they are up to date, and how they are made."""

from __future__ import annotations

from pathlib import Path

import pytest
from generated import PARTS, ROOT, operators, outdated, packages, rules, write


def empty(name: str) -> str:
    return "".join(f"<!-- stproof:{part} -->\nold\n<!-- /stproof:{part} -->\n" for part in PARTS[name])


def test_documents_are_up_to_date() -> None:
    assert [str(file) for file, _ in outdated(ROOT)] == [], "run: python tests/project/generated.py"


def test_every_package_has_a_line() -> None:
    lines = packages().splitlines()
    there = {file.parent.name for file in (ROOT / "tools/stproof").glob("*/__init__.py")}
    assert {line.split("`")[1] for line in lines} == {f"{name}/" for name in there}
    assert "- `rules/`: The rules that need nothing to run." in lines
    assert [line for line in lines if not line.endswith(".")] == []


def test_packages_are_in_the_order_of_their_imports() -> None:
    names = [line.split("`")[1] for line in packages().splitlines()]
    assert (names[0], names[-1]) == ("model/", "pytest_plugin/")
    assert (
        names.index("reading/") < names.index("running/") < names.index("verdict/") < names.index("report/")
    )


def test_rule_has_a_row() -> None:
    assert "| FM106 | warning | Only some agents can read this front matter. |" in rules().splitlines()


def test_example_of_an_operator_is_from_its_first_to_its_last_change() -> None:
    swap = next(line for line in operators().splitlines() if line.startswith("| `swap-statements`"))
    example = swap.rpartition(" | ")[2].removesuffix(" |").split("<br>")
    assert [line[1] for line in example] == ["-", " ", " ", "+"]


def test_documents_that_are_outdated_are_written_again(tmp_path: Path) -> None:
    for name in PARTS:
        (tmp_path / name).write_text(empty(name), encoding="utf-8")
    assert list(write(tmp_path)) == ["README.md", "AGENTS.md"]
    assert rules() in (tmp_path / "README.md").read_text(encoding="utf-8")
    assert list(write(tmp_path)) == []


def test_document_without_a_place_for_a_part_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Title\n", encoding="utf-8")
    message = r"^README.md has no lines <!-- stproof:operators --> and <!-- /stproof:operators -->$"
    with pytest.raises(ValueError, match=message):
        list(outdated(tmp_path))
