"""The generated parts of the documents: that they are up to date, and how they are made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from stproof.generated import ORDER, PACKAGE, PARTS, modules, operators, outdated, rules

ROOT = Path(__file__).resolve().parents[1]
EMPTY = "".join(f"<!-- stproof:{part.name} -->\nold\n<!-- /stproof:{part.name} -->\n" for part in PARTS)


def test_documents_are_up_to_date() -> None:
    assert [str(file) for file, _ in outdated(ROOT)] == [], "run: python -m stproof.generated"


def test_order_names_every_module_and_folder() -> None:
    there = {
        path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert there ^ set(ORDER) == set()


def test_every_module_has_a_sentence() -> None:
    lines = modules().splitlines()
    assert len(lines) == len(list(PACKAGE.rglob("*.py")))
    assert (
        "- `errors.py`: The one exception that ends a run: it could not be carried out (exit code 2)."
        in lines
    )
    assert [line for line in lines if not line.endswith(".")] == []


def test_row_of_a_rule() -> None:
    assert "| FM106 | warning | Only some agents can read this front matter. |" in rules().splitlines()


def test_example_of_an_operator_goes_from_its_first_to_its_last_change() -> None:
    swap = next(line for line in operators().splitlines() if line.startswith("| `swap-statements`"))
    example = swap.rpartition(" | ")[2].removesuffix(" |").split("<br>")
    assert [line[1] for line in example] == ["-", " ", " ", "+"]


def test_command_writes_what_is_outdated_and_says_so(tmp_path: Path) -> None:
    for name in ("README.md", "AGENTS.md"):
        (tmp_path / name).write_text(EMPTY)
    assert run(tmp_path).stdout == "wrote README.md\nwrote AGENTS.md\n"
    assert rules() in (tmp_path / "README.md").read_text(encoding="utf-8")
    assert run(tmp_path).stdout == ""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "No such file or directory: 'README.md'"),
        ("# Title\n", "README.md has no lines <!-- stproof:operators --> and <!-- /stproof:operators -->"),
    ],
)
def test_command_says_what_is_missing(tmp_path: Path, text: str | None, problem: str) -> None:
    if text:
        (tmp_path / "README.md").write_text(text)
    done = run(tmp_path)
    assert done.returncode == 1
    assert done.stderr.endswith(f"{problem}; run it in the project's folder\n")
    assert done.stderr.startswith("stproof.generated: ")


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "import sys; sys.path.append(sys.argv.pop()); import stproof.generated as g; g.main()",
    ]
    return subprocess.run([*command, str(PACKAGE.parent)], cwd=folder, capture_output=True, text=True)
