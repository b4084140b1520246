"""What a fence lacks, supplied: imports, statements of its page, stand-ins, and the files that it names."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stproof.analysis.names import bound_by, bound_names, free_names
from stproof.analysis.stand_ins import known_import, missing_state, stand_in
from stproof.analysis.syntax import parsed
from stproof.analysis.versions import right_version
from stproof.model.config import Config
from stproof.model.skill import Page, Snippet

FILE = re.compile(r"[\w./-]+\.(?:py|csv|json|txt|md|css|html|png|jpe?g|gif|svg|webp|mp3|mp4|wav|pdf)")
NAMED = re.compile(r"#\s*(?P<name>[\w./-]+\.py)\s*$")
"""The first line of a fence that is a file: `# pages/one.py`."""
APP = """import streamlit as st

st.title("Title")
st.text_input("Text", key="stproof_text")
st.number_input("Number", key="stproof_number")
st.checkbox("Check", key="stproof_check")
st.selectbox("Select", ["A", "B"], key="stproof_select")
st.slider("Slider", key="stproof_slider")
st.button("Button", key="stproof_button")
"""
"""What stands in for a page or an app that is named: it has something to find and to click."""
CONTENTS = {
    ".py": APP,
    ".csv": "a,b\n1,2\n",
    ".json": "{}\n",
    ".svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n",
}
STATEMENTS = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.ClassDef)
"""Statements whose binding another fence can use; others do more than to bind."""


@dataclass(frozen=True, kw_only=True)
class Supply:
    """What is put before a fence and next to it."""

    code: str
    files: Mapping[str, str] = field(default_factory=dict)
    """Path: content."""
    stand_ins: tuple[str, ...] = ()
    """What of it nobody has written: names, keys of session state, files."""


def supply(snippet: Snippet, page: Page, config: Config) -> Supply | None:
    """What a fence may need; None where there is nothing that could be supplied."""
    code = right_version(snippet.code)
    tree = parsed(code)
    if tree is None:
        return None
    supplier = _Supplier(snippet, page, config, code)
    for name in free_names(tree):
        supplier.name(name, tree)
    for key in missing_state(tree):
        supplier.state(key, tree)
    for file in _files(tree):
        supplier.file(file)
    for module in _modules(tree):
        supplier.module(module)
    return supplier.result()


class _Supplier:
    def __init__(self, snippet: Snippet, page: Page, config: Config, code: str) -> None:
        self._config = config
        self._code = code
        self._statements = dict(_bindings(_nearest_first(snippet, page)))
        self._named = {name: each.code for each in page.snippets if (name := file_name(each))}
        self._lines: list[str] = []
        self._names: dict[str, None] = {"st": None}
        self._files: dict[str, str] = {}
        self._stand_ins: dict[str, None] = {}

    def result(self) -> Supply | None:
        if not self._lines and not self._files:
            return None
        lines = ["import streamlit as st", *self._lines]
        lines.append("__all__ = [name for name in globals() if not name.startswith('__')]")
        return Supply(code="\n".join(lines) + "\n", files=self._files, stand_ins=tuple(self._stand_ins))

    def name(self, name: str, tree: ast.AST) -> None:
        """Bind a name, after the names that its own statement needs."""
        if name in self._names:
            return
        self._names[name] = None
        if name in self._config.stand_ins:
            self._stand_in(name, self._config.stand_ins[name])
        elif known := known_import(name, self._code):
            self._lines += _guarded(known)
        elif name in self._statements:
            self._statement(self._statements[name], name)
        elif value := stand_in(name, tree):
            self._stand_in(name, value)

    def _statement(self, statement: ast.stmt, name: str) -> None:
        for needed in free_names(ast.Module(body=[statement], type_ignores=[])):
            self.name(needed, statement)
        self._names.update(dict.fromkeys(bound_by_statement(statement)))
        self._lines += _guarded(ast.unparse(statement))

    def _stand_in(self, name: str, value: str) -> None:
        self._stand_ins[name] = None
        self._lines += _guarded(f"{name} = {value}")

    def state(self, key: str, tree: ast.AST) -> None:
        """Set a key of session state that another part of the app sets."""
        if value := "[]" if key == "messages" else stand_in(key, tree):
            self._stand_ins[f"st.session_state.{key}"] = None
            self._lines += _guarded(f"st.session_state.setdefault({key!r}, {value})")

    def module(self, path: str) -> None:
        """Write a module, where a fence of the page is that file."""
        if path in self._named:
            self._files[path] = self._named[path]

    def file(self, path: str) -> None:
        """Write a file that the fence names: from a fence that is this file, else what stands in for it."""
        if path in self._named:
            self._files[path] = self._named[path]
        elif not path.startswith(("/", ".")):
            self._files[path] = CONTENTS.get(posixpath.splitext(path)[1], "text\n")
            self._stand_ins[path] = None


def file_name(snippet: Snippet) -> str:
    """The file that a fence is, as its info string or its first line says; empty where none does."""
    first = NAMED.match(snippet.code.partition("\n")[0])
    name = snippet.filename or (first["name"] if first else "")
    return name if name.endswith(".py") and not name.startswith(("/", "..")) else ""


def _nearest_first(snippet: Snippet, page: Page) -> Sequence[Snippet]:
    """The other fences of a page: those before it from the nearest on, then those after it."""
    others = [each for each in page.snippets if each.line != snippet.line and not each.is_wrong]
    before = [each for each in others if each.line < snippet.line]
    return [*reversed(before), *others[len(before) :]]


def _bindings(snippets: Sequence[Snippet]) -> Iterator[tuple[str, ast.stmt]]:
    """(name, the statement that binds it), the nearest one last."""
    for snippet in reversed(snippets):
        tree = parsed(right_version(snippet.code))
        for statement in tree.body if tree else ():
            if isinstance(statement, STATEMENTS):
                yield from ((name, statement) for name in bound_by_statement(statement))


def bound_by_statement(statement: ast.stmt) -> set[str]:
    """The names that a statement binds in its own scope."""
    match statement:
        case ast.Assign(targets=targets):
            return {name for target in targets for name in bound_names(target)}
        case ast.AnnAssign(target=target, value=value):
            return bound_names(target) if value else set()
        case _:
            return set(bound_by(statement))


def _guarded(code: str) -> list[str]:
    """The code, which may fail: then the fence says what it lacks."""
    return ["try:", *(f"    {line}" for line in code.splitlines()), "except Exception: pass"]


def _files(tree: ast.AST) -> Iterator[str]:
    """Relative paths of files that code gives to a function."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(args=[ast.Constant(value=str(path)), *_]) if FILE.fullmatch(path):
                yield posixpath.normpath(path)
            case ast.keyword(value=ast.Constant(value=str(path))) if FILE.fullmatch(path):
                yield posixpath.normpath(path)


def _modules(tree: ast.AST) -> Iterator[str]:
    """Relative paths of the files that code may import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield f"{node.module.replace('.', '/')}.py"
        elif isinstance(node, ast.Import):
            yield from (f"{alias.name.replace('.', '/')}.py" for alias in node.names)
