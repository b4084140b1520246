"""`stproof pack`: what an agent needs of a skill and nothing else, as an archive or a folder."""

import json
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from importlib import metadata
from io import BytesIO
from pathlib import Path

from typing_extensions import Self

from stproof.errors import StproofError
from stproof.files import PREFIX, TemporaryFolder, replace_file
from stproof.model.skill import Page
from stproof.model.target import Target, TargetKind
from stproof.reading.file_rules import SKILL_PAGE
from stproof.reading.skill import read_skill
from stproof.rules.structure import CHARS_PER_TOKEN, reached

NAME = re.compile(r"[^\W_]([\w-]*[^\W_])?")
"""A name that is safe as that of a folder."""
LICENCES = ("LICENSE", "LICENCE", "COPYING", "NOTICE")
"""How the names of files start that go along."""
WHOLE = ("scripts/", "assets/")
"""Folders that the specification names: a page may run or read what is in them without a link."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive, so that the same skill is the same archive to the byte."""


@dataclass(frozen=True, kw_only=True)
class PackedFile:
    """A file of a packed skill."""

    path: str
    """In the skill's folder, with `/`."""
    content: bytes
    executable: bool = False


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A skill as an agent gets it."""

    name: str
    """Of the skill, and so of its folder."""
    files: tuple[PackedFile, ...]
    """By path."""

    def nested(self) -> Self:
        """The same as a plugin: the skill in `skills/NAME/`, with the files by which Claude Code, Codex and
        the Gemini CLI know a plugin."""
        folder = f"skills/{self.name}/"
        own = {"name": self.name, "version": "0.0.0", "description": f"The skill {self.name}."}
        here = {"name": self.name, "source": "./", "description": own["description"]}
        manifests: dict[str, object] = {
            ".claude-plugin/marketplace.json": {
                "name": self.name,
                "owner": {"name": self.name},
                "description": own["description"],
                "plugins": [here],
            },
            ".claude-plugin/plugin.json": own,
            ".codex-plugin/plugin.json": {**own, "skills": "./skills/"},
            "gemini-extension.json": own,
        }
        files = [replace(file, path=folder + file.path) for file in self.files]
        texts = ((path, json.dumps(data, indent=2) + "\n") for path, data in manifests.items())
        files += [PackedFile(path=path, content=text.encode()) for path, text in texts]
        return replace(self, files=tuple(sorted(files, key=lambda file: file.path)))


def packed(path: str) -> Pack:
    """What of a skill an agent needs: `SKILL.md`, what it leads to, examples, scripts, assets and licences.

    path: of its folder, or the name of the skill that came with stproof. Raises `StproofError`.
    """
    target = read_skill(_folder(path))
    names = [field.text for field in (target.front.fields if target.front else ()) if field.key == "name"]
    if target.kind is not TargetKind.SKILL or not names or not NAME.fullmatch(names[0]):
        raise StproofError(f"{path!r} is no skill with a name; see `stproof check {path} --static`")
    files = (_file(target.root, file) for file in sorted(_needed(target)))
    return Pack(name=names[0], files=tuple(files))


def _folder(path: str) -> Path:
    """The folder, or else that of the skill of this name in the installed package."""
    if not os.path.exists(path):
        for file in metadata.files("stproof") or ():
            if file.parts[-2:] == (path, SKILL_PAGE):
                return Path(str(file.locate())).resolve().parent
    return Path(path)


def _needed(target: Target) -> Iterator[str]:
    pages = {page.path: page for page in target.pages}
    wanted = {SKILL_PAGE, *reached(target)} | {file.path for each in target.examples for file in each.sources}
    wanted |= {file for file in target.files if file.startswith((*WHOLE, *LICENCES))}
    ahead = [*wanted]
    while ahead:
        page = pages.get(ahead.pop())
        found = {file for link in _links(page) for file in target.files if _leads_to(link, file)} - wanted
        wanted |= found
        ahead += found
    return (file for file in target.files if file in wanted)


def _links(page: Page | None) -> set[str]:
    return {link.path for link in page.links if link.path} if page else set()


def _leads_to(link: str, file: str) -> bool:
    """Whether a link leads to a file, or to a folder above it."""
    return file == link or (link != "." and file.startswith(f"{link}/"))


def _file(root: str, path: str) -> PackedFile:
    file = Path(root, path)
    try:
        return PackedFile(path=path, content=file.read_bytes(), executable=bool(file.stat().st_mode & 0o100))
    except OSError as problem:
        raise StproofError(f"{path}: cannot be read: {problem.strerror}") from None


def listing(pack: Pack) -> Iterator[str]:
    """Each file with its bytes and its tokens, if it is text, and all together."""
    rows = [(len(file.content), _tokens(file.content), file.path) for file in pack.files]
    total = sum(size for size, *_ in rows), sum(tokens or 0 for _, tokens, _ in rows)
    for size, tokens, path in (*rows, (*total, f"{len(rows)} files in {pack.name}/")):
        counted = f"{tokens:>8,} tokens" if tokens is not None else " " * 15
        yield f"{size:>9,} bytes {counted}  {path}"


def _tokens(content: bytes) -> int | None:
    """An estimate; None for what is no text."""
    try:
        return -(-len(content.decode()) // CHARS_PER_TOKEN)
    except UnicodeDecodeError:
        return None


def write_archive(pack: Pack, output: str) -> str:
    """Write a zip file whose one folder is called as the skill; returns its path. Raises `StproofError`."""
    file = Path(output or f"{pack.name}.zip")
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for one in pack.files:
            entry = zipfile.ZipInfo(f"{pack.name}/{one.path}", EPOCH)
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = (0o100755 if one.executable else 0o100644) << 16
            archive.writestr(entry, one.content)  # not compressed: compressors differ
    with _written(file):
        replace_file(file, content.getvalue())
    return str(file)


def write_folder(pack: Pack, to: str) -> str:
    """Write the skill's folder below another, in the place of an older copy; returns its path.

    Raises `StproofError` where it cannot be written, or something else is in its place.
    """
    folder = Path(to, pack.name)
    if folder.is_symlink() or (folder.exists() and not _is_copy(folder)):
        raise StproofError(
            f"{str(folder)!r} is there, and is no copy of the skill; remove it, or give another --to"
        )
    with _written(folder), closing(TemporaryFolder(folder.parent, f".{PREFIX}")) as draft:
        for one in pack.files:
            file = draft.path / pack.name / one.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(one.content)
            file.chmod(0o755 if one.executable else 0o644)
        if folder.exists():
            folder.rename(draft.path / "old")
        (draft.path / pack.name).rename(folder)
    return str(folder)


def _is_copy(folder: Path) -> bool:
    """Whether a folder is empty, or an older copy of a skill: not a checkout."""
    known = folder.is_dir() and ((folder / SKILL_PAGE).is_file() or (folder / "skills").is_dir())
    return (known and not (folder / ".git").exists()) or (folder.is_dir() and not any(folder.iterdir()))


@contextmanager
def _written(target: Path) -> Iterator[None]:
    """Make the folder in which something is written. Raises `StproofError` where it cannot be."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as problem:
        raise StproofError(f"{str(target)!r} cannot be written: {problem.strerror or problem}") from None
