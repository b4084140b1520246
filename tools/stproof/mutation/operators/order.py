"""The operator on the order of statements."""

import ast
from collections.abc import Iterator
from itertools import pairwise

from stproof.analysis.session_state import STOPPING, Code, State, executed
from stproof.analysis.source import Change, Edit, Source

UNMOVED = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom,
    ast.Return, ast.Raise, ast.Break, ast.Continue,
)  # fmt: skip
"""Definitions do nothing yet; what comes after a jump is never run."""

CLICKED = {"button", "chat_input", "download_button", "form_submit_button"}
"""Widgets that say something in one run only: the one that a click or a line has started."""


def swap_statements(code: Code) -> Iterator[Change]:
    """Two neighbouring statements that touch the same key, one of them writing it, are swapped. A
    widget with the key counts as writing. Left alone: two whose second needs a name that
    the first binds, a bare `st.stop()` or `st.rerun()`, and an `if st.button(...)` after a
    default or another button, since what is under it runs in another run than those.

    - st.write(st.session_state.count)
      if st.button("Add"):
          st.session_state.count += 1
    + st.write(st.session_state.count)
    """
    source, effect = code.source, code.state.effect
    for block in source.blocks():
        for first, second in pairwise(block):
            apart = _waits(second) and (_waits(first) or _is_default(first, code.state))
            if _is_free(first, second) and not apart and effect(first).meets(effect(second)):
                what = f"swapping {source.label(first)} with {source.label(second)}"
                yield Change(what=what, node=first, edits=(_swapped(source, first, second),))


def _is_free(first: ast.stmt, second: ast.stmt) -> bool:
    """Whether each can be in the other's place."""
    if any(isinstance(one, UNMOVED) or _is_bare_stop(one) for one in (first, second)):
        return False
    return not _names(first, ast.Store) & _names(second, ast.Load)


def _waits(statement: ast.stmt) -> bool:
    """Whether the statement does something only in a run that a click on it has started."""
    if not isinstance(statement, ast.If) or statement.orelse:
        return False
    return any(
        isinstance(node, ast.Attribute) and node.attr in CLICKED for node in executed([statement.test])
    )


def _is_default(statement: ast.stmt, state: State) -> bool:
    """Whether the statement does something only in a session's first run."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=of, attr="setdefault"))):
            return state.is_state(of)
        case ast.If(test=ast.Compare(ops=[ast.NotIn()], comparators=[of]), orelse=[]):
            return state.is_state(of)
        case ast.For(body=body):
            return all(_is_default(one, state) for one in body)
    return False


def _is_bare_stop(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))):
            return name in STOPPING
    return False


def _names(statement: ast.stmt, how: type[ast.expr_context]) -> set[str]:
    names = [node for node in executed([statement]) if isinstance(node, ast.Name)]
    return {name.id for name in names if isinstance(name.ctx, how)}


def _swapped(source: Source, first: ast.stmt, second: ast.stmt) -> Edit:
    start, middle = source.span(first)
    after, end = source.span(second)
    text = source.text[after:end] + source.text[middle:after] + source.text[start:middle]
    return Edit(start=start, end=end, text=text)
