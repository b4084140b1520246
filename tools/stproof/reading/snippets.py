"""Fences of a page to sections with snippets: names, further files, and expected errors."""

import io
import re
import tokenize
from bisect import bisect_right
from collections.abc import Iterable

from stproof.model.info_string import InfoString
from stproof.model.skill import ExpectedError, Fence, Section, Snippet, SourceFile
from stproof.reading.markdown import Heading

RAISES = re.compile(r"#\s*[Rr]aises\s+((?:\w+\.)*[A-Z]\w*)\s*(?:$|[:;,.(–—-])")
"""`# raises KeyError`, with nothing after it except a remark after a punctuation mark."""


def sections_of(headings: Iterable[Heading], fences: tuple[Fence, ...], page: str) -> tuple[Section, ...]:
    """The sections of a page, each with the snippets under its heading."""
    start = Heading(line=1, level=0, title="", anchor="", top=True)
    starts = [start, *(heading for heading in headings if heading.top)]
    lines = [heading.line for heading in starts]
    files = _further_files(fences, page)
    snippets: list[list[Snippet]] = [[] for _ in starts]
    for fence in fences:
        if fence.info.is_python and not _is_further_file(fence.info):
            at = bisect_right(lines, fence.line) - 1
            snippets[at].append(_snippet(fence, page, starts[at].title, files))
    return tuple(
        Section(title=one.title, line=one.line, level=one.level, anchor=one.anchor, snippets=tuple(inside))
        for one, inside in zip(starts, snippets)
        if one.level or inside
    )


def expected_errors_in(code: str, code_line: int) -> tuple[ExpectedError, ...]:
    """The comments `# raises TYPE`, with their lines; broken code is read as far as it goes."""
    found: list[ExpectedError] = []
    if "aises" not in code:  # reading tokens takes time
        return ()
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            match = token.type == tokenize.COMMENT and RAISES.match(token.string)
            if match:
                found.append(ExpectedError(line=code_line + token.start[0] - 1, type=match[1]))
    except (tokenize.TokenError, SyntaxError):
        pass  # the code does not compile, for which there is a rule
    return tuple(found)


def _is_further_file(info: InfoString) -> bool:
    return info.name is not None and info.get("file") is not None


def _further_files(fences: tuple[Fence, ...], page: str) -> dict[str, tuple[SourceFile, ...]]:
    """The blocks with `file=`, by the name of their snippet; any language."""
    files: dict[str, tuple[SourceFile, ...]] = {}
    for fence in fences:
        name, path = fence.info.name, fence.info.get("file")
        if name and path:
            one = SourceFile(name=path, path=page, code=fence.code, code_line=fence.code_line)
            files[name] = (*files.get(name, ()), one)
    return files


def _snippet(fence: Fence, page: str, section: str, files: dict[str, tuple[SourceFile, ...]]) -> Snippet:
    info = fence.info
    return Snippet(
        page=page,
        line=fence.line,
        code_line=fence.code_line,
        code=fence.code,
        section=section,
        name=info.name,
        since=info.release("since"),
        until=info.release("until"),
        norun=info.get("norun"),
        files=files.get(info.name or "", ()),
        expected_errors=expected_errors_in(fence.code, fence.code_line),
    )
