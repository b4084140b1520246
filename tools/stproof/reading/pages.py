"""Reads the pages of a folder: what a skill and a folder of docs have in common."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from stproof.analysis.pieces import contains, is_piece
from stproof.analysis.syntax import compile_problem
from stproof.analysis.versions import is_called_wrong, is_wrong_only, right_version
from stproof.model.config import Config, matches
from stproof.model.finding import Finding, count_of
from stproof.model.skill import Fence, Page, Snippet
from stproof.reading.announced import announced
from stproof.reading.config import FILE
from stproof.reading.excuses import Excuse, excuses
from stproof.reading.file_rules import empty_page, leads_out, unreadable
from stproof.reading.folder import Folder
from stproof.reading.front_matter import body_line
from stproof.reading.links import Links
from stproof.reading.markdown import Parsed, parse
from stproof.reading.snippets import sections_of
from stproof.reading.text_file import Text, UnreadableError, read_text

OTHER_FORMS = (".adoc", ".ipynb", ".rst")
"""Documents that may have code and are not read."""


class PageReader:
    """Reads the files of one folder; notes findings as it meets them."""

    def __init__(self, root: str, folder: Folder, config: Config, *, site: bool = False) -> None:
        """site: whether a tool makes a site of the pages."""
        self._root = root
        self._config = config
        self._links = Links(root, folder, config, site=site)
        self.findings: list[Finding] = [
            *(leads_out(path, target) for path, target in folder.outside),
            *(unreadable(path, 1, problem, fix) for path, problem, fix in folder.unreadable),
        ]

    def text(self, path: str) -> Text | None:
        """The text of a file; None, and a finding, where it cannot be read."""
        try:
            return read_text(os.path.join(self._root, path))
        except UnreadableError as error:
            self.findings.append(unreadable(path, error.line, error.problem, error.fix))
        return None

    def texts(self, paths: Iterable[str]) -> dict[str, Text]:
        """The pages that can be read and are not empty, by path; a finding for each other one."""
        wanted = (path for path in paths if not self._is_excluded(path))
        read = {path: text for path in wanted if (text := self.text(path))}
        self.findings += [empty_page(path) for path, text in read.items() if not text.text.strip()]
        return {path: text for path, text in read.items() if text.text.strip()}

    def unread(self, files: Iterable[str]) -> tuple[str, ...]:
        """What was not read: pages that the settings exclude, and documents of other forms."""
        names = list(files)
        excluded = [path for path in names if path.endswith(".md") and self._is_excluded(path)]
        others = Counter(end for path in names if (end := os.path.splitext(path)[1]) in OTHER_FORMS)
        return (
            *([f"{count_of(len(excluded), 'page')} excluded by {FILE}"] if excluded else []),
            *(f"{count_of(number, f'{end} file')} not read" for end, number in sorted(others.items())),
        )

    def _is_excluded(self, path: str) -> bool:
        full = os.path.join(self._root, path)
        return matches(os.path.relpath(full, self._config.folder or self._root), self._config.exclude)

    def page(self, path: str, text: str, *, ours: bool) -> Page:
        """A page. ours: whether the words and keys of its info strings are ours."""
        start = body_line(text)
        parsed = parse(text, body_line=start, ours=ours)
        above, problems = excuses(text.split("\n"), parsed.fences, path)
        self.findings += problems
        look = _look(parsed, text, above)
        return Page(
            path=path,
            text=text,
            body_line=start,
            sections=tuple(
                replace(section, snippets=tuple(map(look, section.snippets)))
                for section in sections_of(parsed.headings, parsed.fences, path)
            ),
            fences=parsed.fences,
            links=tuple(self._links.follow(link, path) for link in parsed.links),
            anchors=parsed.anchors,
        )


def _look(parsed: Parsed, text: str, above: Mapping[int, list[Excuse]]) -> Callable[[Snippet], Snippet]:
    """What says of a fence without a name how it stands in its page."""
    lines = text.split("\n")
    fences = {fence.line: fence for fence in parsed.fences}
    python = [fence for fence in parsed.fences if fence.info.is_python]
    wrong = {fence.line for fence in python if _is_wrong(fence, lines)}
    codes = {fence.line: right_version(fence.code) for fence in python if fence.line not in wrong}
    code_lines = frozenset(line for fence in parsed.fences for line in fence.lines)

    def look(snippet: Snippet) -> Snippet:
        snippet = _with_excuses(snippet, above.get(snippet.line, []))
        if snippet.name:
            return snippet
        others = {line: code for line, code in codes.items() if line != snippet.line}
        around = next((line for line, code in others.items() if contains(code, snippet.code)), 0)
        broken = compile_problem(snippet.code) is not None
        return replace(
            snippet,
            longer=f"{snippet.page}:{around}" if around else "",
            is_piece=broken and is_piece(snippet.code, others.values()),
            is_wrong=snippet.line in wrong,
            announced=tuple(
                dict.fromkeys((*snippet.promised, *announced(fences[snippet.line], lines, code_lines)))
            ),
        )

    return look


def _with_excuses(snippet: Snippet, above: Sequence[Excuse]) -> Snippet:
    """The snippet with what the comments above it say."""
    return replace(
        snippet,
        norun=next((one.reason for one in above if one.word == "skip"), snippet.norun),
        promised=tuple(name for one in above if one.word == "raises" for name in one.names),
        excused=tuple(name.upper() for one in above if one.word == "ignore" for name in one.names),
    )


def _is_wrong(fence: Fence, lines: list[str]) -> bool:
    """Whether a fence shows only what the page calls wrong."""
    return is_wrong_only(fence.code) or is_called_wrong(lines[: fence.line - 1])
