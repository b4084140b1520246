"""Writes what a person would write without stproof: a skill's snippets and proofs as plain AppTest calls.

Every opening and every proof is run once, and its calls are noted, so that the file does what the
checker does. Where the two cannot be the same, the file does less: it reads no log, and it leaves out
what a proof does besides talking to `user`.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import runpy
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from noting import Hand, NotedSession, NotingUser

from stproof.engines.api import Cannot, NotThere
from stproof.engines.apptest.engine import AppTestDriver
from stproof.model.release import applies
from stproof.model.run import App, Engine
from stproof.model.target import Target
from stproof.model.task import Task
from stproof.proving.user import ExpectationFailed
from stproof.running.plan import Planner
from stproof.worker.isolation import restored

FILE = "test_by_hand.py"
APPS = "apps"
HEAD = '''"""Every snippet, example and proof of a skill as plain AppTest calls."""

import datetime
import os
import sys

import streamlit as st
from streamlit.testing.v1 import AppTest


def enter(folder, *modules):
    """Be in the folder of an app, with its own modules not yet imported."""
    os.chdir(folder)
    sys.path[0] = folder
    for name in modules:
        sys.modules.pop(name, None)
'''
TAIL = """

if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
"""


def write(skill: Target, folder: Path) -> int:
    """Write the file and its apps into the folder; returns how many tests there are."""
    import streamlit

    logging.disable()  # what Streamlit has to say of running without a server
    warnings.simplefilter("ignore")  # snippets that show a mistake leave coroutines behind
    AppTestDriver(lambda: "")  # scans for components once, while noting
    planner = Planner(root=skill.root, timeout=60.0)
    planned = [
        task
        for task in planner.tasks(skill, (Engine.APPTEST,))
        if not applies(task.subject.since, task.subject.until, streamlit.__version__)
    ]
    functions = [_function(number, task, skill, folder) for number, task in enumerate(planned, start=1)]
    (folder / FILE).write_text("\n".join((HEAD, *functions)) + TAIL, encoding="utf-8")
    write_apps(skill, folder)
    return len(planned)


def write_apps(skill: Target, folder: Path) -> None:
    """Write every snippet and example again: an app may have changed files."""
    shutil.rmtree(folder / APPS, ignore_errors=True)
    for subject in skill.subjects.values():
        _placed(subject.app, skill, folder)


def _placed(app: App, skill: Target, folder: Path) -> App:
    """The app with its files below the folder."""
    if not app.layout:
        shutil.copytree(Path(skill.root, "examples"), folder / APPS / "examples", dirs_exist_ok=True)
        home = folder / APPS
        return replace(app, entry=str(home / Path(app.entry).relative_to(skill.root)), cwd=str(home))
    home = folder / APPS / app.name
    for path, text in app.layout:
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text, encoding="utf-8")
    return replace(app, entry=str(home / app.entry), cwd=str(home))


def _function(number: int, task: Task, skill: Target, folder: Path) -> str:
    """The test for one task."""
    shutil.rmtree(folder / APPS, ignore_errors=True)
    app = _placed(task.job.app, skill, folder)
    with restored(app.cwd), contextlib.redirect_stdout(io.StringIO()):
        hand = _noted(task, app)
    proof = f"_{task.proof.function}" if task.proof else ""
    name = re.sub(r"\W+", "_", f"{task.subject.name}{proof}{'_wrong' if task.counterexample else ''}")
    body = [*_preparations(task.job.app, app), *hand.lines]
    return "\n".join(("", f"def test_{number:03}_{name}():", *(f"    {line}" for line in body), ""))


def _preparations(app: App, placed: App) -> Iterator[str]:
    """What tests of several apps in one process need, where an app needs it."""
    texts = [text for _, text in app.layout] or [Path(app.entry).read_text(encoding="utf-8")]
    if len(app.layout) != 1:
        home = Path(placed.entry).parent
        names = [str(home), *sorted(file.stem for file in home.glob("*.py"))]
        yield f"enter({', '.join(map(repr, names))})"
    if any("st.cache_" in text for text in texts):
        yield "st.cache_data.clear()"
        yield "st.cache_resource.clear()"


def _noted(task: Task, app: App) -> Hand:
    """The calls of a task, up to the point where its proof stops."""
    hand = Hand()
    try:
        user = NotingUser(NotedSession(app, lambda: "", hand=hand))
        for proof in task.job.proofs:
            runpy.run_path(proof.path)[proof.function](user)
    except (ExpectationFailed, AssertionError, NotThere, Cannot) as problem:
        if not (task.counterexample or (task.proof and task.proof.apptest_shows)):
            raise RuntimeError(f"{task.subject.name}: {task.proof} does not hold") from problem
    if not task.proof:
        session = user._session
        clean = hand.expect("not at.exception", "at", session._at)
        clean or hand.expect("at.exception", "at", session._at)
    return hand
