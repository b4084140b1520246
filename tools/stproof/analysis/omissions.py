"""What code leaves to its reader with `...`, and which lines depend on it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from stproof.analysis.names import bound_names, used_names
from stproof.analysis.syntax import parsed

Function = ast.FunctionDef | ast.AsyncFunctionDef


def leaves_out(code: str, line: int) -> bool:
    """Whether the statement at a 1-based line of code depends on a `...` in it: on a function without a
    body, on a value that is `...`, or on what was made of one of them."""
    tree = parsed(code)
    if tree is None:
        return False
    open_names = _open_names(tree)
    there = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and _covers(node, line)]
    nearest = max(there, key=lambda node: node.lineno, default=None)
    return nearest is not None and (_has_ellipsis(nearest) or bool(_used(nearest) & open_names))


def _covers(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _open_names(tree: ast.Module) -> set[str]:
    """Names that stand for something left out, or for what is made of it."""
    found = {node.name for node in ast.walk(tree) if isinstance(node, Function) and _is_empty(node)}
    while True:
        more = {
            name
            for statement in ast.walk(tree)
            if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.For, ast.With))
            and (_has_ellipsis(statement) or _used(statement) & found)
            for name in _targets(statement)
        }
        if more <= found:
            return found
        found |= more


def _targets(statement: ast.Assign | ast.AnnAssign | ast.For | ast.With) -> Iterator[str]:
    match statement:
        case ast.Assign(targets=targets):
            nodes: list[ast.AST] = list(targets)
        case ast.AnnAssign(target=target) | ast.For(target=target):
            nodes = [target]
        case ast.With(items=items):
            nodes = [item.optional_vars for item in items if item.optional_vars]
    for node in nodes:
        yield from bound_names(node)


def _is_empty(function: Function) -> bool:
    return any(isinstance(each, ast.Expr) and _is_ellipsis(each.value) for each in function.body)


def _has_ellipsis(statement: ast.stmt) -> bool:
    return any(map(_is_ellipsis, _own(statement)))


def _is_ellipsis(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


def _used(statement: ast.stmt) -> set[str]:
    return set(used_names(_own(statement)))


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a statement without those of the statements in it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt):
            yield child
            yield from _own(child)
