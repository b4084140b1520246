"""Proof files to proofs: read by their syntax tree, so that nothing in them runs."""

import ast
import inspect
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from stproof.model.finding import Finding
from stproof.model.release import is_range
from stproof.model.run import Engine
from stproof.model.skill import Proof
from stproof.proving.decorator import proves
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
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
BROKEN = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python raises for a text that it cannot read as code, or that is nested too deep."""

SIGNATURE = inspect.signature(proves)
IN_WORDS = {
    "str": "a string",
    "tuple[str, ...]": "a tuple of strings",
    "str | tuple[str, ...]": "a string or a tuple of strings",
    "dict[str, str] | None": "a dict of strings",
}
KEYWORDS = {
    name: IN_WORDS[one.annotation]
    for name, one in SIGNATURE.parameters.items()
    if one.kind is one.KEYWORD_ONLY
}
"""The keywords of `proves`, and what they take."""
RELEASES = "apptest_releases"


def read_proofs(file: str, path: str) -> Read:
    """The proofs of a file, and what is wrong in how they are declared.

    file: its path. path: what findings call it.
    """
    try:
        text = read_text(file).text
        return _proofs(text, path, os.path.dirname(file))
    except UnreadableError as error:
        return (), (unreadable(path, error.line, error.problem, error.fix),)
    except BROKEN as error:
        problem = getattr(error, "msg", None) or str(error) or "it is nested too deep"
        return (), (file_broken(path, getattr(error, "lineno", None) or 1, problem),)


def _proofs(text: str, path: str, folder: str) -> Read:
    tree = ast.parse(text)
    proofs: list[Proof] = []
    findings: list[Finding] = []
    nodes = tuple(_statements(tree))
    shared, modules = _shared_code(tree), _imported_code(folder, nodes)
    imported = "".join(modules[name] for name in sorted(modules))
    beside = os.path.dirname(path)
    files = ((path, text), *((os.path.join(beside, f"{name}.py"), code) for name, code in modules.items()))
    for node in nodes:
        decorator = _proves(node)
        if decorator is None or not isinstance(node, Definition):
            continue
        wrong = tuple(_wrong(node, decorator, tree, path))
        findings += wrong
        if not wrong and isinstance(decorator, ast.Call):
            source = "\n".join([shared, *map(ast.unparse, node.body)]) + imported
            proofs.append(replace(_proof(node, decorator, path, source), files=files))
    findings += _shadowed(tree, path)
    return tuple(sorted(proofs, key=lambda proof: proof.line)), tuple(findings)


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """All statements below a node, without a look into expressions, which hold none."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr):
            yield child
            yield from _statements(child)


def _proves(node: ast.AST) -> ast.expr | None:
    """The decorator `proves(...)` or `stproof.proves(...)` of a definition."""
    for decorator in getattr(node, "decorator_list", ()):
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name == "proves":
            return decorator  # type: ignore[no-any-return]
    return None


def _wrong(node: Definition, decorator: ast.expr, tree: ast.Module, path: str) -> Iterator[Finding]:
    if not isinstance(node, ast.FunctionDef) or node not in tree.body:
        yield no_plain_function(path, node.lineno, node.name, _what(node))
    elif problem := _not_user(node.args):
        yield takes_no_user(path, node.lineno, node.name, problem)
    if not isinstance(decorator, ast.Call) or not decorator.args:
        fix = "give it the name of a snippet, or an app's path"
        yield bad_argument(path, decorator.lineno, "names nothing", fix)
        return
    for argument in decorator.args:
        if not _is_string(_literal(argument)):
            problem = f"has the argument {ast.unparse(argument)}"
            yield bad_argument(path, argument.lineno, problem, "names must be string literals")
    for keyword in decorator.keywords:
        yield from _wrong_keyword(keyword, path)
    given = {keyword.arg for keyword in decorator.keywords}
    if RELEASES in given and "apptest_shows" not in given:
        yield bad_argument(path, decorator.lineno, f"has {RELEASES}= alone", "say what AppTest shows there")
    yield from _wrong_engines(decorator, path)


def _what(node: Definition) -> str:
    kinds: dict[type[ast.stmt], str] = {ast.ClassDef: "is a class", ast.AsyncFunctionDef: "is async"}
    return kinds.get(type(node), "is not at the top level of the file")


def _not_user(arguments: ast.arguments) -> str:
    """What it takes instead of `user`; empty where it takes `user`, and what has a default."""
    names = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    required = names[: len(names) - len(arguments.defaults)] or names[:1]
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        required += [one.arg] if default is None else []
    return "" if required == ["user"] else f"takes {', '.join(required) or 'nothing'}"


