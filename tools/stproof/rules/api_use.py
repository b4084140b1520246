"""Rule SN331: code that the installed Streamlit cannot run, found without running it."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator

from stproof.analysis.api_calls import added_by, misuses
from stproof.analysis.names import OTHER_ST
from stproof.analysis.pieces import completed
from stproof.analysis.syntax import parsed
from stproof.analysis.versions import right_version
from stproof.findings import did_you_mean, finding, rule
from stproof.model.finding import Finding
from stproof.model.release import applies
from stproof.model.skill import Snippet
from stproof.model.surface import Surface
from stproof.model.target import Target, TargetKind


@rule("SN331")
def is_not_offered(path: str, line: int, problem: str, release: str, fix: str) -> Finding:
    """Code uses Streamlit in a way that the installed release does not offer.

    A name that does not exist, an argument that a function does not take, or one that it needs and
    does not get. Found without running the code, so also in what is not complete, and in branches
    that a run does not enter. Write `since=` or `until=` where it holds on other releases only.

    Wrong: st.buton("Add")
    Right: st.button("Add")
    """
    return finding("SN331", path, line, f"{problem} in Streamlit {release}", fix)


def of_target(target: Target, surface: Surface) -> Iterator[Finding]:
    """SN331 for all snippets, examples and apps of a target."""
    wrong = {name for proof in target.proofs for name in proof.counterexamples}
    for snippet in target.snippets:
        if snippet.id not in wrong and not snippet.longer and not snippet.is_wrong:
            yield from _of_snippet(snippet, surface)
    apps = target.subjects.values() if target.kind is TargetKind.APP else target.examples
    for app in apps:
        if not applies(app.since, app.until, surface.release):
            for file in app.sources:
                yield from _of_code(file.path, file.code, file.code_line, surface)


def _of_snippet(snippet: Snippet, surface: Surface) -> Iterator[Finding]:
    if applies(snippet.since, snippet.until, surface.release):
        return
    excused = {expected.line for expected in snippet.expected_errors}
    raises = {"AttributeError", "TypeError", "ImportError", "Exception"}.intersection(snippet.announced)
    for found in _of_code(snippet.page, snippet.code, snippet.code_line, surface):
        if found.line not in excused and not raises:
            yield found


def _of_code(path: str, code: str, code_line: int, surface: Surface) -> Iterator[Finding]:
    tree = None if OTHER_ST.search(code) else _tree(right_version(code))
    adders = added_by(tree) if tree else frozenset()
    for misuse in misuses(tree, surface) if tree else ():
        if misuse.wrong in adders:
            continue
        known = [name for name in misuse.known if not name.startswith("_")]
        fix = did_you_mean(misuse.wrong, known, "see what it offers") if misuse.wrong else "correct the call"
        yield is_not_offered(path, code_line + misuse.line - 1, misuse.problem, surface.release, fix)


def _tree(code: str) -> ast.Module | None:
    return parsed(textwrap.dedent(code)) or completed(code)
