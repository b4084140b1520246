"""Rules SN3xx about fences and code, the part that runs nothing."""

from collections.abc import Iterator

from stproof.findings import finding, target_rule
from stproof.model.finding import Finding, Severity
from stproof.model.skill import Fence
from stproof.model.target import Target


@target_rule("SN302")
def unique_name(target: Target) -> Iterator[Finding]:
    """Two snippets have the same name.

    A name is unique in the whole skill, since proofs have nothing else to go by. Only a block
    with `file=` repeats the name: it is another file of that snippet.

    Wrong: ```python counter
           ```python counter
    Right: ```python counter
           ```python counter-lost
    """
    places: dict[str, str] = {}
    for snippet in target.snippets:
        first = places.setdefault(snippet.id, snippet.address)
        if first != snippet.address:
            message = f"the name {snippet.name!r} is taken by {first}"
            yield finding("SN302", snippet.page, snippet.line, message, "give this snippet another one")


@target_rule("SN303")
def fence_closed(target: Target) -> Iterator[Finding]:
    """A fence is not closed.

    All that follows it on the page is code then. The closing line has the same character as the
    opening one, at least as often, and nothing after it.

    Wrong: ````python
           x = 1
           ```
    Right: ````python
           x = 1
           ````
    """
    for page in target.pages:
        for fence in page.fences:
            if not fence.closed:
                before = next((one for one in page.fences if one.ends_with_container), None)
                fix = (
                    f"see the fence in line {before.line} first" if before else "close it where the code ends"
                )
                message = f"the fence {_shown(fence)} is not closed: the rest of the page is code"
                yield finding("SN303", page.path, fence.line, message, fix)


@target_rule("SN304", severity=Severity.WARNING)
def fence_cut(target: Target) -> Iterator[Finding]:
    """A fence ends only because its list item or quote ends.

    Markdown allows it. Usually it is a slip: a line of the code, or the closing line, is indented
    less than the opening one, and the next closing line then opens a fence.

    Wrong: - item
             ```python
             x = 1
           ```
    Right: - item
             ```python
             x = 1
             ```
    """
    for page in target.pages:
        for fence in page.fences:
            if fence.ends_with_container:
                message = (
                    f"the fence {_shown(fence)} has no closing line: it ends with its list item or quote"
                )
                fix = "indent the code and the closing line like the opening one"
                yield finding("SN304", page.path, fence.line, message, fix)


def _shown(fence: Fence) -> str:
    return repr(fence.info.raw) if fence.info.raw else "without a language"
