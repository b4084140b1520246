"""Rule SN309: code that nobody can read as Python."""

import re
from collections.abc import Iterable, Iterator

from stproof.analysis.syntax import compile_problem
from stproof.findings import finding, rule
from stproof.model.finding import Finding
from stproof.model.skill import Page, Snippet

COMMAND = re.compile(
    r"\s*(?:\$|(?:pip3?|uv|conda|poetry|streamlit|python3?|npm|npx|git|cd|mkdir|curl) +[\w./-])"
)
"""How a line starts that is for a shell."""


@rule("SN309")
def does_not_compile(path: str, code: str, code_line: int = 1) -> Iterator[Finding]:
    """Code does not compile.

    Streamlit shows a syntax error instead of the app. What a page shows as a fragment is still
    whole statements; `...` marks what is left out.

    Wrong: if st.button("Add"):
    Right: if st.button("Add"): ...
    """
    problem = compile_problem(code, code_line)
    if problem:
        lines = code.split("\n")[problem[0] - code_line :]
        command = COMMAND.match(lines[0]) if lines else None
        fix = "call the language of the fence sh" if command else "correct this line or the one above"
        yield finding("SN309", path, problem[0], f"the code does not compile: {problem[1]}", fix)


def of_pages(pages: Iterable[Page]) -> Iterator[Finding]:
    """SN309 for the snippets of pages. A fence without a name may be a piece of something."""
    for page in pages:
        unclosed = {fence.line for fence in page.fences if not fence.closed}  # the rest of the page is in it
        for snippet in page.snippets:
            if snippet.line not in unclosed and not snippet.is_piece:
                yield from _of_snippet(snippet)


def _of_snippet(snippet: Snippet) -> Iterator[Finding]:
    yield from does_not_compile(snippet.page, snippet.code, snippet.code_line)
    for file in snippet.files:
        if file.name.endswith(".py"):
            yield from does_not_compile(snippet.page, file.code, file.code_line)
