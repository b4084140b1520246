"""The pool: whatever an app does to its process is one named outcome, and nothing reaches the next job."""

from __future__ import annotations

import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

import psutil
import pytest

from app_cases import PAGE, clean
from stproof.errors import StproofError
from stproof.model.options import Options
from stproof.model.run import App, Cause, Engine, Job, Outcome, ProofRef, Status, WorkerSettings
from stproof.reading.subjects import padded
from stproof.running.pool import EnginePools, Pool
from stproof.running.worker_process import OTHER

APPTEST = WorkerSettings(engine=Engine.APPTEST)
TIMEOUT = 2.0
"""Seconds for a script that never ends."""
ENOUGH = 30.0
"""Seconds for any other, on a busy machine."""
LONG = 90
"""Seconds that threads and processes would stay, if nobody ended them."""
# The processes leave the app's folder, since Python does not start in one that is being removed.
BAD = {
    "loop": "st.write('a')\nwhile True: pass",
    "exit": "import os\nos._exit(3)",
    "leave": "import sys\nst.write('a')\nsys.exit()",
    "fault": "import ctypes\nctypes.string_at(0)",
    "flood": "for _ in range(100):\n    print('x' * 1_000_000)",
    "thread": f"import threading, time\nthreading.Thread(target=time.sleep, args=({LONG},)).start()",
    "fork": f"import os, time\nif os.fork() == 0:\n    time.sleep({LONG})",
    "process": f"""
        import subprocess, sys
        sleeps = [sys.executable, "-c", "import time; time.sleep({LONG})", "MARK"]
        subprocess.Popen(sleeps, cwd="/", start_new_session=True)
        """,
    "orphan": f"""
        import subprocess, sys
        sleeps = [sys.executable, "-c", "import time; time.sleep({LONG})", "MARK"]
        starts = f"import subprocess; subprocess.Popen({{sleeps!r}}, cwd='/')"
        subprocess.run([sys.executable, "-c", starts])
        """,
    "closed output": "import sys\nsys.stdout.close()\nsys.stderr = None",
    "good": "st.write('a')",
    "good again": "st.write('a')",
}


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What came of all the bad apps, run side by side."""

    outcomes: dict[str, Outcome]
    seconds: float
    processes: list[str]
    """Command lines of processes that are still there after the pool was closed."""
    files: list[str]
    """What is left in the folder for temporary files."""


def job(
    code: str, *, number: int = 1, files: dict[str, str] | None = None, proof: ProofRef | None = None
) -> Job:
    texts = {"app.py": code, **(files or {})}
    app = App(
        name="counter",
        entry="app.py",
        layout=tuple((name, padded(((11, clean(text)),))) for name, text in texts.items()),
        origins=tuple((name, PAGE) for name in texts),
    )
    timeout = TIMEOUT if "while True" in code else ENOUGH
    return Job(app=app, proofs=(proof,) if proof else (), timeout=timeout)


def ref(file: Path, function: str) -> ProofRef:
    """A proof, as it is read from its file now."""
    return ProofRef(path=str(file), function=function, files=((str(file), file.read_text()),))


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder for temporary files of this process and all it starts; its name marks them."""
    folder = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        yield folder


def marked(mark: Path) -> list[str]:
    """Command lines of the processes with this path in one of their arguments."""
    every = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline", "status"])]
    return [" ".join(line) for line in every if any(str(mark) in word for word in line)]


@pytest.fixture(scope="module")
def ran(temporary: Path) -> Ran:
    with Pool(size=2, settings=APPTEST) as pool:
        pool.environment()
        start = time.monotonic()
        codes = {name: code.replace("MARK", str(temporary)) for name, code in BAD.items()}
        futures = [pool.submit(job(code)) for code in codes.values()]
        outcomes = dict(zip(BAD, (future.result() for future in futures)))
        seconds = time.monotonic() - start
    left = sorted(path.name for path in temporary.iterdir())
    return Ran(outcomes=outcomes, seconds=seconds, processes=marked(temporary), files=left)


needs_fork = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the children of a process")


@pytest.mark.parametrize(
    ("name", "status", "message"),
    [
        ("loop", Status.TIMEOUT, "still running after 2 s at references/page.md:12"),
        ("exit", Status.CRASH, "the process ended, exit code 3"),
        ("fault", Status.CRASH, "the process ended, killed by SIGSEGV at references/page.md:12"),
        ("leave", Status.PASSED, ""),
        ("flood", Status.PASSED, ""),
        ("closed output", Status.PASSED, ""),
        ("good", Status.PASSED, ""),
        ("good again", Status.PASSED, ""),
    ],
)
def test_bad_app_is_one_named_outcome(name: str, status: Status, message: str, ran: Ran) -> None:
    outcome = ran.outcomes[name]
    assert (outcome.status, outcome.message, outcome.leaked) == (status, message, ())
    if name != "leave":
        assert outcome.errors == ()


