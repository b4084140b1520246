"""The code of one app with its syntax tree: where each node is in the text, and how to name it."""

import ast
from dataclasses import dataclass

LABEL = 60
"""Characters of code at most in the name of a statement."""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One piece of the text and what replaces it; it never changes the number of lines."""

    start: int
    """Offset in characters."""
    end: int
    text: str
    shown: str | None = None
    """What the diff shows instead of `text`; None for the same."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One small change as an operator finds it, not yet made."""

    what: str
    """What a person reads: `removing args=(5,)`."""
    node: ast.AST
    """A node in the statement that is changed."""
    edits: tuple[Edit, ...]
    """In the order of the text."""


class Source:
    """Code that parses. All offsets are in characters of `text`, whose line ends are `\\n`."""

    def __init__(self, code: str) -> None:
        self.text = code.replace("\r\n", "\n").replace("\r", "\n")
        self.tree = ast.parse(self.text)
        self.nodes = tuple(ast.walk(self.tree))
        self.parents = {child: node for node in self.nodes for child in ast.iter_child_nodes(node)}
        names = [node for node in self.nodes if isinstance(node, ast.Name)]
        self.read = frozenset(name.id for name in names if isinstance(name.ctx, ast.Load))
        """Names that the code uses."""
        # Not str.splitlines: for Python a form feed or U+2028 does not end a line.
        self._lines = self.text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def span(self, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        """Where the node starts and ends in the text."""
        start = self._offset(node.lineno, node.col_offset)
        return start, self._offset(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def _offset(self, line: int, column: int) -> int:
        """`column` counts UTF-8 bytes, as the syntax tree does."""
        text = self._lines[line - 1]
        return self._starts[line - 1] + len(text.encode()[:column].decode(errors="replace"))

    def segment(self, node: ast.expr | ast.stmt | ast.keyword) -> str:
        """The node's own text, without parentheses around it."""
        start, end = self.span(node)
        return self.text[start:end]

    def is_sure(self, node: ast.AST) -> bool:
        """Whether the tree's position of the node is right. Before Python 3.12 those inside of an
        f-string are searched for in its text and may be those of another piece of it."""
        if not any(isinstance(parent, ast.JoinedStr) for parent in self.around(node)):
            return True
        if not isinstance(node, ast.expr):
            return self.is_sure(self.parents[node])
        try:
            found = ast.parse(self.segment(node), mode="eval").body
        except (SyntaxError, ValueError):
            return False
        return ast.unparse(found) == ast.unparse(node)

    def around(self, node: ast.AST) -> list[ast.AST]:
        """The nodes around the node, from the nearest to the farthest."""
        found: list[ast.AST] = []
        while node in self.parents:
            node = self.parents[node]
            found.append(node)
        return found

    def scope(self, node: ast.AST) -> ast.AST:
        """The function, lambda or file to which a name that is bound here belongs."""
        functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
        return next((one for one in self.around(node) if isinstance(one, functions)), self.tree)

    def line(self, offset: int) -> int:
        """1-based line of the text."""
        return self.text.count("\n", 0, offset) + 1

    def blocks(self) -> list[list[ast.stmt]]:
        """All lists of statements that run one after the other."""
        fields = (value for node in self.nodes for _, value in ast.iter_fields(node))
        lists = [value for value in fields if isinstance(value, list) and value]
        return [value for value in lists if isinstance(value[0], ast.stmt)]

    def is_docstring(self, statement: ast.stmt) -> bool:
        owner = self.parents[statement]
        if not isinstance(owner, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return False
        return owner.body[0] is statement and is_text(statement)

    def label(self, node: ast.AST) -> str:
        """The statement that the node belongs to, on one line; a compound one by its first line."""
        here = [node, *self.around(node)]
        statement = next((one for one in here if isinstance(one, ast.stmt)), None)
        return shorten(self._header(statement)) if statement else ""

    def _header(self, statement: ast.stmt) -> str:
        match statement:
            case ast.If(test=test):
                return f"if {self.inline(test)}"
            case ast.While(test=test):
                return f"while {self.inline(test)}"
            case ast.For(target=target, iter=items) | ast.AsyncFor(target=target, iter=items):
                return f"for {self.inline(target)} in {self.inline(items)}"
            case ast.With(items=items) | ast.AsyncWith(items=items):
                return "with " + ", ".join(self.inline(item.context_expr) for item in items)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                return f"def {name}"
            case _:
                return self.inline(statement)

    def short(self, node: ast.expr | ast.keyword) -> str:
        """The node's text on one line, cut where it is long."""
        return shorten(self.inline(node))

    def inline(self, node: ast.expr | ast.stmt | ast.keyword) -> str:
        """The node's text; where it takes several lines, unparsed to one."""
        text = self.segment(node)
        return ast.unparse(node).partition("\n")[0] if "\n" in text else text


def is_text(statement: ast.stmt) -> bool:
    """Whether the statement is nothing but a string."""
    return isinstance(statement, ast.Expr) and isinstance(getattr(statement.value, "value", None), str)


def shorten(text: str) -> str:
    return text if len(text) <= LABEL else text[: LABEL - 1].rstrip() + "…"


def deletion(text: str, start: int, end: int, instead: str = "") -> Edit:
    """Take a piece out of the text, except its line ends: what follows keeps its line."""
    return Edit(start=start, end=end, text=instead + "\n" * text.count("\n", start, end))


def longer(text: str, node_span: tuple[int, int]) -> Edit:
    """Add `_other` to a string literal or f-string, before its closing quote."""
    start, end = node_span
    literal = text[start:end]
    triple = len(literal) >= 6 and literal[-3:] in ('"""', "'''")
    at = end - (3 if triple else 1)
    return Edit(start=at, end=at, text="_other")
