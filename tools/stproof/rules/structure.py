"""Rules ST21x: how large a skill is, and whether an agent finds its way to every page."""

import math
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator

from stproof.findings import did_you_mean, finding, skill_rule, target_rule
from stproof.model.finding import Finding, Severity
from stproof.model.skill import Link, LinkTarget, Page
from stproof.model.target import Target
from stproof.reading.file_rules import SKILL_PAGE

MAX_LINES = 500
MAX_TOKENS = 5000
"""agentskills.io/specification, section "Progressive disclosure": both are recommendations."""

WORD = re.compile(r"[\w.-]+")
"""What most names of files consist of."""

UNUSUAL_MOST = 1000
"""Other names, as with spaces, for which a page's text is searched; further ones need a link."""

CHARS_PER_TOKEN = 4
"""An estimate that needs no tokenizer: English prose and code have about four characters a token."""


@skill_rule("ST211", severity=Severity.WARNING)
def body_lines(target: Target) -> Iterator[Finding]:
    """`SKILL.md` has more than 500 lines.

    An agent loads all of it as soon as the skill may help. The lines after the front matter count.

    Wrong: every topic in SKILL.md
    Right: what is always needed in SKILL.md, one topic per page in references/
    """
    for page in _entry(target):
        lines = len(_body(page).splitlines())
        if lines > MAX_LINES:
            message = f"the body has {lines:,} lines; at most {MAX_LINES} are recommended"
            yield finding("ST211", page.path, page.body_line, message, "move topics to pages in references/")


@skill_rule("ST212", severity=Severity.WARNING)
def body_tokens(target: Target) -> Iterator[Finding]:
    """`SKILL.md` has more than about 5,000 tokens.

    They are in the agent's context from the moment the skill is used. The number is an estimate,
    the characters after the front matter divided by four, since every model counts differently.

    Wrong: every topic in SKILL.md
    Right: what is always needed in SKILL.md, one topic per page in references/
    """
    for page in _entry(target):
        size = len(_body(page))
        tokens = math.ceil(size / CHARS_PER_TOKEN)
        if tokens > MAX_TOKENS:
            about = f"about {tokens:,} tokens ({size:,} characters / {CHARS_PER_TOKEN})"
            message = f"the body has {about}; at most {MAX_TOKENS:,} are recommended"
            yield finding("ST212", page.path, page.body_line, message, "move topics to pages in references/")


@target_rule("ST213")
def link_leads_nowhere(target: Target) -> Iterator[Finding]:
    """A link leads to a file that does not exist.

    A relative link is followed from its page, then from the skill's folder. Upper and lower case
    count.

    Wrong: [widgets](references/widget.md)
    Right: [widgets](references/widgets.md)
    """
    near: dict[str, list[str]] = {}
    for page, link in _links(target):
        if link.target_kind is LinkTarget.NOWHERE:
            here = posixpath.dirname(page.path) or "."
            if here not in near:
                near[here] = [posixpath.relpath(file, here) for file in target.files]
            fix = did_you_mean(link.target.partition("#")[0], near[here], "correct or remove it")
            yield finding("ST213", page.path, link.line, f"the link {link.target!r} leads to no file", fix)


@skill_rule("ST214")
def link_leads_out(target: Target) -> Iterator[Finding]:
    """A link leads out of the skill.

    The folder is all that an agent gets: a path above it, or one that starts with `/`, is another
    file there, or none.

    Wrong: [guide](../guide.md)
    Right: [guide](references/guide.md)
    """
    for page, link in _links(target):
        if link.target_kind is LinkTarget.OUTSIDE:
            message = f"the link {link.target!r} leads out of the skill"
            fix = "link to a file of the skill, or to a full web address"
            yield finding("ST214", page.path, link.line, message, fix)