def test_exit_of_the_script_is_an_error_of_its_line(ran: Ran) -> None:
    (error,) = ran.outcomes["leave"].errors
    assert str(error) == "SystemExit:  at references/page.md:13"


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("thread", "1 thread"),
        pytest.param("fork", "1 process", marks=needs_fork),
        pytest.param("process", "1 process", marks=needs_fork),
        pytest.param("orphan", "1 process", marks=needs_fork),
    ],
)
def test_what_still_runs_is_told(name: str, left: str, ran: Ran) -> None:
    outcome = ran.outcomes[name]
    assert (outcome.status, outcome.leaked) == (Status.PASSED, (left,))


def test_nothing_is_left_behind(ran: Ran) -> None:
    assert ran.processes == []
    assert ran.files == []


def test_bad_apps_do_not_hold_up_the_run(ran: Ran) -> None:
    assert ran.seconds < LONG


# --- one worker, one job after another --------------------------------------------------------


@pytest.fixture(scope="module")
def one(temporary: Path) -> Iterator[Pool]:
    with Pool(size=1, settings=APPTEST) as pool:
        pool.environment()
        yield pool


def outcome(pool: Pool, code: str, **more: object) -> Outcome:
    return pool.submit(job(code, **more)).result()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("leaves", "finds"),
    [
        (
            "import os\nos.environ['LEFT'] = '1'\ndel os.environ['PATH']",
            "import os\nassert 'LEFT' not in os.environ and 'PATH' in os.environ",
        ),
        (
            "import os\nos.chdir('/')",
            "import os\nassert os.path.samefile(os.getcwd(), os.path.dirname(__file__))",
        ),
        ("open('left', 'w')", "import os\nassert os.listdir() == ['app.py']"),
        (
            "import tempfile\ntempfile.NamedTemporaryFile(delete=False)",
            "import os, tempfile\nassert os.listdir(tempfile.gettempdir()) == []",
        ),
        (
            "import tempfile\ntempfile.tempdir = '/'",
            "import tempfile\nassert tempfile.gettempdir() != '/'",
        ),
        (
            "import sys\nsys.path.insert(0, 'left')\nsys.argv.append('left')",
            "import sys\nassert 'left' not in sys.path + sys.argv",
        ),
        (
            "import sys, types\nsys.modules['left'] = types.ModuleType('left')",
            "import sys\nassert 'left' not in sys.modules",
        ),
        (
            "st.set_option('client.showErrorDetails', 'none')",
            "assert st.get_option('client.showErrorDetails') != 'none'",
        ),
        ("import sys\nsys.stdout = sys.stderr = None", "import sys\nassert sys.stdout and sys.stderr"),
        ("import sys\nsys.stdout.close()", "print('a', flush=True)"),
        ("st.session_state.left = 1", "assert 'left' not in st.session_state"),
        ("st.query_params.left = 1", "assert 'left' not in st.query_params"),
    ],
)
def test_what_one_app_leaves_the_next_does_not_find(leaves: str, finds: str, one: Pool) -> None:
    first = outcome(one, leaves)
    assert (first.status, first.errors) == (Status.PASSED, ())
    second = outcome(one, finds)
    assert (second.status, second.errors) == (Status.PASSED, ())


@pytest.mark.parametrize("cache", ["cache_data", "cache_resource"])
def test_caches_are_empty_for_the_next_app(cache: str, one: Pool) -> None:
    code = f"""
        runs = []

        @st.{cache}
        def cached():
            runs.append(1)
            return 1

        cached()
        assert runs
        """
    for _ in range(2):
        assert outcome(one, code).errors == ()


def test_module_of_one_app_is_not_that_of_the_next(one: Pool) -> None:
    for number in range(2):
        code = f"import helpers\nassert helpers.number == {number}, helpers.number"
        assert outcome(one, code, files={"helpers.py": f"number = {number}"}).errors == ()


def test_module_of_one_app_is_gone_for_the_next(one: Pool) -> None:
    assert outcome(one, "import helpers", files={"helpers.py": ""}).errors == ()
    (error,) = outcome(one, "import helpers").errors
    assert str(error) == "ModuleNotFoundError: No module named 'helpers' at references/page.md:11"


