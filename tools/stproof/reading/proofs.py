"""Proof files to proofs: read by their syntax tree, so that nothing in them runs."""

from __future__ import annotations

import ast
import functools
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from stproof.model.finding import Finding
from stproof.model.run import Engine
from stproof.model.skill import Proof
from stproof.reading.file_rules import unreadable
from stproof.reading.proof_rules import (
    bad_argument,
    file_broken,
    no_plain_function,
    one_engine,
    same_name,
    takes_no_user,
    unknown_engine,
    unknown_keyword,
)
from stproof.reading.text_file import UnreadableError, read_text

Read = tuple[tuple[Proof, ...], tuple[Finding, ...]]
WANTED = {
    "refutes": "a string or a tuple of strings",
    "engines": "a tuple of strings",
    "reason": "a string",
    "apptest_shows": "a string",
    "equivalents": "a dict of strings",
}
"""The keywords of `proves`, and what they take."""


def read_proofs(file: str, path: str) -> Read:
    """The proofs of a file, and what is wrong in how they are declared.

    file: its path. path: what findings call it.
    """
    try:
        text = read_text(file).text
    except UnreadableError as error:
        return (), (unreadable(path, error.line, error.problem, error.fix),)
    proofs, findings = proofs_in(text, path)
    beside = _beside(os.path.dirname(file), text)
    return tuple(replace(proof, source=proof.source + beside) for proof in proofs), findings


def proofs_in(text: str, path: str) -> Read:
    """The proofs in the text of a file."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        problem = getattr(error, "msg", None) or str(error) or "it is nested too deep"
        return (), (file_broken(path, getattr(error, "lineno", None) or 1, problem),)
    proofs: list[Proof] = []
    findings: list[Finding] = []
    shared = _shared_code(tree)
    for node in _definitions(tree):
        decorator = _proves(node)
        if decorator is None:
            continue
        wrong = tuple(_wrong(node, decorator, tree, path))
        findings += wrong
        if not wrong and isinstance(node, ast.FunctionDef):
            proofs.append(_proof(node, decorator, path, shared))
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
        if not _is_string(_literal(argument)):
            problem = f"has the argument {ast.unparse(argument)}"
            yield bad_argument(path, argument.lineno, problem, "names must be string literals")
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
            path, keyword.value.lineno, problem, f"it must be {WANTED[keyword.arg]}, as a literal"
        )


def _wrong_engines(decorator: ast.Call, path: str) -> Iterator[Finding]:
    values = _values(decorator)
    engines = values.get("engines", tuple(Engine))
    if not _fits("engines", engines):
        return
    wrong = [engine for engine in engines if engine not in [one.value for one in Engine]]
    for engine in wrong:
        yield unknown_engine(path, decorator.lineno, engine, [one.value for one in Engine])
    if not wrong and set(engines) != set(Engine) and not values.get("reason"):
        yield one_engine(path, decorator.lineno, engines[0])


def _values(decorator: ast.Call) -> dict[str, Any]:
    return {keyword.arg: _literal(keyword.value) for keyword in decorator.keywords if keyword.arg}


def _literal(node: ast.expr) -> Any:
    """The value of a literal; None for anything else, which no argument of `proves` may be."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None


def _is_string(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _fits(key: str, value: object) -> bool:
    if key == "equivalents":
        return isinstance(value, dict) and all(map(_is_string, [*value, *value.values()]))
    if isinstance(value, (tuple, list)):
        return key in ("refutes", "engines") and bool(value) and all(map(_is_string, value))
    return key != "engines" and _is_string(value)


def _strings(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _proof(node: ast.FunctionDef, decorator: ast.expr, path: str, shared: str) -> Proof:
    assert isinstance(decorator, ast.Call)
    values = _values(decorator)
    return Proof(
        function=node.name,
        path=path,
        line=node.lineno,
        names=tuple(_literal(argument) for argument in decorator.args),
        counterexamples=_strings(values.get("refutes", ())),
        engines=tuple(map(Engine, values.get("engines", Engine))),
        reason=values.get("reason", ""),
        apptest_shows=values.get("apptest_shows", ""),
        equivalents=tuple(values.get("equivalents", {}).items()),
        errors=tuple(_errors(node)),
        source="\n".join([shared, *map(ast.unparse, node.body)]),
    )


def _errors(proof: ast.FunctionDef) -> Iterator[str]:
    """The types that a proof asks for with `sees_error`, as far as they are written out."""
    for call in ast.walk(proof):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args:
            type_ = _literal(call.args[0])
            if call.func.attr == "sees_error" and _is_string(type_):
                yield type_


def _shadowed(tree: ast.Module, path: str) -> Iterator[Finding]:
    """Functions that a later one of the same name hides, where one of the two is a proof."""
    seen: dict[str, ast.stmt] = {}
    for node in tree.body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        first = seen.get(node.name)
        if first is not None and (_proves(first) or _proves(node)):
            yield same_name(path, node.lineno, node.name, f"line {first.lineno}")
        seen[node.name] = node


def _shared_code(tree: ast.Module) -> str:
    """What a file has besides its proofs: imports, constants, helpers."""
    return "\n".join(ast.unparse(node) for node in tree.body if not _proves(node))


def _beside(folder: str, text: str) -> str:
    """The code of the modules in the folder of a proof file that it, or one of them, imports."""
    found: dict[str, str] = {}
    ahead = list(_imported(text))
    while ahead:
        name = ahead.pop()
        if name not in found:
            found[name] = _text_or_nothing(os.path.join(folder, f"{name}.py"))
            ahead += _imported(found[name])
    return "".join(found[name] for name in sorted(found))


@functools.cache
def _text_or_nothing(file: str) -> str:
    try:
        return read_text(file).text if os.path.isfile(file) else ""
    except UnreadableError:
        return ""


def _imported(text: str) -> Iterator[str]:
    """The first parts of the names of all modules that code imports."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