@target_rule("ST215")
def anchor_exists(target: Target) -> Iterator[Finding]:
    """A link leads to a section that does not exist.

    The part after `#` is the heading as GitHub writes it: lower case, hyphens for spaces, without
    punctuation; the second of two equal ones ends in `-1`.

    Wrong: [order](callbacks.md#The-order)
    Right: [order](callbacks.md#the-order)
    """
    anchors = {page.path: dict.fromkeys(page.anchors) for page in target.pages}
    for page, link in _links(target):
        fragment = link.target.partition("#")[2]
        if not fragment or fragment == "top" or link.path not in anchors:
            continue
        if fragment not in anchors[link.path]:
            there = "this page" if link.path == page.path else link.path
            fix = did_you_mean(fragment.lower(), anchors[link.path], "link to one of its headings")
            message = f"the link {link.target!r} leads to no section of {there}"
            yield finding("ST215", page.path, link.line, message, fix)


@skill_rule("ST216")
def reachable(target: Target) -> Iterator[Finding]:
    """No way leads from `SKILL.md` to a file in `references/`.

    An agent opens what the pages it has read name: by a link, or by the file's path or name in the
    text. The way may lead through other pages.

    Wrong: references/testing.md, named nowhere
    Right: a line in SKILL.md: read [testing](references/testing.md) before you write a test
    """
    if not any(_entry(target)):
        return
    known = reached(target)
    for file in target.files:
        if file.startswith("references/") and file not in known:
            fix = "link to it from SKILL.md, or from a page that SKILL.md links to"
            yield finding("ST216", file, 1, "no way leads from SKILL.md to this file", fix)


def reached(target: Target) -> set[str]:
    """The files in references/ that an agent learns of, through the pages on the way."""
    pages = {page.path: page for page in target.pages}
    ways: dict[str, list[str]] = defaultdict(list)
    for file in target.files:
        if file.startswith("references/"):
            for way in (f"/{file}", f"/{posixpath.dirname(file)}", posixpath.basename(file)):
                ways[way].append(file)
    unusual = [way for way in ways if way[0] != "/" and not WORD.fullmatch(way)][:UNUSUAL_MOST]
    known: set[str] = set()
    ahead = [SKILL_PAGE]
    while ahead:
        page = pages.get(ahead.pop())
        if page is None:
            continue
        for way in _ways(page, unusual) & ways.keys():
            found = ways.pop(way)  # each is gone once, however many pages name it
            ahead += [file for file in found if file not in known]
            known.update(found)
    return known


def _ways(page: Page, unusual: list[str]) -> set[str]:
    """What the page names: `/PATH` for each link, and the words of its text, which may be names of files."""
    words = {word for found in WORD.findall(page.text) for word in (found, found.strip("_.-"))}
    return words | {f"/{link.path}" for link in page.links} | {way for way in unusual if way in page.text}


@skill_rule("ST217", severity=Severity.WARNING)
def one_skill_page(target: Target) -> Iterator[Finding]:
    """There are further `SKILL.md` below the first.

    A skill may lead to others below it, which are read as its pages. But installers and agents that
    search folders take them for separate skills, or stop at the first.

    Wrong: my-skill/SKILL.md and my-skill/tests/data/SKILL.md
    Right: my-skill/SKILL.md and my-skill/tests/data/skill.txt
    """
    further = [file for file in target.files if file.endswith(f"/{SKILL_PAGE}")]
    if further:
        rest = f" and {len(further) - 1} more are" if len(further) > 1 else " is"
        message = f"{further[0]!r}{rest} below the skill's own {SKILL_PAGE}, and read as its pages"
        fix = "rename it, unless this skill is meant to lead there"
        yield finding("ST217", SKILL_PAGE, 1, message, fix)


def _entry(target: Target) -> Iterator[Page]:
    """The page `SKILL.md`, if it could be read."""
    return (page for page in target.pages if page.path == SKILL_PAGE)


def _body(page: Page) -> str:
    return "\n".join(page.text.split("\n")[page.body_line - 1 :]).strip("\n")


def _links(target: Target) -> Iterator[tuple[Page, Link]]:
    return ((page, link) for page in target.pages for link in page.links)
