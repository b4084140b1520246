"""What a proof takes in a real browser, and where the time goes."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from stproof.engines.selection import select_engines
from stproof.model.release import applies
from stproof.model.run import Engine
from stproof.model.target import Target
from stproof.model.task import Task
from stproof.running.plan import Planner

SAMPLE = 25
"""Proofs, spread over the skill, whose time is taken apart."""
ACTIONS = ("do", "rerun", "reload", "back", "forward")
RARE = ("open_url", "new_tab", "new_person", "close", "lose_connection", "restart_server")


def measure(skill: Target, command: tuple[str, ...], environment: Mapping[str, str]) -> None:
    """Print seconds per proof of a whole run, and the parts of a sample's time."""
    choice = select_engines(None, None)
    if not choice.chromium:
        print(f"\nno browser run: {choice.no_browser}")
        return
    start = time.perf_counter()
    line = (*command, "--engine", "browser", "--format", "json")
    done = subprocess.run(line, cwd=skill.root, env=environment, capture_output=True, text=True)
    wall = time.perf_counter() - start
    every = json.loads(done.stdout)["reports"][0]["outcomes"]
    outcomes = [outcome for outcome in every if outcome["proof"]]
    inside = sum(outcome["seconds"] for outcome in outcomes)
    each = wall / len(outcomes)
    print(f"\nin Chromium: {len(outcomes)} proofs and wrong versions in {wall:.1f} s, {each:.2f} s for each")
    print(f"in a worker each took {inside / len(outcomes):.2f} s; exit code {done.returncode}")
    _print_parts(skill, choice.chromium)


def _print_parts(skill: Target, chromium: str) -> None:
    """Where the time of a sample goes, run one after the other in this process."""
    every = _planned(skill)
    sample = every[:: max(1, len(every) // SAMPLE)]
    spent = _taken_apart(sample, chromium)
    total = spent.pop("all")
    spent["the rest"] = total - sum(spent.values())
    print(f"\n{len(sample)} of them, one after the other: {total / len(sample):.2f} s for each")
    for part, seconds in spent.items():
        print(f"  {part:48}{seconds / len(sample):>8.3f} s{seconds / total:>7.0%}")


def _planned(skill: Target) -> list[Task]:
    import streamlit

    planner = Planner(root=skill.root, timeout=60.0)
    return [
        task
        for task in planner.tasks(skill, (Engine.BROWSER,))
        if task.proof and not applies(task.subject.since, task.subject.until, streamlit.__version__)
    ]


def _taken_apart(sample: list[Task], chromium: str) -> dict[str, float]:
    """Seconds in each part of the browser engine's work."""
    from stproof.engines.app_errors import error_bases
    from stproof.engines.browser.browser_process import BrowserProcess
    from stproof.engines.browser.engine import BrowserDriver
    from stproof.engines.browser.server import Server
    from stproof.engines.browser.session import BrowserSession
    from stproof.proving.user import User

    clock = Clock()
    clock.watch("server start", Server, "__init__", "wait")
    clock.watch("Chromium start, and its empty tab", BrowserProcess, "page")
    clock.watch("page load, until the app has settled", BrowserSession, "begin")
    clock.watch("steps", BrowserSession, *ACTIONS, *RARE)
    clock.watch("assertions, and waiting for what a wrong version never shows", User, "_expect")
    clock.watch("reading the screen after a step", BrowserSession, "screen")
    clock.watch("leaving the app", BrowserDriver, "_leave")
    engine = BrowserDriver(sys.executable, chromium, error_bases())
    start = time.perf_counter()
    for task in sample:
        _run(task, engine)
    spent = {**clock.spent, "all": time.perf_counter() - start}
    engine.close()
    return spent


def _run(task: Task, engine: Any) -> None:
    """A proof or wrong version; whether it holds is for the checker to say."""
    from stproof.engines.layout import written
    from stproof.proving.user import ExpectationFailed, Transcript, User
    from stproof.worker.isolation import restored

    with written(task.job.app) as app, restored(app.cwd or os.getcwd()):
        sys.path.insert(0, str(Path(app.entry).parent))
        try:
            user = User(engine.open(app), transcript=Transcript(task.job.assert_timeout))
            for proof in task.job.proofs:
                runpy.run_path(proof.path)[proof.function](user)
        except ExpectationFailed:
            return


class Clock:
    """Adds up the time inside of methods; of a call inside of another only the outer one counts."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._inside = False

    def watch(self, part: str, owner: type, *names: str) -> None:
        """Count these methods of a class as this part."""
        for name in names:
            setattr(owner, name, self._watched(part, getattr(owner, name)))

    def _watched(self, part: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **keywords: Any) -> Any:
            if self._inside:
                return method(*arguments, **keywords)
            self._inside, start = True, time.perf_counter()
            try:
                return method(*arguments, **keywords)
            finally:
                self._inside = False
                self.spent[part] += time.perf_counter() - start

        return watched
