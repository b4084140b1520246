"""Code in pages: pieces, wrong and right versions, what is left out, and which names it needs."""

from __future__ import annotations

import ast

import pytest

from stproof.analysis.names import free_names, uses_streamlit
from stproof.analysis.omissions import leaves_out
from stproof.analysis.pieces import completed, contains, is_piece
from stproof.analysis.versions import is_called_wrong, is_wrong_only, right_version


@pytest.mark.parametrize(
    "code",
    [
        "    x = 1\n    y = 2\n",
        "if x:\n",
        "def f():\n    # your code\n",
        "else:\n    x = 1\n",
        "except KeyError:\n    x = 1\n",
        "return x\n",
        "    x = 1\ny = 2\n",
        ".properties(width=1)\n.interactive()\n",
        "at.[element_name](…)\n",
        "f(<your key>)\n",
        'x = {\n    "a": 1,\n    ...\n}\n',
        "x = f(\n    a=1\n    ...  # and so on\n)\n",
        "def f(a: str [Optional], *, b)\n",
        "st.f(\n    a: str,\n    b: int | None = None,\n)\n",
    ],
)
def test_piece(code: str) -> None:
    assert is_piece(code, [])


@pytest.mark.parametrize(
    "code",
    [
        "st.write(\n",
        "st.write(1\nst.write(2)\n",
        "x = 1\n  y = 2\n",
        "pip install streamlit\n",
        "f(a b)\n",
        "f(a=1, b)\n",
        "f(\n    a=1\n    b=2\n)\n",
        "def f()\n    pass\n",
        "  import streamlit as st\n  st.write(1)\n",
    ],
)
def test_defect_is_no_piece(code: str) -> None:
    assert not is_piece(code, [])


def test_lines_of_a_longer_fence_are_a_piece_however_they_are_indented() -> None:
    longer = "def f():\n    if x:\n        y(\n            1\n        )\n"
    assert contains(longer, "if x:\n    y(\n")
    assert is_piece("y(\n", [longer])
    assert not contains(longer, longer)


def test_completed_piece_keeps_its_lines() -> None:
    tree = completed("\nelse:\n    st.buton()\n")
    assert tree
    (call,) = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    assert call.lineno == 3


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("# ❌ BAD\nx\n# ✅ GOOD\ny\n", ["", "", "# ✅ GOOD", "y"]),
        ("# WRONG - no key\nx\n\n# RIGHT\ny\n", ["", "", "", "# RIGHT", "y"]),
        ("x\n# Don't do this\ny\n", ["x", "", ""]),
        ("# Good\nx\n# Bad\ny\n# Better\nz\n", ["# Good", "x", "", "", "# Better", "z"]),
        ("# badge\nx\n", ["# badge", "x"]),
        ("# Avoid recomputing the total\nx\n", ["# Avoid recomputing the total", "x"]),
        ("# Don't forget the key\nx\n", ["# Don't forget the key", "x"]),
        ("x  # bad\n", ["x  # bad"]),
        ("def f():\n    # wrong\n    x\n", ["def f():", "    # wrong", "    x"]),
    ],
)
def test_right_version_keeps_the_lines(code: str, kept: list[str]) -> None:
    assert right_version(code) == "\n".join(kept) + "\n"


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("import a\n# BAD\nx\n", True),
        ("# BAD\nx\n# GOOD\ny\n", False),
        ("x\n# BAD\ny\n", False),
        ("import a\n", False),
    ],
)
def test_wrong_version_only(code: str, wrong: bool) -> None:
    assert is_wrong_only(code) is wrong


@pytest.mark.parametrize(
    ("above", "wrong"),
    [
        (["**Bad:**", ""], True),
        (["❌ Do not write this:"], True),
        (["Badges are small.", ""], False),
        (["## Wrong widgets"], False),
        (["Bad:", "", "Text."], False),
        ([], False),
    ],
)
def test_line_above_calls_a_fence_wrong(above: list[str], wrong: bool) -> None:
    assert is_called_wrong(above) is wrong


@pytest.mark.parametrize(
    ("code", "line", "out"),
    [
        ("def f(): ...\n\nf().head()\n", 3, True),
        ("x = ...\ny = x\ny.head()\n", 3, True),
        ("f(...)\n", 1, True),
        ("with f(...) as x:\n    x.run()\n", 2, True),
        ("x = ...\n1 / 0\n", 2, False),
        ("def f(): ...\n\n1 / 0\n", 3, False),
        ("x = 1  # ...\n", 1, False),
        ("f(\n", 1, False),
    ],
)
def test_line_that_depends_on_what_is_left_out(code: str, line: int, out: bool) -> None:
    assert leaves_out(code, line) is out


@pytest.mark.parametrize(
    ("code", "uses"),
    [
        ("import streamlit as st\n", True),
        ("    from streamlit.testing.v1 import AppTest\n", True),
        ("st.write(1)\n", True),
        ("from hypothesis import strategies as st\nst.integers()\n", False),
        ("import scipy.stats as st\nst.norm()\n", False),
        ("print(1)\n", False),
    ],
)
def test_code_uses_streamlit(code: str, uses: bool) -> None:
    assert uses_streamlit(code) is uses


def test_free_names_are_those_that_nothing_binds() -> None:
    code = "import a\ndef f(b):\n    return [c for c in d] + b\nfor e in f(g): print(h, e, a)\n"
    assert sorted(free_names(ast.parse(code))) == ["d", "g", "h"]
