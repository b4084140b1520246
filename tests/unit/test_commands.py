"""The command `stproof` where it starts no worker: exit codes, which stream, one clear line for bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import stproof
from cli_cases import BAD, COUNTS, GOOD, SNIPPET, Command
from skill_cases import FRONT, lay_out

# --- runs that run nothing --------------------------------------------------------------------


def test_static_runs_nothing(command: Command, tmp_path: Path) -> None:
    trap = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    files = {
        "SKILL.md": GOOD["SKILL.md"].replace("st.session_state.n = ", trap + "st.session_state.n = ", 1),
        "tests/proofs/a.py": trap + COUNTS,
        "examples/app.py": "import streamlit as st\n" + trap,
        "tests/proofs/b.py": COUNTS.replace('"counter"', '"examples/app.py"').replace("counts", "opens"),
    }
    ran = command("check", lay_out(tmp_path, files), "--static")
    assert (ran.lines[:2], ran.code) == (["my-skill: nothing was run (--static)", "    1 page valid"], 0)
    assert not (tmp_path / "ran").exists()


def test_finding_is_one_line_with_its_place(command: Command, tmp_path: Path) -> None:
    ran = command("check", lay_out(tmp_path, BAD), "--static")
    assert ran.lines[0] == "SKILL.md:12: ST213 the link 'gone.md' leads to no file; correct or remove it"
    assert ran.lines[-1].startswith("1 error, in ")
    assert ran.code == 1


def test_missing_skill_page(command: Command, tmp_path: Path) -> None:
    ran = command("check", lay_out(tmp_path, {"SKILLS.md": FRONT}), "--static")
    assert ran.lines[0].startswith("SKILL.md:1: ST201 ")
    assert "SKILLS.md" in ran.lines[0]
    assert ran.code == 1


def test_proof_file_that_does_not_compile_and_two_proofs_of_one_name(
    command: Command, tmp_path: Path
) -> None:
    files = {**GOOD, "tests/proofs/b.py": COUNTS, "tests/proofs/c.py": "def counts(:\n"}
    ran = command("check", lay_out(tmp_path, files), "--static")
    assert [line.split(" ")[:2] for line in ran.lines[:2]] == [
        ["tests/proofs/b.py:6:", "PR404"],
        ["tests/proofs/c.py:1:", "PR401"],
    ]
    assert "'counts'" in ran.lines[0]
    assert "tests/proofs/a.py:6" in ran.lines[0]


@pytest.mark.parametrize(
    ("arguments", "rules", "code"),
    [
        ([], ["ST213", "ST214"], 1),
        (["--select", "ST214"], ["ST214"], 1),
        (["--select", "fm"], [], 0),
        (["--ignore", "ST213", "--ignore", "ST214"], [], 0),
        (["--select", "ST", "--ignore", "st214"], ["ST213"], 1),
    ],
)
def test_select_and_ignore(
    arguments: list[str], rules: list[str], code: int, command: Command, tmp_path: Path
) -> None:
    page = FRONT + "[a](gone.md)\n[b](../../out.md)\n"
    ran = command("check", lay_out(tmp_path, {"SKILL.md": page}), "--static", *arguments)
    assert [line.split()[1] for line in ran.lines if line.startswith("SKILL.md:")] == rules
    assert ran.code == code


@pytest.mark.parametrize("arguments", [[], ["--select", "FM"], ["--ignore", "SN"]])
def test_page_with_an_error_is_not_valid_whatever_is_selected(
    arguments: list[str], command: Command, tmp_path: Path
) -> None:
    pages = {
        "SKILL.md": FRONT + "[a](references/a.md), [b](references/b.md)\n",
        "references/a.md": "# A\n\n```python\nst.write(\n```\n",
        "references/b.md": "# B\n\n- ```python\n  st.write()\n",
    }
    ran = command("check", lay_out(tmp_path, pages), "--static", *arguments)
    assert ran.lines[-2] == "  1 of 3 pages valid"


def test_page_with_a_warning_is_valid(command: Command, tmp_path: Path) -> None:
    page = FRONT + "- ```python\n  st.write(1)\n\nText.\n"
    ran = command("check", lay_out(tmp_path, {"SKILL.md": page}), "--static")
    assert (ran.lines[0].split()[1], ran.lines[-2]) == ("SN304", "    1 page valid")
    assert ran.code == 0


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_rule_that_does_not_exist(option: str, command: Command, tmp_path: Path) -> None:
    ran = command("check", lay_out(tmp_path, GOOD), "--static", option, "XY")
    assert ran.problem.startswith(f"stproof: {option} 'XY': no rule starts with it; ")


def test_several_paths_have_a_report_each(command: Command, tmp_path: Path) -> None:
    first, second = lay_out(tmp_path, BAD), lay_out(tmp_path, GOOD, name="other")
    ran = command("check", first, second, "--static", "--format", "json")
    assert [report["title"] for report in json.loads(ran.out)["reports"]] == ["my-skill", "my-skill"]
    assert ran.code == 1


# --- the other commands -----------------------------------------------------------------------


def test_list_names_snippets_with_their_proofs(command: Command, tmp_path: Path) -> None:
    wrong = SNIPPET.replace("counter", "wrong").replace("# Counting", "## Wrong")
    lost = SNIPPET.replace("counter", 'lost norun="needs a camera"').replace("# Counting", "## Lost")
    files = {
        "SKILL.md": GOOD["SKILL.md"] + wrong + lost,
        "tests/proofs/a.py": COUNTS.replace('("counter"', '("counter", refutes="wrong"'),
        "examples/app.py": '"""An app."""\nimport streamlit as st\n',
    }
    ran = command("list", lay_out(tmp_path, files))
    assert ran.lines == [
        "counter  SKILL.md:8  Counting",
        "    proven by tests/proofs/a.py:6 counts",
        "wrong  SKILL.md:15  Wrong",
        "    refuted by tests/proofs/a.py:6 counts",
        "lost  SKILL.md:22  Lost",
        "    is not run: needs a camera",
        "examples/app.py  An app.",
    ]
    assert ran.code == 0


def test_explain_prints_the_rule(command: Command) -> None:
    ran = command("explain", "sn351")
    assert ran.lines[0] == "SN351 (error): A snippet raises an error that the page does not state."
    assert "    st.session_state.k = 50  # raises StreamlitAPIException" in ran.lines
    assert ran.code == 0


def test_explain_says_what_the_mutation_score_leaves_out(command: Command) -> None:
    assert "Those that do not compile or do not end in time are left out, while other tools count" in (
        command("explain", "MU505").out
    )


def test_explain_lists_every_rule(command: Command) -> None:
    ids = [line.split()[0] for line in command("explain").lines]
    assert ids == sorted(ids)
    assert {"FM101", "ST213", "SN351", "PR458", "MU506"} <= set(ids)


@pytest.mark.parametrize("name", ["check", "releases", "run", "screenshot"])
def test_help_says_whose_code_is_run(name: str, command: Command) -> None:
    words = " ".join(command(name, "--help").out.split())
    assert "It runs the code of " in words
    assert ", with your rights." in words


def test_version_and_help(command: Command) -> None:
    assert command("--version").lines == [f"stproof {stproof.__version__}"]
    help_ = " ".join(command("check", "--help").out.split())
    assert "Exit code: 0 all holds, 1 findings, 2 could not run." in help_


# --- what could not run -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "near"), [("lists", "list"), ("screenshots", "screenshot"), ("chek", "check")]
)
def test_misspelt_command(word: str, near: str, command: Command) -> None:
    ran = command(word)
    wanted = f"stproof: error: there is no folder and no command {word!r}; did you mean {near!r}?"
    assert (ran.code, ran.out, ran.error.splitlines()[-1]) == (2, "", wanted)


def test_folder_with_nearly_the_name_of_a_command(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(tmp_path, GOOD, name="lists")
    monkeypatch.chdir(tmp_path)
    assert command("lists", "--static").lines[-2] == "  0 of 1 page valid"


def test_unknown_rule_is_guessed(command: Command) -> None:
    assert command("explain", "SN35l").problem.startswith("stproof: there is no rule 'SN35l'; did you mean ")


def test_folder_that_is_not_there(command: Command, tmp_path: Path) -> None:
    lay_out(tmp_path, GOOD)
    path = str(tmp_path / "my-skil")
    assert command(path).problem == f"stproof: there is no folder {path!r}; did you mean 'my-skill'?"


def test_skill_page_means_its_skill(command: Command, tmp_path: Path) -> None:
    root = lay_out(tmp_path, GOOD)
    assert command("check", root / "SKILL.md", "--static").lines[0] == "my-skill: nothing was run (--static)"


def test_file_that_is_neither_page_nor_app(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    problem = command("check", tmp_path / "a.txt").problem
    assert problem == f"stproof: {str(tmp_path / 'a.txt')!r} is a file, not a page, an app or a folder"


def test_unknown_name(command: Command, tmp_path: Path) -> None:
    assert command.check(lay_out(tmp_path, GOOD), "--only", "countr").problem == (
        "stproof: --only 'countr': there is no such snippet, example or proof; did you mean 'counter'?"
    )


def test_name_of_a_proof_that_is_for_another_engine(command: Command, tmp_path: Path) -> None:
    browser = '@proves("counter", engines=("browser",), reason="It is about the page.")'
    root = lay_out(tmp_path, GOOD | {"tests/proofs/a.py": COUNTS.replace('@proves("counter")', browser)})
    assert command.check(root, "--only", "counts").problem == (
        "stproof: --only 'counts': this proof runs in the browser only; give --engine browser"
    )


def test_unknown_name_to_run(command: Command, tmp_path: Path) -> None:
    assert command("run", "countr", lay_out(tmp_path, GOOD)).problem == (
        "stproof: there is no snippet or example 'countr'; did you mean 'counter'?"
    )


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan", "inf"])
def test_timeout_that_is_none(seconds: str, command: Command) -> None:
    ran = command("check", "--timeout", seconds)
    wanted = f"{seconds!r} is not a number of seconds between 0 and 86400"
    assert (ran.code, ran.error.splitlines()[-1].endswith(wanted)) == (2, True)


def test_score_that_is_none(command: Command) -> None:
    ran = command("check", "--min-score", "101")
    assert ran.error.splitlines()[-1].endswith("'101' is not a whole number from 0 to 100")


def test_interpreter_that_is_not_there(command: Command, tmp_path: Path) -> None:
    problem = command.check(lay_out(tmp_path, GOOD), "--python", "/no/python").problem
    assert problem.startswith("stproof: the interpreter '/no/python' cannot be started: ")


def test_browser_that_is_not_there(command: Command, tmp_path: Path) -> None:
    root = lay_out(tmp_path, GOOD)
    problem = command("check", root, "--engine", "browser", "--chromium", "/no/chromium").problem
    assert problem.startswith("stproof: there is no browser: ")
    assert problem.endswith("pip install playwright && playwright install chromium")


# --- apps -------------------------------------------------------------------------------------


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with an app."""
    (tmp_path / "app.py").write_text("import streamlit as st\n\nst.write('Hello')\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_app_that_is_not_there(app: Path, command: Command) -> None:
    assert command("gone.py").problem == (
        "stproof: gone.py: cannot be read: No such file or directory; restore or remove it"
    )


def test_proofs_of_another_app(app: Path, command: Command) -> None:
    (app / "proofs.py").write_text("from stproof import proves\n\n\n@proves('b.py')\ndef greets(user): ...\n")
    problem = command("app.py", "--proofs", "proofs.py").problem
    assert problem == "stproof: proofs.py: no proof here names 'app.py'; they name 'b.py'"


def test_proof_file_that_is_not_there(app: Path, command: Command) -> None:
    problem = command("app.py", "--proofs", "gone.py").problem
    assert problem == "stproof: gone.py: there is no such file of proofs; give --proofs a Python file"
