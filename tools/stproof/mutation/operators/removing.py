"""Operators that take something out: a statement, a keyword argument, a decorator."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

from stproof.analysis.session_state import Code
from stproof.analysis.source import Change, Edit, Source, deletion, is_text

SIMPLE = (
    ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Delete, ast.Return, ast.Raise,
    ast.Assert, ast.Break, ast.Continue, ast.Global, ast.Nonlocal,
)  # fmt: skip
"""Statements that are removed. Not imports: what is left can only raise NameError. Not compound
ones: removing the statements in them shows the same, and sooner."""

LOOKS_CALLS = {"balloons", "divider", "logo", "set_page_config", "snow", "space"}
"""Commands that show nothing that a person reads or uses."""

LOOKS_KEYWORDS = {
    "border", "gap", "height", "help", "hide_index", "horizontal", "horizontal_alignment", "icon",
    "icon_position", "initial_sidebar_state", "label_visibility", "layout", "page_icon", "page_title",
    "placeholder", "shortcut", "use_container_width", "vertical_alignment", "width",
}  # fmt: skip
"""Keyword arguments of commands that change the looks only."""
LOOKS_TYPES = {"primary", "secondary", "tertiary"}
"""Values of a button's `type=`, which change the looks only; other widgets' `type=` does more."""

COMMA_AFTER = re.compile(r"(?:\s|\\\n|#[^\n]*\n)*,[ \t]*")
COMMA_BEFORE = re.compile(r",[ \t]*\Z")


def remove_statement(code: Code) -> Iterator[Change]:
    """A simple statement is removed. Left alone: imports, docstrings, what only decorates the page,
    and the one assignment of a name that is used (nothing but a NameError could follow).

      def add():
    -     st.session_state.count += 1
    +     pass
      st.button("Add", on_click=add)
    """
    source = code.source
    # How many places bind each name, by the function or file whose name it is.
    bound = Counter((source.scope(node), name) for node in source.nodes for name in _bound(node))
    for block in source.blocks():
        for statement in (one for one in block if isinstance(one, SIMPLE)):
            if not _is_idle(source, statement, block) and not _is_only_binding(source, statement, bound):
                what = f"removing {source.label(statement)}"
                yield Change(what=what, node=statement, edits=(_without(source, statement, block),))


def remove_keyword(code: Code) -> Iterator[Change]:
    """A keyword argument of a call is removed, unless it only changes the looks (`width=`, `icon=`,
    `help=`, a button's `type=`).

    - st.button("Add 5", on_click=add, args=(5,))
    + st.button("Add 5", on_click=add)
    """
    source = code.source
    for call in source.nodes:
        if isinstance(call, ast.Call) and source.is_sure(call):
            for word in call.keywords:
                if word.arg and not _is_looks(call, word):
                    edit = _without_comma(source, word)
                    yield Change(what=f"removing {source.short(word)}", node=word, edits=(edit,))


def remove_decorator(code: Code) -> Iterator[Change]:
    """A decorator is removed.

    - @st.cache_data
      def load():
          st.session_state.loads = st.session_state.get("loads", 0) + 1
    """
    source = code.source
    for node in source.nodes:
        for decorator in getattr(node, "decorator_list", ()):
            start, end = source.span(decorator)
            start = source.text.rindex("@", 0, start)
            edit = deletion(source.text, start, end)
            yield Change(what=f"removing @{source.short(decorator)}", node=node, edits=(edit,))


def _bound(node: ast.AST) -> list[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
            return [name]
    return []


def _is_only_binding(source: Source, statement: ast.stmt, bound: Counter[tuple[ast.AST, str]]) -> bool:
    """Whether a name that is used somewhere gets its value here and nowhere else."""
    names = [(source.scope(node), name) for node in ast.walk(statement) for name in _bound(node)]
    return any(name in source.read and bound[scope, name] == 1 for scope, name in names)


def _is_idle(source: Source, statement: ast.stmt, block: list[ast.stmt]) -> bool:
    """Whether a person could not tell the statement from `pass`."""
    match statement:
        case ast.Return(value=None):
            owner = source.parents[statement]
            return statement is block[-1] and isinstance(owner, (ast.FunctionDef, ast.AsyncFunctionDef))
        case ast.AnnAssign(value=None):
            return True
        case ast.Expr(value=ast.Constant(value=value)) if value is ...:
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(), attr=name))):
            return name in LOOKS_CALLS
    return is_text(statement) and source.is_docstring(statement)


def _without(source: Source, statement: ast.stmt, block: list[ast.stmt]) -> Edit:
    """Blank, or `pass` where the block would be empty or where other code is on the line."""
    start, end = source.span(statement)
    before = source.text[source.text.rfind("\n", 0, start) + 1 : start].strip()
    after = source.text[end:].partition("\n")[0].partition("#")[0].strip()
    alone = len(block) > 1 and not before and not after
    return deletion(source.text, start, end, "" if alone else "pass")


def _without_comma(source: Source, word: ast.keyword) -> Edit:
    """The argument goes with the comma after it, or else with the one before it on its line."""
    start, end = source.span(word)
    after = COMMA_AFTER.match(source.text, end)
    before = None if after else COMMA_BEFORE.search(source.text, 0, start)
    return deletion(source.text, before.start() if before else start, after.end() if after else end)


def _is_looks(call: ast.Call, word: ast.keyword) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    button = isinstance(word.value, ast.Constant) and word.arg == "type" and word.value.value in LOOKS_TYPES
    return button or word.arg in LOOKS_KEYWORDS
