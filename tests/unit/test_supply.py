"""What a fence lacks, supplied."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from skill_cases import lay_out
from stproof.analysis.stand_ins import known_import, missing_state, stand_in
from stproof.model.config import Config
from stproof.model.task import Subject
from stproof.reading.subjects import of_snippet, supplied
from stproof.reading.target import read
from stproof.running.supply import Supply, supply


def supply_of(
    folder: Path, fences: list[str], config: Config | None = None, info: str = "python"
) -> Supply | None:
    """What the last fence of a page gets."""
    page = "# A\n\n" + "".join(f"```{info}\n{code}```\n\n" for code in fences)
    (target,) = read(lay_out(folder, {"a.md": page}, name="docs"))
    return supply(target.pages[0].snippets[-1], target.pages[0], config or Config())


def code_of(folder: Path, *fences: str) -> str:
    found = supply_of(folder, list(fences))
    assert found
    return found.code


def test_usual_imports(tmp_path: Path) -> None:
    code = code_of(tmp_path, "pd.DataFrame(np.zeros(3))\nst.write(1)\n")
    assert ("import pandas as pd" in code, "import numpy as np" in code) == (True, True)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("datetime.now()\n", "from datetime import datetime"),
        ("datetime.date(2024, 1, 1)\n", "import datetime"),
    ],
)
def test_datetime_is_the_class_or_the_module(code: str, line: str) -> None:
    assert known_import("datetime", code) == line


def test_statements_of_the_page_that_bind_a_name_come_in_the_order_of_their_needs(tmp_path: Path) -> None:
    code = code_of(
        tmp_path, "1 / 0\nrate = 2\n", "def price(n):\n    return n * rate\n", "st.write(price(3))\n"
    )
    assert code.index("rate = 2") < code.index("def price(n):")
    assert "1 / 0" not in code


def test_nearest_statement_before_a_fence_counts(tmp_path: Path) -> None:
    code = code_of(tmp_path, "kind = 1\n", "kind = 2\n", "st.write(kind)\n")
    assert ("kind = 2" in code, "kind = 1" in code) == (True, False)


def test_what_is_called_wrong_supplies_nothing(tmp_path: Path) -> None:
    assert supply_of(tmp_path, ["# BAD\nkind = 1\n", "st.write(kind)\n"]) is None


@pytest.mark.parametrize(
    ("code", "name", "value"),
    [
        ("st.dataframe(df['price'])", "df", "__import__('pandas').DataFrame({'price': [1, 2, 3]})"),
        ("st.selectbox('A', options)", "options", "['A', 'B', 'C']"),
        ("st.write(user_name)", "user_name", "'text'"),
        ("st.write(count)", "count", "3"),
        (
            "load_data()",
            "load_data",
            "lambda *_, **__: __import__('pandas').DataFrame({'a': [1, 2, 3], 'b': [1, 2, 3]})",
        ),
        ("get_count()", "get_count", "lambda *_, **__: 3"),
        ("save_order(1)", "save_order", "lambda *_, **__: None"),
        ("frobnicate(1)", "frobnicate", ""),
        ("st.write(thing)", "thing", ""),
    ],
)
def test_stand_in_by_its_name(code: str, name: str, value: str) -> None:
    assert stand_in(name, ast.parse(code)) == value


def test_stand_ins_are_named(tmp_path: Path) -> None:
    found = supply_of(tmp_path, ["st.page_link('one.py')\nst.write(df, st.session_state.messages, pd)\n"])
    assert found
    assert found.stand_ins == ("df", "st.session_state.messages", "one.py")


def test_stand_in_of_the_settings_comes_first(tmp_path: Path) -> None:
    found = supply_of(tmp_path, ["st.write(df)\n"], Config(stand_ins={"df": "[7]"}))
    assert found
    assert "df = [7]" in found.code


def test_state_that_is_set_is_not_missing() -> None:
    code = "st.session_state.a = st.session_state.b\nst.write(st.session_state.a, st.session_state['c'])\n"
    assert missing_state(ast.parse(code)) == ("b",)


def test_file_that_another_fence_is(tmp_path: Path) -> None:
    found = supply_of(tmp_path, ["# menu.py\ndef menu():\n    pass\n", "from menu import menu\nmenu()\n"])
    assert found
    assert (dict(found.files), found.stand_ins) == ({"menu.py": "# menu.py\ndef menu():\n    pass\n"}, ())


def test_file_outside_of_the_folder_is_not_written(tmp_path: Path) -> None:
    found = supply_of(tmp_path, ["open('/etc/a.txt')\nopen('../b.txt')\nst.write(open('c.txt'))\n"])
    assert found
    assert list(found.files) == ["c.txt"]


def entry(subject: Subject) -> str:
    return dict(subject.app.layout)[subject.app.entry]


def test_what_is_supplied_keeps_the_lines_of_the_page(tmp_path: Path) -> None:
    (target,) = read(lay_out(tmp_path, {"a.md": "# A\n\n```python\nst.write(x)\n```\n"}, name="docs"))
    subject = of_snippet(target.snippets[0])
    more = supplied(subject, "x = 1\n", {"a.txt": "text"})
    assert entry(more).splitlines()[2:] == [
        "import streamlit as st; from stproof_supplied import *",
        "st.write(x)",
    ]
    assert [name for name, _ in more.app.layout] == ["stproof_fence.py", "stproof_supplied.py", "a.txt"]
    assert entry(supplied(subject, "", {})) == entry(subject)
