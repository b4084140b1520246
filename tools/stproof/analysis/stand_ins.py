"""What stands in for the names that a reader supplies: imports everybody knows, and values by their name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

IMPORTS = {
    **{name: f"import {name}" for name in ("asyncio", "base64", "collections", "copy", "csv", "duckdb")},
    **{name: f"import {name}" for name in ("functools", "hashlib", "io", "itertools", "json", "logging")},
    **{name: f"import {name}" for name in ("math", "openai", "os", "plotly", "pytest", "random", "re")},
    **{name: f"import {name}" for name in ("requests", "sqlite3", "string", "subprocess", "sys", "tempfile")},
    **{name: f"import {name}" for name in ("threading", "time", "traceback", "urllib", "uuid")},
    **{name: f"from typing import {name}" for name in ("Any", "Callable", "Literal", "Optional")},
    **{name: f"from datetime import {name}" for name in ("date", "timedelta", "timezone")},
    **{name: f"from io import {name}" for name in ("BytesIO", "StringIO")},
    "alt": "import altair as alt",
    "AppTest": "from streamlit.testing.v1 import AppTest",
    "components": "import streamlit.components.v1 as components",
    "contextmanager": "from contextlib import contextmanager",
    "dataclass": "from dataclasses import dataclass",
    "Enum": "from enum import Enum",
    "go": "import plotly.graph_objects as go",
    "Image": "from PIL import Image",
    "np": "import numpy as np",
    "partial": "from functools import partial",
    "Path": "from pathlib import Path",
    "pd": "import pandas as pd",
    "pl": "import polars as pl",
    "plt": "import matplotlib.pyplot as plt",
    "px": "import plotly.express as px",
    "streamlit": "import streamlit",
}
"""Names that nearly everyone binds in this way."""
DATETIME = re.compile(r"\bdatetime\.(?:datetime|date|time|timedelta|timezone)\b")
GETS = re.compile(
    r"_?(?:load|get|fetch|read|query|make|build|create|compute|calculate|generate|list|find|run|slow|expensive)_?"
)
ACTS = re.compile(
    r"_?(?:add|callback|clear|delete|do|grant|handle|increment|log|main|on|process|refresh|render|reset|save|send|"
    r"set|show|store|submit|update|validate|write)(?:_\w+)?"
)
"""How the names of functions begin that return something, and of those that do something."""
NUMBER = re.compile(
    r"\w*(?:amount|age|count|height|index|limit|max|min|number|percent|price|progress|score|seconds|size|step|"
    r"threshold|total|width)|[ijknxy]",
    re.IGNORECASE,
)
TEXT = re.compile(
    r"\w*(?:answer|category|city|code|color|content|country|css|description|email|html|icon|js|key|label|language|"
    r"markdown|message|model|name|prompt|query|question|reasoning|region|response|search|text|title|token|topic|"
    r"url|user|username|user_id)",
    re.IGNORECASE,
)
FRAME = re.compile(
    r"\w*(?:df|dataframe|data|dataset|frame|history|metrics|orders|result|revenue|sales|table|trend)|"
    r"\w*_(?:df|data)_\w+",
    re.IGNORECASE,
)
MANY = re.compile(r"[a-z]\w*[^s]s", re.IGNORECASE)
"""The rest of the names by which one knows a value; plurals are lists."""
DATE_COLUMN = re.compile(r"date|day|month|time|year|week", re.IGNORECASE)
TEXT_COLUMN = re.compile(
    r"category|city|country|department|group|name|product|region|status|type", re.IGNORECASE
)
NAMING = ("x", "y", "color", "size", "columns", "by", "on", "index", "subset", "theta", "path", "values")
"""Arguments whose strings name columns."""


def known_import(name: str, code: str) -> str:
    """The import that binds a name; empty where that is not plain."""
    if name == "datetime":
        return "import datetime" if DATETIME.search(code) else "from datetime import datetime"
    return IMPORTS.get(name, "")


def stand_in(name: str, tree: ast.AST) -> str:
    """An expression for what a reader supplies under this name; empty where the name does not say what it is.

    tree: of the code that uses it.
    """
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    if any(isinstance(called, ast.Name) and called.id == name for called in calls):
        return _function(name, tree)
    return _value(name, tree)


def _function(name: str, tree: ast.AST) -> str:
    gets = GETS.match(name)
    if gets and gets.end() < len(name):
        value = _value(name[gets.end() :], tree) or _frame(tree)
        return f"lambda *_, **__: {value}"
    return "lambda *_, **__: None" if ACTS.fullmatch(name) else ""


def _value(name: str, tree: ast.AST) -> str:
    if FRAME.fullmatch(name):
        return _frame(tree)
    if NUMBER.fullmatch(name):
        return "3"
    if TEXT.fullmatch(name):
        return "'text'"
    return "['A', 'B', 'C']" if MANY.fullmatch(name) else ""


def _frame(tree: ast.AST) -> str:
    """A table with the columns that the code names."""
    columns = dict.fromkeys(_columns(tree)) or {"a": None, "b": None}
    cells = ", ".join(f"{column!r}: {_cells(column)}" for column in columns)
    return f"__import__('pandas').DataFrame({{{cells}}})"


def _cells(column: str) -> str:
    if DATE_COLUMN.search(column):
        return "__import__('pandas').date_range('2024-01-01', periods=3)"
    return "['A', 'B', 'C']" if TEXT_COLUMN.search(column) else "[1, 2, 3]"


def _columns(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and not _is_state(node.value):
            yield from _strings(node.slice)
        elif isinstance(node, ast.keyword) and node.arg in NAMING:
            yield from (text.partition(":")[0] for text in _strings(node.value))


def _is_state(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in ("session_state", "query_params", "secrets")


def _strings(node: ast.expr) -> Iterator[str]:
    items = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]
    yield from (one.value for one in items if isinstance(one, ast.Constant) and isinstance(one.value, str))


def missing_state(tree: ast.AST) -> tuple[str, ...]:
    """Keys of session state that code reads as attributes and never sets."""
    reads = [
        (node.attr, isinstance(node.ctx, ast.Load))
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and _is_state(node.value) and node.value.attr == "session_state"  # type: ignore[attr-defined]
    ]
    written = {key for key, loads in reads if not loads}
    return tuple(dict.fromkeys(key for key, loads in reads if loads and key not in written))
