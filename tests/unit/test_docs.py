"""What a path means: docs, a page, a collection of skills; and the settings of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_cases import Command
from skill_cases import FRONT, lay_out
from stproof.errors import StproofError
from stproof.model.target import Target, TargetKind
from stproof.reading.target import read
from stproof.rules.apply import apply_rules

FENCE = "```python try\nst.write(1)\n```\n"
PAGE = f"# A page\n\n[b](b) and [c](c.md) and [site](/anywhere) and [d](b.md#a-b)\n\n{FENCE}"


def only(path: Path) -> Target:
    (target,) = read(path)
    return target


def said(target: Target) -> list[str]:
    return [f"{one.severity.value} {one}" for one in apply_rules(target)]


def test_folder_without_skill_page_is_docs(tmp_path: Path) -> None:
    files = {"a.md": PAGE, "deep/b.md": "# B\n", "b.md": "# A b\n", "c.md": "# C\n"}
    root = lay_out(tmp_path, files, name="docs")
    docs = only(root)
    assert (docs.kind, docs.title) == (TargetKind.DOCS, "docs")
    assert [page.path for page in docs.pages] == ["a.md", "b.md", "c.md", "deep/b.md"]
    assert said(docs) == []
    assert list(docs.subjects) == ["a.md:5"]


def test_link_of_docs_that_leads_nowhere(tmp_path: Path) -> None:
    docs = only(lay_out(tmp_path, {"a.md": PAGE, "b.md": "# B\n"}, name="docs"))
    assert said(docs) == [
        "error a.md:3: ST213 the link 'c.md' leads to no file; did you mean 'b.md'?",
        "error a.md:3: ST215 the link 'b.md#a-b' leads to no section of b.md; link to one of its headings",
    ]


def test_links_from_the_root_of_a_site_that_is_known(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "[tool.stproof]\nsite-root = 'docs'\n",
        "docs/a.md": "[a](/a) [b](/b) [c](/c/) [d](/d.md)\n",
        "docs/c/_index.md": "# C\n",
    }
    docs = only(lay_out(tmp_path, files, name="project") / "docs")
    assert [one.split(":", 2)[2] for one in said(docs)] == [
        " ST213 the link '/b' leads to no file; correct or remove it",
        " ST213 the link '/d.md' leads to no file; correct or remove it",
    ]


def test_one_page(tmp_path: Path) -> None:
    docs = only(lay_out(tmp_path, {"a.md": "# A\n", "b.md": "# B\n"}) / "a.md")
    assert (docs.kind, docs.title, [page.path for page in docs.pages]) == (TargetKind.DOCS, "a.md", ["a.md"])


def test_collection_has_its_skills_and_then_its_other_pages(tmp_path: Path) -> None:
    page = FRONT.replace("my-skill", "one")
    root = lay_out(
        tmp_path, {"skills/one/SKILL.md": page, "skills/one/more/SKILL.md": page, "README.md": "# All\n"}
    )
    one, rest = read(root)
    assert (one.kind, one.title, [page.path for page in one.pages]) == (
        TargetKind.SKILL,
        "one",
        ["SKILL.md", "more/SKILL.md"],
    )
    assert (rest.kind, [page.path for page in rest.pages]) == (TargetKind.DOCS, ["README.md"])


def test_folder_without_pages(tmp_path: Path) -> None:
    with pytest.raises(StproofError, match=r"has no SKILL\.md and no Markdown page"):
        read(tmp_path)


def test_skill_page_in_small_letters_is_still_a_slip(tmp_path: Path) -> None:
    assert only(lay_out(tmp_path, {"skill.md": FRONT})).kind is TargetKind.SKILL


def test_word_after_the_language_is_another_tools(tmp_path: Path) -> None:
    page = (
        FRONT
        + "Since 1.20 a KeyError.\n\n```python try\nst.write(1)\n```\n\n```python try\nst.write(2)\n```\n"
    )
    assert said(only(lay_out(tmp_path, {"SKILL.md": page}))) == []


@pytest.mark.parametrize(
    "files",
    [
        {"tests/proofs/a.py": ""},
        {"pyproject.toml": "[tool.stproof]\nnames = true\n"},
        {"references/a.md": "```python other since=1.30\nst.write(1)\n```\n[a](../SKILL.md)"},
    ],
)
def test_word_after_the_language_is_a_name_where_the_skill_opts_in(
    files: dict[str, str], tmp_path: Path
) -> None:
    page = FRONT + "[a](references/a.md)\n\n```python one\nst.write(1)\n```\n"
    assert "one" in only(lay_out(tmp_path, {"SKILL.md": page, **files})).subjects


def test_skill_of_another_subject_is_not_run(tmp_path: Path) -> None:
    page = (
        FRONT + "```python\nimport os\nos.remove('a')\n```\n\n```python\nfrom x import y as st\nst.z()\n```\n"
    )
    skill = only(lay_out(tmp_path, {"SKILL.md": page}))
    assert (said(skill), list(skill.subjects)) == ([], [])


def test_what_was_not_read_is_said(command: Command, tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "[tool.stproof]\nexclude = ['old', '*/draft.md']\n",
        "a.md": "# A\n",
        "old/b.md": "# B\n",
        "new/draft.md": "# C\n",
        "c.rst": "",
        "d.ipynb": "",
    }
    ran = command("check", lay_out(tmp_path, files, name="docs"), "--static")
    assert ran.lines[:5] == [
        "docs: nothing was run (--static)",
        "    1 page valid",
        "      2 pages excluded by pyproject.toml",
        "      1 .ipynb file not read",
        "      1 .rst file not read",
    ]


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("exlude = []", "[tool.stproof] has no key 'exlude'; did you mean 'exclude'?"),
        ("site_root = 'x'", "[tool.stproof] has no key 'site_root'; did you mean 'site-root'?"),
        ("exclude = 'x'", "[tool.stproof] exclude = 'x': it must be a list of strings"),
        ("timeout = 0", "[tool.stproof] timeout = 0.0: it must be a number of seconds"),
        ("names = 'yes'", "[tool.stproof] names = 'yes': it must be true or false"),
        ("setup = 'x ='", "[tool.stproof] setup: it is not Python: invalid syntax"),
        ("stand-ins = {df = '('}", "[tool.stproof] df: it is not Python: '(' was never closed"),
        ("ignore = ['SN99']", "[tool.stproof] ignore 'SN99': no rule starts with it; see `stproof explain`"),
        (
            "per-path-ignores = {b = ['SN', 'sn35i']}",
            "[tool.stproof.per-path-ignores] 'b': 'sn35i': no rule starts with it; did you mean 'SN359'?",
        ),
        ("names = [", "it cannot be read as TOML: Invalid value (at end of document)"),
    ],
)
def test_settings_that_are_wrong(table: str, problem: str, command: Command, tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"a.md": "# A\n", "pyproject.toml": f"[tool.stproof]\n{table}\n"})
    assert command("check", root, "--static").problem == f"stproof: {root / 'pyproject.toml'}: {problem}"
