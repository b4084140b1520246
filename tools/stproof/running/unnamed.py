"""Further tries of fences without a name: their right version only, after those before them, and with what
they lack."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from stproof.analysis.versions import right_version
from stproof.model.config import Config
from stproof.model.skill import Page, Snippet
from stproof.model.target import Target
from stproof.model.task import Subject, Task
from stproof.reading.subjects import SUPPLIED, of_snippet, supplied
from stproof.running.plan import Planner
from stproof.running.supply import supply


@dataclass(frozen=True, kw_only=True)
class Fence:
    """A fence without a name, and what is around it."""

    snippet: Snippet
    before: tuple[Snippet, ...]
    """Those before it in its section."""
    page: Page
    config: Config


Fences = Mapping[str, Fence]
"""By the name of their subject."""


def unnamed_fences(target: Target) -> Fences:
    """The fences of pages on which no Python fence has a name."""
    return {
        snippet.id: Fence(snippet=snippet, before=section.snippets[:at], page=page, config=target.config)
        for page in target.pages
        if not any(snippet.name for snippet in page.snippets)
        for section in page.sections
        for at, snippet in enumerate(section.snippets)
    }


def retries(failed: Task, fences: Fences, planner: Planner) -> Iterator[Task]:
    """Tasks for a fence that did not run alone; none for anything else."""
    if failed.subject.name not in fences:
        return
    fence = fences[failed.subject.name]
    right = replace(fence.snippet, code=right_version(fence.snippet.code))
    if right.code != fence.snippet.code:
        yield planner.opens(_like(failed, of_snippet(right)), engine=failed.job.engine, attempt=1)
    if fence.before:
        ahead = _like(failed, of_snippet(right, fence.before))
        yield planner.opens(ahead, engine=failed.job.engine, attempt=2, before=len(fence.before))


def last_tries(failed: Task, fences: Fences, planner: Planner) -> Iterator[Task]:
    """The task for a fence that does not run with what is on its page alone: with what may stand in for the
    rest; none for anything else."""
    fence = fences.get(failed.subject.name)
    found = supply(fence.snippet, fence.page, fence.config) if fence else None
    if fence is None or found is None:
        return
    right = replace(fence.snippet, code=right_version(fence.snippet.code))
    subject = supplied(_like(failed, of_snippet(right)), f"{fence.config.setup}\n{found.code}", found.files)
    task = planner.opens(subject, engine=failed.job.engine, attempt=3)
    yield replace(task, stand_ins=found.stand_ins)


def _like(failed: Task, subject: Subject) -> Subject:
    """The subject with the modules that the first try had."""
    again = replace(subject, app=replace(subject.app, paths=failed.subject.app.paths))
    setup = dict(failed.subject.app.layout).get(f"{SUPPLIED}.py", "")
    return supplied(again, setup, {})
