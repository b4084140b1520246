"""Rules SN31x: facts that pages state in prose must be those that snippets and proofs state."""

import keyword
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from stproof.findings import did_you_mean, finding, target_rule
from stproof.model.finding import Finding
from stproof.model.skill import Page, Proof, Snippet
from stproof.model.target import Target
from stproof.reading.blocks import GENERATED, blocks
from stproof.reading.file_rules import SKILL_PAGE

RELEASE = re.compile(r"(?<![\w./-])(?<![Oo]n )1\.\d{2}(?![\w/-]|\.\d)")
"""A release line as prose names it; "on 1.67" says where something was tried, not since when."""
ERROR = re.compile(r"\b[A-Z]\w*(?:Error|Exception)\b")
SPAN = re.compile(r"`[^`\n]+`|(?<![*\w])\*[^*\s][^*\n]*\*(?![*\w])")
"""What is in code style or emphasised: a name, a label, a value, a message."""
WORD = re.compile(r"[^\W\d_]\w+")
CODE = re.compile(r"[(\[=@\"]")
COMMANDS = ("git ", "npx ", "pip ", "pytest ", "python ", "stproof ", "streamlit ", "uv ")
"""How what is typed into a shell begins."""


@target_rule("SN310")
def release_is_stated(target: Target) -> Iterator[Finding]:
    """Prose names a release that no snippet states.

    A release in a sentence or a table is a fact like any other: a snippet of the page has to state
    it, as `since=` or `until=`, so that it is proven with the snippet. `SKILL.md`, and a page without
    snippets, may name what any page states. "On 1.67" says where something was tried, and is not checked.

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
    with `# raises TYPE`, or a proof of one asks for it with `sees_error`. `SKILL.md`, and a
    page without snippets, may name what any page shows.

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


@target_rule("SN312")
def words_are_shown(target: Target) -> Iterator[Finding]:
    """Prose names what no snippet, proof or example has.

    What is in code style or emphasised is a fact like any other: each word of a name, a parameter or
    a piece of code is in some snippet, proof or example, and a message is there letter by letter.
    So a name that Streamlit does not have, and a message that no proof has seen, are found.

    Wrong: `max_lenght` starts it over.      and no snippet with that parameter
    Right: `max_chars` starts it over.       and a proof on a snippet that has it
    """
    if not target.proofs:
        return
    code = _code(target)
    words = frozenset(WORD.findall(code))
    for page, _ in _own_pages(target):
        for line, span in named(page, SPAN):
            text = span[1:-1]
            if text.startswith(COMMANDS):
                continue
            missing = text if _is_message(text) else next(filter(_not_in(words), WORD.findall(text)), "")
            if missing and missing.rstrip(".") not in code:
                fix = did_you_mean(missing, sorted(words), "show it in a snippet, and prove it")
                yield finding("SN312", page.path, line, f"no snippet or proof has {missing!r}", fix)


def _code(target: Target) -> str:
    """All code of a skill, and the names of its files and snippets."""
    fences = (fence.code for page in target.pages for fence in page.fences)
    files = (file.code for example in target.examples for file in example.sources)
    paths = (page.path for page in target.pages)
    proofs = (proof.source.replace("\\'", "'").replace('\\"', '"') for proof in target.proofs)
    return "\n".join((*fences, *files, *paths, *proofs, *target.subjects))


def _not_in(words: frozenset[str]) -> Callable[[str], bool]:
    return lambda word: word not in words


def _is_message(text: str) -> bool:
    """Whether it is what an app shows, and not a piece of code."""
    first, space, _ = text.partition(" ")
    return bool(space) and not CODE.search(text) and not keyword.iskeyword(first)


def _own_pages(target: Target) -> Iterator[tuple[Page, tuple[Snippet, ...]]]:
    """Pages with the snippets that state facts for them; none without names, where nothing could."""
    if any(snippet.name for snippet in target.snippets):
        for page in (page for page in target.pages if GENERATED not in page.text):
            own = page.path != SKILL_PAGE and page.snippets
            yield page, own or target.snippets


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
    """(1-based line, match) in the prose of a page: outside of its fences, its generated parts and links'
    targets."""
    fences = ((fence.line, fence.code_line + fence.code.count("\n")) for fence in page.fences)
    made = ((block.line, block.line + block.body.count("\n") + 1) for block in blocks(page.text))
    code = {line for first, last in (*fences, *made) for line in range(first, last + 1)}
    for line, text in enumerate(page.text.split("\n"), start=1):
        if line >= page.body_line and line not in code:
            prose = re.sub(r"\]\([^)]*\)|https?://\S+", " ", text)
            yield from ((line, match) for match in pattern.findall(prose))