def test_what_streamlit_logs_is_in_the_log(proof: ProofRef, one: Pool) -> None:
    outcome(one, "import sys\nsys.stderr.close()")
    code = """
        from streamlit.logger import get_logger

        st.text_input("Name", "own", key="name")
        get_logger("streamlit.elements").warning("own own")
        """
    assert outcome(one, code, proof=proof).message == ""


def test_process_that_ends_by_itself_is_not_told(one: Pool) -> None:
    code = "import subprocess, sys\nsubprocess.Popen([sys.executable, '-S', '-c', 'pass'])"
    assert outcome(one, code).leaked == ()


@pytest.fixture
def proof(tmp_path: Path) -> ProofRef:
    """A proof that looks for what an app has printed."""
    file = tmp_path / "proofs.py"
    file.write_text(
        "def prints(user):\n    user.does_not_find_in_log('left')\n    user.finds_in_log('own', 2)\n"
    )
    return ref(file, "prints")


def test_output_of_one_app_is_not_in_the_log_of_the_next(proof: ProofRef, one: Pool) -> None:
    outcome(one, "print('left')")
    found = outcome(one, "import os, sys\nprint('own', file=sys.stderr)\nos.system('echo own')", proof=proof)
    assert (found.status, found.message) == (Status.PASSED, "")


def test_log_of_a_flood_is_its_end(proof: ProofRef, one: Pool) -> None:
    code = "print('left')\nprint('x' * 3_000_000)\nprint('own own')"
    assert outcome(one, code, proof=proof).status is Status.PASSED


def test_standard_input_is_closed(one: Pool) -> None:
    (error,) = outcome(one, "input('Name?')").errors
    assert error.type == "EOFError"


def test_place_of_a_crash_is_not_that_of_a_job_that_was_nearly_late(one: Pool) -> None:
    slow = replace(job("import time\ntime.sleep(4.9)"), timeout=5)
    assert one.submit(slow).result().status is Status.PASSED
    assert outcome(one, "import os\nos._exit(3)").message == "the process ended, exit code 3"


def test_endless_app_takes_little_longer_than_its_time(one: Pool) -> None:
    one.environment()  # it may have to start
    start = time.monotonic()
    late = outcome(one, "while True: pass")
    assert late.status is Status.TIMEOUT
    assert time.monotonic() - start < TIMEOUT + 4


@pytest.mark.parametrize(
    ("proof", "status", "cause", "message", "line"),
    [
        ("def p(user):\n    user.sees('b')", Status.FAILED, Cause.MISMATCH, "to see 'b'", 2),
        ("def p(user):\n    assert 1 > 2, 'one'", Status.FAILED, Cause.MISMATCH, "one", 2),
        ("def p(user):\n    assert 1 > 2", Status.FAILED, Cause.MISMATCH, "a plain assert to hold", 2),
        (
            "def p(user):\n    user.clicks('b')",
            Status.FAILED,
            Cause.NOT_FOUND,
            "there is no button, link, tab or expander 'b'; there are: none",
            2,
        ),
        (
            "def p(user):\n    user.goes_back()",
            Status.FAILED,
            Cause.UNSUPPORTED,
            "AppTest has no browser history",
            2,
        ),
        (
            "def p(user):\n    1 / 0",
            Status.ERROR,
            Cause.PROOF_ERROR,
            "ZeroDivisionError: division by zero",
            2,
        ),
        ("def p(user):\n    raise SystemExit(1)", Status.ERROR, Cause.PROOF_ERROR, "SystemExit: 1", 2),
        ("\nimport gone", Status.ERROR, Cause.PROOF_ERROR, "ModuleNotFoundError: No module named 'gone'", 2),
        ("x = 1\ndef p(:", Status.ERROR, Cause.PROOF_ERROR, "SyntaxError: invalid syntax", 2),
    ],
)
def test_outcome_of_a_proof(
    proof: str, status: Status, cause: Cause, message: str, line: int, one: Pool, tmp_path: Path
) -> None:
    file = tmp_path / "proofs.py"
    file.write_text(proof)
    found = outcome(one, "st.write('a')", proof=ref(file, "p"))
    assert (found.status, found.cause, found.message.partition(" (")[0]) == (status, cause, message)
    assert found.proof_line == line


def test_proof_sees_an_error_it_does_not_ask_for(one: Pool, tmp_path: Path) -> None:
    file = tmp_path / "proofs.py"
    file.write_text("def p(user):\n    user.reruns()\n\n\ndef q(user):\n    user.sees_error('KeyError')\n")
    code = "st.session_state['x']"
    found = outcome(one, code, proof=ref(file, "p"))
    assert (found.status, found.cause) == (Status.FAILED, Cause.APP_ERROR)
    assert found.message == "the app to raise no error that the proof does not ask for"
    assert found.observed[0].endswith("at references/page.md:11")
    assert outcome(one, code, proof=ref(file, "q")).status is Status.PASSED


