"""Code held against what Streamlit offers, without running it."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill_cases import FRONT, lay_out
from stproof.model.surface import Function, Surface
from stproof.reading.skill import read_skill
from stproof.rules.api_use import of_target
from stproof.worker.surface import surface as installed

BUTTON = Function(
    positional=("label", "key"),
    keywords=("label", "key", "on_click"),
    required=("label",),
    more_positional=False,
    more_keywords=False,
)
CHART = Function(
    positional=("data",),
    keywords=("data",),
    required=(),
    more_positional=False,
    more_keywords=True,
    returns="DeltaGenerator",
)
SURFACE = Surface(
    release="1.60.0",
    names={
        "streamlit": ("button", "columns", "line_chart", "sidebar", "testing"),
        "DeltaGenerator": ("button",),
        "streamlit.testing.v1": ("AppTest",),
    },
    functions={
        "streamlit.button": BUTTON,
        "DeltaGenerator.button": BUTTON,
        "streamlit.line_chart": CHART,
    },
)
SEE = "; see what it offers"
NO_BUTON = "st.buton does not exist in Streamlit 1.60.0; did you mean 'button'?"


def found(folder: Path, code: str, text: str = "", info: str = "python") -> list[str]:
    """The findings of a page with one fence, whose code starts in line 7."""
    page = f"{FRONT}{text}\n```{info}\n{code}```\n"
    return [str(one) for one in of_target(read_skill(lay_out(folder, {"SKILL.md": page})), SURFACE)]


@pytest.mark.parametrize(
    ("code", "line", "problem"),
    [
        ("st.buton('A')\n", 7, NO_BUTON),
        ("st.sidebar.line('A')\n", 7, f"st.sidebar.line does not exist in Streamlit 1.60.0{SEE}"),
        ("chart = st.line_chart()\nchart.add(1)\n", 8, f"chart.add does not exist in Streamlit 1.60.0{SEE}"),
        (
            "st.button('A', onclick=f)\n",
            7,
            "st.button takes no onclick= in Streamlit 1.60.0; did you mean 'on_click'?",
        ),
        ("st.button()\n", 7, "st.button needs label= in Streamlit 1.60.0; correct the call"),
        (
            "st.button('A', 'b', f)\n",
            7,
            "st.button takes at most 2 positional arguments, not 3 in Streamlit 1.60.0; correct the call",
        ),
        (
            "from streamlit.testing.v1 import AppTst\n",
            7,
            "streamlit.testing.v1 has no 'AppTst' to import in Streamlit 1.60.0; did you mean 'AppTest'?",
        ),
        (
            "if gone:\n    st.buton()\n",
            8,
            NO_BUTON,
        ),
        ("    st.buton()\nelse:\n", 7, NO_BUTON),
        (
            "# Avoid recomputing the total\nst.buton()\n",
            8,
            NO_BUTON,
        ),
    ],
)
def test_use_that_cannot_work(code: str, line: int, problem: str, tmp_path: Path) -> None:
    assert found(tmp_path, code) == [f"SKILL.md:{line}: SN331 {problem}"]


@pytest.mark.parametrize(
    "code",
    [
        "st.button('A', on_click=f)\n",
        "st.button(*labels)\n",
        "st.button(**settings)\n",
        "st.line_chart(y='a')\n",
        "if hasattr(st, 'buton'):\n    st.buton()\n",
        "try:\n    st.buton()\nexcept AttributeError:\n    st.button('A')\n",
        "# BAD\nst.buton()\n# GOOD\nst.button('A')\n",
        "from hypothesis import strategies as st\nst.integers()\n",
        "def f(st):\n    st.anything()\n",
        "chart = st.line_chart()\nchart = mine()\nchart.add(1)\n",
        "st.buton()  # raises AttributeError\n",
    ],
)
def test_use_of_which_nothing_is_said(code: str, tmp_path: Path) -> None:
    assert found(tmp_path, code) == []


def test_page_that_calls_it_wrong_or_announces_the_error(tmp_path: Path) -> None:
    assert found(tmp_path, "st.buton()\n", "**Bad:**") == []
    assert found(tmp_path, "st.buton()\n", "This raises an `AttributeError`:") == []
    assert len(found(tmp_path, "st.buton()\n", "This avoids an `AttributeError`:")) == 1


@pytest.mark.parametrize(("key", "number"), [("since=1.70", 0), ("until=1.50", 0), ("since=1.50", 1)])
def test_snippet_of_another_release_is_left_out(key: str, number: int, tmp_path: Path) -> None:
    assert len(found(tmp_path, "st.buton()\n", info=f"python my-name {key}")) == number


@pytest.mark.parametrize(("release", "number"), [("1.70", 0), ("1.50", 1)])
def test_example_of_a_later_release_is_left_out(release: str, number: int, tmp_path: Path) -> None:
    code = f'"""One.\n\nStreamlit {release} and later.\n"""\n\nimport streamlit as st\n\nst.buton()\n'
    root = lay_out(tmp_path, {"SKILL.md": f"{FRONT}# One\n", "examples/one.py": code})
    assert len(list(of_target(read_skill(root), SURFACE))) == number


def test_installed_streamlit_says_what_it_offers() -> None:
    offered = installed()
    assert {"button", "session_state", "testing"} <= set(offered.names["streamlit"])
    assert offered.functions["streamlit.button"].positional[0] == "label"
    assert "self" not in offered.functions["DeltaGenerator.button"].keywords
    assert offered.functions["streamlit.container"].returns == "DeltaGenerator"


def test_what_an_imported_package_adds_is_there(tmp_path: Path) -> None:
    assert found(tmp_path, "import streamlit_lottie\nst.lottie('a')\n") == []
    assert found(tmp_path, "import streamlit_lottie\nst.buton('A')\n") == [f"SKILL.md:8: SN331 {NO_BUTON}"]
