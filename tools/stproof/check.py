"""One run of the checker: read, apply the rules, carry out, judge, report."""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path

from stproof import loose
from stproof.choose import INSTALL
from stproof.errors import StproofError
from stproof.jobs import Status
from stproof.laboratory import Laboratory, findings, try_mutants
from stproof.model import Finding, Page, Proof, Skill
from stproof.mutation import Tried, scores
from stproof.plan import Planner, Subject, Task, subjects, tasks
from stproof.pool import Pools
from stproof.releases import applies
from stproof.report import Report
from stproof.rules import mutants as rules
from stproof.rules.registry import did_you_mean, in_order
from stproof.verdict import Result, runs_as_written, verdict

Progress = Callable[[int, int], None]
"""Called with how many tasks are done and how many there are."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the person asked for."""

    engines: tuple[str, ...] = ("apptest",)
    python: str = sys.executable
    """Interpreter of the environment under check."""
    chromium: str = ""
    """Path of the Chromium to use; empty without a browser."""
    no_browser: str = ""
    """Why there is no browser, where one would have been used."""
    timeout: float = 10.0
    """Seconds for one job."""
    only: tuple[str, ...] = ()
    """Names of snippets, examples or proofs; empty for all."""
    mutants: bool = False
    """Whether to try the mutants too."""
    min_score: int = 0
    """Percent that the mutation score must reach."""
    workers: int = 0
    """Worker processes; 0 for as many as there are cores."""


def check_skill(skill: Skill, found: Sequence[Finding], options: Options, progress: Progress) -> Report:
    """Carry out all of a skill's snippets, examples and proofs; `found` are the static findings."""
    return _check(
        title=skill.name or Path(skill.root).name,
        root=skill.root,
        known=subjects(skill),
        proofs=skill.proofs,
        pages=skill.pages,
        found=found,
        options=options,
        progress=progress,
    )


def check_app(
    app: Subject, proofs: Sequence[Proof], found: Sequence[Finding], options: Options, progress: Progress
) -> Report:
    """Open an app that needs no skill around it, and carry out the proofs that name it."""
    return _check(
        title=app.name,
        root=app.app.cwd,
        known={app.name: app},
        proofs=proofs,
        pages=(),
        found=found,
        options=options,
        progress=progress,
    )


def _check(
    *,
    title: str,
    root: str,
    known: dict[str, Subject],
    proofs: Sequence[Proof],
    pages: Sequence[Page],
    found: Sequence[Finding],
    options: Options,
    progress: Progress,
) -> Report:
    start = time.perf_counter()
    planner = Planner(root=root, timeout=options.timeout)
    planned = list(_wanted(tasks(proofs, known, planner, options.engines), options.only))
    with Pools(python=options.python, chromium=options.chromium, size=options.workers) as pools:
        environment = pools.environment()
        due, skipped = _due(planned, environment.streamlit)
        results = list(carry_out(pools, due, progress))
        opened = {result.task.subject.name: result for result in results if result.task.proof is None}
        second = list(carry_out(pools, list(loose.again(pages, opened, planner)), progress))
        tried, noticed = _mutate(
            Laboratory(proofs=proofs, planner=planner, pools=pools, results=results), options, progress
        )
    return Report(
        title=title,
        root=root,
        streamlit=environment.streamlit,
        python=environment.python,
        engines=options.engines,
        findings=in_order([*found, *_news(found, judge(results, second)), *noticed]),
        results=tuple(_best(results, second)),
        tried=tried,
        pages=len(pages),
        notes=(*_notes(skipped, [*results, *second]), *_unseen(proofs, options)),
        seconds=time.perf_counter() - start,
    )


def _mutate(
    laboratory: Laboratory, options: Options, progress: Progress
) -> tuple[tuple[Tried, ...], list[Finding]]:
    """The mutants and what they say, if they were asked for."""
    if not options.mutants:
        return (), []
    tried = try_mutants(laboratory, options.engines, progress)
    found = list(findings(laboratory, tried))
    for whole in scores(tried, lambda _: "SKILL.md"):
        if whole.percent < options.min_score:
            found.append(rules.falls_below(whole.name, whole.percent, options.min_score))
    return tried, found


