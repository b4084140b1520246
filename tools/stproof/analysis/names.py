"""The names that code needs, and whether it has to do with Streamlit."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator

STREAMLIT = re.compile(r"^\s*(?:import|from)\s+streamlit\b|\bst\.\w|\bAppTest\b", re.MULTILINE)
FAMILIAR = re.compile(
    r"\bstreamlit\b|\bst\.(?:button|cache_\w+|chat_\w+|checkbox|columns|container|dataframe|dialog|empty|"
    r"expander|form|fragment|header|markdown|metric|navigation|query_params|rerun|secrets|selectbox|"
    r"session_state|sidebar|slider|stop|tabs|text_input|title|write)\b",
    re.IGNORECASE,
)
"""What a text about Streamlit says; `st.integers` is not Streamlit's."""
OTHER_ST = re.compile(
    r"^\s*(?:from\s+(?!streamlit)\S+\s+)?import\s+(?!streamlit)[^#\n]*\bas\s+st\b", re.MULTILINE
)
"""Hypothesis and SciPy are called `st` too."""


def uses_streamlit(code: str) -> bool:
    """Whether code imports or uses Streamlit."""
    return bool(STREAMLIT.search(code)) and not OTHER_ST.search(code)


def bound_names(tree: ast.AST) -> set[str]:
    """Names that code binds anywhere."""
    return {name for node in ast.walk(tree) for name in bound_by(node)}


def bound_by(node: ast.AST) -> Iterator[str]:
    """The names that one node binds."""
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in names)


def free_names(tree: ast.AST) -> tuple[str, ...]:
    """Names that code uses and binds nowhere, in order."""
    known = bound_names(tree) | set(dir(builtins)) | {"__file__"}
    return tuple(dict.fromkeys(name for name in used_names(ast.walk(tree)) if name not in known))


def used_names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The names that are read in these nodes themselves."""
    return (node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
