"""Rules SN3xx about info strings: names, keys and values after the language of a fence."""

import posixpath
from collections.abc import Iterator

from stproof.findings import did_you_mean, finding, target_rule
from stproof.model.finding import Finding
from stproof.model.info_string import KEYS, NAME, RELEASE, InfoString
from stproof.model.release import parse
from stproof.model.skill import Fence, Page
from stproof.model.target import Target


@target_rule("SN301")
def snippet_named(target: Target) -> Iterator[Finding]:
    """A snippet has no name, and others of its page have.

    A name is what a proof points at, and it survives edits that a line number does not. A page
    either names all its snippets or none.

    Wrong: ```python
    Right: ```python callback-order
    """
    for page, fence in _named_pages(target):
        if fence.info.is_python and fence.info.name is None and not _bad_words(fence.info):
            message = f"the snippet has no name: {fence.info.raw!r}"
            fix = "write one after the language: python my-name"
            yield finding("SN301", page.path, fence.line, message, fix)


@target_rule("SN305")
def known_key(target: Target) -> Iterator[Finding]:
    """An info string has an unknown key.

    There are four: since=, until=, file=, norun=. A misspelled one would have no effect.

    Wrong: ```python counter sinc=1.50
    Right: ```python counter since=1.50
    """
    for page, fence in _named_pages(target):
        seen: set[str] = set()
        for key, _ in fence.info.keys:
            if key not in KEYS:
                message = f"unknown key {key!r} in {fence.info.raw!r}"
                yield finding("SN305", page.path, fence.line, message, did_you_mean(key.lower(), KEYS))
            elif key in seen:
                message = f"the key {key!r} appears twice in {fence.info.raw!r}"
                yield finding("SN305", page.path, fence.line, message, "keep one")
            seen.add(key)


@target_rule("SN306")
def one_legal_name(target: Target) -> Iterator[Finding]:
    """An info string has a word that is not a name, or two names.

    A name has lowercase letters, digits and single hyphens. A value with spaces must be in quotes.

    Wrong: ```python Callback_Order
           ```python counter norun=needs a camera
    Right: ```python callback-order
           ```python counter norun="needs a camera"
    """
    for page, fence in _named_pages(target):
        names, wrong = fence.info.names, _bad_words(fence.info)
        for word in wrong:
            message = f"{word!r} in {fence.info.raw!r} is not a name"
            yield finding("SN306", page.path, fence.line, message, _word_fix(word))
        if len(names) > 1 and not wrong:
            message = f"{fence.info.raw!r} has {len(names)} names: {', '.join(names)}"
            fix = f"did you mean {'-'.join(names)!r}? A value with spaces must be in quotes"
            yield finding("SN306", page.path, fence.line, message, fix)


def _bad_words(info: InfoString) -> list[str]:
    return [word for word in info.words if word not in info.names]


def _word_fix(word: str) -> str:
    key = word.partition("=")[0]
    if "=" in word and key in KEYS:
        return f"close the quote after {key}="
    if word in KEYS:
        return f'it takes a value: {word}="…"'
    guess = "-".join(filter(None, word.lower().replace("_", "-").split("-")))
    return (
        f"did you mean {guess!r}?" if NAME.fullmatch(guess) else "use lowercase letters, digits and hyphens"
    )


@target_rule("SN307")
def legal_value(target: Target) -> Iterator[Finding]:
    """A key of an info string has a wrong value.

    `since=` and `until=` take a Streamlit release, `norun=` a reason, `file=` a path next to
    the snippet.

    Wrong: ```python counter since=v1.50
    Right: ```python counter since=1.50
    """
    for page, fence in _named_pages(target):
        info = fence.info
        for key, value in info.keys:
            if problem := _value_problem(key, value):
                yield finding("SN307", page.path, fence.line, f"{key}={value!r} {problem[0]}", problem[1])
        since, until = info.release("since"), info.release("until")
        if since and until and parse(since) > parse(until):
            message = f"since={since!r} is later than until={until!r}"
            yield finding("SN307", page.path, fence.line, message, "swap or correct them")


def _value_problem(key: str, value: str) -> tuple[str, str] | None:
    if key in ("since", "until") and not RELEASE.fullmatch(value):
        near = RELEASE.search(value)
        return "is not a Streamlit release", f"did you mean {near[0]!r}?" if near else "write one like 1.50"
    if key == "norun" and not value.strip():
        return "gives no reason", 'say why it cannot run: norun="needs a camera"'
    if key == "file" and not _is_inside(value):
        return "is not a path next to the snippet", "write one like helpers.py or pages/one.py"
    return None


def _is_inside(path: str) -> bool:
    normal = posixpath.normpath(path)
    inside = normal != "." and not normal.startswith(("/", ".."))
    return inside and path == normal and "\\" not in path


@target_rule("SN308")
def file_of_snippet(target: Target) -> Iterator[Finding]:
    """A block with `file=` belongs to no snippet.

    It is written next to the snippet of the same name on the same page, under a path that no other
    block of that snippet has.

    Wrong: ```python file=helpers.py
    Right: ```python shared-module
           ```python shared-module file=helpers.py
    """
    for page in target.pages:
        snippets = {snippet.name for snippet in page.snippets if snippet.name}
        taken: set[tuple[str | None, str]] = set()
        for fence in page.fences:
            info, path = fence.info, fence.info.get("file")
            if not path or not snippets:
                continue
            if info.name not in snippets:
                fix = did_you_mean(info.name or "", sorted(snippets), "name the snippet it belongs to")
                message = f"{info.raw!r} belongs to no snippet of this page"
                yield finding("SN308", page.path, fence.line, message, fix)
            elif (info.name, path) in taken:
                message = f"the snippet {info.name!r} has a file {path!r} already"
                yield finding("SN308", page.path, fence.line, message, "name another file")
            taken.add((info.name, path))


def _named_pages(target: Target) -> Iterator[tuple[Page, Fence]]:
    """The fences that follow our grammar: of pages on which a Python fence has a name; of other
    languages only those that are another file of a snippet."""
    for page in target.pages:
        if any(fence.info.is_python and fence.info.name for fence in page.fences):
            ours = (fence for fence in page.fences if fence.info.is_python or fence.info.get("file"))
            yield from ((page, fence) for fence in ours)