def test_proof_may_import_what_is_next_to_it(one: Pool, tmp_path: Path) -> None:
    (tmp_path / "steps.py").write_text("def go(user):\n    user.sees('a')\n")
    file = tmp_path / "proofs.py"
    file.write_text("from steps import go\n\n\ndef p(user):\n    go(user)\n")
    assert outcome(one, "st.write('a')", proof=ref(file, "p")).status is Status.PASSED
    assert sorted(path.name for path in tmp_path.iterdir()) == ["proofs.py", "steps.py"]


def test_first_of_several_proofs_that_does_not_hold(one: Pool, tmp_path: Path) -> None:
    file = tmp_path / "proofs.py"
    file.write_text("def a(user): ...\n\n\ndef b(user):\n    user.sees('b')\n\n\ndef c(user):\n    1 / 0\n")
    proofs = tuple(ref(file, name) for name in "abc")
    found = one.submit(replace(job("st.write('a')"), proofs=proofs)).result()
    assert (found.status, found.proof_index, found.proof_line) == (Status.FAILED, 1, 5)


def test_file_that_does_not_compile(one: Pool) -> None:
    found = outcome(one, "import b", files={"b.py": "x = 1\ny = ("})
    assert (found.status, found.cause, found.compiles) == (Status.FAILED, Cause.SYNTAX, False)
    assert found.message == "SyntaxError: '(' was never closed"
    assert [str(error) for error in found.errors] == [f"{found.message} at references/page.md:12"]


# Everything but the three standard streams that is open for writing is tried: the pipe of the answers too.
WRITES = """
    import os
    for number in range(3, 64):
        try:
            os.write(number, b'{LINE}\\n')
        except OSError:
            pass
    """


@pytest.mark.parametrize(
    "line", ["hello", "[1]", '{"status": "held"}', '{"status": "passed", "more": 1}', '{"seconds": 1}']
)
def test_answer_that_is_none_is_a_crash_of_its_snippet(line: str, temporary: Path) -> None:
    with Pool(size=1, settings=APPTEST) as pool:
        written = outcome(pool, WRITES.replace("{LINE}", line))
        assert written.status is Status.CRASH
        assert written.message == f"the worker's answer to 'counter' cannot be read: {line!r}"
        assert outcome(pool, "st.write('a')").status is Status.PASSED


# --- workers that cannot start ----------------------------------------------------------------


def environment_of(python: str) -> str:
    with (
        pytest.raises(StproofError) as error,
        Pool(python=python, size=1, settings=APPTEST) as pool,
    ):
        pool.environment()
    return str(error.value)


def test_interpreter_without_streamlit(tmp_path: Path) -> None:
    venv.create(tmp_path / "empty")
    python = str(tmp_path / "empty" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    assert environment_of(python) == (
        f"the environment of {python!r} cannot be used: Streamlit is not installed; {OTHER}"
    )


def test_streamlit_that_is_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "streamlit.py").write_text("__version__ = '1.27.2'\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert environment_of(sys.executable) == (
        f"the environment of {sys.executable!r} cannot be used: Streamlit 1.27.2 is older than 1.28, "
        f"the first with AppTest; {OTHER}"
    )


def test_streamlit_that_does_not_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "streamlit.py").write_text("import gone\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert "cannot be used: ModuleNotFoundError: No module named 'gone'; " in environment_of(sys.executable)


def test_environment_that_writes_as_python_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text("print('hello')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert "cannot be used: it starts with 'hello'; " in environment_of(sys.executable)


def test_environment_is_asked_of_one_worker_which_then_ends(temporary: Path) -> None:
    before = marked(temporary)
    with EnginePools(Options(engines=(Engine.BROWSER,), workers=2)) as pools:
        environment = pools.environment()
        assert marked(temporary) == before
    assert environment.streamlit == metadata.version("streamlit")
    assert environment.bases["KeyError"] == ("KeyError", "LookupError", "Exception", "BaseException")


def test_interpreter_that_is_not_there(tmp_path: Path, temporary: Path) -> None:
    python = str(tmp_path / "gone")
    before = list(temporary.iterdir())
    wanted = f"the interpreter {python!r} cannot be started: No such file or directory; check --python"
    assert environment_of(python) == wanted
    assert list(temporary.iterdir()) == before


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such program")
def test_interpreter_that_is_no_python() -> None:
    assert "the environment of 'false' cannot be used: the process ended, exit code 1; " in environment_of(
        "false"
    )
