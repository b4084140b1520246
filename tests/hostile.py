"""Snippets that attack the process that runs them: one table, from a name to the code and what is said of it.

`python tests/hostile.py [--engine browser] [NAME ...]` runs them, each between two that must fail and be seen
to fail, and prints a table and the counts.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from app_cases import PAGE, clean
from stproof.engines.browser.chromium import find_chromium
from stproof.model.run import App, Engine, Job, Outcome, ProofRef, Status, WorkerSettings
from stproof.reading.subjects import padded
from stproof.running.pool import Pool, probe

TIMEOUT = 2.0
"""Seconds for a snippet that never ends."""
ENOUGH = 30.0
"""Seconds for any other, on a busy machine."""
LATE_IN_BROWSER = 15.0
"""Seconds for it in the browser, where the page is waited for first."""
CLOSED = "crash: the pipe to the checker was closed"
LATE = "timeout: still running after 2 s"
STILL = "timeout: still running after 15 s"

HOSTILE: dict[str, tuple[str, str]] = {
    # --- its pipes and files
    "closes all descriptors": ("import os\nos.closerange(3, 4096)", CLOSED),
    "closes descriptors one by one": (
        "import os\nfor n in range(3, 64):\n    try:\n        os.close(n)\n    except OSError:\n        pass",
        CLOSED,
    ),
    "puts another file on every descriptor": (
        "import os\nnull = os.open('/dev/null', os.O_RDWR)\nfor n in range(3, 64):\n    os.dup2(null, n)",
        CLOSED,
    ),
    "closes the standard streams": ("import os\nos.closerange(0, 3)", ""),
    "replaces stdout": ("import sys\nsys.stdout = sys.stderr = sys.stdin = object()", ""),
    "puts an object without methods on __stdout__": (
        "import sys\nsys.__stdout__ = None",
        "",
    ),
    "writes a list as an answer": ("WRITE('[1]')", "crash: the worker's answer"),
    "writes a number as an answer": ("WRITE('7')", "crash: the worker's answer"),
    "writes an unknown status": ('WRITE(\'{"status": "held"}\')', "crash: the worker's answer"),
    "writes a failure without a cause": ('WRITE(\'{"status": "failed"}\')', "crash: the worker's answer"),
    "writes a proof that does not exist": (
        'WRITE(\'{"status": "passed", "proof_index": 9}\')',
        "crash: the worker's answer",
    ),
    "writes seconds that are no number": (
        'WRITE(\'{"status": "passed", "seconds": NaN}\')',
        "crash: the worker's answer",
    ),
    "writes half a character": ("WRITE('\"\\\\ud800\"')", "crash: the worker's answer"),
    "writes an empty line": ("WRITE('')", "crash: the worker's answer"),
    "writes an answer without an end": (
        "import os\nwhile True:\n    for n in range(3, 32):\n        try:\n"
        "            os.write(n, b'x' * 65536)\n        except OSError:\n            pass",
        "crash: the worker's answer",
    ),
    "leaves many files open": (
        "import sys\nsys.left = [open('/dev/null') for _ in range(400)]",
        "changed: the number of open files",
    ),
    # --- modules and builtins
    "replaces json": (
        "import sys, types\nsys.modules['json'] = types.ModuleType('json')",
        "changed: sys.modules['json']",
    ),
    "patches json.dumps": ("import json\njson.dumps = lambda *_, **__: '[]'", "changed: json.dumps"),
    "patches json's encoder": (
        "import json\njson.JSONEncoder.encode = lambda *_: '[]'",
        "changed: json.encoder.JSONEncoder.encode",
    ),
    "patches the code of json.dumps": (
        "import json\njson.dumps.__code__ = (lambda *a, **k: '[]').__code__",
        "changed: json.dumps",
    ),
    "patches open": ("import builtins\nbuiltins.open = None", "changed: builtins.open"),
    "patches len": ("import builtins\nbuiltins.len = lambda _: 0", "changed: builtins.len"),
    "patches isinstance": (
        "import builtins\nbuiltins.isinstance = lambda *_: False",
        "error: EngineFails: AppTest itself stops",
    ),
    "patches __import__": ("import builtins\nbuiltins.__import__ = None", "changed: builtins.__import__"),
    "patches print": ("import builtins\nbuiltins.print = None", "changed: builtins.print"),
    "adds a builtin": ("import builtins\nbuiltins.left = print", "changed: builtins.left"),
    "deletes a builtin": (
        "import builtins\ndel builtins.type",
        "crash: the worker stopped: NameError: name 'type'",
    ),
    "patches os.chdir": ("import os\nos.chdir = None", "changed: os.chdir"),
    "patches os.path": ("import os\nos.path.join = lambda *_: ''", "changed: posixpath.join"),
    "patches shutil.rmtree": ("import shutil\nshutil.rmtree = 1 / 1", "changed: shutil.rmtree"),
    "patches tempfile": ("import tempfile\ntempfile.mkdtemp = None", "changed: tempfile.mkdtemp"),
    "patches time": ("import time\ntime.monotonic = lambda: 0", "changed: time.monotonic"),
    "patches Path": ("import pathlib\npathlib.Path.write_text = None", "changed: pathlib."),
    "patches Thread.start": (
        "import threading\nthreading.Thread.start = lambda _: None",
        "changed: threading.Thread.start",
    ),
    "patches st.write": ("st.write = lambda *_: None", "changed: streamlit.write"),
    "adds to Streamlit": ("st.left = print", "changed: streamlit.left"),
    "patches DeltaGenerator": (
        "from streamlit.delta_generator import DeltaGenerator\nDeltaGenerator.button = lambda *_, **__: True",
        "changed: streamlit.delta_generator.DeltaGenerator.button",
    ),
    "patches session state": (
        "type(st.session_state).__getattr__ = lambda *_: 5",
        "changed: streamlit.runtime.state.session_state_proxy.SessionStateProxy.__getattr__",
    ),
    "patches AppTest": (
        "from streamlit.testing.v1 import AppTest\nAppTest.from_file = None",
        "changed: streamlit.testing.v1.app_test.AppTest.from_file",
    ),
    "patches the checker": (
        "import stproof.proving.run_proof as r\nr.surprises = None",
        "changed: stproof.proving.run_proof.surprises",
    ),
    "patches a verb": (
        "from stproof.proving.user import User\nUser.sees = lambda *_, **__: None",
        "changed: stproof.proving.user.User.sees",
    ),
    "patches the release": ("st.__version__ = '9.9'", "changed: streamlit.__version__"),
    "takes Streamlit out": (
        "import sys\nfor name in [*sys.modules]:\n    if name.startswith('streamlit'):\n        del sys.modules[name]",
        "changed: sys.modules['streamlit",
    ),
    "empties sys.modules": ("import sys\nsys.modules.clear()", "changed: sys.modules['sys']"),
    "replaces sys.modules": ("import sys\nsys.modules = {}", "changed: "),
    "replaces os.environ": ("import os\nos.environ = {}", "changed: os.environ"),
    "reloads a module": ("import importlib, json\nimportlib.reload(json)", "changed: json."),
    "breaks imports": ("import sys\nsys.meta_path.clear()", "changed: how modules are imported"),
    "finds modules of its own": (
        "import sys\nsys.meta_path.insert(0, object())",
        "changed: how modules are imported",
    ),
    # --- hooks and state of the interpreter
    "traces": (
        "import sys, threading\nthreading.settrace(lambda *_: 1 / 0)\nsys.settrace(lambda *_: 1 / 0)",
        "changed: sys.settrace or sys.setprofile of threads",
    ),
    "profiles": (
        "import threading\nthreading.setprofile(lambda *_: 1 / 0)",
        "changed: sys.settrace or sys.setprofile of threads",
    ),
    "replaces excepthook": ("import sys\nsys.excepthook = None", "changed: sys.excepthook"),
    "replaces the threads' excepthook": (
        "import threading\nthreading.__excepthook__ = None\nthreading.excepthook = None",
        "changed: threading.",
    ),
    "replaces unraisablehook": ("import sys\nsys.unraisablehook = print", "changed: sys.unraisablehook"),
    "lowers the recursion limit": ("import sys\nsys.setrecursionlimit(150)", "changed: the recursion limit"),
    "switches collection off": (
        "import gc\ngc.disable()\ngc.set_threshold(1)",
        "changed: the garbage collector",
    ),
    "starves other threads": ("import sys\nsys.setswitchinterval(1000)", "changed: the switch interval"),
    "cancels the watch": (
        "import faulthandler\nfaulthandler.cancel_dump_traceback_later()\nfaulthandler.disable()",
        "",
    ),
    "exits later": ("import faulthandler\nfaulthandler.dump_traceback_later(1, exit=True)", ""),
    "switches logging off": (
        "import logging\nlogging.disable(100)\nlogging.getLogger('streamlit').handlers.clear()",
        "",
    ),
    "makes warnings errors": ("import warnings\nwarnings.simplefilter('error')", ""),
    "seeds random": ("import random\nrandom.seed(0)", ""),
    # --- what a process has one of
    "sets the environment": ("import os\nos.environ.clear()\nos.environ['TMPDIR'] = '/gone'", ""),
    "changes the folder": ("import os\nos.chdir('/')", ""),
    "removes its own folder": ("import os, shutil\nshutil.rmtree(os.getcwd())", ""),
    "sets the umask": ("import os\nos.umask(0o777)", "changed: the umask"),
    "limits the size of files": (
        "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))",
        "changed: resource limits",
    ),
    "limits open files": (
        "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))",
        "changed: resource limits",
    ),
    "limits its time": (
        "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True:\n    pass",
        "crash: the process ended, killed by SIGKILL",
    ),
    "sets an alarm": ("import signal\nsignal.setitimer(signal.ITIMER_REAL, 60)", "changed: signal timers"),
    "changes the locale": (
        "import locale\nlocale.setlocale(locale.LC_ALL, 'C.UTF-8')",
        "changed: the locale",
    ),
    "changes the time zone": (
        "import os, time\nos.environ['TZ'] = 'Asia/Tokyo'\ntime.tzset()",
        "changed: the time zone",
    ),
    "removes the temporary folder": (
        "import os, shutil\nshutil.rmtree(os.environ['TMPDIR'])",
        "changed: the file /",
    ),
    "moves the root": (
        "import os\nos.makedirs('x')\nos.chroot('x')",
        "crash: the worker stopped: FileNotFoundError",
    ),
    # --- what is not its own
    "writes outside its folder": ("open('/tmp/stproof-left', 'w')", "changed: the file /tmp/stproof-left"),
    "writes in the home of the user": (
        "import pathlib, os, pwd\n(pathlib.Path(pwd.getpwuid(os.getuid()).pw_dir) / '.left').write_text('')",
        "changed: the file /",
    ),
    "writes next to the checker": (
        "import stproof, pathlib\n(pathlib.Path(stproof.__file__).parent / 'left.py').write_text('')",
        "changed: the file /",
    ),
    "removes a file, and says nothing": (
        "import os\ntry:\n    os.remove('/tmp/stproof-gone')\nexcept OSError:\n    pass",
        "changed: the file /tmp/stproof-gone",
    ),
    "moves its folder away": (
        "import os\nos.rename(os.getcwd(), '/tmp/stproof-left')",
        "changed: the file /tmp/stproof-left",
    ),
    "leads out by a link": (
        "import os\nos.symlink('/tmp', 'x')\nopen('x/stproof-left', 'w')",
        "changed: the file /tmp",
    ),
    "asks for a host": (
        "import urllib.request\nurllib.request.urlopen('http://example.com')",
        "changed: the host example.com",
    ),
    "asks for an address": (
        "import socket\nsocket.create_connection(('192.0.2.1', 80), 1)",
        "changed: the host 192.0.2.1",
    ),
    "looks for secrets": (
        "import os, pathlib\nif 'STPROOF_SECRET' in os.environ or any(pathlib.Path.home().iterdir()):\n    os._exit(9)",
        "",
    ),
    "kills the checker": ("import os\nos.kill(os.getppid(), 9)", "changed: the process that checks it"),
    "kills the checker's group": (
        "import os\nos.killpg(os.getpgid(os.getppid()), 9)",
        "changed: the process group ",
    ),
    "kills the checker with a program": (
        "import os, subprocess\nsubprocess.run(['kill', '-9', str(os.getppid())])",
        "",
    ),
    "writes into the checker's pipes": (
        "import os\nopen(f'/proc/{os.getppid()}/fd/1', 'w').write('[1]\\n')",
        "changed: the file /proc/",
    ),
    "reads what the checker has": (
        "import os\nopen(f'/proc/{os.getppid()}/mem', 'r+b')",
        "changed: the file /proc/",
    ),
    "writes outside its folder with a program": (
        "import os, subprocess\nsubprocess.run(['touch', '/tmp/stproof-left'])\nif os.path.exists('/tmp/stproof-left'):\n    os._exit(9)",
        "",
    ),
    "writes outside its folder in C": (
        "import ctypes, os\nctypes.CDLL(None).creat(b'/tmp/stproof-left', 0o600)\nif os.path.exists('/tmp/stproof-left'):\n    os._exit(9)",
        "",
    ),
    "asks for an address with a program": (
        "import os, subprocess, sys\ncode = 'import socket; socket.create_connection((\"192.0.2.1\", 80), 9)'\n"
        "if b'unreachable' not in subprocess.run([sys.executable, '-c', code], stderr=subprocess.PIPE).stderr:\n    os._exit(9)",
        "",
    ),
    "takes all memory": ("x = bytearray(6 << 30)", ""),
    "writes without an end": (
        "with open('x', 'wb') as file:\n    while True:\n        file.write(bytes(1 << 22))",
        "",
    ),
    # --- its end
    "exits hard": ("import os\nos._exit(0)", "crash: the process ended, exit code 0"),
    "exits": ("import sys\nsys.exit(1)", ""),
    "kills itself": ("import os\nos.kill(os.getpid(), 9)", "crash: the process ended, killed by SIGKILL"),
    "stops itself": (
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\nimport time\ntime.sleep(60)",
        LATE,
    ),
    "aborts": ("import os\nos.abort()", "crash: the process ended, killed by SIGABRT"),
    "faults": ("import ctypes\nctypes.string_at(0)", "crash: the process ended, killed by SIGSEGV"),
    "becomes another program": (
        "import os\nos.execv('/bin/true', ['true'])",
        "crash: the process ended, exit code 0",
    ),
    "never ends": ("while True:\n    pass", LATE),
    "never ends, and catches everything": (
        "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass",
        LATE,
    ),
    "waits": ("import time\ntime.sleep(1e6)", LATE),
    "waits for a lock": ("import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()", LATE),
    "reruns for ever": ("st.rerun()", LATE),
    "recurses": ("def f():\n    f()\nf()", ""),
    "recurses in C": ("x = []\nfor _ in range(100_000):\n    x = [x]\nrepr(x)", ""),
    "matches for ever": ("import re\nre.match('(a+)+$', 'a' * 64 + 'b')", LATE),
    "raises what is no error": ("raise BaseException('left')", ""),
    "raises an error that cannot be shown": (
        "class E(Exception):\n    def __str__(self):\n        raise E\nraise E",
        "",
    ),
    "raises half a character": ("raise ValueError('\\ud800')", ""),
    "raises an interrupt": ("raise KeyboardInterrupt", ""),
    # --- threads and processes
    "leaves a thread": (
        "import threading, time\nthreading.Thread(target=time.sleep, args=(90,)).start()",
        "leaves: 1 thread",
    ),
    "leaves a thread with our name": (
        "import threading, time\nthreading.Thread(target=time.sleep, args=(90,), name='stproof-reader', daemon=True).start()",
        "leaves: 1 thread",
    ),
    "leaves a thread of no module": (
        "import _thread, time\n_thread.start_new_thread(time.sleep, (90,))\ntime.sleep(.1)",
        "leaves: 1 thread",
    ),
    "forks": ("import os, time\nif os.fork() == 0:\n    time.sleep(90)", "leaves: 1 process"),
    "forks and returns": ("import os\nos.fork()", ""),
    "leaves a process": (
        "import subprocess\nsubprocess.Popen(['sleep', '90'], start_new_session=True, cwd='/')",
        "leaves: 1 process",
    ),
    "forks without an end": (
        "import os, time\nfor _ in range(300):\n    if os.fork() == 0:\n        time.sleep(90)",
        "leaves: 300 processes",
    ),
    "forks twice": (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(90)\n    os._exit(0)",
        "leaves: 1 process",
    ),
    "fills the output": ("for _ in range(50):\n    print('x' * 1_000_000)", ""),
    "fills the output without an end": ("while True:\n    print('x' * 1_000_000)", ""),
    "shows a great deal": ("st.text('x' * 3_000_000)", ""),
}
"""Name: (code, what the outcome says: how its status and message start, what it changed or left, or nothing)."""
BREAKS_ITS_SERVER = ("patches len", "patches isinstance", "patches __import__", "deletes a builtin")
"""What the server itself needs: it ends at once, or late, or answers no more."""
NAMED_ALIKE = (
    "removes the temporary folder",
    "writes outside its folder",
    "writes in the home of the user",
    "writes next to the checker",
    "removes a file, and says nothing",
    "leads out by a link",
    "asks for a host",
    "asks for an address",
    "kills the checker",
    "kills the checker's group",
    "writes into the checker's pipes",
    "reads what the checker has",
)
IN_BROWSER = {
    "removes its own folder": "changed: the file /",
    "moves its folder away": "changed: the file /",
    **{name: HOSTILE[name][1] for name in NAMED_ALIKE},
    "closes all descriptors": STILL,
    "closes descriptors one by one": STILL,
    "puts another file on every descriptor": STILL,
    "writes an answer without an end": STILL,
    "stops itself": STILL,
    "matches for ever": STILL,
    "limits its time": "crash: the server ended by signal 9",
    "exits hard": "crash: the server ended with exit code 0",
    "kills itself": "crash: the server ended by signal 9",
    "aborts": "crash: the server ended by signal 6",
    "faults": "crash: the server ended by signal 11",
    "becomes another program": "crash: the server ended with exit code 0",
}
"""What is said of them in the browser, where it is something: an app has a server of its own there, and may
change in it what it likes."""
WRITE = """
import os

