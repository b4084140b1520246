"""The pytest plugin: in a skill's folder every snippet and every proof is a test; elsewhere, `user`.

It does nothing in a project whose root has no `SKILL.md`, unless `--stproof` asks for it, but to
offer the fixture `user` to tests that stand for an app:

    @proves("app.py")
    def test_counts(user): ...
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from stproof.pytest_run import Run
    from stproof.user import User

RUN: pytest.StashKey[Run] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("stproof", "prove Streamlit skills and apps")
    group.addoption(
        "--stproof", action="store_true", help="collect the skill in the root folder, or say why not"
    )
    group.addoption(
        "--stproof-engine",
        choices=("apptest", "browser", "both"),
        metavar="ENGINE",
        help="apptest, browser or both (default: both where there is a Chromium)",
    )
    group.addoption(
        "--stproof-timeout",
        type=float,
        default=10.0,
        metavar="SECONDS",
        help="for one snippet or proof (default: 10)",
    )


def pytest_configure(config: pytest.Config) -> None:
    if not (config.rootpath / "SKILL.md").is_file():
        if config.getoption("--stproof"):
            where = f"{config.rootpath} has no SKILL.md; give its folder as --rootdir"
            raise pytest.UsageError(f"stproof: {where}")
        return
    from stproof.check import Options
    from stproof.choose import choose
    from stproof.errors import StproofError
    from stproof.pytest_run import Run

    try:
        choice = choose(config.getoption("--stproof-engine"), None)
        timeout = config.getoption("--stproof-timeout")
        options = Options(engines=choice.engines, chromium=choice.chromium, timeout=timeout)
        config.stash[RUN] = Run(config.rootpath, options)
    except StproofError as problem:
        raise pytest.UsageError(f"stproof: {problem}") from None


def pytest_unconfigure(config: pytest.Config) -> None:
    if RUN in config.stash:
        config.stash[RUN].close()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    run = parent.config.stash.get(RUN, None)
    if run is None or not run.names(file_path):
        return None
    collector: pytest.Collector = SkillFile.from_parent(parent, path=file_path)
    return collector


def pytest_runtestloop(session: pytest.Session) -> None:
    """Hand all that was selected to the pool at once: it works ahead while pytest reports.

    A process of pytest-xdist does not know its share before each test, so there each waits.
    """
    run = session.config.stash.get(RUN, None)
    if run and not hasattr(session.config, "workerinput") and not session.config.option.collectonly:
        for item in session.items:
            if isinstance(item, ProvenItem):
                item.start()


class SkillFile(pytest.File):
    """A page, an example or a proof file of the skill."""

    def collect(self) -> Iterator[pytest.Item]:
        run = self.config.stash[RUN]
        for name in run.names(self.path):
            yield ProvenItem.from_parent(self, name=name)


class ProvenItem(pytest.Item):
    """One snippet, example or proof, or the rules of the whole skill."""

    def start(self) -> None:
        """Hand its tasks to the pool."""
        self.config.stash[RUN].start(self.path, self.name)

    def runtest(self) -> None:
        run = self.config.stash[RUN]
        skipped = run.skip_reason(self.path, self.name)
        if skipped:
            raise pytest.skip.Exception(f"its statement holds {skipped}", _use_item_location=True)
        findings = run.findings(self.path, self.name)
        if findings:
            raise DoesNotHold("\n".join(line for finding in findings for line in finding.lines()))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any, **__: Any) -> str:
        """The checker's own words; a traceback of the checker would help nobody."""
        if isinstance(excinfo.value, DoesNotHold):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        line = self.config.stash[RUN].line(self.path, self.name)
        return self.path, line - 1, self.name


class DoesNotHold(Exception):
    """The findings of one item, as text."""


@pytest.fixture
def user(request: pytest.FixtureRequest) -> Iterator[User]:
    """A person in front of the app that the test's `@proves("path/to/app.py")` names.

    The path is looked up beside the test file, then in the working folder. The app runs in this
    process under AppTest, or in Chromium with `--stproof-engine browser`. An error that the app
    shows and the test does not ask for fails the test.
    """
    from stproof.errors import StproofError
    from stproof.fixture import opened
    from stproof.user import Unseen

    names = getattr(request.function, "stproof_names", ())
    engine = request.config.getoption("--stproof-engine") or "apptest"
    try:
        with opened(names, Path(str(request.path)), engine) as person:
            yield person
    except StproofError as problem:
        raise pytest.fail.Exception(f"stproof: {problem}", pytrace=False) from None
    except Unseen as unseen:
        raise pytest.fail.Exception(str(unseen), pytrace=False) from None
