"""Where code uses Streamlit in a way that the installed release does not offer. Nothing is run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stproof.analysis.names import bound_by
from stproof.model.surface import Function, Surface

GUARD = re.compile(r"\bhasattr\(|__version__|\bversion\b")
CAUGHT = re.compile(r"\b(?:Exception|AttributeError|TypeError|ImportError|ModuleNotFoundError)\b")


@dataclass(frozen=True, kw_only=True)
class Misuse:
    """One use that cannot work."""

    line: int
    """1-based line of the code."""
    problem: str
    """`st.buton does not exist`, with the author's own name for it."""
    wrong: str
    """The name that does not exist."""
    known: tuple[str, ...]
    """The names that do."""


def added_by(tree: ast.AST) -> frozenset[str]:
    """Names that a package which the code imports may add to Streamlit: those in its own name, as
    `streamlit_lottie` adds `st.lottie`."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    others = (module for module in modules if module.partition(".")[0] != "streamlit")
    return frozenset(word for module in others for word in re.split(r"[._]", module))


def misuses(tree: ast.AST, surface: Surface) -> Iterator[Misuse]:
    """Attributes that do not exist, and arguments that a function does not take or lacks."""
    names = {**_imported(tree), **_returned(tree, surface)}
    for node in _unguarded(tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            yield from _of_import(node, surface)
        elif isinstance(node, ast.Attribute):
            yield from _of_attribute(node, names, surface)
        elif isinstance(node, ast.Call):
            path = _path(node.func, names)
            if path in surface.functions:
                yield from _of_call(node, surface.functions[path])


def _unguarded(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes without those for which the code is prepared: it catches errors, or asks for the release."""
    yield node
    for child in ast.iter_child_nodes(node):
        guarded = isinstance(node, ast.Try) and child in node.body and any(map(_catches, node.handlers))
        asks = isinstance(child, (ast.If, ast.IfExp)) and GUARD.search(ast.unparse(child.test))
        if not guarded and not asks:
            yield from _unguarded(child)


def _catches(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or CAUGHT.search(ast.unparse(handler.type)) is not None


def _imported(tree: ast.AST) -> Mapping[str, str]:
    """Local name: the module of Streamlit, or its function, for which it stands. Names that the code also
    binds in another way are left out."""
    found = {"st": "streamlit"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                local = alias.asname or alias.name.partition(".")[0]
                found[local] = alias.name if alias.asname else local
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
    own = _bound(tree)
    return {
        name: path for name, path in found.items() if path.split(".")[0] == "streamlit" and name not in own
    }


def _bound(tree: ast.AST) -> set[str]:
    """Names that code binds by anything but an import."""
    nodes = (node for node in ast.walk(tree) if not isinstance(node, (ast.Import, ast.ImportFrom)))
    return {name for node in nodes for name in bound_by(node)}


def _returned(tree: ast.AST, surface: Surface) -> Mapping[str, str]:
    """Variable: the class whose methods it has, for those that are assigned once."""
    imported = _imported(tree)
    assigned: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            assigned.setdefault(node.id, []).append("")
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name), *_], value=ast.Call(func=called)):
                function = surface.functions.get(_path(called, imported))
                if function and function.returns and len(assigned[name]) == 1:
                    assigned[name] = [function.returns]
    return {name: kinds[0] for name, kinds in assigned.items() if kinds[0]}


def _path(node: ast.expr, names: Mapping[str, str]) -> str:
    """`streamlit.sidebar.button` for `st.sidebar.button`; empty for what is not Streamlit's."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute) and (before := _path(node.value, names)):
        return f"DeltaGenerator.{node.attr}" if before == "streamlit.sidebar" else f"{before}.{node.attr}"
    return ""


def _of_attribute(node: ast.Attribute, names: Mapping[str, str], surface: Surface) -> Iterator[Misuse]:
    owner = _path(node.value, names)
    if owner == "streamlit.sidebar":
        owner = "DeltaGenerator"
    if owner in surface.names and node.attr not in surface.names[owner]:
        line, problem = node.end_lineno or node.lineno, f"{ast.unparse(node)} does not exist"
        yield Misuse(line=line, problem=problem, wrong=node.attr, known=surface.names[owner])


def _of_import(node: ast.ImportFrom, surface: Surface) -> Iterator[Misuse]:
    module = node.module or ""
    for alias in node.names if module in surface.names else ():
        if alias.name != "*" and alias.name not in surface.names[module]:
            problem = f"{module} has no {alias.name!r} to import"
            yield Misuse(line=node.lineno, problem=problem, wrong=alias.name, known=surface.names[module])


def _of_call(node: ast.Call, function: Function) -> Iterator[Misuse]:
    shown = ast.unparse(node.func)
    given = [keyword.arg for keyword in node.keywords]
    spread = None in given or any(isinstance(argument, ast.Starred) for argument in node.args)
    for name in given:
        if name and name not in function.keywords and not function.more_keywords:
            yield Misuse(
                line=node.lineno, problem=f"{shown} takes no {name}=", wrong=name, known=function.keywords
            )
    if not spread and len(node.args) > len(function.positional) and not function.more_positional:
        most = f"at most {len(function.positional)} positional arguments, not {len(node.args)}"
        yield Misuse(line=node.lineno, problem=f"{shown} takes {most}", wrong="", known=())
    filled = {*function.positional[: len(node.args)], *given}
    for name in function.required if not spread else ():
        if name not in filled:
            yield Misuse(line=node.lineno, problem=f"{shown} needs {name}=", wrong="", known=())
