"""The pytest plugin: in a skill's folder every snippet and every proof is a test; elsewhere, `user`.

It does nothing in a project whose root has no `SKILL.md`, unless `--stproof` asks for it, but to
offer the fixture `user` to tests that name an app:

    @proves("app.py")
    def test_counts(user): ...

Every pytest run of every user loads this module: it imports and starts nothing that is not asked for.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

TIMEOUT = 10.0
"""Seconds for one snippet or proof under AppTest."""


def pytest_addoption(parser: pytest.Parser) -> None:
    add = parser.getgroup("stproof", "prove Streamlit skills and apps").addoption
    add("--stproof", action="store_true", help="collect the skill in the root folder, or say why not")
    engines = "apptest, browser or both (default: both where there is a Chromium)"
    add("--stproof-engine", choices=("apptest", "browser", "both"), metavar="ENGINE", help=engines)
    limit = f"for one snippet or proof (default: {TIMEOUT:g})"
    add("--stproof-timeout", type=float, default=TIMEOUT, metavar="SECONDS", help=limit)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--stproof") and not _is_skill(config):
        where = f"{config.rootpath} has no SKILL.md; give its folder as --rootdir"
        raise pytest.UsageError(f"stproof: {where}")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if not _is_skill(parent.config) or not _may_have_tests(file_path, parent.config.rootpath):
        return None
    collector: pytest.Collector = SkillFile.from_parent(parent, path=file_path)
    return collector


class SkillFile(pytest.File):
    """A page, an example or a proof file of the skill. pytest makes one for each file next to a test that it
    is given, so that the skill is read only when the tests of one are asked for."""

    def collect(self) -> Iterator[pytest.Item]:
        from stproof.pytest_plugin.items import items_of

        yield from items_of(self)


def _is_skill(config: pytest.Config) -> bool:
    return (config.rootpath / "SKILL.md").is_file()


def _may_have_tests(file: Path, root: Path) -> bool:
    """Whether a skill has its pages, examples and proofs in such places."""
    if not file.is_relative_to(root):
        return False
    place, ending = file.relative_to(root).as_posix(), file.suffix
    if ending == ".py":
        return place.startswith(("examples/", "tests/proofs/"))
    return ending == ".md" and (place == "SKILL.md" or place.startswith("references/"))


@pytest.fixture
def user(request: pytest.FixtureRequest) -> Iterator[object]:
    """A person in front of the app that the test's `@proves("path/to/app.py")` names.

    The path is looked up next to the test file, then in the working folder. The app runs in this
    process under AppTest, or in Chromium with `--stproof-engine browser`. An error that the app
    shows and the test does not ask for fails the test.
    """
    from stproof.errors import StproofError
    from stproof.proving.user import ExpectationFailed
    from stproof.pytest_plugin.fixture import opened

    names = getattr(request.function, "stproof_names", ())
    engine = request.config.getoption("--stproof-engine") or "apptest"
    try:
        with opened(names, Path(str(request.path)), engine) as person:
            yield person
    except StproofError as problem:
        raise pytest.fail.Exception(f"stproof: {problem}", pytrace=False) from None
    except ExpectationFailed as failed:
        raise pytest.fail.Exception(str(failed), pytrace=False) from None