def _news(found: Sequence[Finding], ran: Iterable[Finding]) -> Iterator[Finding]:
    """What running adds to what reading has found: that code does not compile is told once."""
    told = {(one.path, one.line) for one in found if one.rule == "SN309"}
    return (one for one in ran if one.rule != "SN354" or (one.path, one.line) not in told)


def carry_out(pools: Pools, due: Sequence[Task], progress: Progress) -> Iterator[Result]:
    """Carry out tasks of all engines side by side; yields each result as it comes."""
    waiting = {pools.submit(task.job): task for task in due}
    for done, future in enumerate(as_completed(waiting), start=1):
        yield Result(task=waiting[future], outcome=future.result())
        progress(done, len(due))


def judge(results: Sequence[Result], second: Sequence[Result]) -> Iterator[Finding]:
    """The findings of a run; fences without names are judged by what they lack."""
    again: dict[str, list[Result]] = defaultdict(list)
    for result in second:
        again[result.task.subject.name].append(result)
    named = [result for result in results if not _is_loose(result)]
    yield from verdict(named)
    for result in results:
        if _is_loose(result):
            yield from loose.verdict(result, again[result.task.subject.name])


def _best(results: Sequence[Result], second: Sequence[Result]) -> Iterator[Result]:
    """The results, with a further try in the place of the first where it got through."""
    got = {result.task.subject.name: result for result in second if runs_as_written(result)}
    for result in results:
        yield got.get(result.task.subject.name, result) if result.task.proof is None else result


def _is_loose(result: Result) -> bool:
    snippet = result.task.subject.snippet
    return snippet is not None and snippet.name is None


def _wanted(planned: Iterable[Task], only: tuple[str, ...]) -> Iterator[Task]:
    """The tasks that `--only` names: by snippet, example or proof.

    Raises `StproofError` for an unknown name.
    """
    every = list(planned)
    names = {task.subject.name for task in every} | {task.proof.function for task in every if task.proof}
    for name in only:
        if name not in names:
            guess = did_you_mean(name, names, "see `stproof list`")
            raise StproofError(f"--only {name!r}: there is no such snippet, example or proof; {guess}")
    for task in every:
        own = {task.subject.name} if task.proof is None else {*task.proof.names, task.proof.function}
        if not only or own & set(only):
            yield task


def _due(planned: Sequence[Task], release: str) -> tuple[list[Task], list[tuple[Task, str]]]:
    """The tasks that apply to this release, and the others with the reason."""
    due: list[Task] = []
    skipped: list[tuple[Task, str]] = []
    for task in planned:
        reason = applies(task.subject.since, task.subject.until, release)
        skipped.append((task, reason)) if reason else due.append(task)
    return due, skipped


def _notes(skipped: Sequence[tuple[Task, str]], results: Sequence[Result]) -> Iterator[str]:
    """What was left out and why, one sentence for each reason."""
    reasons = Counter(reason for task, reason in skipped if task.proof)
    for reason, number in sorted(reasons.items()):
        yield f"{_proofs(number)} skipped, as what they prove holds {reason}"
    cannot = Counter(result.outcome.message for result in results if result.outcome.status is Status.SKIPPED)
    for reason, number in sorted(cannot.items()):
        yield f"{number} skipped: {reason}"
    after = sum(result.task.before > 0 and runs_as_written(result) for result in results)
    if after:
        yield f"{after} snippets run only after the fences before them in their section"


def _unseen(proofs: Sequence[Proof], options: Options) -> Iterator[str]:
    """How many proofs no browser has judged."""
    need = [proof for proof in proofs if proof.only_browser]
    if need and "browser" not in options.engines:
        why = "--engine apptest"
        if options.no_browser:
            why = f"no browser ({options.no_browser}); get one with: {INSTALL}"
        yield f"{_proofs(len(need))} that only a browser can judge skipped: {why}"


def _proofs(number: int) -> str:
    return f"{number} proof{'' if number == 1 else 's'}"
