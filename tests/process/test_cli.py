"""The command `stproof`: exit codes, what goes to which stream, and one clear line for bad input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from jsonschema import Draft202012Validator

import stproof
from skill_cases import FRONT, lay_out
from stproof.engines.selection import select_engines
from stproof.report.json_report import SCHEMA_FILE

TOOLS = str(Path(stproof.__file__).parents[1])
SNIPPET = """
# Counting

```python counter
st.session_state.n = st.session_state.get("n", 0) + st.button("Add")
st.write(f"Count: {st.session_state.n}")
```
"""
COUNTS = """
from stproof import proves


@proves("counter")
def counts(user):
    user.clicks("Add")
    user.sees("Count: 1")
"""
GOOD = {"SKILL.md": FRONT + SNIPPET, "tests/proofs/a.py": COUNTS}
BAD = {
    "SKILL.md": FRONT + SNIPPET.replace('st.button("Add")', '2 * st.button("Add")') + "[gone](gone.md)\n",
    "tests/proofs/a.py": COUNTS,
}


def stproof_(
    *arguments: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does, with the engine that needs no browser."""
    return subprocess.run(
        [sys.executable, "-m", "stproof", *arguments],
        cwd=cwd,
        env=variables(environment),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def variables(more: dict[str, str]) -> dict[str, str]:
    path = os.pathsep.join(filter(None, (TOOLS, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", **more}


def check(root: Path, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return stproof_("check", str(root), "--engine", "apptest", *arguments, **more)


def lines(run: subprocess.CompletedProcess[str]) -> list[str]:
    assert run.stderr == ""
    return run.stdout.splitlines()


def problem(run: subprocess.CompletedProcess[str]) -> str:
    """The one line of a run that could not be carried out."""
    assert (run.returncode, run.stdout) == (2, "")
    (line,) = run.stderr.splitlines()
    return line


# --- runs that are carried out ----------------------------------------------------------------


def test_all_holds_in_a_path_with_blanks_and_other_letters_from_another_folder(tmp_path: Path) -> None:
    folder = tmp_path / "Übung 1" / "日本"
    folder.mkdir(parents=True)
    root = lay_out(folder, GOOD)
    run = stproof_(os.path.relpath(root, tmp_path), "--engine", "apptest", cwd=tmp_path)
    assert run.returncode == 0
    where, pages, snippets, proofs, last = lines(run)
    assert where.startswith("my-skill on Streamlit ")
    assert where.endswith(", with AppTest")
    assert (pages.split(), snippets.split(), proofs.split()) == (
        ["1", "page:", "valid"],
        ["1", "snippet", "runs"],
        ["1", "proof", "holds"],
    )
    assert last.startswith("All holds, in ")
    assert sorted(path.name for path in root.rglob("*")) == ["SKILL.md", "a.py", "proofs", "tests"]


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    return check(lay_out(tmp_path_factory.mktemp("bad"), BAD), "--format", "json")


def test_findings_make_the_exit_code_1(bad: subprocess.CompletedProcess[str]) -> None:
    assert (bad.returncode, bad.stderr) == (1, "")
    (report,) = json.loads(bad.stdout)["reports"]
    assert [(one["rule"], one["path"], one["line"]) for one in report["findings"]] == [
        ("PR451", "SKILL.md", 8),
        ("ST213", "SKILL.md", 12),
    ]
    (failed,) = [one for one in report["outcomes"] if one["proof"]]
    assert (failed["status"], failed["why"], failed["proof_line"]) == ("failed", "seen", 8)
    assert (failed["name"], failed["statement"], failed["steps"]) == ("counter", "Counting", ["clicks 'Add'"])
    assert failed["saw"] == ["it is nowhere on the page", "[button] 'Add' = None", "Count: 2"]
    assert report["summary"]["counts"]["proofs"] == {"good": 0, "total": 1}


def test_json_keeps_to_its_schema(bad: subprocess.CompletedProcess[str]) -> None:
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    strict = Draft202012Validator(closed(schema))
    assert [error.message for error in strict.iter_errors(json.loads(bad.stdout))] == []


def closed(schema: Any) -> Any:
    """The schema without room for fields that it does not describe."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if "properties" in schema else {}
    return {**{key: closed(value) for key, value in schema.items()}, **more}


def test_every_field_of_the_schema_is_described() -> None:
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    assert [
        name for name, field in fields(schema) if not field.get("description") and "$ref" not in field
    ] == []
    assert len(list(fields(schema))) > 40


def fields(schema: Any) -> Any:
    for key, value in schema.items() if isinstance(schema, dict) else enumerate(schema):
        if key == "properties":
            yield from value.items()
        if isinstance(value, (dict, list)):
            yield from fields(value)


# --- runs that run nothing --------------------------------------------------------------------


def test_static_runs_nothing(tmp_path: Path) -> None:
    trap = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    files = {
        "SKILL.md": GOOD["SKILL.md"].replace("st.session_state.n = ", trap + "st.session_state.n = ", 1),
        "tests/proofs/a.py": trap + COUNTS,
        "examples/app.py": "import streamlit as st\n" + trap,
        "tests/proofs/b.py": COUNTS.replace('"counter"', '"examples/app.py"').replace("counts", "opens"),
    }
    run = check(lay_out(tmp_path, files), "--static")
    assert run.returncode == 0
    assert lines(run)[:2] == ["my-skill: nothing was run (--static)", "    1 page: valid"]
    assert not (tmp_path / "ran").exists()


def test_finding_is_one_line_with_its_place(tmp_path: Path) -> None:
    run = check(lay_out(tmp_path, BAD), "--static")
    assert run.returncode == 1
    assert lines(run)[0] == ("SKILL.md:12: ST213 the link 'gone.md' leads to no file; correct or remove it")
    assert lines(run)[-1].startswith("1 error, in ")


def test_missing_skill_page(tmp_path: Path) -> None:
    run = check(lay_out(tmp_path, {"SKILLS.md": FRONT}), "--static")
    assert run.returncode == 1
    assert lines(run)[0].startswith("SKILL.md:1: ST201 ")
    assert "did you mean" in lines(run)[0] or "SKILLS.md" in lines(run)[0]


def test_proof_file_that_does_not_compile_and_two_proofs_of_one_name(tmp_path: Path) -> None:
    files = {**GOOD, "tests/proofs/b.py": COUNTS, "tests/proofs/c.py": "def counts(:\n"}
    run = check(lay_out(tmp_path, files), "--static")
    assert run.returncode == 1
    assert [line.split(" ")[:2] for line in lines(run)[:2]] == [
        ["tests/proofs/b.py:6:", "PR404"],
        ["tests/proofs/c.py:1:", "PR401"],
    ]
    assert "'counts'" in lines(run)[0]
    assert "tests/proofs/a.py:6" in lines(run)[0]


def test_proof_file_that_does_not_import(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {**GOOD, "tests/proofs/a.py": COUNTS.replace("from", "import gone\nfrom", 1)})
    run = check(root, "--only", "counts")
    assert run.returncode == 1
    assert lines(run)[0] == (
        "tests/proofs/a.py:2: PR452 the proof 'counts' stops with "
        "ModuleNotFoundError: No module named 'gone'; mend the proof"
    )


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
def test_select_and_ignore(arguments: list[str], rules: list[str], code: int, tmp_path: Path) -> None:
    page = FRONT + "[a](gone.md)\n[b](../../out.md)\n"
    run = check(lay_out(tmp_path, {"SKILL.md": page}), "--static", *arguments)
    assert [line.split()[1] for line in lines(run) if line.startswith("SKILL.md:")] == rules
    assert run.returncode == code


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_rule_that_does_not_exist(option: str, tmp_path: Path) -> None:
    run = check(lay_out(tmp_path, GOOD), "--static", option, "XY")
    assert problem(run).startswith(f"stproof: {option} 'XY': no rule begins so; ")


def test_several_paths_have_a_report_each(tmp_path: Path) -> None:
    first, second = lay_out(tmp_path, BAD), lay_out(tmp_path, GOOD, name="other")
    run = stproof_("check", str(first), str(second), "--static", "--format", "json")
    assert run.returncode == 1
    assert [report["title"] for report in json.loads(run.stdout)["reports"]] == ["my-skill", "my-skill"]


def test_output_that_is_no_terminal_has_no_colours(tmp_path: Path) -> None:
    run = check(lay_out(tmp_path, BAD), "--static", FORCE_COLOR="1")
    assert "\x1b" not in run.stdout + run.stderr


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals here")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_terminal_has_colours_unless_they_are_not_wanted(
    no_color: str, coloured: bool, tmp_path: Path
) -> None:
    root = lay_out(tmp_path, BAD)
    master, slave = os.openpty()
    environment = variables({"NO_COLOR": no_color, "TERM": "xterm-256color"})
    command = [sys.executable, "-m", "stproof", str(root), "--static"]
    subprocess.run(command, stdout=slave, stderr=slave, env=environment, timeout=60, check=False)
    os.close(slave)
    text = os.read(master, 10_000).decode()
    os.close(master)
    assert "ST213" in text
    assert ("\x1b[" in text) is coloured


# --- the other commands -----------------------------------------------------------------------


def test_list_names_snippets_with_their_proofs(tmp_path: Path) -> None:
    run = stproof_("list", str(lay_out(tmp_path, GOOD)))
    assert run.returncode == 0
    assert lines(run) == [
        "counter  SKILL.md:8  Counting",
        "    proven by tests/proofs/a.py:6 counts",
    ]


def test_explain_prints_the_rule() -> None:
    run = stproof_("explain", "sn351")
    assert run.returncode == 0
    assert lines(run)[0] == "SN351 (error): A snippet raises an error that the page does not state."
    assert any("# raises StreamlitAPIException" in line for line in lines(run))


def test_explain_lists_every_rule() -> None:
    ids = [line.split()[0] for line in lines(stproof_("explain"))]
    assert ids == sorted(ids)
    assert {"FM101", "ST213", "SN351", "PR458"} <= set(ids)


def test_version_and_help() -> None:
    assert lines(stproof_("--version")) == [f"stproof {stproof.__version__}"]
    assert "Exit code: 0 all holds, 1 findings, 2 could not run." in stproof_("check", "--help").stdout


# --- runs that cannot be carried out ----------------------------------------------------------


def test_unknown_rule_is_guessed() -> None:
    assert problem(stproof_("explain", "SN35l")).startswith(
        "stproof: there is no rule 'SN35l'; did you mean "
    )


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    lay_out(tmp_path, GOOD)
    path = str(tmp_path / "my-skil")
    assert problem(stproof_(path)) == f"stproof: there is no folder {path!r}; did you mean 'my-skill'?"


def test_file_instead_of_a_folder(tmp_path: Path) -> None:
    root = lay_out(tmp_path, GOOD)
    line = problem(check(root / "SKILL.md"))
    assert line.endswith(f"is a file, not the folder of a skill; did you mean {str(root)!r}?")


def test_unknown_name(tmp_path: Path) -> None:
    assert problem(check(lay_out(tmp_path, GOOD), "--only", "countr")) == (
        "stproof: --only 'countr': there is no such snippet, example or proof; did you mean 'counter'?"
    )


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan", "inf"])
def test_timeout_that_is_none(seconds: str) -> None:
    run = stproof_("check", "--timeout", seconds)
    assert run.returncode == 2
    assert run.stderr.splitlines()[-1].endswith(f"{seconds!r} is no number of seconds between 0 and 86400")


def test_interpreter_that_is_not_there(tmp_path: Path) -> None:
    line = problem(check(lay_out(tmp_path, GOOD), "--python", "/no/python"))
    assert line.startswith("stproof: the interpreter '/no/python' cannot be started: ")


def test_interpreter_without_streamlit(tmp_path: Path) -> None:
    (tmp_path / "streamlit.py").write_text("__version__ = '1.27.2'\n")
    run = check(lay_out(tmp_path, GOOD), PYTHONPATH=os.pathsep.join((str(tmp_path), TOOLS)))
    assert "Streamlit 1.27.2 is older than 1.28" in problem(run)


def test_browser_that_is_not_there(tmp_path: Path) -> None:
    root = lay_out(tmp_path, GOOD)
    line = problem(stproof_("check", str(root), "--engine", "browser", "--chromium", "/no/chromium"))
    assert line.startswith("stproof: there is no browser: ")
    assert line.endswith("pip install playwright && playwright install chromium")


# --- apps -------------------------------------------------------------------------------------

APP = "import streamlit as st\n\nst.write('Hello')\n"


def test_app_with_its_proofs_needs_no_skill(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)
    proofs = "from stproof import proves\n\n\n@proves('app.py')\ndef greets(user):\n    user.sees('Bye')\n"
    (tmp_path / "proofs.py").write_text(proofs)
    run = stproof_("app.py", "--proofs", "proofs.py", "--engine", "apptest", cwd=tmp_path)
    assert run.returncode == 1
    assert lines(run)[0] == "app.py:1: PR451 'app.py' does not hold under AppTest: expected to see 'Bye'"
    assert "    proof     proofs.py:6 greets" in lines(run)


def test_app_that_is_not_there(tmp_path: Path) -> None:
    assert problem(stproof_("gone.py", cwd=tmp_path)) == (
        "stproof: gone.py: cannot be read: No such file or directory; restore or remove it"
    )


def test_proofs_of_another_app(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "proofs.py").write_text(
        "from stproof import proves\n\n\n@proves('b.py')\ndef greets(user): ...\n"
    )
    line = problem(stproof_("app.py", "--proofs", "proofs.py", "--engine", "apptest", cwd=tmp_path))
    assert line == "stproof: proofs.py: no proof here names 'app.py'; they name 'b.py'"


def test_proof_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)
    line = problem(stproof_("app.py", "--proofs", "gone.py", "--engine", "apptest", cwd=tmp_path))
    assert line == "stproof: gone.py: there is no such file of proofs; give --proofs a Python file"


# --- ended from outside -----------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -9)]
)
def test_run_that_is_ended_leaves_nothing(sent: signal.Signals, code: int, tmp_path: Path) -> None:
    started, temporary = tmp_path / "started", tmp_path / "t"
    temporary.mkdir()
    endless = f"open({str(started)!r}, 'w')\nwhile True:\n    pass\n"
    root = lay_out(tmp_path, {"SKILL.md": FRONT + f"# Endless\n\n```python endless\n{endless}```\n"})
    command = [sys.executable, "-m", "stproof", str(root), "--engine", "apptest", "--timeout", "60"]
    pipe = subprocess.PIPE
    run = subprocess.Popen(
        command, env=variables({"TMPDIR": str(temporary)}), stdout=pipe, stderr=pipe, encoding="utf-8"
    )
    wait_for(started.exists)
    run.send_signal(sent)
    out, error = run.communicate(timeout=30)
    assert (run.returncode, out) == (code, "")
    assert error == ("" if sent is signal.SIGKILL else "stproof: interrupted\n")
    wait_for(lambda: not still_there(temporary) and not list(temporary.iterdir()))


def wait_for(condition: Any, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def still_there(mark: Path) -> list[int]:
    """Processes with this path in one of their arguments."""
    every = psutil.process_iter(["pid", "cmdline"])
    return [one.pid for one in every if any(str(mark) in word for word in one.info["cmdline"] or [])]


# --- shoot ------------------------------------------------------------------------------------

needs_chromium = pytest.mark.skipif(
    not select_engines(None, None).chromium, reason=select_engines(None, None).missing
)
SHOP = {"examples/shop/app.py": "import names\nimport streamlit as st\n\nst.title(names.TITLE)\n"}
NAMES = {"examples/shop/names.py": "TITLE = 'Shop'\n"}


@pytest.mark.browser
@needs_chromium
def test_shoot_saves_a_picture_down_to_the_end_of_the_content(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {**GOOD, **SHOP, **NAMES})
    run = stproof_("shoot", "counter", "examples/shop/app.py", "--output", "pictures", cwd=root)
    pictures = [Path("pictures", "counter.png"), Path("pictures", "shop.png")]
    assert (lines(run), run.returncode) == ([str(path) for path in pictures], 0)
    for path in pictures:
        start = (root / path).read_bytes()[:24]
        assert start.startswith(b"\x89PNG")
        width, height = int.from_bytes(start[16:20], "big"), int.from_bytes(start[20:24], "big")
        assert (width, 100 < height < 500) == (1280, True)


@pytest.mark.browser
@needs_chromium
def test_shoot_saves_nothing_of_what_does_not_hold(tmp_path: Path) -> None:
    root = lay_out(tmp_path, BAD)
    line = problem(stproof_("shoot", "counter", "--output", "pictures", cwd=root))
    assert line == "stproof: 'counter' could not be shown: to see 'Count: 1'"
    assert not list(root.glob("pictures/*"))
