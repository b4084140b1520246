"""Reads a skill: the only module that opens its files. Whatever it meets, the rest is still read."""

from __future__ import annotations

import ast
import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from stproof.errors import StproofError
from stproof.folder import Folder, is_passed_over, walk
from stproof.frontmatter import body_line, read_front_matter
from stproof.markdown import parse
from stproof.model import Example, Finding, FrontMatter, Leads, Link, Page, Proof, Skill
from stproof.proof_files import read_proofs
from stproof.rules.reading import empty_page, leads_out, no_skill_page, unreadable
from stproof.rules.registry import did_you_mean, in_order
from stproof.rules.snippets import compile_problem, does_not_compile
from stproof.snippets import promises_in, sections_of
from stproof.textfile import Text, UnreadableError, read_text

PAGE = "SKILL.md"
SINCE = re.compile(r"Streamlit (\d+\.\d+) (?:and|or) later")
"""How the docstring of an example says its first release."""
ENTRIES = ("app.py", "streamlit_app.py")
"""Names of the entry file of an example that is a folder."""


def read_skill(folder: str | os.PathLike[str]) -> tuple[Skill, tuple[Finding, ...]]:
    """The skill in a folder, and what could not be read in it.

    Raises `StproofError` where there is no folder to read.
    """
    root = os.path.abspath(folder)
    return _Reader(root, walk(_existing(root, os.fspath(folder)))).skill()


def _existing(root: str, given: str) -> str:
    if os.path.isdir(root):
        return root
    if os.path.exists(root):
        fix = f"; did you mean {os.path.dirname(root)!r}?" if os.path.basename(root) == PAGE else ""
        raise StproofError(f"{given!r} is a file, not the folder of a skill{fix}")
    near = did_you_mean(os.path.basename(root), _names(os.path.dirname(root)), "check the path")
    raise StproofError(f"there is no folder {given!r}; {near}")


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


class _Reader:
    """Reads one folder; notes findings as it meets them."""

    def __init__(self, root: str, folder: Folder) -> None:
        self._root = root
        self._folder = folder
        self._unread_proofs: list[str] = []
        self._unlisted = [path for path, *_ in (*folder.outside, *folder.unreadable)]
        self._findings: list[Finding] = [
            *(leads_out(path, target) for path, target in folder.outside),
            *(unreadable(path, 1, problem, fix) for path, problem, fix in folder.unreadable),
        ]

    def skill(self) -> tuple[Skill, tuple[Finding, ...]]:
        front, pages = self._pages()
        name = front.get("name") if front else None
        skill = Skill(
            root=self._root,
            name=name.text if name and name.kind == "text" else "",
            pages=tuple(self._followed(page) for page in pages),
            examples=tuple(self._examples()),
            proofs=tuple(self._proofs()),
            unread_proofs=tuple(self._unread_proofs),
            front=front,
            files=self._folder.files,
            checkout=os.path.exists(os.path.join(self._root, ".git")),
        )
        return skill, in_order(self._findings)

    def _pages(self) -> tuple[FrontMatter | None, list[Page]]:
        front, pages = None, []
        for path in (PAGE, *self._under("references/", ".md")):
            text = self._text(path) if self._there(path) else None
            if text is None:
                continue
            if not text.text.strip():
                self._findings.append(empty_page(path))
                continue
            if path == PAGE:
                front, found = read_front_matter(text.text, path, marked=text.marked)
                self._findings += found
            pages.append(_page(path, text.text))
        return front, pages

    def _there(self, path: str) -> bool:
        if path != PAGE or PAGE in self._folder.names:
            return path not in self._unlisted
        lower = {name.lower(): name for name in self._folder.names}
        near = lower.get("skill.md") or lower.get("skills.md") or lower.get("skill")
        self._findings.append(no_skill_page(os.path.basename(self._root), near))
        return False

    def _under(self, start: str, end: str) -> tuple[str, ...]:
        return tuple(path for path in self._folder.files if path.startswith(start) and path.endswith(end))

    def _text(self, path: str) -> Text | None:
        """The text of a file of the skill; None, and a finding, where it cannot be read."""
        try:
            return read_text(os.path.join(self._root, path))
        except UnreadableError as error:
            self._findings.append(unreadable(path, error.line, error.problem, error.fix))
            return None

    def _followed(self, page: Page) -> Page:
        return replace(page, links=tuple(self._follow(link, page.path) for link in page.links))

    def _follow(self, link: Link, page: str) -> Link:
        """Where a link leads: from its page; else from the skill's folder, which is how the
        specification wants paths written (section "File references")."""
        target = link.target.partition("#")[0].partition("?")[0]
        if not target:
            return replace(link, path=page, leads=Leads.FILE)
        if target.startswith("/"):
            return replace(link, leads=Leads.OUTSIDE)
        ways = [posixpath.normpath(posixpath.join(base, target)) for base in (posixpath.dirname(page), "")]
        for path in ways:
            leads = self._leads(path)
            if leads in (Leads.FILE, Leads.FOLDER):
                return replace(link, path=path, leads=leads)
        return replace(link, path=ways[0], leads=self._leads(ways[0]))

    def _leads(self, path: str) -> Leads:
        if path == ".." or path.startswith("../"):
            return Leads.OUTSIDE
        if path in self._folder.files:
            return Leads.FILE
        if path == "." or path in self._folder.folders:
            return Leads.FOLDER
        if any(f"{path}/".startswith(f"{each}/") for each in self._unlisted):
            return Leads.FILE  # reported where it is
        if is_passed_over(path) and os.path.exists(os.path.join(self._root, path)):
            return Leads.FILE
        return Leads.NOWHERE

    def _proofs(self) -> Iterator[Proof]:
        for path in self._under("tests/proofs/", ".py"):
            if path.count("/") == 2:
                proofs, found = read_proofs(os.path.join(self._root, path), path)
                self._findings += found
                if found:
                    self._unread_proofs.append(path)
                yield from proofs

    def _examples(self) -> Iterator[Example]:
        for path in self._under("examples/", ".py"):
            parts = path.split("/")
            if len(parts) == 2:
                yield from self._example(path, (path,))
            elif len(parts) == 3 and parts[2] == self._entry_of(parts[1]):
                yield from self._example(path, self._under(f"examples/{parts[1]}/", ".py"))

    def _entry_of(self, name: str) -> str | None:
        return next((one for one in ENTRIES if f"examples/{name}/{one}" in self._folder.files), None)

    def _example(self, path: str, files: tuple[str, ...]) -> Iterator[Example]:
        """The app, if it is one: a file that does not import Streamlit is a module of another."""
        text = self._text(path)
        if text is None:
            return
        problem = compile_problem(text.text)
        if problem:
            self._findings.append(does_not_compile(path, *problem))
            return
        tree = ast.parse(text.text)
        if any(_imports_streamlit(node) for node in ast.walk(tree)):
            words = ast.get_docstring(tree) or ""
            yield Example(
                path=path,
                title=words.partition("\n")[0],
                since=next(iter(SINCE.findall(words)), None),
                files=files,
                promises=promises_in(text.text, 1),
            )


def _page(path: str, text: str) -> Page:
    start = body_line(text)
    parsed = parse(text, body_line=start)
    return Page(
        path=path,
        text=text,
        body_line=start,
        sections=sections_of(parsed.headings, parsed.fences, path),
        fences=parsed.fences,
        links=parsed.links,
        anchors=parsed.anchors,
    )


def _imports_streamlit(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] == "streamlit" for alias in node.names)
    return isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "streamlit"
