"""Rules SN31x: facts that pages state in prose must be those that snippets and proofs state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stproof.model import Finding, Page, Skill, Snippet
from stproof.rules.registry import did_you_mean, finding, skill_rule

RELEASE = re.compile(r"(?<![\w./-])(?<![Oo]n )1\.\d{2}(?![\w/-]|\.\d)")
"""A release line as prose names it; "on 1.67" says where something was tried, not since when."""
ERROR = re.compile(r"\b[A-Z]\w*(?:Error|Exception)\b")


@skill_rule("SN310")
def release_is_stated(skill: Skill) -> Iterator[Finding]:
    """Prose names a release that no snippet states.

    A release in a sentence or a table is a fact like any other: a snippet of the page has to state
    it, as `since=` or `until=`, so that it is proven with the snippet. `SKILL.md` may name what any
    page states. "On 1.67" says where a thing was tried, and is free.

    Wrong:
        The key keeps its value since 1.59.

        ```python keep-note
        …

    Right:
        ```python keep-note since=1.59
        …
    """
    for page in _own_pages(skill):
        stated = {release for snippet in _speaking_for(page, skill) for release in _releases(snippet)}
        for line, release in _named(page, RELEASE):
            if release not in stated:
                fix = did_you_mean(release, sorted(stated), "state it with since= or until= at a snippet")
                yield finding("SN310", page.path, line, f"no snippet states the release {release!r}", fix)


@skill_rule("SN311")
def error_is_shown(skill: Skill) -> Iterator[Finding]:
    """Prose names an error that no snippet raises.

    An error type in a sentence or a table is a fact like any other: a snippet of the page raises it,
    with `# raises TYPE`, or a proof of one asks for it with `sees_error`. `SKILL.md` may name what
    any page shows.

    Wrong:
        A missing key raises `IndexError`.

    Right:
        A missing key raises `KeyError`.

        ```python missing
        st.session_state["x"]  # raises KeyError
    """
    for page in _own_pages(skill):
        shown = _shown(_speaking_for(page, skill), skill)
        for line, error in _named(page, ERROR):
            if error not in shown:
                fix = did_you_mean(error, sorted(shown), "raise it in a snippet, with `# raises`")
                yield finding("SN311", page.path, line, f"no snippet or proof shows {error!r}", fix)


def _own_pages(skill: Skill) -> Iterator[Page]:
    """Pages written in our grammar; in a skill without names nothing could state a fact."""
    return (page for page in skill.pages if any(snippet.name for snippet in skill.snippets))


def _speaking_for(page: Page, skill: Skill) -> tuple[Snippet, ...]:
    return skill.snippets if page.path == "SKILL.md" else page.snippets


def _releases(snippet: Snippet) -> Iterator[str]:
    return (release for release in (snippet.since, snippet.until) if release)


def _shown(snippets: Iterable[Snippet], skill: Skill) -> set[str]:
    """Error types that snippets promise, or that their proofs ask for."""
    promised = {promise.type for snippet in snippets for promise in snippet.promises}
    names = {snippet.name for snippet in snippets}
    proofs = [proof for proof in skill.proofs if names.intersection((*proof.names, *proof.twins))]
    return promised | {error for proof in proofs for error in proof.errors}


def _named(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """(1-based line, match) in the prose of a page: outside of its fences and links' targets."""
    code = {
        line
        for fence in page.fences
        for line in range(fence.line, fence.code_line + fence.code.count("\n") + 1)
    }
    for line, text in enumerate(page.text.split("\n"), start=1):
        if line >= page.body_line and line not in code:
            prose = re.sub(r"\]\([^)]*\)|https?://\S+", " ", text)
            yield from ((line, match) for match in pattern.findall(prose))
