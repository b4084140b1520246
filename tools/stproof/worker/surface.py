"""What the installed Streamlit offers: its names, and the parameters that each function takes."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from stproof.model.codec import dumps
from stproof.model.surface import Function, Surface

ROOTS = ("streamlit", "streamlit.components.v1", "streamlit.testing.v1", "streamlit.column_config")
"""Modules whose names are public."""
CLASSES = {"DeltaGenerator": "streamlit.delta_generator", "AppTest": "streamlit.testing.v1"}
"""Classes whose methods are public: what `st.container()` and the like return, and the tester."""


def main() -> None:
    """Print the surface as JSON."""
    print(dumps(surface()))


def surface() -> Surface:
    """Every public name of the installed Streamlit."""
    functions: dict[str, Function] = {}
    names: dict[str, tuple[str, ...]] = {}
    for root in ROOTS:
        _module(importlib.import_module(root), root, names, functions)
    for name, module in CLASSES.items():
        _names(getattr(importlib.import_module(module), name), name, names, functions)
    release = importlib.import_module("streamlit").__version__
    return Surface(release=release, names=names, functions=functions)


def _module(
    module: ModuleType, path: str, names: dict[str, tuple[str, ...]], functions: dict[str, Function]
) -> None:
    submodules = [found.name for found in pkgutil.iter_modules(getattr(module, "__path__", ()))]
    _names(module, path, names, functions, also=submodules)


def _names(
    owner: Any,
    path: str,
    names: dict[str, tuple[str, ...]],
    functions: dict[str, Function],
    also: list[str] | None = None,
) -> None:
    names[path] = tuple(sorted({*dir(owner), *(also or ())}))
    for name, value in _public(owner):
        if callable(value) and (function := _function(value)):
            functions[f"{path}.{name}"] = function


def _public(owner: Any) -> Iterator[tuple[str, Any]]:
    for name in dir(owner):
        if not name.startswith("_"):
            try:
                yield name, getattr(owner, name)
            except Exception:  # a property that needs a running app
                continue


def _function(value: Any) -> Function | None:
    try:
        parameters = list(inspect.signature(value).parameters.values())
    except (TypeError, ValueError):
        return None
    if parameters and parameters[0].name == "self":  # some bound functions of Streamlit show it too
        parameters = parameters[1:]
    plain = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    empty = inspect.Parameter.empty
    return Function(
        positional=tuple(one.name for one in parameters if one.kind in plain),
        keywords=tuple(
            one.name
            for one in parameters
            if one.kind in (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
        ),
        required=tuple(
            one.name
            for one in parameters
            if one.default is empty and one.kind in (*plain, inspect.Parameter.KEYWORD_ONLY)
        ),
        more_positional=any(one.kind is inspect.Parameter.VAR_POSITIONAL for one in parameters),
        more_keywords=any(one.kind is inspect.Parameter.VAR_KEYWORD for one in parameters),
        returns=_returned(value),
    )


def _returned(value: Any) -> str:
    """`DeltaGenerator` where the annotation says so; empty for anything else."""
    annotation = getattr(inspect.unwrap(value), "__annotations__", {}).get("return", "")
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")
    return text if text in CLASSES else ""
