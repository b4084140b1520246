"""Page text to headings, fences, links and anchors, by the CommonMark grammar with GitHub's tables."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

from stproof.model.skill import Fence, Link
from stproof.reading.info_string import parse_info

InlineRule = Callable[[StateInline, bool], bool]

EXTERNAL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//")
"""Targets that lead to the net or to another program."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of a page."""

    line: int
    """1-based line of the page."""
    level: int
    title: str
    anchor: str
    top: bool
    """Whether it is at the top level, not in a list or quote."""


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """What is in a page."""

    headings: tuple[Heading, ...]
    fences: tuple[Fence, ...]
    links: tuple[Link, ...]
    """Relative ones, not yet followed."""
    anchors: tuple[str, ...]
    """Fragments one can link to: of headings, and `id` and `name` attributes."""


def parse(text: str, *, body_line: int = 1, ours: bool = True) -> Parsed:
    """Parse a page whose Markdown starts at this line; lines are those of the whole text.

    ours: whether the words and keys of info strings are ours.
    """
    body = "\n".join(text.split("\n")[body_line - 1 :]).rstrip("\n") + "\n"
    env: dict[str, object] = {}
    tokens = _parser().parse(body, env)
    reader = _Reader(body_line, body.count("\n"), env, ours)
    for at, token in enumerate(tokens):
        reader.read(token, tokens[at - 1] if at else None)
    return reader.result()


@cache
def _parser() -> MarkdownIt:
    """Blocks only: the text inside is parsed where it can hold something of interest."""
    parser = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])
    parser.inline.ruler.at("link", _placed(link))
    parser.inline.ruler.at("image", _placed(image))
    return parser


def _placed(parse_rule: InlineRule) -> InlineRule:
    """Wrap a rule for links or images: its token keeps the position at which it started."""

    def rule(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        found = parse_rule(state, silent)
        for token in state.tokens[before:] if found and not silent else ():
            if token.type in ("link_open", "image"):
                token.meta.setdefault("start", start)
        return found

    return rule


class _Reader:
    """Collects from block tokens what a page has."""

    def __init__(self, first: int, lines: int, env: dict[str, object], ours: bool) -> None:
        self._first = first
        self._lines = lines
        self._env = env
        self._ours = ours
        self._headings: list[Heading] = []
        self._fences: list[Fence] = []
        self._links: list[Link] = []
        self._ids: list[str] = []
        self._counts: dict[str, int] = {}

    def result(self) -> Parsed:
        anchors = dict.fromkeys([*(heading.anchor for heading in self._headings), *self._ids])
        return Parsed(
            headings=tuple(self._headings),
            fences=tuple(self._fences),
            links=tuple(self._links),
            anchors=tuple(anchors),
        )

    def read(self, token: Token, before: Token | None) -> None:
        if token.type == "fence":
            self._fences.append(self._fence(token))
        elif token.type == "html_block":
            self._html(token.content, self._line(token))
        elif token.type == "inline":
            parser = _parser()
            heading = before is not None and before.type == "heading_open"
            if heading or any(mark in token.content for mark in "[<"):
                children: list[Token] = []
                parser.inline.parse(token.content, parser, self._env, children)
                self._inline(children, token)
                if before is not None and heading:
                    self._heading(before, children)

    def _line(self, token: Token) -> int:
        return self._first + (token.map[0] if token.map else 0)

    def _fence(self, token: Token) -> Fence:
        """markdown-it closes an open fence silently, at the end of the page, list item or quote. The
        token then spans its first line and the code only, without a closing line."""
        start, end = token.map or [0, 0]
        closed = end - start == token.content.count("\n") + 2
        at_end = end >= self._lines
        line = self._line(token)
        return Fence(
            line=line,
            code_line=line + 1,
            info=parse_info(token.info.strip(), ours=self._ours),
            code=token.content,
            closed=closed or not at_end,
            ends_with_container=not closed and not at_end,
        )

    def _heading(self, opening: Token, children: list[Token]) -> None:
        text = "".join("\n" if child.type == "softbreak" else _plain(child) for child in children).strip()
        base = anchor_base(text)
        count = self._counts.get(base, 0)
        self._counts[base] = count + 1
        self._headings.append(
            Heading(
                line=self._line(opening),
                level=int(opening.tag[1]),
                title=text.replace("\n", " "),
                anchor=f"{base}-{count}" if count else base,
                top=opening.level == 0,
            )
        )

    def _inline(self, children: list[Token], token: Token) -> None:
        for child in children:
            line = self._line(token) + token.content.count("\n", 0, child.meta.get("start", 0))
            if child.type in ("link_open", "image"):
                self._link(str(child.attrGet("href") or child.attrGet("src") or ""), line)
            elif child.type == "html_inline":
                # The position of a tag is not kept; that of the first one like it is near enough.
                above = token.content.count("\n", 0, token.content.find(child.content))
                self._html(child.content, line + above)

    def _link(self, target: str, line: int) -> None:
        if target and not EXTERNAL.match(target):
            self._links.append(Link(line=line, target=unquote(target)))

    def _html(self, html: str, line: int) -> None:
        for tag, attributes, offset in _tags(html):
            self._ids += [value for key in ("id", "name") if (value := attributes.get(key))]
            target = attributes.get({"a": "href", "img": "src"}.get(tag, ""))
            if target:
                self._link(target, line + offset)


def _plain(token: Token) -> str:
    """The text of an inline token as a reader sees it."""
    return token.content if token.type in ("text", "code_inline", "text_special") else ""


def anchor_base(title: str) -> str:
    """The fragment GitHub makes of a heading: letters, digits, `_`, `-`; spaces become hyphens."""
    kept = (char for char in title.lower() if char in " -" or _is_word(char))
    return "".join(kept).replace(" ", "-")


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN" or unicodedata.category(char) == "Pc"


def _closed(html: str) -> str:
    """The text without what is never closed at its end: the parser would seek that end from every `<`."""
    comment = html.find("<!--", html.rfind("-->") + 1)
    whole = html if comment < 0 else html[:comment]
    return whole[: whole.rfind(">") + 1]


def _tags(html: str) -> Iterator[tuple[str, dict[str, str | None], int]]:
    """(tag, attributes, lines before it) of the opening tags; comments have none."""
    found: list[tuple[str, dict[str, str | None], int]] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, dict(attrs), self.getpos()[0] - 1))

    parser = Tags()
    parser.feed(_closed(html))
    parser.close()
    return iter(found)
