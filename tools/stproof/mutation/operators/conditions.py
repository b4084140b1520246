"""Operators on conditions: negate one, drop a guard, leave out a part."""

import ast
from collections.abc import Iterator

from stproof.analysis.session_state import Code, executed
from stproof.analysis.source import Change, Edit, Source

PLAIN = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Constant, ast.Compare)
"""Expressions that need no parentheses next to an `and` or in its place."""


def negate_condition(code: Code) -> Iterator[Change]:
    """The condition of an `if`, `while`, conditional expression or comprehension is negated.

    - if st.session_state.count > 3:
    + if not (st.session_state.count > 3):
          st.write("Enough")
    """
    for test in _tests(code.source):
        what = f"negating {code.source.short(test)}"
        yield Change(what=what, node=test, edits=_around(code.source, test, "not (", ")"))


def drop_guard(code: Code) -> Iterator[Change]:
    """What is under an `if` without `else` is always run. Left alone: an `if` over `st.rerun()`,
    which would run forever.

    - if "count" not in st.session_state:
    + if ("count" not in st.session_state) or True:
          st.session_state.count = 0
    """
    guards = [node for node in code.source.nodes if isinstance(node, ast.If) and not node.orelse]
    for node in guards:
        if not _is_fixed(node.test) and not _reruns(node.body):
            what = f"dropping the guard {code.source.short(node.test)}"
            yield Change(what=what, node=node, edits=_around(code.source, node.test, "(", ") or True"))


def remove_operand(code: Code) -> Iterator[Change]:
    """One part of an `and` or `or` is left out.

    - if st.session_state.name and st.session_state.agreed:
    + if st.session_state.name:
          st.write("Welcome")
    """
    source = code.source
    for node in source.nodes:
        if isinstance(node, ast.BoolOp) and source.is_sure(node):
            for out in node.values:
                what = f"removing {source.short(out)} from {source.short(node)}"
                kept = [one for one in node.values if one is not out]
                yield Change(what=what, node=out, edits=(_keeping(source, node, kept),))


def _tests(source: Source) -> Iterator[ast.expr]:
    for node in source.nodes:
        match node:
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                found = [test]
            case ast.comprehension(ifs=ifs):
                found = ifs
            case _:
                continue
        yield from (test for test in found if not _is_fixed(test) and source.is_sure(test))


def _is_fixed(test: ast.expr) -> bool:
    """Whether the condition is the same in every run of the app: `True`, `__name__ == "__main__"`."""
    names = [node.id for node in ast.walk(test) if isinstance(node, ast.Name)]
    return isinstance(test, ast.Constant) or "__name__" in names or "TYPE_CHECKING" in names


def _reruns(body: list[ast.stmt]) -> bool:
    unconditional = [one for one in body if isinstance(one, ast.Expr)]
    return any(isinstance(node, ast.Attribute) and node.attr == "rerun" for node in executed(unconditional))


def _around(source: Source, node: ast.expr, before: str, after: str) -> tuple[Edit, Edit]:
    start, end = source.span(node)
    return Edit(start=start, end=start, text=before), Edit(start=end, end=end, text=after)


def _keeping(source: Source, node: ast.BoolOp, kept: list[ast.expr]) -> Edit:
    start, end = source.span(node)
    word = " and " if isinstance(node.op, ast.And) else " or "
    texts = [(source.segment(one), isinstance(one, PLAIN)) for one in kept]
    text = word.join(code if plain else f"({code})" for code, plain in texts)
    # The line ends that are lost come before a closing parenthesis, where they mean nothing.
    lost = source.text.count("\n", start, end) - text.count("\n")
    return Edit(start=start, end=end, text=f"({text}" + "\n" * lost + ")" if lost else text)
