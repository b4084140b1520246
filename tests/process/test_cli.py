"""The command `stproof` with its workers: what is run, how it ends, and what a person sees of it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from cli_cases import BAD, COUNTS, GOOD, TOOLS, Command, Ran, schema_problems, started, variables
from skill_cases import FRONT, lay_out
from stproof.engines.selection import select_engines
from stproof.report.json_report import SCHEMA_FILE
from stproof.verdict import judge as judging

# --- one run ----------------------------------------------------------------------------------


def test_all_holds_in_a_path_with_blanks_and_other_letters_from_another_folder(tmp_path: Path) -> None:
    folder = tmp_path / "Übung 1" / "日本"
    folder.mkdir(parents=True)
    root = lay_out(folder, GOOD)
    ran = started(os.path.relpath(root, tmp_path), "--engine", "apptest", cwd=tmp_path)
    where, *summary, last = ran.lines
    assert where.startswith("my-skill on Streamlit ")
    assert where.endswith(", with AppTest")
    assert summary == ["    1 page valid", "    1 snippet runs", "    1 proof holds"]
    assert last.startswith("All holds, in ")
    assert ran.code == 0
    assert sorted(path.name for path in root.rglob("*")) == ["SKILL.md", "a.py", "proofs", "tests"]


def test_proof_file_that_does_not_import(command: Command, tmp_path: Path) -> None:
    root = lay_out(tmp_path, {**GOOD, "tests/proofs/a.py": COUNTS.replace("from", "import gone\nfrom", 1)})
    ran = command.check(root, "--only", "counts")
    assert ran.lines[0] == (
        "tests/proofs/a.py:2: PR452 the proof 'counts' stops with "
        "ModuleNotFoundError: No module named 'gone'; fix the proof"
    )
    assert ran.code == 1


def test_interpreter_with_an_old_streamlit(tmp_path: Path) -> None:
    (tmp_path / "streamlit.py").write_text("__version__ = '1.27.2'\n")
    path = os.pathsep.join((str(tmp_path), TOOLS))
    ran = started("check", str(lay_out(tmp_path, GOOD)), "--engine", "apptest", PYTHONPATH=path)
    assert "Streamlit 1.27.2 is older than 1.28" in ran.problem


def test_app_with_its_proofs_needs_no_skill(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app.py").write_text("import streamlit as st\n\nst.write('Hello')\n")
    proofs = "from stproof import proves\n\n\n@proves('app.py')\ndef greets(user):\n    user.sees('Bye')\n"
    Path("proofs.py").write_text(proofs)
    ran = command("app.py", "--proofs", "proofs.py", "--engine", "apptest", "--mutants", "--min-score", "1")
    assert ran.lines[0] == "app.py:1: PR451 'app.py' does not hold under AppTest: expected to see 'Bye'"
    assert "    proof     proofs.py:6 greets" in ran.lines
    assert ran.code == 1


LOADED = """
import sys
from stproof.cli import run

run(["check", ".", "--static"])
print(sorted({"concurrent.futures", "difflib", "hashlib", "json", "playwright", "psutil", "rich", "streamlit"}
    & set(sys.modules)))
