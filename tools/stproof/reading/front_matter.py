"""Front matter by the Agent Skills specification: where it is, and what YAML reads in it."""

import re
from collections.abc import Iterator

import yaml

from stproof.model.finding import Finding
from stproof.model.skill import Field, FrontMatter
from stproof.reading.front_matter_rules import (
    alias_or_tag,
    doubled_key,
    front_matter_missing,
    front_matter_unclosed,
    not_yaml,
    read_by_some,
)

DELIMITER = re.compile(r"---[ \t]*")
"""A whole line; spaces after it are read, and reported."""

_FIELD = re.compile(r"""["']?[\w-]+["']?\s*:(\s|$)""")

MAX_DEPTH = 20
"""Levels of mappings and lists; nothing in the specification needs more than two."""

_KINDS = {
    "int": "number",
    "float": "number",
    "bool": "boolean",
    "null": "null",
    "timestamp": "date",
    "map": "mapping",
    "seq": "list",
}
"""Last part of YAML's tags; all others are strings."""

_KEY = re.compile(r"\s*[\w-]+")
_NOT_A_KEY = "do not indent this line, and write a space after the colon of the line above"
_HINTS = {
    "mapping values are not allowed": "a value with ': ' in it must be in quotes",
    "'\\t'": "write spaces, not tabs",
    "cannot start any token": "a value that starts with this character must be in quotes",
    "could not find expected ':'": "write `key: value`, and indent the further lines of a value",
    "expected alphabetic or numeric character": "a value that starts with '*' or '&' must be in quotes",
    "sequence entries are not": "a value that starts with '- ' must be in quotes",
    "mapping keys are not": "a value that starts with '? ' must be in quotes",
    "escape character": "write two backslashes, or use single quotes",
    "document": "a line '...' ends the YAML: remove it",
    "'<scalar>'": "put the whole value in quotes",
    "quote": "close it before the line '---'",
}
"""Part of what YAML says: what to do."""


class _RefusedError(Exception):
    """The YAML cannot be used; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def body_line(text: str) -> int:
    """1-based line at which the Markdown starts: after front matter, or the first one."""
    lines = text.split("\n")
    end = _closing(lines)
    if end is None:
        return 1
    inside = [line for line in lines[1:end] if line.strip() and not line.startswith("#")]
    # A page may start with a thematic break, and have another one further down.
    return end + 2 if end == 1 or (inside and _FIELD.match(inside[0])) else 1


def read_front_matter(
    text: str, path: str, *, has_bom: bool = False
) -> tuple[FrontMatter | None, tuple[Finding, ...]]:
    """The fields of the front matter, or None, with what is wrong in its form.

    text: the page, with `\\n` line ends. has_bom: whether a byte order mark was before it.
    """
    lines = text.split("\n")
    if not DELIMITER.fullmatch(lines[0]):
        return None, (front_matter_missing(path, lines),)
    end = _closing(lines)
    if end is None:
        return None, (front_matter_unclosed(path, lines),)
    found = tuple(read_by_some(path, lines, end, has_bom))
    try:
        return FrontMatter(fields=_fields("\n".join([*lines[1:end], ""]), path)), found
    except _RefusedError as refused:
        return None, (*found, refused.finding)


def _closing(lines: list[str]) -> int | None:
    """Index of the closing delimiter of a text that starts with one."""
    if not DELIMITER.fullmatch(lines[0]):
        return None
    return next((at for at, line in enumerate(lines) if at and DELIMITER.fullmatch(line)), None)


def _fields(source: str, path: str) -> tuple[Field, ...]:
    try:
        _refuse_events(source, path)
        node = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise _RefusedError(_broken(error, source, path)) from None
    if node is None:
        return ()
    if not isinstance(node, yaml.MappingNode):
        what = "must be a mapping of fields, `key: value`"
        raise _RefusedError(not_yaml(path, _line_of(node, source), what))
    return tuple(_entries(node, source, path))


def _refuse_events(source: str, path: str) -> None:
    """Refuse what makes the text mean something other than it says, before nodes are made of it."""
    depth = 0
    for event in yaml.parse(source, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        what = _alias_or_tag(event)
        if what:
            raise _RefusedError(alias_or_tag(path, _line_of(event, source), what))
        if depth > MAX_DEPTH:
            what = f"is nested more than {MAX_DEPTH} levels deep"
            raise _RefusedError(not_yaml(path, _line_of(event, source), what))


def _alias_or_tag(event: yaml.Event) -> str:
    if isinstance(event, yaml.AliasEvent):
        return f"the alias '*{event.anchor}'"
    if getattr(event, "anchor", None):
        return f"the anchor '&{event.anchor}'"  # type: ignore[attr-defined]
    tag = getattr(event, "tag", None)
    return f"the tag {tag.replace('tag:yaml.org,2002:', '!!')!r}" if tag else ""


def _entries(node: yaml.MappingNode, source: str, path: str) -> Iterator[Field]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = _line_of(key, source)
        name = key.value if isinstance(key, yaml.ScalarNode) else _slice(key, source)
        if name in seen:
            raise _RefusedError(doubled_key(path, line, name, seen[name]))
        seen[name] = line
        yield _field(value, source, path, key=name, line=line, key_kind=_kind(key))


def _field(
    node: yaml.Node, source: str, path: str, *, key: str, line: int, key_kind: str = "string"
) -> Field:
    entries: tuple[Field, ...] = ()
    if isinstance(node, yaml.MappingNode):
        entries = tuple(_entries(node, source, path))
    elif isinstance(node, yaml.SequenceNode):
        entries = tuple(
            _field(item, source, path, key="", line=_line_of(item, source)) for item in node.value
        )
    text = node.value if isinstance(node, yaml.ScalarNode) else _slice(node, source)
    return Field(key=key, line=line, kind=_kind(node), text=text, entries=entries, key_kind=key_kind)


def _kind(node: yaml.Node) -> str:
    return _KINDS.get(node.tag.rpartition(":")[2], "string")


def _slice(node: yaml.Node, source: str) -> str:
    return source[node.start_mark.index : node.end_mark.index].strip()


def _line_of(one: yaml.Node | yaml.Event, source: str) -> int:
    return _line(source, one.start_mark.index if one.start_mark else 0)


def _line(source: str, index: int) -> int:
    """1-based line of the page. YAML's own count has other line ends too, so the index counts."""
    return 2 + source.count("\n", 0, index)


def _broken(error: yaml.YAMLError, source: str, path: str) -> Finding:
    if isinstance(error, yaml.reader.ReaderError):
        what = f"has a character that YAML does not allow, {chr(error.character)!r}"
        return not_yaml(path, _line(source, error.position), what, "remove it")
    problem = getattr(error, "problem", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    if "quoted scalar" in (getattr(error, "context", None) or "") and "escape" not in problem:
        mark = getattr(error, "context_mark", None)
        problem = "a quote is not closed"
    line = _line(source, mark.index if mark else 0)
    start = source[source.rfind("\n", 0, mark.index) + 1 : mark.index] if mark else ""
    key = "mapping values" in problem and _KEY.fullmatch(start)
    return not_yaml(path, line, f"is not valid YAML: {problem}", _NOT_A_KEY if key else _hint(problem))


def _hint(problem: str) -> str:
    return next((hint for part, hint in _HINTS.items() if part in problem), "see the line above it too")