def _wrong_keyword(keyword: ast.keyword, path: str) -> Iterator[Finding]:
    if keyword.arg is None:
        yield bad_argument(path, keyword.value.lineno, "has arguments by **", "write them out")
    elif keyword.arg not in KEYWORDS:
        yield unknown_keyword(path, keyword.value.lineno, keyword.arg, KEYWORDS)
    elif not _fits(keyword.arg, _literal(keyword.value)):
        problem = f"has {keyword.arg}={ast.unparse(keyword.value)}"
        fix = f"it must be {KEYWORDS[keyword.arg]}, as a literal"
        yield bad_argument(path, keyword.value.lineno, problem, fix)
    elif keyword.arg == RELEASES and not is_range(_literal(keyword.value)):
        problem = f"has {keyword.arg}={ast.unparse(keyword.value)}"
        yield bad_argument(path, keyword.value.lineno, problem, "write 1.29..1.31, ..1.31 or 1.43.2")


def _wrong_engines(decorator: ast.Call, path: str) -> Iterator[Finding]:
    values = _values(decorator)
    engines = values.get("engines", tuple(Engine))
    if not _fits("engines", engines):
        return
    known = [engine.value for engine in Engine]
    wrong = [engine for engine in engines if engine not in known]
    for engine in wrong:
        yield unknown_engine(path, decorator.lineno, engine, known)
    if not wrong and set(engines) != set(Engine) and not values.get("reason"):
        yield one_engine(path, decorator.lineno, engines[0])


def _values(decorator: ast.Call) -> dict[str, Any]:
    return {keyword.arg: _literal(keyword.value) for keyword in decorator.keywords if keyword.arg}


def _literal(node: ast.expr) -> Any:
    """The value of a literal; None for anything else, which no argument of `proves` may be."""
    try:
        return ast.literal_eval(node)
    except (*BROKEN, TypeError):
        return None


def _is_string(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _fits(keyword: str, value: object) -> bool:
    wanted = KEYWORDS[keyword]
    if isinstance(value, dict):
        return "dict" in wanted and all(map(_is_string, [*value, *value.values()]))
    if isinstance(value, (tuple, list)):
        return "tuple" in wanted and bool(value) and all(map(_is_string, value))
    return wanted.startswith("a string") and _is_string(value)


def _proof(node: Definition, decorator: ast.Call, path: str, source: str) -> Proof:
    given = SIGNATURE.bind(*map(_literal, decorator.args), **_values(decorator))
    given.apply_defaults()
    value = given.arguments
    refutes = value["refutes"]
    return Proof(
        function=node.name,
        path=path,
        line=node.lineno,
        names=value["names"],
        counterexamples=(refutes,) if isinstance(refutes, str) else tuple(refutes),
        engines=tuple(map(Engine, value["engines"])),
        reason=value["reason"],
        apptest_shows=value["apptest_shows"],
        apptest_releases=value["apptest_releases"],
        equivalents=tuple((value["equivalents"] or {}).items()),
        errors=tuple(_errors(node)) if "sees_error" in source else (),
        source=source,
    )


def _errors(proof: Definition) -> Iterator[str]:
    """The types that a proof asks for with `sees_error`, as far as they are literals."""
    for call in ast.walk(proof):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args:
            type_ = _literal(call.args[0])
            if call.func.attr == "sees_error" and _is_string(type_):
                yield type_


def _shadowed(tree: ast.Module, path: str) -> Iterator[Finding]:
    """Functions that a later one of the same name hides, where one of the two is a proof."""
    seen: dict[str, ast.stmt] = {}
    for node in tree.body:
        if isinstance(node, Definition):
            first = seen.get(node.name)
            if first is not None and (_proves(first) or _proves(node)):
                yield same_name(path, node.lineno, node.name, f"line {first.lineno}")
            seen[node.name] = node


def _shared_code(tree: ast.Module) -> str:
    """What a file has besides its proofs: imports, constants, helpers."""
    return "\n".join(ast.unparse(node) for node in tree.body if not _proves(node))


def _imported_code(folder: str, nodes: Iterable[ast.AST]) -> dict[str, str]:
    """The modules in the folder of a proof file that it, or one of them, imports: name, code."""
    found: dict[str, str] = {}
    ahead = [*_imported(nodes)]
    while ahead:
        name = ahead.pop()
        file = os.path.join(folder, f"{name}.py")
        if name not in found and os.path.isfile(file):
            try:
                found[name] = read_text(file).text
                ahead += _imported(_statements(ast.parse(found[name])))
            except (UnreadableError, *BROKEN):
                continue  # importing it fails, which the proof's outcome says
    return found


def _imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The first parts of the names of all modules that code imports."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
