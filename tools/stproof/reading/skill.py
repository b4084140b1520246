"""Reads a skill. Where something cannot be read, the rest still is."""

import ast
import os
import re
from collections.abc import Iterator

from stproof.errors import StproofError
from stproof.findings import did_you_mean, in_order
from stproof.model.finding import Finding
from stproof.model.run import App
from stproof.model.skill import FrontMatter, Page, Proof, SourceFile
from stproof.model.target import Target, TargetKind
from stproof.model.task import Subject, SubjectKind
from stproof.reading import code_rules
from stproof.reading.file_rules import SKILL_PAGE, empty_page, leads_out, no_skill_page, unreadable
from stproof.reading.folder import Folder, walk
from stproof.reading.front_matter import body_line, read_front_matter
from stproof.reading.links import Links
from stproof.reading.markdown import parse
from stproof.reading.proof_rules import same_names
from stproof.reading.proofs import read_proofs
from stproof.reading.snippets import expected_errors_in, sections_of
from stproof.reading.subjects import of_snippet
from stproof.reading.text_file import Text, UnreadableError, read_text

SINCE = re.compile(r"Streamlit (\d+\.\d+) (?:and|or) later")
"""How the docstring of an example says its first release."""
ENTRIES = ("app.py", "streamlit_app.py")
"""Names of the entry file of an example that is a folder."""


def read_skill(folder: str | os.PathLike[str]) -> Target:
    """The skill in a folder, with what could not be read in it.

    Raises `StproofError` where there is no folder to read.
    """
    root = os.path.abspath(folder)
    return _Reader(root, walk(_existing(root, os.fspath(folder)))).target()


def _existing(root: str, given: str) -> str:
    if os.path.isdir(root):
        return root
    if os.path.exists(root):
        fix = f"; did you mean {os.path.dirname(root)!r}?" if os.path.basename(root) == SKILL_PAGE else ""
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
        self._links = Links(root, folder)
        self._findings: list[Finding] = [
            *(leads_out(path, target) for path, target in folder.outside),
            *(unreadable(path, 1, problem, fix) for path, problem, fix in folder.unreadable),
        ]

    def target(self) -> Target:
        front, pages = self._pages()
        examples = tuple(self._examples())
        proofs = tuple(self._proofs())
        self._findings += [*code_rules.of_pages(pages), *same_names(proofs)]
        snippets = (snippet for page in pages for snippet in page.snippets if not snippet.norun)
        subjects = (*map(of_snippet, snippets), *examples)
        name = front.get("name") if front else None
        return Target(
            kind=TargetKind.SKILL,
            title=(name.text if name and name.kind == "string" else "") or os.path.basename(self._root),
            root=self._root,
            subjects={subject.name: subject for subject in subjects},
            proofs=proofs,
            unread_proofs=tuple(self._unread_proofs),
            findings=in_order(self._findings),
            pages=tuple(pages),
            front=front,
            files=self._folder.files,
            checkout=os.path.exists(os.path.join(self._root, ".git")),
        )

    def _pages(self) -> tuple[FrontMatter | None, list[Page]]:
        front, pages = None, []
        for path in (SKILL_PAGE, *self._under("references/", ".md")):
            text = self._text(path) if self._is_listed(path) else None
            if text is None:
                continue
            if not text.text.strip():
                self._findings.append(empty_page(path))
                continue
            if path == SKILL_PAGE:
                front, found = read_front_matter(text.text, path, has_bom=text.has_bom)
                self._findings += found
            pages.append(self._page(path, text.text))
        return front, pages

    def _is_listed(self, path: str) -> bool:
        """Whether the page can be read; a missing `SKILL.md` is a finding."""
        if path != SKILL_PAGE or SKILL_PAGE in self._folder.names:
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

    def _page(self, path: str, text: str) -> Page:
        start = body_line(text)
        parsed = parse(text, body_line=start)
        return Page(
            path=path,
            text=text,
            body_line=start,
            sections=sections_of(parsed.headings, parsed.fences, path),
            fences=parsed.fences,
            links=tuple(self._links.follow(link, path) for link in parsed.links),
            anchors=parsed.anchors,
        )

    def _proofs(self) -> Iterator[Proof]:
        for path in self._under("tests/proofs/", ".py"):
            if path.count("/") == 2:
                proofs, found = read_proofs(os.path.join(self._root, path), path)
                self._findings += found
                self._unread_proofs += [path] if found else []
                yield from proofs

    def _examples(self) -> Iterator[Subject]:
        for path in self._under("examples/", ".py"):
            parts = path.split("/")
            if len(parts) == 2:
                yield from self._example(path, (path,))
            elif len(parts) == 3 and parts[2] in ENTRIES:
                files = self._under(f"examples/{parts[1]}/", ".py")
                entries = [f"examples/{parts[1]}/{name}" for name in ENTRIES]
                if path == next(entry for entry in entries if entry in files):
                    yield from self._example(path, files)

    def _example(self, path: str, files: tuple[str, ...]) -> Iterator[Subject]:
        """The app, in its own place, if it is one: a file without Streamlit is a module of another."""
        text = self._text(path)
        broken = tuple(code_rules.does_not_compile(path, text.text)) if text else ()
        self._findings += broken
        tree = ast.parse(text.text if text and not broken else "")
        if text and any(map(_imports_streamlit, ast.walk(tree))):
            words = ast.get_docstring(tree) or ""
            yield Subject(
                name=path,
                kind=SubjectKind.EXAMPLE,
                path=path,
                line=1,
                statement=words.partition("\n")[0],
                app=App(name=path, entry=os.path.join(self._root, path), cwd=self._root),
                sources=tuple(self._sources(path, text.text, files)),
                since=next(iter(SINCE.findall(words)), None),
                expected_errors=expected_errors_in(text.text, 1),
            )

    def _sources(self, entry: str, text: str, files: tuple[str, ...]) -> Iterator[SourceFile]:
        """The entry, then the other files of the example that can be read."""
        start = len(os.path.dirname(entry)) + 1
        yield SourceFile(name=entry[start:], path=entry, code=text, code_line=1)
        for path in files:
            if path != entry and (other := self._text(path)):
                yield SourceFile(name=path[start:], path=path, code=other.text, code_line=1)


def _imports_streamlit(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] == "streamlit" for alias in node.names)
    return isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "streamlit"
