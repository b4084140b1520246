"""The operator on constants: the values that code gives to session state or compares with."""

import ast
from collections.abc import Iterator

from stproof.analysis.session_state import KEYED_METHODS, Code, State
from stproof.analysis.source import Change, Edit, Source, longer, shorten

ADDING = {"add", "append", "extend", "insert"}
"""Methods that put a value into a list or set in session state."""


def change_constant(code: Code) -> Iterator[Change]:
    """A constant is changed that goes into session state, is the default of a missing key, is
    passed to a callback, or is a number in a comparison: a number by one, a string by `_other`. Left alone:
    what only makes the keys of widgets, where any other value does as well.

    - st.session_state.setdefault("count", 0)
    + st.session_state.setdefault("count", 1)
    """
    source = code.source
    nodes = (node for node in source.nodes if not _only_tells_widgets_apart(node, code))
    values = [value for node in nodes for value in _values(node, code.state)]
    for constant in (part for value in values for part in _parts(value) if source.is_sure(part)):
        edit = _changed(source, constant)
        if edit:
            start, end = source.span(constant)
            new = source.text[start : edit.start] + edit.text + source.text[edit.end : end]
            what = f"changing {source.short(constant)} to {shorten(new)} in {source.label(constant)}"
            yield Change(what=what, node=constant, edits=(edit,))


def _only_tells_widgets_apart(node: ast.AST, code: Code) -> bool:
    """Whether what the node writes is only read to make the key of a widget."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    keys = {place.key for place in code.state.places if place.writes and place.use in (node, *targets)}
    return bool(keys) and all(code.state.only_makes_keys(key) and not code.beside[key] for key in keys)


def _values(node: ast.AST, state: State) -> list[ast.expr]:
    """The expressions in which the node holds such constants."""
    match node:
        case ast.Assign(targets=targets, value=value) if any(_stores(target, state) for target in targets):
            return [value]
        case ast.AugAssign(target=target, value=value) if _stores(target, state):
            return [value]
        case ast.Call(func=ast.Attribute(value=of, attr=name), args=[_, value]) if (
            name in KEYED_METHODS and state.is_state(of)
        ):
            return [value]
        case ast.Call(func=ast.Attribute(value=of, attr="update")) if state.is_state(of):
            return [*node.args, *(word.value for word in node.keywords)]
        case ast.Call(func=ast.Attribute(value=of, attr=name)) if name in ADDING and _stores(of, state):
            return node.args
        case ast.keyword(arg="args" | "kwargs", value=value):
            return [value]
        case ast.Compare(left=left, comparators=right):
            return [one for one in (left, *right) if _is_number(one)]
    return []


def _stores(target: ast.expr, state: State) -> bool:
    match target:
        case ast.Attribute(value=value) | ast.Subscript(value=value):
            return state.is_state(value) or _stores(value, state)
        case ast.Tuple(elts=parts):
            return any(_stores(part, state) for part in parts)
    return False


def _parts(value: ast.expr) -> Iterator[ast.Constant]:
    """The constants of an expression; not those that a call or a subscript only needs."""
    match value:
        case ast.Constant():
            yield value
        case ast.BinOp(left=left, right=right):
            yield from (*_parts(left), *_parts(right))
        case ast.UnaryOp(operand=operand):
            yield from _parts(operand)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_parts(body), *_parts(orelse))
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Dict(values=parts):
            for part in parts:
                yield from _parts(part)


def _is_number(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=bool()):
            return False
        case ast.Constant(value=int() | float()) | ast.UnaryOp(operand=ast.Constant(value=int() | float())):
            return True
    return False


def _changed(source: Source, constant: ast.Constant) -> Edit | None:
    start, end = source.span(constant)
    match constant.value:
        case bool(value):
            return Edit(start=start, end=end, text=str(not value))
        case int(number) | float(number):
            return Edit(start=start, end=end, text=repr(number + 1))
        case str():
            return longer(source.text, (start, end))
    return None