"""


def test_static_check_loads_nothing_that_only_a_run_needs(tmp_path: Path) -> None:
    root = lay_out(tmp_path, GOOD)
    command = [sys.executable, "-c", LOADED]
    ran = subprocess.run(command, cwd=root, env=variables({}), capture_output=True, encoding="utf-8")
    assert (ran.stdout.splitlines()[-1], ran.stderr) == ("['hashlib', 'json']", "")  # what Streamlit offers


# --- the JSON report --------------------------------------------------------------------------


@pytest.fixture
def report(command: Command, tmp_path: Path) -> dict[str, Any]:
    ran = command.check(lay_out(tmp_path, BAD), "--format", "json")
    assert (ran.code, ran.error) == (1, "")
    return json.loads(ran.out)  # type: ignore[no-any-return]


def test_report_has_findings_and_outcomes(report: dict[str, Any]) -> None:
    (one,) = report["reports"]
    assert [(each["rule"], each["path"], each["line"]) for each in one["findings"]] == [
        ("PR451", "SKILL.md", 8),
        ("ST213", "SKILL.md", 12),
    ]
    (failed,) = [each for each in one["outcomes"] if each["proof"]]
    assert (failed["status"], failed["cause"], failed["proof_line"]) == ("failed", "mismatch", 8)
    assert (failed["name"], failed["kind"], failed["statement"]) == ("counter", "snippet", "Counting")
    assert failed["steps"] == ["clicks 'Add'"]
    assert failed["observed"] == ["it is nowhere on the page", "[button] 'Add' = None", "Count: 2"]
    assert one["summary"]["counts"]["proofs"] == {"good": 0, "total": 1}


def test_report_keeps_to_its_schema(report: dict[str, Any]) -> None:
    assert schema_problems(report) == []


def test_every_field_of_the_schema_is_described_and_required() -> None:
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    parts = list(objects(schema))
    fields = [(name, field) for part in parts for name, field in part["properties"].items()]
    assert [name for name, field in fields if not field.get("description") and "$ref" not in field] == []
    assert [part for part in parts if part["required"] != list(part["properties"])] == []
    assert len(fields) > 40


def objects(schema: Any) -> Any:
    for value in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(value, (dict, list)):
            yield from objects(value)
    if isinstance(schema, dict) and schema.get("type") == "object":
        yield schema


# --- every way to end, of every kind of thing --------------------------------------------------

ENDS = {
    "passed": "st.write('a')\n",
    "failed": "st.write(\n",
    "raises": "st.write(1 / 0)\n",
    "error": "slot = st.empty()\ninner = slot.container()\nslot.text('a')\ninner.text('b')\n",
    "engine": "from stproof.engines.apptest import elements\nelements.TEXTS = (1,)\nst.write('a')\n",
    "timeout": "while st.write:\n    pass\n",
    "crash": "import os\nst.write(os._exit(3))\n",
}
"""Code by how opening it ends. `error` makes AppTest stop, `engine` what reads its elements."""
TOLD = {
    "failed": "SN354 {} does not compile: SyntaxError: '(' was never closed; fix the syntax",
    "raises": "SN351 {} raises ZeroDivisionError: division by zero; "
    "fix the snippet, or write `# raises ZeroDivisionError` at this line",
    "error": "SN359 {} could not be run: AppTest itself stops: AssertionError: ; "
    "open it with `stproof run` to see what it does",
    "engine": "SN359 {} could not be run: TypeError: attribute name must be string, not 'int'; "
    "open it with `stproof run` to see what it does",
    "timeout": "SN355 {} is still running after 3 s at {}:LINE; end it, or raise --timeout",
    "crash": "SN356 {} crashes: the process ended, exit code 3; do not end the process",
}
SNIPPET_FAILS = "SN309 the code does not compile: '(' was never closed"


def limit(end: str) -> str:
    """Seconds: only what never ends runs into them."""
    return "3" if end == "timeout" else "60"


def judged(ran: Ran, end: str, kind: str) -> None:
    """The run says that all holds where it does, and one thing where it does not."""
    assert ran.error == ""
    findings = [line for line in ran.out.splitlines() if re.match(r"\S+:\d+: ", line)]
    last = ran.out.splitlines()[-1]
    good = "0 of 1" if end in TOLD else "1"
    assert re.search(rf"^ +{good} {kind} runs$", ran.out, re.MULTILINE)
    if end in TOLD:
        assert (ran.code, len(findings), last.startswith("1 error, in ")) == (1, 1, True)
    else:
        assert (ran.code, findings, last.startswith("All holds, in ")) == (0, [], True)


def message(ran: Ran) -> str:
    """The first line, without its place; lines of code by `LINE`."""
    return re.sub(r":\d+;", ":LINE;", ran.out.splitlines()[0].partition(": ")[2])


@pytest.mark.parametrize("name", ["it since=1.28", ""], ids=["snippet", "fence"])
@pytest.mark.parametrize("end", ENDS)
def test_end_of_a_snippet(end: str, name: str, command: Command, tmp_path: Path) -> None:
    page = f"# It ends\n\n```python {name}\n{ENDS[end]}```\n"
    ran = command.check(lay_out(tmp_path, {"SKILL.md": FRONT + page}), "--timeout", limit(end))
    judged(ran, end, "snippet")
    if end == "failed":  # reading has found it already
        assert message(ran).startswith(SNIPPET_FAILS)
    elif end in TOLD:
        assert message(ran) == TOLD[end].format("'it'" if name else "the snippet", "SKILL.md")


@pytest.mark.parametrize("end", ENDS)
def test_end_of_an_app(end: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app.py").write_text("import streamlit as st\n" + ENDS[end])
    ran = command("app.py", "--engine", "apptest", "--timeout", limit(end))
    judged(ran, end, "app")
    if end in TOLD:
        assert message(ran) == TOLD[end].format("'app.py'", "app.py")


@pytest.mark.parametrize("end", ["error", "timeout", "crash"])
def test_end_of_an_example(end: str, command: Command, tmp_path: Path) -> None:
    files = {"SKILL.md": FRONT, "examples/a.py": "import streamlit as st\n" + ENDS[end]}
    ran = command.check(lay_out(tmp_path, files), "--timeout", limit(end))
    judged(ran, end, "app")
    assert message(ran) == TOLD[end].format("'examples/a.py'", "examples/a.py")


PROVES = "from stproof import proves\n\n\n@proves('it'{})\ndef ends(user):\n{}"
PROOFS = {
    "passed": ("user.sees('a')", []),
    "failed": ("user.sees('b')", ["PR451 'It ends' does not hold under AppTest: expected to see 'b'"]),
    "error": (
        "1 / 0",
        ["PR452 the proof 'ends' stops with ZeroDivisionError: division by zero; fix the proof"],
    ),
    "timeout": (
        "while True: pass",
        [
            "PR453 'It ends' could not be proven under AppTest: still running after 3 s; "
            "fix the app or the proof, or raise --timeout"
        ],
    ),
    "crash": (
        "import os; os._exit(3)",
        [
            "PR453 'It ends' could not be proven under AppTest: the process ended, exit code 3; "
            "fix the app or the proof, or raise --timeout"
        ],
    ),
    "skipped": ("from stproof.engines.api import Cannot; raise Cannot('not on this release')", []),
}
"""What a proof does, by its end, and what is told of it."""


@pytest.mark.parametrize("end", PROOFS)
def test_end_of_a_proof(end: str, command: Command, tmp_path: Path) -> None:
    code, told = PROOFS[end]
    page = f"# It ends\n\n```python it since=1.28\n{ENDS['passed']}```\n"
    files = {"SKILL.md": FRONT + page, "tests/proofs/a.py": PROVES.format("", f"    {code}\n")}
    ran = command.check(lay_out(tmp_path, files), "--timeout", limit(end))
    findings = [line for line in ran.lines if re.match(r"\S+:\d+: ", line)]
    assert [line.partition(": ")[2] for line in findings] == told
    assert ran.code == bool(told)
    summary = [line.strip() for line in ran.lines[-3:-1]]
    if end == "skipped":  # neither held nor failed
        assert summary == ["1 snippet runs", "1 proof skipped under AppTest: not on this release"]
    else:
        assert summary == ["1 snippet runs", "0 of 1 proof holds" if told else "1 proof holds"]


@pytest.mark.parametrize(
    ("end", "rule"),
    [("passed", "PR456"), ("failed", "PR456"), ("error", "PR456"), ("timeout", "PR456"), ("crash", "PR456")],
)
def test_end_of_a_wrong_version(end: str, rule: str, command: Command, tmp_path: Path) -> None:
    page = f"# It ends\n\n```python it\nst.button('b')\n```\n\n```python wrong\n{ENDS[end]}```\n"
    proof = PROVES.format(", refutes='wrong'", "    user.clicks('b')\n")
    files = {"SKILL.md": FRONT + page, "tests/proofs/a.py": proof}
    ran = command.check(lay_out(tmp_path, files), "--timeout", limit(end), "--select", "PR45")
    (finding,) = [line for line in ran.lines if re.match(r"\S+:\d+: ", line)]
    assert finding.startswith(f"SKILL.md:11: {rule} the proof 'ends' fails on 'wrong', but not for what")
    assert (ran.code, "  0 of 1 wrong version fails" in ran.lines) == (1, True)


def test_what_holds_for_other_releases_is_told_apart(command: Command, tmp_path: Path) -> None:
    page = FRONT + "# It ends\n\n```python it until=1.1\nst.write('a')\n```\n"
    files = {"SKILL.md": page, "tests/proofs/a.py": PROVES.format("", "    user.sees('b')\n")}
    ran = command.check(lay_out(tmp_path, files))
    assert [line.strip() for line in ran.lines[1:-1]] == [
        "1 page valid",
        "1 snippet skipped: it holds until 1.1",
        "1 proof skipped: it holds until 1.1",
    ]


def test_judge_that_says_nothing_makes_the_exit_code_2(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "of_subject", lambda *_: ())
    page = f"# It ends\n\n```python it since=1.28\n{ENDS['error']}```\n"
    ran = command.check(lay_out(tmp_path, {"SKILL.md": FRONT + page}), "--select", "FM")
    assert ran.lines[2:4] == [
        "  0 of 1 snippet runs",
        "SKILL.md:7: opening 'it' neither passed nor has a finding; this is a fault of stproof",
    ]
    assert ran.lines[-1].startswith("Not everything could be judged, in ")
    assert ran.code == 2


# --- terminals --------------------------------------------------------------------------------


def test_output_that_is_no_terminal_has_no_colours(tmp_path: Path) -> None:
    ran = started(str(lay_out(tmp_path, BAD)), "--static", FORCE_COLOR="1")
    assert "\x1b" not in ran.out + ran.error


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


# --- ended from outside -----------------------------------------------------------------------

no_windows = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")


@no_windows
@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -9)]
)
def test_run_that_is_ended_leaves_nothing(sent: signal.Signals, code: int, tmp_path: Path) -> None:
    temporary = tmp_path / "t"
    temporary.mkdir()
    endless = "open('started', 'w')\nwhile True:\n    pass\n"
    root = lay_out(
        tmp_path, {"SKILL.md": FRONT + f"# Endless\n\n```python endless since=1.28\n{endless}```\n"}
    )
    run = process(str(root), "--engine", "apptest", "--timeout", "60", TMPDIR=str(temporary))
    wait_for(lambda: any(temporary.rglob("started")))
    run.send_signal(sent)
    out, error = run.communicate(timeout=30)
    assert (run.returncode, out) == (code, "")
    assert error == ("" if sent is signal.SIGKILL else "stproof: interrupted\n")
    wait_for(lambda: not still_there(temporary) and not list(temporary.iterdir()))


@no_windows
def test_run_that_is_killed_while_its_workers_start_leaves_nothing(tmp_path: Path) -> None:
    temporary = tmp_path / "t"
    temporary.mkdir()
    run = process(str(lay_out(tmp_path, GOOD)), "--engine", "apptest", TMPDIR=str(temporary))
    wait_for(lambda: bool(still_there(temporary)))  # Python is there; Streamlit takes a while
    run.kill()
    run.communicate(timeout=30)
    wait_for(lambda: not still_there(temporary) and not list(temporary.iterdir()))


@no_windows
def test_snippet_is_served_until_a_person_stops_it(tmp_path: Path) -> None:
    root, port = lay_out(tmp_path, GOOD), free_port()
    temporary = tmp_path / "t"
    temporary.mkdir()
    run = process(
        "run", "counter", str(root), STREAMLIT_SERVER_PORT=port, STREAMLIT_SERVER_HEADLESS="true",
        TMPDIR=str(temporary), new_session=True,
    )  # fmt: skip
    wait_for(lambda: "<title>Streamlit</title>" in page(f"http://localhost:{port}/"))
    assert [file.name for folder in temporary.iterdir() for file in folder.glob("*.py")] == ["app.py"]
    os.killpg(run.pid, signal.SIGINT)  # as Ctrl+C does: to the server too
    _, error = run.communicate(timeout=30)
    assert (run.returncode, "Traceback" in error) == (0, False)
    assert not list(temporary.iterdir())


def process(*arguments: str, new_session: bool = False, **environment: str) -> subprocess.Popen[str]:
    """The command, started and left running."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "stproof", *arguments]
    return subprocess.Popen(
        command,
        env=variables(environment),
        stdout=pipe,
        stderr=pipe,
        encoding="utf-8",
        start_new_session=new_session,
    )


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return str(probe.getsockname()[1])


