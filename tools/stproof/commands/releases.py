"""`stproof releases`: proves a skill on many releases, keeps the evidence, and compares it with the pages."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from stproof import __version__
from stproof.commands.tables import write as write_tables
from stproof.environments.cache_folder import cache_folder
from stproof.environments.choice import chosen, usable
from stproof.environments.index import Release, releases
from stproof.environments.uv import environments
from stproof.errors import StproofError
from stproof.evidence.bounds import boundary_subjects
from stproof.evidence.changes import Key, changes
from stproof.evidence.claims import SubjectHistory, histories, tasks_of
from stproof.evidence.pages import correct
from stproof.evidence.record import Record, State, claim_of, hash_of, record_of
from stproof.evidence.rules import of_histories
from stproof.evidence.store import Evidence, Run, read, read_all, write
from stproof.findings import in_order
from stproof.model.options import Options
from stproof.model.release import applies, parse
from stproof.model.run import Engine
from stproof.model.target import Target
from stproof.model.task import Result, Task
from stproof.reading.skill import read_skill
from stproof.report.releases import ReleaseReport, ReleasesReport
from stproof.running.matrix import LATE, Matrix, ReleaseRun, Step, Watch
from stproof.running.run import selected

BOUNDARIES = "boundaries"


def prove_releases(
    target: Target, wanted: str, options: Options, watch: Watch, *, update: bool
) -> ReleasesReport:
    """Run what has not been run yet on the releases that `wanted` names, and say what was seen.

    wanted: what `--streamlit` takes. options: `workers` is how many releases run at the same time.
    update: write what the evidence says into the pages.
    Raises `StproofError`.
    """
    start = time.perf_counter()
    campaign = Campaign(target, options, watch)
    runs = campaign.run([part.strip() for part in wanted.split(",")])
    reports = [campaign.report(run) for run in runs]
    written = tuple(_updated(campaign)) if update else ()
    if written:
        campaign = Campaign(read_skill(campaign.root), options, watch)
    return ReleasesReport(
        title=target.title,
        releases=tuple(reports),
        findings=in_order(of_histories(campaign.known())),
        written=written,
        seconds=time.perf_counter() - start,
    )


def _updated(campaign: Campaign) -> Iterator[str]:
    """Write what the evidence says into the pages, then what is made from both."""
    yield from correct(campaign.root, campaign.known())
    yield from write_tables(campaign.root)


class Campaign:
    """One run over several releases."""

    def __init__(self, target: Target, options: Options, watch: Watch) -> None:
        self.root = Path(target.root)
        self._target = target
        self._options = options
        self._watch = watch
        self._every = tasks_of(target, options.timeout)
        if not self._every:
            raise StproofError(
                f"{target.title}: there is nothing with a name, of which evidence could be kept"
            )
        mine = (task for task in self._every if task.job.engine in options.engines)
        self._tasks = tuple(selected(mine, target, options))
        self._before = read_all(self.root)
        self._over: dict[str, ReleaseRun] = {}
        self._lock = threading.Lock()

    def known(self) -> tuple[SubjectHistory, ...]:
        """What is known of each subject now."""
        return histories(self._target, read_all(self.root), current=True)

    def run(self, parts: list[str]) -> list[ReleaseRun]:
        """All releases that are asked for, with what came of those that had something to do."""
        plan = self._plan(parts)
        for run in plan:
            self._told(run if run.tasks else replace(run, step=Step.DONE))
        matrix = Matrix(environments(), self._options, self._told, _is_odd)
        matrix.run([run for run in plan if run.tasks])
        return [self._over[run.release.name] for run in plan]

    def _plan(self, parts: list[str]) -> list[ReleaseRun]:
        """Each release with those of its tasks of which there is no evidence yet, newest first."""
        cache = cache_folder()
        index = releases(cache)
        others = [part for part in parts if part != BOUNDARIES]
        whole = chosen(others, index, lambda: releases(cache, "streamlit-nightly"))
        found = dict.fromkeys(whole, self._tasks)
        if BOUNDARIES in parts:
            finals = {release.version: release for release in usable(index)}
            for version, subjects in boundary_subjects(self.known(), list(finals)).items():
                some = tuple(task for task in self._tasks if task.subject.name in subjects)
                found.setdefault(finals[version], some)
        ordered = sorted(found, key=lambda release: parse(release.version), reverse=True)
        return [ReleaseRun(release=each, tasks=self._due(each, found[each])) for each in ordered]

    def _due(self, release: Release, tasks: Iterable[Task]) -> tuple[Task, ...]:
        evidence = self._before.get(release.version, {}) if release.is_final else {}
        return tuple(task for task in tasks if not _is_done(task, evidence, again=bool(self._options.only)))

    def _told(self, run: ReleaseRun) -> None:
        """Called from the threads of the matrix."""
        if run.is_over:
            with self._lock:
                self._over[run.release.name] = run
                if run.results and run.release.is_final:
                    self._keep(run)
        self._watch(run)

    def _keep(self, run: ReleaseRun) -> None:
        """Write the evidence of a release."""
        current = {claim_of(task) for task in self._every}
        day = datetime.now(timezone.utc).date().isoformat()
        for engine in self._options.engines:
            made = Run(engine=engine, checker=__version__, python=run.python, date=day)
            records = [record_of(each) for each in run.results if each.engine is engine]
            write(self.root, run.release.version, records, made, current)

    def report(self, run: ReleaseRun) -> ReleaseReport:
        """What is known of a release after its run."""
        version = run.release.version
        now = self._now(run)
        counts = Counter(
            _judged(task, now[key], version) for task in self._tasks if (key := _key(task)) in now
        )
        return ReleaseReport(
            release=run.release.name,
            step=run.step,
            problem=run.problem,
            ran=len(run.results),
            holds=counts["holds"],
            not_there=counts["not there"],
            fails=counts["fails"],
            unclear=counts["unclear"],
            changes=tuple(changes(version, now, self._before)),
        )

    def _now(self, run: ReleaseRun) -> dict[Key, Record]:
        """All that is known of a release, on the engines of this run."""
        seen = {_key(each.task): record_of(each) for each in run.results}
        if not run.release.is_final:
            return seen
        known = read(self.root, run.release.version)
        return {key: record for key, (record, _) in known.items() if key[1] in self._options.engines}


def _key(task: Task) -> Key:
    return claim_of(task), task.job.engine


def _is_done(task: Task, evidence: Evidence, *, again: bool) -> bool:
    """Whether its outcome is known: the same code and proof, by this version of the checker.

    again: try once more what was late or crashed; it was tried twice in the run that wrote it.
    """
    found = evidence.get(_key(task))
    if found is None or (again and found[0].status in LATE):
        return False
    return found[0].hash == hash_of(task) and found[1].checker == __version__


def _is_odd(result: Result, release: str) -> bool:
    """Whether it is worth a second look: it was late, or is not what the page says of the release."""
    odd = _judged(result.task, record_of(result), release) == "fails"
    return odd or result.outcome.status in LATE


def _judged(task: Task, record: Record, release: str) -> str:
    """What one piece of evidence counts as."""
    if record.state is State.HOLDS:
        return "holds"
    if record.state is State.UNCLEAR:
        return "unclear"
    proof = task.on(release).proof
    declared = bool(proof and proof.apptest_shows) and task.job.engine is Engine.APPTEST
    expected = declared or bool(applies(task.subject.since, task.subject.until, release))
    return "not there" if expected else "fails"
