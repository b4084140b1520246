"""What a release of Streamlit offers to apps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Function:
    """The parameters of a function."""

    positional: tuple[str, ...]
    keywords: tuple[str, ...]
    required: tuple[str, ...]
    more_positional: bool
    """Whether it takes any number of arguments (`*args`)."""
    more_keywords: bool
    """Whether it takes any keyword (`**kwargs`)."""
    returns: str = ""
    """Name of the class whose methods its result has; empty where that is not known."""


@dataclass(frozen=True, kw_only=True)
class Surface:
    """The public names of one release."""

    release: str = ""
    """`1.67.0`."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """`streamlit`, or another module or class: the names it has."""
    functions: Mapping[str, Function] = field(default_factory=dict)
    """`streamlit.button`: its parameters."""
