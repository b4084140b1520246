"""Reads `[tool.stproof]` of the nearest `pyproject.toml`."""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from stproof.errors import StproofError
from stproof.findings import did_you_mean
from stproof.model.config import Config

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE = "pyproject.toml"
KEYS = {one.name.replace("_", "-"): one.name for one in fields(Config) if one.name != "folder"}
SHAPES: Mapping[str, tuple[type, str]] = {
    "site-root": (str, "a string"),
    "setup": (str, "a string"),
    "baseline": (str, "a string"),
    "stand-ins": (dict, "a table of strings"),
    "per-path-ignores": (dict, "a table of lists of strings"),
    "names": (bool, "true or false"),
    "timeout": (float, "a number of seconds"),
}
"""What a key takes; all others take a list of strings."""


@cache
def read_config(start: Path) -> Config:
    """The settings for what is in a folder: of the nearest `pyproject.toml` that has `[tool.stproof]`.

    Raises `StproofError` for a file that is no TOML, an unknown key, and a wrong value.
    """
    for folder in (start, *start.parents):
        file = folder / FILE
        if file.is_file():
            table = _toml(file).get("tool", {}).get("stproof")
            if table is not None:
                return _config(table, file)
    return Config()


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as problem:
        raise StproofError(f"{file}: it cannot be read as TOML: {problem}") from None


def _config(table: dict[str, Any], file: Path) -> Config:
    values: dict[str, Any] = {"folder": str(file.parent)}
    for key, value in table.items():
        if key not in KEYS:
            fix = did_you_mean(key.replace("_", "-"), KEYS)
            raise StproofError(f"{file}: [tool.stproof] has no key {key!r}; {fix}")
        values[KEYS[key]] = _value(key, value, file)
    config = Config(**values)
    for name, code in (("setup", config.setup), *config.stand_ins.items()):
        try:
            ast.parse(code, mode="exec" if name == "setup" else "eval")
        except SyntaxError as problem:
            raise StproofError(f"{file}: [tool.stproof] {name}: it is not Python: {problem.msg}") from None
    return config


def _value(key: str, value: Any, file: Path) -> Any:
    kind, words = SHAPES.get(key, (list, "a list of strings"))
    value = float(value) if kind is float and type(value) is int else value
    if kind is list and _is_strings(value):
        return tuple(value)
    if key == "per-path-ignores" and isinstance(value, dict) and all(map(_is_strings, value.values())):
        return {pattern: tuple(rules) for pattern, rules in value.items()}
    if key == "stand-ins" and isinstance(value, dict) and _is_strings(list(value.values())):
        return value
    if kind in (str, bool) and type(value) is kind:
        return value
    if kind is float and type(value) is float and value > 0:
        return value
    raise StproofError(f"{file}: [tool.stproof] {key} = {value!r}: it must be {words}")


def _is_strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
