"""Rules SN31x: facts that pages state in prose must be those that snippets and proofs state."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from stproof.findings import did_you_mean, finding, target_rule
from stproof.model.finding import Finding
from stproof.model.skill import Page, Proof, Snippet
from stproof.model.target import Target
from stproof.reading.file_rules import SKILL_PAGE

RELEASE = re.compile(r"(?<![\w./-])(?<![Oo]n )1\.\d{2}(?![\w/-]|\.\d)")
"""A release line as prose names it; "on 1.67" says where something was tried, not since when."""
ERROR = re.compile(r"\b[A-Z]\w*(?:Error|Exception)\b")


@target_rule("SN310")
def release_is_stated(target: Target) -> Iterator[Finding]:
    """Prose names a release that no snippet states.

    A release in a sentence or a table is a fact like any other: a snippet of the page has to state
    it, as `since=` or `until=`, so that it is proven with the snippet. `SKILL.md` may name what any
    page states. "On 1.67" says where something was tried, and is not checked.

    Wrong: The key keeps its value since 1.59.

           ```python keep-note
           …
    Right: ```python keep-note since=1.59
           …
    """
    for page, snippets in _own_pages(target):
        stated = {release for one in snippets for release in (one.since, one.until) if release}
        for line, release in named(page, RELEASE):
            if release not in stated:
                fix = did_you_mean(release, sorted(stated), "state it with since= or until= at a snippet")
                yield finding("SN310", page.path, line, f"no snippet states the release {release!r}", fix)


@target_rule("SN311")
def error_is_shown(target: Target) -> Iterator[Finding]:
    """Prose names an error that no snippet raises.

    An error type in a sentence or a table is a fact like any other: a snippet of the page raises it,
    with `# raises TYPE`, or a proof of one asks for it with `sees_error`. `SKILL.md` may name what
    any page shows.

    Wrong: A missing key raises `IndexError`.
    Right: A missing key raises `KeyError`.

           ```python missing
           st.session_state["x"]  # raises KeyError
    """
    asked_for = _asked_for(target.proofs)
    for page, snippets in _own_pages(target):
        shown = {error for snippet in snippets for error in _errors(snippet, asked_for)}
        for line, error in named(page, ERROR):
            if error not in shown:
                fix = did_you_mean(error, sorted(shown), "raise it in a snippet, with `# raises`")
                yield finding("SN311", page.path, line, f"no snippet or proof shows {error!r}", fix)


def _own_pages(target: Target) -> Iterator[tuple[Page, tuple[Snippet, ...]]]:
    """Pages with the snippets that state facts for them; none without names, where nothing could."""
    if any(snippet.name for snippet in target.snippets):
        for page in target.pages:
            yield page, target.snippets if page.path == SKILL_PAGE else page.snippets


def _asked_for(proofs: Iterable[Proof]) -> Mapping[str, set[str]]:
    """Name of a snippet: the error types that its proofs ask for."""
    types: dict[str, set[str]] = defaultdict(set)
    for proof in proofs:
        for name in (*proof.names, *proof.counterexamples):
            types[name].update(proof.errors)
    return types


def _errors(snippet: Snippet, asked_for: Mapping[str, set[str]]) -> set[str]:
    """Error types that a snippet raises: as it says, or as its proofs ask."""
    return {one.type for one in snippet.expected_errors} | asked_for.get(snippet.name or "", set())


def named(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
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
