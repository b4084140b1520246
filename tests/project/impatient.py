"""Replays proofs in Chromium with each click on a button done twice, as impatient people do.

`python tests/project/impatient.py [NAME...]` says where a person then sees something else: of each example,
or of the snippets and examples that are named. The second click is at the same place, whatever is there.
Where each click counts, as in a counter, another outcome is right; an error of the app never is.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tools"))

from stproof.engines import api  # noqa: E402
from stproof.engines.app_errors import error_bases  # noqa: E402
from stproof.engines.browser import session  # noqa: E402
from stproof.engines.browser.engine import BrowserDriver  # noqa: E402
from stproof.engines.browser.locate import Finder  # noqa: E402
from stproof.engines.layout import written  # noqa: E402
from stproof.engines.selection import select_engines  # noqa: E402
from stproof.model.run import Engine, Outcome, Status  # noqa: E402
from stproof.model.task import SubjectKind, Task  # noqa: E402
from stproof.proving.run_proof import run_proof  # noqa: E402
from stproof.reading.skill import read_skill  # noqa: E402
from stproof.running.plan import Planner  # noqa: E402

PAUSES = (0.03, 0.25)
"""Seconds between the two clicks: by accident, and since nothing seems to happen."""


@contextmanager
def impatience(pause: float) -> Iterator[None]:
    """Each click on a button is followed by another one; 0 for none."""
    act = session.act

    def twice(finder: Finder, action: api.Action, name: api.WidgetName) -> None:
        is_button = isinstance(action, api.Click) and finder.find(name, action.roles).role == "button"
        act(finder, action, name)
        if is_button and pause:
            time.sleep(pause)
            finder.page.mouse.down()
            finder.page.mouse.up()

    session.act = twice
    try:
        yield
    finally:
        session.act = act


def outcome(task: Task, driver: BrowserDriver, pause: float) -> Outcome:
    with impatience(pause), written(task.job.app) as app:
        return run_proof(replace(task.job, assert_timeout=1.0), task.job.proofs[0], app, driver)


def tasks(names: Sequence[str]) -> Iterator[Task]:
    """The proofs of these snippets and examples, in the browser; without names, of all examples."""
    target = read_skill(ROOT)
    planner = Planner(root=target.root, timeout=60)
    for task in planner.tasks(target, (Engine.BROWSER,)):
        wanted = task.subject.name in names or (not names and task.subject.kind is SubjectKind.EXAMPLE)
        if wanted and task.proof and not task.counterexample:
            yield task


def main(names: Sequence[str]) -> None:
    driver = BrowserDriver(sys.executable, select_engines("browser", None).chromium, error_bases())
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        try:
            for task in tasks(names):
                told = (_told(outcome(task, driver, pause), pause) for pause in PAUSES)
                for line in filter(None, told):
                    print(f"{task.proof.id if task.proof else ''} on {task.subject.name}, {line}", flush=True)
        finally:
            driver.close()


def _told(seen: Outcome, pause: float) -> str:
    if seen.status is Status.PASSED:
        return ""
    what = seen.cause.value if seen.cause else seen.status.value
    saw = next(iter(seen.observed), "nothing")
    return f"{pause * 1000:.0f} ms: {what}: expected {seen.message}; saw {saw}"


if __name__ == "__main__":
    main(sys.argv[1:])
