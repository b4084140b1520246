"""The parts of what is checked: pages with their snippets, examples, proofs, front matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from stproof.model.info_string import InfoString
from stproof.model.release import is_within
from stproof.model.run import Engine


class LinkTarget(str, Enum):
    FILE = "file"
    FOLDER = "folder"
    NOWHERE = "nowhere"
    OUTSIDE = "outside"
    """Out of the skill's folder, or an absolute path."""


@dataclass(frozen=True, kw_only=True)
class ExpectedError:
    """An expected error, written in a snippet as the comment `# raises TYPE`."""

    line: int
    """1-based line of the page."""
    type: str
    """Name of the exception type; a subclass is as good."""


@dataclass(frozen=True, kw_only=True)
class Fence:
    """One fenced or otherwise marked block of a page, before it is understood as a snippet."""

    line: int
    """1-based line of the opening fence."""
    code_line: int
    """1-based line of the first line of code."""
    info: InfoString
    code: str
    """The text inside, without the fence's own indentation, ending in a newline."""
    closed: bool = True
    """False when the page ends before the closing fence."""
    ends_with_container: bool = False
    """True when its list item or quote ends before the closing fence: legal, and mostly a slip."""

    @property
    def lines(self) -> range:
        """1-based lines of the page, from the opening fence to the closing one."""
        return range(self.line, self.code_line + self.code.count("\n") + 1)


@dataclass(frozen=True, kw_only=True)
class Link:
    """One relative link of a page."""

    line: int
    """1-based line."""
    target: str
    """As written, decoded: `references/widgets.md#keys`."""
    path: str = ""
    """Where it leads within the skill, without fragment: `references/widgets.md`."""
    target_kind: LinkTarget = LinkTarget.NOWHERE


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """One file of a snippet, example or app, as its author wrote it."""

    name: str
    """Path in the folder of the entry file: `app.py`, `helpers.py`, `pages/one.py`."""
    path: str
    """Page or file in which it is, relative to the folder that was checked."""
    code: str
    code_line: int
    """1-based line at which the code starts there."""


@dataclass(frozen=True, kw_only=True)
class Snippet:
    """One fenced Python block of a page."""

    page: str
    """Path of the page, relative to the skill's folder."""
    line: int
    """1-based line of the opening fence."""
    code_line: int
    """1-based line of the first line of code."""
    code: str
    section: str
    """The heading it is under: the statement it shows."""
    name: str | None = None
    since: str | None = None
    """First Streamlit release for which its proofs hold."""
    until: str | None = None
    """Last Streamlit release for which its proofs hold."""
    norun: str | None = None
    """Why the snippet is not run."""
    files: tuple[SourceFile, ...] = ()
    """Its further files: the blocks with `file=` and its name."""
    expected_errors: tuple[ExpectedError, ...] = ()
    announced: tuple[str, ...] = ()
    """Names of errors that the page announces around it; `Exception` for one without a name."""
    longer: str = ""
    """Address of a longer fence of the page in which it is, line for line."""
    is_piece: bool = False
    """It does not compile, and is a piece of something that does."""
    is_wrong: bool = False
    """It shows only what the page calls wrong."""
    filename: str = ""
    """The file that it is, as its info string says for other tools."""
    promised: tuple[str, ...] = ()
    """Types of errors that a comment above it promises; one of them must be raised."""
    excused: tuple[str, ...] = ()
    """Starts of rules whose findings a comment above it excuses."""

    @property
    def address(self) -> str:
        """`references/callbacks.md:41`, the opening fence."""
        return f"{self.page}:{self.line}"

    @property
    def id(self) -> str:
        """The name, or the address where there is none."""
        return self.name or self.address


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading of a page and the snippets under it, up to the next heading."""

    title: str
    line: int
    """1-based line of the heading; 1 before the first heading."""
    level: int
    """1 to 6; 0 before the first heading."""
    anchor: str
    """The fragment that links to it, as GitHub makes it."""
    snippets: tuple[Snippet, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """One Markdown file of a skill."""

    path: str
    """Relative to the skill's folder, with `/`."""
    text: str
    """Without byte order mark, with `\\n` line ends."""
    body_line: int
    """1-based line at which the Markdown starts, after the front matter."""
    sections: tuple[Section, ...] = ()
    fences: tuple[Fence, ...] = ()
    """All fences, of every language."""
    links: tuple[Link, ...] = ()
    anchors: tuple[str, ...] = ()
    """All fragments one can link to: those of the headings and of `id` and `name` attributes."""

    @cached_property
    def snippets(self) -> tuple[Snippet, ...]:
        """The snippets of all sections."""
        return tuple(snippet for section in self.sections for snippet in section.snippets)


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One function under `@proves(...)`, as it is read from the file without running it."""

    function: str
    """Its name; unique in the skill, for `--only`."""
    path: str
    """The proof file, relative to the folder that was checked."""
    line: int
    """1-based line of the `def`."""
    names: tuple[str, ...]
    """The snippets (by name), examples or apps (by path) that it is about."""
    counterexamples: tuple[str, ...] = ()
    """Names of the wrong versions on which it must fail (`refutes=`)."""
    engines: tuple[Engine, ...] = tuple(Engine)
    reason: str = ""
    """Why not on both engines."""
    apptest_shows: str = ""
    """What AppTest shows instead of what the browser does, in one sentence."""
    apptest_releases: str = ""
    """The releases on which it does, as `1.29..1.31`; empty for all."""
    equivalents: tuple[tuple[str, str], ...] = ()
    """Mutants that change nothing a person can see: (the change, the reason)."""
    errors: tuple[str, ...] = ()
    """The types that it asks for with `sees_error`."""
    files: tuple[tuple[str, str], ...] = ()
    """(path, text) of its file and of the modules next to it that it imports, as they were read."""
    source: str = ""
    """What its outcome depends on: its code, that of its file without other proofs, and that
    of the modules next to its file."""

    @property
    def id(self) -> str:
        """`tests/proofs/callbacks.py::order`."""
        return f"{self.path}::{self.function}"

    @property
    def place(self) -> tuple[str, int]:
        """Path and line, as a finding takes them."""
        return self.path, self.line

    @property
    def only_browser(self) -> bool:
        """Whether AppTest cannot judge it on any release."""
        return Engine.APPTEST not in self.engines or bool(self.apptest_shows and not self.apptest_releases)

    def on(self, release: str) -> Proof:
        """What it declares for one release: there AppTest errs, or it does not."""
        if not self.apptest_releases:
            return self
        shows = self.apptest_shows if is_within(self.apptest_releases, release) else ""
        return replace(self, apptest_shows=shows, apptest_releases="")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One entry of a YAML mapping or list, with its place."""

    key: str
    """Empty in a list."""
    line: int
    """1-based line of the key; in a list, of the value."""
    kind: str
    """What YAML reads the value as: `string`, `number`, `boolean`, `date`, `null`, `mapping`, `list`."""
    text: str = ""
    """The value of a string; other scalars as they are written."""
    entries: tuple[Field, ...] = ()
    """What a mapping or list holds."""
    key_kind: str = "string"
    """What YAML reads the key as."""


@dataclass(frozen=True, kw_only=True)
class FrontMatter:
    """The YAML between the two `---` lines of a `SKILL.md`."""

    fields: tuple[Field, ...]

    def get(self, key: str) -> Field | None:
        """The field with this key."""
        return next((field for field in self.fields if field.key == key), None)
