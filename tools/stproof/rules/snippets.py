"""Rules SN3xx about fences and code, the part that runs nothing."""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Iterator

from stproof.model import Fence, Finding, Severity, Skill
from stproof.rules.registry import finding, skill_rule

PIECE = re.compile(r"outside (?:async )?(?:function|loop)|not properly in loop")
"""Syntax errors of a piece cut out of a function or loop, which a fence without a name may be."""


@skill_rule("SN302")
def unique_name(skill: Skill) -> Iterator[Finding]:
    """Two snippets have the same name.

    A name is unique in the whole skill, since proofs have nothing else to go by. Only a block
    with `file=` repeats the name: it is another file of that snippet.

    Wrong:
        ```python counter
        ```python counter

    Right:
        ```python counter
        ```python counter-lost
    """
    places: dict[str, list[str]] = defaultdict(list)
    for snippet in skill.snippets:
        if snippet.name is None:
            continue
        if places[snippet.name]:
            message = f"the name {snippet.name!r} is taken by {places[snippet.name][0]}"
            yield finding("SN302", snippet.page, snippet.line, message, "give this snippet another one")
        places[snippet.name].append(snippet.address)


@skill_rule("SN303")
def fence_closed(skill: Skill) -> Iterator[Finding]:
    """A fence is not closed.

    All that follows it on the page is code then. The closing line has the same character as the
    opening one, at least as often, and nothing behind it.

    Wrong:
        ````python
        x = 1
        ```

    Right:
        ````python
        x = 1
        ````
    """
    for page in skill.pages:
        for fence in page.fences:
            if not fence.closed:
                before = next((one for one in page.fences if one.cut), None)
                fix = (
                    f"look at the fence in line {before.line} first"
                    if before
                    else "close it where the code ends"
                )
                message = f"the fence {_shown(fence)} is not closed: the rest of the page is code"
                yield finding("SN303", page.path, fence.line, message, fix)


@skill_rule("SN304", severity=Severity.WARNING)
def fence_cut(skill: Skill) -> Iterator[Finding]:
    """A fence ends only because its list item or quote ends.

    Markdown allows it. Mostly it is a slip: a line of the code, or the closing line, is indented
    less than the opening one, and the next closing line then opens a fence.

    Wrong:
        - item
          ```python
          x = 1
        ```

    Right:
        - item
          ```python
          x = 1
          ```
    """
    for page in skill.pages:
        for fence in page.fences:
            if fence.cut:
                message = (
                    f"the fence {_shown(fence)} has no closing line: it ends with its list item or quote"
                )
                fix = "indent the code and the closing line like the opening one"
                yield finding("SN304", page.path, fence.line, message, fix)


@skill_rule("SN309")
def compiles(skill: Skill) -> Iterator[Finding]:
    """Code does not compile.

    Streamlit shows a syntax error instead of the app. What a page shows as a fragment is still
    whole statements; `...` stands for what is left out.

    Wrong:
        if st.button("Add"):

    Right:
        if st.button("Add"):
            ...
    """
    unclosed = {(page.path, fence.line) for page in skill.pages for fence in page.fences if not fence.closed}
    for snippet in skill.snippets:
        if (snippet.page, snippet.line) in unclosed:
            continue  # it has the rest of the page in it: SN303
        codes = [(snippet.code, snippet.code_line)]
        codes += [(file.code, file.code_line) for file in snippet.files if file.name.endswith(".py")]
        for code, code_line in codes:
            problem = compile_problem(code, code_line)
            if problem and (snippet.name or not PIECE.search(problem[1])):
                yield does_not_compile(snippet.page, *problem)


def does_not_compile(path: str, line: int, problem: str) -> Finding:
    """The finding of SN309, for files that are no snippets too."""
    return finding(
        "SN309", path, line, f"the code does not compile: {problem}", "correct this line or the one above"
    )


def compile_problem(code: str, code_line: int = 1) -> tuple[int, str] | None:
    """(line of the page, problem), or None where the code compiles."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Padded, since messages name lines too.
            compile("\n" * (code_line - 1) + code, "<snippet>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return error.lineno or code_line, error.msg
    except (ValueError, RecursionError, MemoryError) as error:
        return code_line, str(error) or "it is nested too deep"
    return None


def _shown(fence: Fence) -> str:
    return repr(fence.info) if fence.info else "without a language"
