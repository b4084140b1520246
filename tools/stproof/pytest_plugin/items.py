"""The files and tests of a skill, as pytest collects, starts and reports them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stproof.engines.selection import select_engines
from stproof.errors import StproofError
from stproof.model.skill import Proof
from stproof.model.task import Subject
from stproof.pytest_plugin.run import SkillRun
from stproof.report.text import SILENT

RUN: pytest.StashKey[SkillRun] = pytest.StashKey()


def items_of(file: pytest.File) -> Iterator[pytest.Item]:
    """The tests of a page, an example or a proof file."""
    if RUN not in file.config.stash:
        file.config.stash[RUN] = _run(file.config)
        file.config.pluginmanager.register(Hooks())
    for name, what in file.config.stash[RUN].tests(file.path).items():
        item: ProvenItem = ProvenItem.from_parent(file, name=name)
        item.what = what
        yield item


def _run(config: pytest.Config) -> SkillRun:
    """The run over the skill in the root folder; its workers start with the first test."""
    try:
        options = select_engines(config.getoption("--stproof-engine"), None)
        return SkillRun(config.rootpath, replace(options, timeout=config.getoption("--stproof-timeout")))
    except StproofError as problem:
        raise pytest.Collector.CollectError(f"stproof: {problem}") from None


class Hooks:
    """What only a run over a skill needs."""

    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Hand all that was selected to the pool at once: it works ahead while pytest reports.

        A process of pytest-xdist does not know its share before each test, so there each waits.
        """
        if not hasattr(session.config, "workerinput") and not session.config.option.collectonly:
            for item in session.items:
                if isinstance(item, ProvenItem):
                    session.config.stash[RUN].start(item.what)

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        config.stash[RUN].close()


class ProvenItem(pytest.Item):
    """One snippet, example or proof, or the rules of the whole skill."""

    what: Subject | Proof | None
    """What it is about; None for the rules."""

    def runtest(self) -> None:
        ending = self.config.stash[RUN].ending(self.what)
        if ending.errors:
            raise DoesNotHold("\n".join(line for finding in ending.errors for line in finding.lines()))
        if ending.silent:
            raise DoesNotHold(f"{self.name} {SILENT}")
        if ending.skipped:
            raise pytest.skip.Exception(ending.skipped, _use_item_location=True)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any, **__: Any) -> str:
        """The checker's own words; a traceback of the checker would help nobody."""
        if isinstance(excinfo.value, DoesNotHold):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.what.line - 1 if self.what else 0, self.name


class DoesNotHold(Exception):
    """The findings of one item, as text."""
