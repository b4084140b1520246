"""Where code uses session state: the places that name a key, and what a statement does to which key."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stproof.analysis.source import Edit, Source, longer

METHODS = {"clear", "get", "items", "keys", "pop", "popitem", "setdefault", "to_dict", "update", "values"}
"""Names after `st.session_state.` that are not keys."""
KEYED_METHODS = {"get", "pop", "setdefault"}
KEYED_FUNCTIONS = {"delattr", "getattr", "hasattr", "setattr"}
WRITING = {"delattr", "pop", "setattr", "setdefault", "update"}
STOPPING = {"rerun", "stop", "switch_page"}
ALL = "*"
"""Any key: `st.session_state.clear()`, a key that is computed."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place that names a key of session state or of a widget."""

    key: str
    """The key; for an f-string its code."""
    name: ast.AST
    """The node that holds the name: a string, an f-string, an attribute or a keyword argument."""
    use: ast.AST
    """The node that reads or writes the key."""
    writes: bool


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What running a statement does to session state."""

    uses: frozenset[str] = frozenset()
    """Keys that it reads or writes."""
    writes: frozenset[str] = frozenset()
    stops: bool = False
    """It can end the run."""

    def __or__(self, other: Effect) -> Effect:
        return Effect(
            uses=self.uses | other.uses, writes=self.writes | other.writes, stops=self.stops or other.stops
        )

    def meets(self, other: Effect) -> bool:
        """Whether the order of the two can matter."""
        ends = (self.stops and bool(other.uses)) or (other.stops and bool(self.uses))
        return ends or _common(self.writes, other.uses) or _common(other.writes, self.uses)


def _common(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some & others or (ALL in some and others) or (some and ALL in others))


class State:
    """All uses of session state in one source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._imported = _imported(source)
        self._names = self._imported | _assigned(source)
        self.places = tuple(place for node in source.nodes for place in self._places(node))
        self._by_use: dict[ast.AST, list[Place]] = {}
        for place in self.places:
            self._by_use.setdefault(place.use, []).append(place)
        self._functions = {node.name: node for node in source.nodes if isinstance(node, Function)}

    def is_state(self, node: ast.AST) -> bool:
        """Whether the node is `st.session_state` or a name for it."""
        return self.is_origin(node) or (isinstance(node, ast.Name) and node.id in self._names)

    def is_origin(self, node: ast.AST) -> bool:
        """Whether session state comes into the code here: not by a name that was assigned before."""
        match node:
            case ast.Attribute(value=ast.Name(), attr="session_state"):
                return True
            case ast.Name(id=name, ctx=ast.Load()):
                return name in self._imported
        return False

    def _places(self, node: ast.AST) -> Iterator[Place]:
        match node:
            case ast.Attribute(value=of, attr=name, ctx=how) if self.is_state(of) and name not in METHODS:
                yield Place(key=name, name=node, use=node, writes=not isinstance(how, ast.Load))
            case ast.Subscript(value=of, slice=index, ctx=how) if self.is_state(of):
                yield from _literal(index, node, writes=not isinstance(how, ast.Load))
            case ast.Compare(left=left, ops=[ast.In() | ast.NotIn()], comparators=[of]) if self.is_state(of):
                yield from _literal(left, node, writes=False)
            case ast.keyword(arg="key", value=value):
                yield from _literal(value, node, writes=True)
            case ast.Call():
                yield from self._called(node)

    def _called(self, node: ast.Call) -> Iterator[Place]:
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr=name), args=[key, *_]) if (
                name in KEYED_METHODS and self.is_state(value)
            ):
                yield from _literal(key, node, writes=name in WRITING)
            case ast.Call(func=ast.Name(id=name), args=[value, key, *_]) if (
                name in KEYED_FUNCTIONS and self.is_state(value)
            ):
                yield from _literal(key, node, writes=name in WRITING)
            case ast.Call(func=ast.Attribute(value=value, attr="update")) if self.is_state(value):
                tables = [one for one in node.args if isinstance(one, ast.Dict)]
                for key in (key for table in tables for key in table.keys if key):
                    yield from _literal(key, node, writes=True)
                for word in (word for word in node.keywords if word.arg):
                    yield Place(key=str(word.arg), name=word, use=node, writes=True)

    def only_makes_keys(self, key: str) -> bool:
        """Whether the key is only read to make those of widgets: `key=f"upload-{st.session_state.n}"`."""
        read = [place.use for place in self.places if place.key == key and not place.writes]
        return bool(read) and all(
            any(isinstance(node, ast.keyword) and node.arg == "key" for node in self.source.around(use))
            for use in read
        )

    def rename(self, place: Place) -> Edit:
        """The edit that gives the key another name at this place."""
        text = self.source.text
        match place.name:
            case ast.Attribute(attr=name) as node:
                end = self.source.span(node)[1]
                return Edit(start=end - len(name), end=end, text=f"{name}_other")
            case ast.keyword(arg=str(name)) as node:
                start = self.source.span(node)[0]
                return Edit(start=start, end=start + len(name), text=f"{name}_other")
            case node:
                assert isinstance(node, ast.expr)
                return longer(text, self.source.span(node))

    def effect(self, node: ast.AST, seen: frozenset[str] = frozenset()) -> Effect:
        """What running the node does; functions that it calls are followed, callbacks are not."""
        found = Effect()
        for one in executed([node]):
            found |= self._own(one)
            match one:
                case ast.Call(func=ast.Name(id=name)) if name in self._functions and name not in seen:
                    for statement in self._functions[name].body:
                        found |= self.effect(statement, seen | {name})
        return found

    def _own(self, node: ast.AST) -> Effect:
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in STOPPING:
                return Effect(stops=True)
            case _ if self.is_state(node) and not self._is_keyed(node) and not self._is_handed_on(node):
                return Effect(uses=frozenset({ALL}), writes=frozenset({ALL}))
        places = self._by_use.get(node, ())
        return Effect(
            uses=frozenset(place.key for place in places),
            writes=frozenset(place.key for place in places if place.writes),
        )

    def _is_keyed(self, state: ast.AST) -> bool:
        """Whether this `st.session_state` belongs to a place that names its key."""
        return any(node in self._by_use for node in self.source.around(state)[:2])

    def _is_handed_on(self, state: ast.AST) -> bool:
        """Whether it is a method that something else calls: `on_click=st.session_state.clear`."""
        method = self.source.parents[state]
        user = self.source.parents.get(method)
        return isinstance(method, ast.Attribute) and not (isinstance(user, ast.Call) and user.func is method)


