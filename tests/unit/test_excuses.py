"""What a page, the settings, a baseline and the command line leave out of a report."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cli_cases import BAD, Command
from skill_cases import FRONT, lay_out
from stproof.reading.skill import read_skill
from stproof.reading.target import read

BROKEN = "```python\nst.write(\n```\n"


def lines(command: Command, root: Path, *arguments: object) -> list[str]:
    """The findings of the rules, in lines."""
    out = command("check", root, "--static", *arguments).out
    return [line for line in out.splitlines() if re.match(r"\S+\.md:\d", line)]


def docs(folder: Path, **files: str) -> Path:
    return lay_out(folder, {name.replace("_", "."): text for name, text in files.items()}, name="docs")


def test_fence_below_a_comment_is_excused(command: Command, tmp_path: Path) -> None:
    page = f"<!-- stproof: ignore SN309: the reader closes it -->\n\n{BROKEN}\n{BROKEN}"
    assert [line.split()[0] for line in lines(command, docs(tmp_path, a_md=page))] == ["a.md:8:"]


def test_comment_says_that_a_fence_is_not_run(tmp_path: Path) -> None:
    page = f"{FRONT}<!-- stproof: skip: needs a camera -->\n```python\nst.write(1)\n```\n"
    skill = read_skill(lay_out(tmp_path, {"SKILL.md": page}))
    assert (skill.subjects, skill.snippets[0].norun) == ({}, "needs a camera")


def test_comment_promises_an_error(tmp_path: Path) -> None:
    page = f"{FRONT}{{/* stproof: raises KeyError, ValueError: see below */}}\n```python\nst.write(1)\n```\n"
    (snippet,) = read_skill(lay_out(tmp_path, {"SKILL.md": page})).snippets
    assert snippet.promised == ("KeyError", "ValueError") == snippet.announced


@pytest.mark.parametrize(
    ("comment", "problem"),
    [
        ("skp: x", "there is no 'skp' for a fence; did you mean 'skip'?"),
        ("skip", "'skip' has no reason; say why: `stproof: skip: reason`"),
        ("ignore: x", "'ignore' needs ids of rules; write `stproof: ignore NAME: reason`"),
        ("raises KeyError:", "'raises KeyError:' has no reason; say why: `stproof: raises KeyError: reason`"),
    ],
)
def test_comment_that_is_wrong(comment: str, problem: str, command: Command, tmp_path: Path) -> None:
    page = f"<!-- stproof: {comment} -->\n```python\nst.write(1)\n```\n"
    assert lines(command, docs(tmp_path, a_md=page)) == [f"a.md:1: SN312 in the comment, {problem}"]


def test_comment_above_no_fence(command: Command, tmp_path: Path) -> None:
    page = "<!-- stproof: skip: x -->\n\nText.\n\n```python\nst.write(1)\n```\n"
    (line,) = lines(command, docs(tmp_path, a_md=page))
    assert line == (
        "a.md:1: SN312 in the comment, '<!-- stproof: skip: x -->' is above no fence; "
        "put it directly above the fence"
    )


def test_comments_in_code_are_code(command: Command, tmp_path: Path) -> None:
    assert lines(command, docs(tmp_path, a_md="```html\n<!-- stproof: skp -->\n```\n")) == []


def test_settings_choose_rules_and_paths(command: Command, tmp_path: Path) -> None:
    table = "[tool.stproof]\nignore = ['ST213']\nper-path-ignores = {'b.md' = ['SN']}\n"
    page = f"[x](x.md)\n\n{BROKEN}"
    root = docs(tmp_path, a_md=page, b_md=page, pyproject_toml=table)
    assert [line.split()[:2] for line in lines(command, root)] == [["a.md:4:", "SN309"]]
    assert len(lines(command, root, "--ignore", "FM")) == 3


def test_settings_say_what_is_checked(command: Command, tmp_path: Path) -> None:
    files = {"pyproject.toml": "[tool.stproof]\npaths = ['docs']\n", "docs/a.md": BROKEN, "b.md": BROKEN}
    root = lay_out(tmp_path, files, name="project")
    import os

    before = os.getcwd()
    os.chdir(root)
    try:
        ran = command("check", "--static")
    finally:
        os.chdir(before)
    assert [line.split()[0] for line in ran.lines if re.match(r"\S+\.md:\d", line)] == ["docs/a.md:2:"]


def test_baseline_leaves_new_findings_and_says_what_is_gone(command: Command, tmp_path: Path) -> None:
    root = docs(tmp_path, a_md=f"{BROKEN}\n[x](x.md)\n")
    ran = command("check", root, "--static", "--update-baseline")
    assert (ran.code, ran.out) == (0, "wrote 2 findings to stproof-baseline.json\n")
    assert command("check", root, "--static", "--baseline", "stproof-baseline.json").code == 0
    (root / "a.md").write_text(f"A line.\n\n{BROKEN}\n[y](y.md)\n")
    ran = command("check", root, "--engine", "apptest", "--baseline", "stproof-baseline.json")
    assert ran.lines[0] == "a.md:7: ST213 the link 'y.md' leads to no file; did you mean 'a.md'?"
    assert ran.lines[-4:-1] == [
        "      1 known finding left out",
        "      gone: a.md: ST213 the link 'x.md' leads to no file",
        "      1 known finding gone: take note of it with --update-baseline",
    ]
    assert (ran.code, ran.lines[-1].startswith("1 error, in ")) == (1, True)


def test_baseline_holds_from_every_folder_and_nothing_is_gone_that_was_not_looked_for(
    command: Command, tmp_path: Path
) -> None:
    root = docs(tmp_path, a_md=BROKEN, pyproject_toml="[tool.stproof]\nbaseline = 'known.json'\n")
    command("check", root, "--static", "--update-baseline")
    (root / "deep").mkdir()
    ran = command("check", root / "a.md", "--static", "--proofs", root / "deep")  # called from there
    assert ran.lines[1:-1] == ["  0 of 1 page valid", "      1 known finding left out"]
    assert ran.lines[-1].startswith("Nothing new, in ")
    (root / "a.md").write_text("# A\n")
    ran = command("check", root, "--static")
    assert ran.lines[1:-1] == ["    1 page valid"]


@pytest.mark.parametrize("text", ["", "[]", json.dumps({"findings": [{}]})])
def test_baseline_that_is_none(text: str, command: Command, tmp_path: Path) -> None:
    root = docs(tmp_path, a_md="# A\n")
    (root / "base").write_text(text)
    problem = "base: this is no baseline of stproof; write it again with --update-baseline"
    assert command("check", root, "--static", "--baseline", "base").problem == f"stproof: {problem}"


def test_paths_are_those_from_the_working_folder(command: Command, tmp_path: Path) -> None:
    docs(tmp_path, a_md=BROKEN)
    ran = command("check", tmp_path / "docs" / "a.md", "--static", "--proofs", tmp_path)
    assert ran.lines[0].startswith("docs/a.md:2: SN309")


def test_only_takes_addresses_that_findings_print(command: Command, tmp_path: Path) -> None:
    from stproof.reading.target import known_names

    page = f"# A\n\n```python\nst.write(1)\n1 / 0\n```\n\n{BROKEN}"
    (target,) = read(docs(tmp_path, a_md=page))
    address = str(tmp_path / "docs" / "a.md")
    assert [known_names(target, f"{address}:{line}") for line in (2, 3, 5, 6, 8)] == [
        (),
        ("a.md:3",),
        ("a.md:3",),
        ("a.md:3",),
        ("a.md:8",),
    ]


def test_address_tells_what_is_said_of_its_fence_or_of_its_line(command: Command, tmp_path: Path) -> None:
    page = f"# A\n\n[x](x.md)\n\n[y](y.md)\n\n{BROKEN}"
    root = docs(tmp_path, a_md=page, b_md=BROKEN)
    link = "a.md:3: ST213 the link 'x.md' leads to no file"
    assert [
        line.split(";")[0] for line in command("check", root, "--only", "a.md:3").lines if ":" in line
    ] == [
        link,
        "docs: nothing was run (--static)",
    ]
    fence = command("check", root, "--static", "--only", "a.md:7")
    assert [line.split()[:2] for line in fence.lines if line[:2] in ("a.", "b.")] == [["a.md:8:", "SN309"]]
    ran = command("check", root, "--static", "--only", "c.md:3")
    assert ran.problem.startswith("stproof: --only 'c.md:3': there is no such snippet, example or proof; ")


def test_address_of_a_snippet_tells_what_its_proofs_say(command: Command, tmp_path: Path) -> None:
    root = lay_out(tmp_path, BAD)
    line = BAD["SKILL.md"].split("\n").index("```python counter") + 1
    ran = command("check", root, "--engine", "apptest", "--only", f"SKILL.md:{line}")
    assert [one.split()[:2] for one in ran.lines if "PR451" in one or "ST213" in one] == [
        ["SKILL.md:8:", "PR451"]
    ]
    assert ran.code == 1
