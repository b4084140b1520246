"""What an app is kept from by the system, where the system can: also a program that it starts, and C code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hostile import job, said, settings
from stproof.engines import walls
from stproof.model.run import Engine, Outcome
from stproof.running.pool import Pool
from stproof.worker import behind_wall

pytestmark = pytest.mark.skipif(walls.landlock() < walls.MOVES, reason="this system has no Landlock")
Run = Callable[[str], Outcome]
PROGRAM = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', {code!r}])\n"


@pytest.fixture(
    scope="module", params=[Engine.APPTEST, pytest.param(Engine.BROWSER, marks=pytest.mark.browser)]
)
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param is Engine.BROWSER and not settings(Engine.BROWSER).chromium:
        pytest.skip("no Chromium on this machine")
    found: Engine = request.param
    return found


@pytest.fixture(scope="module")
def pool(engine: Engine) -> Iterator[Pool]:
    with Pool(size=1, settings=settings(engine)) as made:
        yield made


@pytest.fixture
def run(pool: Pool, engine: Engine) -> Run:
    def run(code: str) -> Outcome:
        return pool.submit(job(code, engine=engine)).result()

    return run


def test_program_that_an_app_starts_writes_in_its_folder_only(run: Run, tmp_path: Path) -> None:
    code = f"""
import os
os.makedirs("a/b")
open("here", "w").close()
os.rename("here", "a/b/c")
open({str(tmp_path / "there")!r}, "w")
"""
    found = run(f"{PROGRAM.format(code=code)}import os\nif not os.path.exists('a/b/c'):\n    raise KeyError")
    assert (said(found), found.errors) == ("", ())
    assert os.listdir(tmp_path) == []


def test_link_does_not_lead_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    link = f"import os\nos.system('ln -s {tmp_path / 'real'} link')\nopen('link', 'w').write('new')"
    assert said(run(link)) == f"changed: the file {tmp_path / 'real'}"
    assert (tmp_path / "real").read_text() == "old"


def test_program_that_an_app_starts_has_a_loopback_and_no_network(run: Run) -> None:
    code = """
import socket
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(server.getsockname()).close()
try:
    socket.create_connection(("192.0.2.1", 80), 9)
except OSError as problem:
    open("said", "w").write(str(problem))
"""
    found = run(
        f"{PROGRAM.format(code=code)}if 'unreachable' not in open('said').read():\n    raise KeyError"
    )
    assert (said(found), found.errors) == ("", ())


def test_program_that_an_app_starts_signals_no_other(run: Run) -> None:
    if walls.landlock() < walls.SCOPES:
        pytest.skip("this Linux does not keep signals in")
    code = "import os; os.kill(int(open('pid').read()), 9)"
    found = run(f"import os\nopen('pid', 'w').write(str(os.getppid()))\n{PROGRAM.format(code=code)}")
    assert (said(found), found.errors) == ("", ())


def test_next_app_may_write_in_a_folder_of_its_own(pool: Pool, engine: Engine, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        entry = tmp_path / name / "app.py"
        entry.write_text("import subprocess\nsubprocess.run(['touch', 'here'])\n")
        own = job("", engine=engine)
        app = replace(own.app, entry=str(entry), layout=(), cwd=str(entry.parent))
        assert said(pool.submit(replace(own, app=app)).result()) == ""
        assert sorted(os.listdir(entry.parent)) == ["app.py", "here"]


def test_system_without_walls_runs_apps_as_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(behind_wall, "landlock", lambda: 0)
    file = tmp_path / "file"
    behind_wall.behind_wall(lambda: file.write_text("a"), ("/nowhere",))
    assert file.read_text() == "a"


def test_what_is_raised_behind_a_wall_is_raised_before_it(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="3"):
        behind_wall.behind_wall(lambda: sys.exit(3), (str(tmp_path),))
    with pytest.raises(PermissionError):
        behind_wall.behind_wall(lambda: (tmp_path / "file").write_text("a"), ("/nowhere",))


AS_USER = """
before = os.getuid(), os.getgid()
without_network()
assert (os.getuid(), os.getgid()) == before, (os.getuid(), os.getgid())
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(server.getsockname()).close()
try:
    socket.create_connection(("192.0.2.1", 80), 5)
except OSError as problem:
    print(problem, resource.getrlimit(resource.RLIMIT_NPROC)[1] == PROCESSES)
"""


def test_who_is_not_root_has_no_network_and_a_limit_of_processes() -> None:
    anyone, python = [], sys.executable
    if os.getuid() == 0:  # whose interpreter others may not read
        anyone = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
        python = shutil.which("python3", path="/usr/local/bin:/usr/bin") or ""
    if not python or os.system(f"{' '.join(anyone)} unshare --user --net true") != 0:
        pytest.skip("nobody else can make namespaces here")
    code = Path(walls.__file__).read_text("utf-8") + AS_USER
    ran = subprocess.run([*anyone, python, "-"], input=code, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout == "[Errno 101] Network is unreachable True\n"
