"""A run of a target's tasks, without the processes that run them."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from threading import Thread

from skill_cases import lay_out
from stproof.model.options import Options
from stproof.model.run import Engine, Environment, Job, Outcome, Status
from stproof.reading.target import read
from stproof.running.kept import Kept
from stproof.running.run import TargetRun

NUMBER = 9


class LastFirst:
    """Pools of which the last job ends first."""

    def __init__(self) -> None:
        self._futures: list[Future[Outcome]] = []

    def start(self, engine: Engine) -> None:
        pass

    def environment(self) -> Environment:
        return Environment(streamlit="1.67.0", python="3.11", bases={})

    def submit(self, job: Job) -> Future[Outcome]:
        self._futures.append(Future())
        if len(self._futures) == NUMBER:
            Thread(target=self._end).start()
        return self._futures[-1]

    def _end(self) -> None:
        for future in reversed(self._futures):
            future.set_result(Outcome(status=Status.PASSED))


def test_results_are_in_the_order_of_the_page_whatever_ends_first(tmp_path: Path) -> None:
    page = "\n".join(f"```python\nst.write({number})\n```\n" for number in range(NUMBER))
    (target,) = read(lay_out(tmp_path, {"a.md": page}, name="docs"))
    options = Options()
    run = TargetRun(target, options, LastFirst(), Kept(options))  # type: ignore[arg-type]
    assert [result.subject.name for result in run.results(run.tasks)] == list(target.subjects)
