"""Reads a skill. Where something cannot be read, the rest still is."""

import ast
import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from stproof.errors import StproofError
from stproof.findings import did_you_mean, in_order
from stproof.model.config import Config
from stproof.model.run import App
from stproof.model.skill import FrontMatter, Page, Proof, SourceFile
from stproof.model.target import Target, TargetKind
from stproof.model.task import Subject, SubjectKind
from stproof.reading import code_rules
from stproof.reading.config import read_config
from stproof.reading.file_rules import SKILL_PAGE, near_skill_page, no_skill_page
from stproof.reading.folder import Folder, walk
from stproof.reading.front_matter import read_front_matter
from stproof.reading.info_string import opts_in
from stproof.reading.pages import PageReader
from stproof.reading.proof_rules import same_names
from stproof.reading.proofs import read_proofs
from stproof.reading.snippets import expected_errors_in
from stproof.reading.subjects import of_pages

SINCE = re.compile(r"Streamlit (\d+\.\d+) (?:and|or) later")
"""How the docstring of an example says its first release."""
ENTRIES = ("app.py", "streamlit_app.py")
"""Names of the entry file of an example that is a folder."""


def read_skill(folder: str | os.PathLike[str]) -> Target:
    """The skill in a folder, with what could not be read in it.

    Raises `StproofError` where there is no folder to read, and for wrong settings of its project.
    """
    root = os.path.abspath(folder)
    there = walk(existing(root, os.fspath(folder)))
    return _Reader(root, there, read_config(Path(root))).target()


def existing(root: str, given: str) -> str:
    if os.path.isdir(root):
        return root
    if os.path.exists(root):
        raise StproofError(f"{given!r} is a file, not a page, an app or a folder")
    near = did_you_mean(os.path.basename(root), _names(os.path.dirname(root)), "check the path")
    raise StproofError(f"there is no folder {given!r}; {near}")


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


class _Reader:
    """Reads one folder; notes findings as it meets them."""

    def __init__(self, root: str, folder: Folder, config: Config) -> None:
        self._root = root
        self._config = config
        self._folder = folder
        self._unread_proofs: list[str] = []
        self._fronts: dict[str, FrontMatter] = {}
        self._unlisted = [path for path, *_ in (*folder.outside, *folder.unreadable)]
        self._reader = PageReader(root, folder, config)
        self._findings = self._reader.findings

    def target(self) -> Target:
        pages = self._pages()
        front = self._fronts.get(SKILL_PAGE)
        examples = tuple(self._examples())
        proofs = tuple(self._proofs())
        self._findings += [*code_rules.of_pages(pages), *same_names(proofs)]
        subjects = (*of_pages(pages, self._code(), self._config.setup), *examples)
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
            inner={path: one for path, one in self._fronts.items() if path != SKILL_PAGE},
            files=self._folder.files,
            config=self._config,
            unread=self._reader.unread(self._folder.files),
            checkout=os.path.exists(os.path.join(self._root, ".git")),
        )

    def _pages(self) -> list[Page]:
        """Every page below the folder, the entry first: skills are laid out in many ways."""
        paths = (path for path in self._under("", ".md") if path != SKILL_PAGE)
        texts = self._reader.texts(path for path in (SKILL_PAGE, *paths) if self._is_listed(path))
        for path, text in texts.items():
            if posixpath.basename(path) == SKILL_PAGE:
                front, found = read_front_matter(text.text, path, has_bom=text.has_bom)
                # A further file without front matter is no skill for anyone; ST217 tells of it.
                self._findings += [one for one in found if path == SKILL_PAGE or one.rule != "FM101"]
                self._fronts |= {path: front} if front else {}
        # Names are what proofs point at: without proofs a word after the language is another tool's.
        proofs = bool(self._under("tests/proofs/", ".py"))
        ours = self._config.names or proofs or opts_in(text.text for text in texts.values())
        return [self._reader.page(path, text.text, ours=ours) for path, text in texts.items()]

    def _code(self) -> tuple[str, ...]:
        """Folders of the skill's own modules."""
        folders = {os.path.dirname(path) for path in self._under("", ".py")} & {"", "scripts"}
        return tuple(os.path.join(self._root, folder) for folder in sorted(folders))

    def _is_listed(self, path: str) -> bool:
        """Whether the page can be read; a missing `SKILL.md` is a finding."""
        if path != SKILL_PAGE or SKILL_PAGE in self._folder.names:
            return path not in self._unlisted
        near = near_skill_page(self._folder.names)
        self._findings.append(no_skill_page(os.path.basename(self._root), near))
        return False

    def _under(self, start: str, end: str) -> tuple[str, ...]:
        return tuple(path for path in self._folder.files if path.startswith(start) and path.endswith(end))

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
        text = self._reader.text(path)
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
            if path != entry and (other := self._reader.text(path)):
                yield SourceFile(name=path[start:], path=path, code=other.text, code_line=1)


def _imports_streamlit(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] == "streamlit" for alias in node.names)
    return isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "streamlit"
