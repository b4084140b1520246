"""Each message about state that the installed Streamlit raises or logs is found by a search."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import streamlit

from stproof.reading.markdown import parse

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(streamlit.__file__).parent
WHERE = ("errors.py", "delta_generator.py", "commands", "elements", "components/v2", "runtime/state")
WHERE += ("runtime/fragment.py", "runtime/caching", "runtime/scriptrunner_utils/script_run_context.py")
"""What runs in a script that uses the state: not the server, the command line, or the API for agents."""
TOPIC = re.compile(
    r"session.?state|persist_state|query param|bound to|Password values|Selection state|session-scoped"
    r"|key.{0,60}(widget|element|component|unique)|widget.{0,40}\bkey\b|fragment|ialogs?\b|callback|rerun"
    r"|st\.form|ScriptRunContext|cached function|\$\$ID|same type\.|`(max|min)_value`|Supported values",
    re.IGNORECASE,
)
INTERNAL = {
    "should never happen": "a guard",
    "empty scope": "`st.rerun` refuses it before, with the values that it takes",
    "does not support": "a guard",
    "Parallel coordinator": "a guard",
    "FragmentThreadState": "a guard",
    "must only be called from the main script thread": "a guard",
    "RerunData is only": "a guard",
    "not found in session_state": "after the end of a session",
    "clearable must be": "for those who write widgets",
    "callback names? ": "for those who write components",
    "valid state name": "for those who write components",
    "renderItem": "about charts",
    "st.bottom": "about layout",
    "For example:": "goes on from another",
    "TTL that will be ignored": "about caches, not state",
    "awaitable": "about caches, not state",
    "must be a synchronous function": "about caches, not state",
}
"""What is in the source, and no person with a question about state sees: a part of it, and why."""
TABLES = ("references/messages.md", "references/messages-of-parts.md")
GAP = "\0"
"""Where a message has a value of the app."""


def messages() -> Iterator[str]:
    """The messages of the installed source, one line each, without backticks."""
    for file in sorted(SOURCE.rglob("*.py")):
        if file.relative_to(SOURCE).as_posix().startswith(WHERE):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                yield from filter(_is_about_state, map(_one_line, _texts(node)))


def _texts(node: ast.AST) -> Iterator[str]:
    """What a statement raises or logs, and what a function returns as a hint."""
    call = node.exc if isinstance(node, ast.Raise) else node
    if isinstance(call, ast.Call) and (call is not node or _says(call.func)):
        yield from map(_text, [*call.args, *(keyword.value for keyword in call.keywords)])
    elif isinstance(node, ast.Return) and node.value is not None and "Did you forget" in _text(node.value):
        yield _text(node.value)


def _says(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr in ("__init__", "warning", "error")


def _text(node: ast.expr) -> str:
    """The text of a literal, with a gap for each value that is put in; empty for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or GAP for part in node.values)
    if isinstance(node, ast.BinOp):
        return _text(node.left) + _text(node.right)
    return ""


def _one_line(text: str) -> str:
    return re.sub(r"\{\w+\}|%s", GAP, " ".join(text.replace("`", "").split()))


def _is_about_state(text: str) -> bool:
    internal = any(re.search(part, text) for part in INTERNAL)
    return " " in text and not internal and bool(TOPIC.search(text))


def rows(pages: Iterable[str] = TABLES) -> Iterator[str]:
    """The rows of the tables that list messages."""
    for page in pages:
        yield from re.findall(r"^\| `.*", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)


def finds(row: str, message: str) -> bool:
    """Whether a search for a part of the message, as it is printed, comes to this row."""
    first = row.split(" | ")[0]
    spans = [span for span in re.findall(r"`([^`]+)`", first) if len(span) >= 12]
    return any(span.rstrip(".") in message for span in spans)


MESSAGES = sorted(set(messages()))
ROWS = list(rows())


def test_messages_are_read_from_the_source() -> None:
    assert len(MESSAGES) >= 30
    assert any("is read-only and cannot be assigned through session state" in one for one in MESSAGES)


@pytest.mark.parametrize("message", MESSAGES)
def test_message_has_a_row(message: str) -> None:
    assert [row for row in ROWS if finds(row, message)], "add a row with a part of this message"


@pytest.mark.parametrize("message", MESSAGES)
def test_row_that_is_taken_out_is_missed(message: str) -> None:
    left = [row for row in ROWS if not finds(row, message)]
    assert len(ROWS) - len(left) <= 3
    assert not [row for row in left if finds(row, message)]


@pytest.mark.parametrize("page", TABLES)
def test_row_leads_to_a_section(page: str) -> None:
    for row in rows([page]):
        targets = re.findall(r"\]\(([\w-]+\.md)#([\w-]+)\)", row)
        assert targets, row
        for path, anchor in targets:
            assert anchor in parse((ROOT / "references" / path).read_text(encoding="utf-8")).anchors, row