def page(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def still_there(mark: Path) -> list[int]:
    """Processes with this path in one of their arguments."""
    every = psutil.process_iter(["pid", "cmdline"])
    return [one.pid for one in every if any(str(mark) in word for word in one.info["cmdline"] or [])]


# --- screenshots ------------------------------------------------------------------------------

CHROMIUM = select_engines(None, None)
needs_chromium = pytest.mark.skipif(not CHROMIUM.chromium, reason=CHROMIUM.no_browser)
SHOP = {
    "examples/shop/app.py": "import names\nimport streamlit as st\n\nst.title(names.TITLE)\n",
    "examples/shop/names.py": "TITLE = 'Shop'\n",
}


@pytest.mark.browser
@needs_chromium
def test_screenshot_reaches_down_to_the_end_of_the_content(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay_out(tmp_path, {**GOOD, **SHOP})
    monkeypatch.chdir(root)
    ran = command("screenshot", "counter", "examples/shop/app.py", "--output", "pictures")
    pictures = [Path("pictures", "counter.png"), Path("pictures", "shop.png")]
    assert (ran.lines, ran.code) == ([str(path) for path in pictures], 0)
    for path in pictures:
        start = (root / path).read_bytes()[:24]
        assert start.startswith(b"\x89PNG")
        width, height = int.from_bytes(start[16:20], "big"), int.from_bytes(start[20:24], "big")
        assert (width, 100 < height < 500) == (1280, True)


@pytest.mark.browser
@needs_chromium
def test_no_screenshot_of_what_does_not_hold(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay_out(tmp_path, BAD)
    monkeypatch.chdir(root)
    problem = command("screenshot", "counter", "--output", "pictures").problem
    assert problem == "stproof: 'counter' could not be shown: to see 'Count: 1'"
    assert not list(root.glob("pictures/*"))


@pytest.mark.browser
@needs_chromium
def test_browser_alone_opens_what_has_no_proof(command: Command, tmp_path: Path) -> None:
    later = "## Later\n\n```python\nx = 1\n```\n\n```python\nst.write(x)\n```\n"
    page = FRONT + f"# It ends\n\n```python\n{ENDS['raises']}```\n\n{later}"
    ran = command("check", lay_out(tmp_path, {"SKILL.md": page}), "--engine", "browser")
    assert ran.lines[0].startswith(
        "SKILL.md:8: SN351 the snippet raises ZeroDivisionError: division by zero;"
    )
    assert [line.strip() for line in ran.lines[-3:-1]] == [
        "2 of 3 snippets run",
        "1 snippet runs only after the fences before it in its section",
    ]
