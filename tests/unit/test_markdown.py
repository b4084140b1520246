"""Markdown: fences, links and anchors, each at its line of the page."""

from __future__ import annotations

import pytest

from stproof.model.skill import Fence
from stproof.reading.info_string import parse_info
from stproof.reading.markdown import parse


def fence_in(text: str) -> Fence:
    (fence,) = parse(text).fences
    return fence


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("```python one\nx\n```\n", 1, "x\n"),
        ("text\n\n~~~python one\nx\n```\n~~~\n", 3, "x\n```\n"),
        ("````python one\n```\nx\n````\n", 1, "```\nx\n"),
        ("```python one\nx\n`````\n", 1, "x\n"),
        ("   ```python one\n   x\n     y\n   ```\n", 1, "x\n  y\n"),
        ("- a\n\n  ```python one\n  x\n\n  y\n  ```\n- b\n", 3, "x\n\ny\n"),
        ("1. a\n   - b\n     ```python one\n     x\n     ```\n", 3, "x\n"),
        ("> a\n> ```python one\n> x\n> ```\n", 2, "x\n"),
        ("``` python one  \nx\n```", 1, "x\n"),
        ("```python one\n```\n", 1, ""),
        ("```python one\n\n\n```\n\n\n", 1, "\n\n"),
        ("<details>\n\n```python one\nx\n```\n\n</details>\n", 3, "x\n"),
    ],
)
def test_fence_is_closed_and_has_its_code(text: str, line: int, code: str) -> None:
    info = parse_info("python one")
    assert fence_in(text) == Fence(line=line, code_line=line + 1, info=info, code=code)


@pytest.mark.parametrize(
    "text", ["    ```\n    x\n    ```\n", "`` ```x``` ``\n", "```x```\n", "<!--\n```\nx\n```\n-->\n"]
)
def test_text_that_looks_like_a_fence_is_not_one(text: str) -> None:
    assert parse(text).fences == ()


@pytest.mark.parametrize(
    "text",
    [
        "```\nx\n",
        "```\nx",
        "```",
        "```\nx\n\n\n",
        "````\nx\n```\n",
        "```\nx\n~~~\n",
        "```\nx\n``` x\n",
        "```\nx\n    ```\n",
        "- ```\n  x\n",
        "> ```\n> x\n",
    ],
)
def test_fence_without_a_closing_line_is_not_closed(text: str) -> None:
    assert not fence_in(text).closed


@pytest.mark.parametrize(
    "text", ["- ```\n  x\n\ny\n", "> ```\n> x\n\ny\n", "- ```\n  x\n- y\n", "> ```\n> x\n```\ny\n```\n"]
)
def test_fence_may_end_with_its_list_item_or_quote(text: str) -> None:
    fence = parse(text).fences[0]
    assert (fence.closed, fence.ends_with_container) == (True, True)


def test_lines_are_those_of_the_whole_page() -> None:
    page = parse("---\nname: x\n---\n# A\n\n[b](b.md)\n\n```\nx\n```\n", body_line=4)
    assert (page.headings[0].line, page.links[0].line, page.fences[0].line) == (4, 6, 8)


@pytest.mark.parametrize(
    ("text", "line", "target"),
    [
        ("a\n[b](c.md)", 2, "c.md"),
        ("[a\nb](c.md)", 1, "c.md"),
        ("x `a\nb` [c](d.md 'e\nf')", 2, "d.md"),
        ("[a](<b c.md#d%20e>)", 1, "b c.md#d e"),
        ("[a](b(c).md)", 1, "b(c).md"),
        ("[a](b%28.md)", 1, "b(.md"),
        ("x\n![a](b.png)", 2, "b.png"),
        ("[x]\n\n[X]: b.md", 1, "b.md"),
        ("x\n[y][x]\n\n[x]: b.md", 2, "b.md"),
        ("# A\n\n> - x [a](b.md)", 3, "b.md"),
        ("|a|\n|-|\n|[a](b.md)|", 3, "b.md"),
        ("Title\n[a](b.md)\n===", 2, "b.md"),
        ("x\n<a\nhref='b.md'>b</a>", 2, "b.md"),
        ("<div>\n<img src='b.png'>\n</div>", 2, "b.png"),
        ("[a](#)", 1, "#"),
        ("[a](/b.md)", 1, "/b.md"),
    ],
)
def test_link_has_its_line_and_target(text: str, line: int, target: str) -> None:
    (link,) = parse(text).links
    assert (link.line, link.target) == (line, target)


def test_picture_in_a_link_is_two_links() -> None:
    assert {link.target for link in parse("[![a](b.png)](c.md)").links} == {"b.png", "c.md"}


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://b.example/c.md)",
        "[a](mailto:b@c.example)",
        "[a](//b.example)",
        "<https://b.example>",
        "`[a](b.md)`",
        "\\[a](b.md)",
        "[a]()",
        "[a]: b.md",
        "```\n[a](b.md)\n```",
        "<!-- [a](b.md) <a href='b.md'> -->",
        "[a](javascript:b)",
    ],
)
def test_text_without_a_relative_link_has_none(text: str) -> None:
    assert parse(text).links == ()


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("# Plain text", "plain-text"),
        ("# `st.session_state` is *per* __tab__", "stsession_state-is-per-tab"),
        ("# A & B – c/d, e!", "a--b--cd-e"),
        ("# [Link](x.md) and ![alt](y.png) `code`", "link-and--code"),
        ("# Ünïcode ǅ 日本", "ünïcode-ǆ-日本"),
        ("# 🚀 Start", "-start"),
        ("# Since 1.50?", "since-150"),
        ("# a_b-c  d", "a_b-c--d"),
        ("Two\nlines\n===", "twolines"),
        ("# A \\* B &amp; C", "a--b--c"),
        ("# Closed ##", "closed"),
        ("# x<br>y", "xy"),
    ],
)
def test_anchor_is_githubs(heading: str, anchor: str) -> None:
    assert parse(heading).anchors == (anchor,)


def test_heading_of_two_lines_has_a_title_of_one_line() -> None:
    assert parse("Two\nlines\n===").headings[0].title == "Two lines"


def test_equal_headings_are_numbered() -> None:
    page = parse("# A\n\n## a!\n\n> # A\n\n# B\n")
    assert [heading.anchor for heading in page.headings] == ["a", "a-1", "a-2", "b"]
    assert [heading.top for heading in page.headings] == [True, True, False, True]


def test_id_and_name_are_anchors() -> None:
    page = parse(
        '<a id="One"></a> and <a name=two>\n\n<div id="three">\n</div>\n\n'
        '<!-- <a id="four"> -->\n\n`<a id="five">`\n'
    )
    assert page.anchors == ("One", "two", "three")