def WRITE(text):
    for number in range(3, 32):
        try:
            if (os.fstat(number).st_mode & 0o170000) == 0o010000:
                os.write(number, text.encode() + b"\\n")
        except OSError:
            pass

"""
WITNESS = "import json, os\n\nwith open('own', 'w') as file:\n    json.dump([1], file)\nst.button('Add')\nst.write('a')\nst.session_state.n = 1\nraise ValueError(sorted(os.listdir()))\n"
"""An app that uses what the others attack; it raises at its last line."""
PROOF = "def p(user):\n    user.clicks('Add')\n    user.sees('a')\n    user.sees_error('ValueError')\n    user.sees('b')\n"


@dataclass(frozen=True, kw_only=True)
class Attack:
    """What came of a hostile snippet, and of the two around it."""

    name: str
    engine: Engine
    said: str
    """As in the table."""
    neighbours: tuple[str, str]
    seconds: float

    @property
    def is_named(self) -> bool:
        """Whether it has the outcome that the table says."""
        if self.engine is Engine.BROWSER and self.name in BREAKS_ITS_SERVER:
            return not self.said or self.said.startswith(
                ("crash: the server ended", "timeout: still running")
            )
        expected = outcome_of(self.name, self.engine)
        return expected in self.said and bool(self.said) == bool(expected)

    @property
    def is_alone(self) -> bool:
        """Whether the two around it have the outcome that they must."""
        return self.neighbours == (FAILS, FAILS)


def outcome_of(name: str, engine: Engine) -> str:
    """What the table says of a hostile snippet: a part of what is said; empty where that is nothing."""
    return IN_BROWSER.get(name, "") if engine is Engine.BROWSER else HOSTILE[name][1]


def job(
    code: str, proofs: tuple[ProofRef, ...] = (), timeout: float = ENOUGH, engine: Engine = Engine.APPTEST
) -> Job:
    """Code as a snippet of a page, from line 11 on."""
    app = App(
        name="counter",
        entry="app.py",
        layout=(("app.py", padded(((11, code),))),),
        origins=(("app.py", PAGE),),
    )
    return Job(app=app, engine=engine, proofs=proofs, timeout=timeout, assert_timeout=0.2)


def said(outcome: Outcome) -> str:
    """What an outcome says, in the words of the table."""
    ended = [] if outcome.status is Status.PASSED else [f"{outcome.status.value}: {outcome.message}"]
    found = (("changed", outcome.changed), ("leaves", outcome.leaked))
    return "; ".join([*ended, *(f"{what}: {', '.join(names)}" for what, names in found if names)])


def settings(engine: Engine) -> WorkerSettings:
    """Those of a worker of an engine."""
    if engine is Engine.APPTEST:
        return WorkerSettings(engine=engine)
    bases = probe(sys.executable).bases
    return WorkerSettings(engine=engine, python=sys.executable, chromium=find_chromium() or "", bases=bases)


def attacks(folder: Path, names: Iterable[str], engine: Engine = Engine.APPTEST) -> Iterator[Attack]:
    """Run each hostile snippet between two that fail, in one worker after another."""
    proof = folder / "proofs.py"
    proof.write_text(PROOF)
    os.environ["STPROOF_SECRET"] = "1"
    ref = ProofRef(path=str(proof), function="p", files=((str(proof), PROOF),))
    enough = ENOUGH if engine is Engine.APPTEST else 4 * ENOUGH  # a page may wait for a broken server
    witness = job(WITNESS, (ref,), enough, engine)
    late = TIMEOUT if engine is Engine.APPTEST else LATE_IN_BROWSER
    with Pool(size=1, settings=settings(engine)) as pool:
        for name in names:
            code, _ = HOSTILE[name]
            seconds = late if "timeout" in outcome_of(name, engine) else enough
            attack = job(clean(WRITE * ("WRITE(" in code) + code), timeout=seconds, engine=engine)
            before = _seen(pool.submit(witness).result())
            start = time.monotonic()
            outcome = pool.submit(attack).result()
            seconds = time.monotonic() - start
            after = _seen(pool.submit(witness).result())
            yield Attack(
                name=name, engine=engine, said=said(outcome), neighbours=(before, after), seconds=seconds
            )


def _seen(outcome: Outcome) -> str:
    """What is said of the app that must fail."""
    return f"{said(outcome)}; {outcome.proof_line}; {'; '.join(map(str, outcome.errors))}"


FAILS = "failed: to see 'b'; 5; ValueError: ['app.py', 'own'] at references/page.md:18"
"""What is said of the app that must fail, whatever ran before it."""


def left_behind(folder: Path) -> list[str]:
    """The files in a folder for temporary files, and the processes that have it in their command line."""
    lines = (" ".join(one.info["cmdline"] or ()) for one in psutil.process_iter(["cmdline"]))
    files = (str(file) for file in folder.iterdir())
    return [*files, *(line for line in lines if str(folder) in line)]


def main() -> None:
    """`hostile.py [--engine ENGINE] [NAME ...]`"""
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", type=Engine, default=Engine.APPTEST)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    made = []
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as temporary:
        tempfile.tempdir = temporary
        for attack in attacks(Path(folder), options.names or HOSTILE, options.engine):
            made.append(attack)
            good = attack.is_named and attack.is_alone
            print(
                f"{'ok ' if good else 'BAD'} {attack.seconds:5.1f} s  {attack.name}: {attack.said}",
                *(seen for seen in attack.neighbours if seen != FAILS),
                sep="\n      ",
                flush=True,
            )
        left = left_behind(Path(temporary))
    print(
        f"{len(made)} attacks {options.engine.where}: {sum(not one.is_named for one in made)} without a named "
        f"outcome, {sum(not one.is_alone for one in made)} with the outcome of another changed, "
        f"{len(left)} things left behind",
        *left,
        sep="\n      ",
    )


if __name__ == "__main__":
    main()
