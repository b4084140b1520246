"""What a project says of how it is checked: the table `[tool.stproof]` of its `pyproject.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of a project; paths and patterns are relative to `folder`, with `/`."""

    folder: str = ""
    """Absolute path of the folder of the `pyproject.toml`; empty without one."""
    paths: tuple[str, ...] = ()
    """What is checked where the command names nothing."""
    exclude: tuple[str, ...] = ()
    """Patterns of pages that are left alone: `CHANGELOG.md`, `old/*`."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_path_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Pattern of paths: starts of rules whose findings are not told there."""
    site_root: str = ""
    """Folder that links with a leading `/` start from; empty: such links are left alone."""
    setup: str = ""
    """Code that runs before each fence without a name."""
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    """Name that readers supply: an expression that stands in for it."""
    timeout: float | None = None
    """Seconds for one snippet or proof under AppTest."""
    names: bool = False
    """Whether a word after the language of a fence is its name, also without proofs."""
    baseline: str = ""
    """File of the findings that are known."""


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a path is one of those that patterns mean, or below one."""
    return any(fnmatch(path, pattern) or fnmatch(path, f"{pattern.rstrip('/')}/*") for pattern in patterns)