@dataclass(frozen=True, kw_only=True)
class Code:
    source: Source
    state: State
    beside: Counter[str]
    """How often the other files of the same app name each key."""


def executed(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The nodes and all within them that run when they do: not the bodies of functions."""
    for node in nodes:
        yield node
        if not isinstance(node, (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield from executed(ast.iter_child_nodes(node))


def _literal(node: ast.expr, use: ast.AST, *, writes: bool) -> Iterator[Place]:
    match node:
        case ast.Constant(value=str(key)):
            yield Place(key=key, name=node, use=use, writes=writes)
        case ast.JoinedStr():
            yield Place(key=ast.unparse(node), name=node, use=use, writes=writes)


def _assigned(source: Source) -> frozenset[str]:
    """Names as in `state = st.session_state`."""
    assigned = [node for node in source.nodes if isinstance(node, ast.Assign)]
    states = [node for node in assigned if getattr(node.value, "attr", "") == "session_state"]
    return frozenset(name.id for node in states for name in node.targets if isinstance(name, ast.Name))


def _imported(source: Source) -> frozenset[str]:
    """Names as in `from streamlit import session_state`."""
    imports = [node for node in source.nodes if isinstance(node, ast.ImportFrom)]
    streamlits = [node for node in imports if node.module == "streamlit"]
    names = [name for node in streamlits for name in node.names if name.name == "session_state"]
    return frozenset(name.asname or name.name for name in names)
