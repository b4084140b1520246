"""Proof files to proofs: read by their syntax tree, so that nothing in them runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from stproof.model import Finding, Proof
from stproof.rules.proofs import (
    bad_argument,
    doubled_proof,
    file_broken,
    no_plain_function,
    one_engine,
    takes_no_user,
    unknown_engine,
    unknown_keyword,
)
from stproof.rules.reading import unreadable
from stproof.textfile import UnreadableError, read_text

Read = tuple[tuple[Proof, ...], tuple[Finding, ...]]
ENGINES = ("apptest", "browser")

_TEXTS = "a text or a tuple of texts"
WANTED = {
    "not_": _TEXTS,
    "engines": "a tuple of texts",
    "reason": "a text",
    "apptest_shows": "a text",
    "equivalents": "a dict of texts",
}
"""The keywords of `proves`, and what they take."""


def read_proofs(file: str, path: str) -> Read:
    """The proofs of a file, and what is wrong in how they are declared.

    file: where it lies. path: what findings call it.
    """
    try:
        text = read_text(file).text
    except UnreadableError as error:
        return (), (unreadable(path, error.line, error.problem, error.fix),)
    return proofs_in(text, path)


def proofs_in(text: str, path: str) -> Read:
    """The proofs in the text of a file."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        problem = getattr(error, "msg", None) or str(error) or "it is nested too deep"
        return (), (file_broken(path, getattr(error, "lineno", None) or 1, problem),)
    proofs: list[Proof] = []
    findings: list[Finding] = []
    for node in _definitions(tree):
        decorator = _proves(node)
        if decorator is None:
            continue
        wrong = tuple(_wrong(node, decorator, tree, path))
        findings += wrong
        if not wrong and isinstance(node, ast.FunctionDef):
            proofs.append(_proof(node, decorator, path))
    findings += _shadowed(tree, path)
    return tuple(sorted(proofs, key=lambda proof: proof.line)), tuple(findings)


def _definitions(node: ast.AST) -> Iterator[ast.AST]:
    """All functions and classes, at any depth; expressions hold none, and are most of a file."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield child
        if not isinstance(child, ast.expr):
            yield from _definitions(child)


def _proves(node: ast.AST) -> ast.expr | None:
    """The decorator `proves(...)` or `stproof.proves(...)` of a definition."""
    for decorator in getattr(node, "decorator_list", ()):
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name == "proves":
            return decorator  # type: ignore[no-any-return]
    return None


def _wrong(node: Any, decorator: ast.expr, tree: ast.Module, path: str) -> Iterator[Finding]:
    if not isinstance(node, ast.FunctionDef) or node not in tree.body:
        yield no_plain_function(path, node.lineno, node.name, _what(node))
    elif problem := _not_user(node.args):
        yield takes_no_user(path, node.lineno, node.name, problem)
    if not isinstance(decorator, ast.Call) or not decorator.args:
        yield bad_argument(
            path, decorator.lineno, "names nothing", "give it the name of a snippet, or an app's path"
        )
        return
    for argument in decorator.args:
        if not _is_text(_literal(argument)):
            problem = f"has the argument {ast.unparse(argument)}"
            yield bad_argument(path, argument.lineno, problem, "names are texts, written out")
    for keyword in decorator.keywords:
        yield from _wrong_keyword(keyword, path)
    yield from _wrong_engines(decorator, path)


def _what(node: ast.AST) -> str:
    if isinstance(node, ast.ClassDef):
        return "is a class"
    if isinstance(node, ast.AsyncFunctionDef):
        return "is async"
    return "is not at the top level of the file"


def _not_user(arguments: ast.arguments) -> str:
    names = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    must_keywords = [
        one.arg for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults) if default is None
    ]
    required = names[: len(names) - len(arguments.defaults)] or names[:1]
    if required == ["user"] and not must_keywords:
        return ""
    return f"takes {', '.join([*required, *must_keywords])}" if required or must_keywords else "takes nothing"


def _wrong_keyword(keyword: ast.keyword, path: str) -> Iterator[Finding]:
    if keyword.arg is None:
        yield bad_argument(path, keyword.value.lineno, "has arguments by **", "write them out")
    elif keyword.arg not in WANTED:
        yield unknown_keyword(path, keyword.value.lineno, keyword.arg, WANTED)
    elif not _fits(keyword.arg, _literal(keyword.value)):
        problem = f"has {keyword.arg}={ast.unparse(keyword.value)}"
        yield bad_argument(
            path, keyword.value.lineno, problem, f"it must be {WANTED[keyword.arg]}, written out"
        )


def _wrong_engines(decorator: ast.Call, path: str) -> Iterator[Finding]:
    values = _values(decorator)
    engines = values.get("engines", ENGINES)
    if not _fits("engines", engines):
        return
    wrong = [engine for engine in engines if engine not in ENGINES]
    for engine in wrong:
        yield unknown_engine(path, decorator.lineno, engine, ENGINES)
    if not wrong and set(engines) != set(ENGINES) and not values.get("reason"):
        yield one_engine(path, decorator.lineno, engines[0])


def _values(decorator: ast.Call) -> dict[str, Any]:
    return {keyword.arg: _literal(keyword.value) for keyword in decorator.keywords if keyword.arg}


def _literal(node: ast.expr) -> Any:
    """The value of a literal; None for anything else, which no argument of `proves` may be."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _fits(key: str, value: object) -> bool:
    if key == "equivalents":
        return isinstance(value, dict) and all(map(_is_text, [*value, *value.values()]))
    if isinstance(value, (tuple, list)):
        return key in ("not_", "engines") and bool(value) and all(map(_is_text, value))
    return key != "engines" and _is_text(value)


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _proof(node: ast.FunctionDef, decorator: ast.expr, path: str) -> Proof:
    assert isinstance(decorator, ast.Call)
    values = _values(decorator)
    return Proof(
        function=node.name,
        path=path,
        line=node.lineno,
        names=tuple(_literal(argument) for argument in decorator.args),
        twins=_texts(values.get("not_", ())),
        engines=tuple(values.get("engines", ENGINES)),
        reason=values.get("reason", ""),
        apptest_shows=values.get("apptest_shows", ""),
        equivalents=tuple(values.get("equivalents", {}).items()),
        errors=tuple(_errors(node)),
    )


def _errors(proof: ast.FunctionDef) -> Iterator[str]:
    """The types that a proof asks for with `sees_error`, as far as they are written out."""
    for call in ast.walk(proof):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args:
            type_ = _literal(call.args[0])
            if call.func.attr == "sees_error" and _is_text(type_):
                yield type_


def _shadowed(tree: ast.Module, path: str) -> Iterator[Finding]:
    """Functions that a later one of the same name hides, where one of the two is a proof."""
    seen: dict[str, ast.stmt] = {}
    for node in tree.body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        first = seen.get(node.name)
        if first is not None and (_proves(first) or _proves(node)):
            yield doubled_proof(path, node.lineno, node.name, f"line {first.lineno}")
        seen[node.name] = node
