"""Pieces of a program: code that does not compile alone because its author left out what is around it."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterable, Iterator

from stproof.analysis.syntax import compile_problem, parsed

HEADERS = {
    r"el(?:se|if)\b": ("if 1: pass\n", ""),
    r"(?:except|finally)\b": ("try: pass\n", ""),
    r"\.\w": ("_ = (_\n", "\n)"),
}
"""How a piece starts: what is put before and after it."""
PLACEHOLDER = re.compile(r"…|<[A-Za-z][^<>\n]*>|(?<=\.)\[(?=\w+\])|(?<=\w)\](?=\()")
"""What stands for something a reader supplies: `…`, `<your key>`, `at.[element_name](…)`."""
LEFT_OUT = re.compile(r"^[ \t]*\.\.\.,?[ \t]*(?:#.*)?\n", re.MULTILINE)
"""A line that stands for those left out, as in a dictionary."""
CALLED = re.compile(r"(?:async +)?(?:def +)?(?:\w+\.)*(?=\w+\s*\()")
"""How a signature starts, as a reference shows it: `st.button(label: str, …)`, `def card(title)`."""
INSIDE = "async def _():\n while 1:\n"
"""A function and a loop, of which a piece may be a part."""
STATEMENT = re.compile(r"[ \t]*(?=[^\s#)\]}])")
"""The indentation of a line that has code; a closing bracket continues a statement."""


def is_piece(code: str, longer: Iterable[str]) -> bool:
    """Whether code that does not compile is a piece of something.

    longer: the other code of its page. It is a piece where it is, line for line, in longer code of the
    same page, or where it compiles with a header before it or a body after it. Code that imports
    Streamlit at its outermost level is meant to be whole: there, a stray indentation is a defect.
    """
    if imports_streamlit(code):
        return False
    return any(contains(other, code) for other in longer) or completed(code) is not None


def completed(code: str) -> ast.Module | None:
    """The syntax tree of a piece, completed, with the piece's own lines; None where it is none."""
    for text, above in completions(code):
        if compiles_whole(text):
            return ast.increment_lineno(ast.parse(_inside(text)), -above - INSIDE.count("\n"))
    return None


def contains(longer: str, code: str) -> bool:
    """Whether the lines of code follow each other in longer code, wherever they are indented to."""
    wanted, there = stripped(code), stripped(longer)
    if not wanted or len(wanted) >= len(there):
        return False
    starts = (at for at, line in enumerate(there) if line == wanted[0])
    return any(there[at : at + len(wanted)] == wanted for at in starts)


def stripped(code: str) -> list[str]:
    """The lines that are not blank, without indentation."""
    return [line.strip() for line in code.splitlines() if line.strip()]


def completions(code: str) -> Iterator[tuple[str, int]]:
    """(the code with what may be missing around it, the lines that were put above it)."""
    blank = len(code) - len(code.lstrip("\n"))
    text = PLACEHOLDER.sub(_supplied, textwrap.dedent(code.expandtabs()).strip("\n"))
    around = (("", ""), (opened(text), ""), *(one for start, one in HEADERS.items() if re.match(start, text)))
    for before, after in around:
        for last in ("", f"\n{body(text)}"):
            yield before + text + last + after, before.count("\n") - blank
    yield LEFT_OUT.sub("\n", text), -blank
    if CALLED.match(text):
        yield CALLED.sub("def ", text, count=1) + ": pass", -blank


def _supplied(placeholder: re.Match[str]) -> str:
    return "" if placeholder[0] in "[]" else "..."


def opened(text: str) -> str:
    """Headers for the levels to which a piece returns that starts further in: `if 1:` for each of them."""
    depths = [len(found[0]) for line in text.splitlines() if (found := STATEMENT.match(line))]
    outer = sorted({depth for depth in depths if depth < depths[0]}) if depths else []
    return "".join(f"{' ' * depth}if 1:\n" for depth in outer)


def body(text: str) -> str:
    """A body for the header that is the last line."""
    last = text.splitlines()[-1] if text else ""
    return " " * (len(last) - len(last.lstrip()) + 1) + "pass"


def compiles_whole(text: str) -> bool:
    """Whether the code compiles in a function and a loop, of which a piece may be a part."""
    return bool(text.strip()) and compile_problem(_inside(text)) is None


def _inside(text: str) -> str:
    return INSIDE + textwrap.indent(text, "  ")


def imports_streamlit(code: str) -> bool:
    """Whether code starts, at its outermost level, with what an app starts with."""
    tree = parsed(textwrap.dedent(code))
    return tree is not None and any(
        isinstance(node, ast.Import) and any(name.name.split(".")[0] == "streamlit" for name in node.names)
        for node in tree.body
    )
