"""Code of a page as a file: each line where the page has it, and the implied import above."""

from __future__ import annotations

import pytest

from stproof.model.skill import SourceFile
from stproof.reading.subjects import IMPORT, padded, page_app


@pytest.mark.parametrize("kind", [tuple, list])
def test_code_keeps_its_lines_below_the_implied_import(kind: type[tuple[object, ...]]) -> None:
    parts = kind([(4, "x = 1\n"), (7, "y = 2\nz = 3\n")])
    assert padded(parts) == f"\n\n{IMPORT}\nx = 1\n\n\ny = 2\nz = 3\n"  # type: ignore[arg-type]


def test_implied_import_comes_after_a_future_import() -> None:
    future = "from __future__ import annotations"
    assert padded(((3, f"{future}\nx = 1\n"),)) == f"\n\n{future}; {IMPORT}\nx = 1\n"


def test_code_at_the_top_of_a_file_has_the_import_in_its_place() -> None:
    assert padded(((2, "x = 1\n"),)) == f"{IMPORT}\nx = 1\n"


def test_only_python_files_get_the_import_and_their_lines() -> None:
    def file(name: str, code: str) -> SourceFile:
        return SourceFile(name=name, path="page.md", code=code, code_line=4)

    app = page_app(
        "one", (file("app.py", "x = 1\n"), file("data.py", "y = 2\n"), file("config.toml", "[a]\n"))
    )
    assert dict(app.layout) == {
        "app.py": f"\n\n{IMPORT}\nx = 1\n",
        "data.py": f"\n\n{IMPORT}\ny = 2\n",
        "config.toml": "[a]\n",
    }
