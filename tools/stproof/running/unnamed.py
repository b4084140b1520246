"""Second tries of fences without a name: their right version only, and each after those before it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from stproof.model.skill import Snippet
from stproof.model.target import Target
from stproof.model.task import Task
from stproof.reading.subjects import of_snippet
from stproof.running.plan import Planner

WRONG = re.compile(r"#[^\w❌]*(?:❌|(?:bad|wrong|don'?t|avoid|incorrect)\b)", re.IGNORECASE)
RIGHT = re.compile(r"#[^\w✅]*(?:✅|(?:good|right|do|better|correct|instead)\b)", re.IGNORECASE)
"""Comments at the start of a line that divide a fence into a wrong version and a right one."""
Fences = Mapping[str, tuple[Snippet, tuple[Snippet, ...]]]
"""Name of a fence: the fence, and those before it in its section."""


def unnamed_fences(target: Target) -> Fences:
    """The fences of pages on which no Python fence has a name."""
    return {
        snippet.id: (snippet, section.snippets[:at])
        for page in target.pages
        if not any(snippet.name for snippet in page.snippets)
        for section in page.sections
        for at, snippet in enumerate(section.snippets)
    }


def retries(failed: Task, fences: Fences, planner: Planner) -> Iterator[Task]:
    """Tasks for a fence that did not run alone; none for anything else."""
    if failed.subject.name not in fences:
        return
    snippet, before = fences[failed.subject.name]
    right = replace(snippet, code=right_version(snippet.code))
    if right.code != snippet.code:
        yield planner.opens(of_snippet(right), engine=failed.job.engine, attempt=1)
    if before:
        ahead = of_snippet(right, before)
        yield planner.opens(ahead, engine=failed.job.engine, attempt=2, before=len(before))


def right_version(code: str) -> str:
    """The code without what is under `# BAD` and the like, lines kept: a fence that shows both
    versions is two programs, and only one of them is meant to run."""
    kept, wrong = [], False
    for line in code.splitlines():
        wrong = bool(WRONG.match(line)) or (wrong and not RIGHT.match(line))
        kept.append("" if wrong else line)
    return "\n".join(kept) + "\n"
