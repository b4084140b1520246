"""The frozen types of a skill and of what is found in it; this module imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(str, Enum):
    """How much a finding weighs: an error makes the exit code 1, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Leads(str, Enum):
    """What stands at the other end of a relative link."""

    FILE = "file"
    FOLDER = "folder"
    NOWHERE = "nowhere"
    OUTSIDE = "outside"
    """Out of the skill's folder, or an absolute path."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to tell the author."""

    rule: str
    """Id of the rule, such as `FM102`."""
    path: str
    """File, relative to the folder that was checked, with `/`."""
    line: int
    """1-based line; 1 when the finding is about the whole file."""
    message: str
    """What is wrong, with the author's own text."""
    fix: str = ""
    """How to mend it."""
    severity: Severity = Severity.ERROR
    details: tuple[str, ...] = ()
    """Further lines: the steps of a proof, what was seen instead."""

    def __str__(self) -> str:
        tail = f"; {self.fix}" if self.fix else ""
        return f"{self.path}:{self.line}: {self.rule} {self.message}{tail}"

    def lines(self) -> tuple[str, ...]:
        """The finding as it is printed: one line, then the details below it."""
        return (str(self), *(f"    {detail}" for detail in self.details))


@dataclass(frozen=True, kw_only=True)
class Promise:
    """An expected error, written in a snippet as the comment `# raises TYPE`."""

    line: int
    """1-based line of the page."""
    type: str
    """Name of the exception type; a subclass fulfils the promise too."""


@dataclass(frozen=True, kw_only=True)
class Fence:
    """One fenced or otherwise marked block of a page, before it is understood as a snippet."""

    line: int
    """1-based line of the opening fence."""
    code_line: int
    """1-based line of the first line of code."""
    info: str
    """The info string as written: `python callback-order since=1.50`."""
    code: str
    """The text inside, without the fence's own indentation, ending in a newline."""
    closed: bool = True
    """False when the page ends before the closing fence."""
    cut: bool = False
    """True when its list item or quote ends before the closing fence: legal, and mostly a slip."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """One relative link of a page."""

    line: int
    """1-based line."""
    target: str
    """As written, decoded: `references/widgets.md#keys`."""
    path: str = ""
    """Where it leads within the skill, without fragment: `references/widgets.md`."""
    leads: Leads = Leads.NOWHERE


@dataclass(frozen=True, kw_only=True)
class CodeFile:
    """Another file of a snippet: the block with `file=` and the snippet's name."""

    name: str
    """Path beside the snippet: `helpers.py`, `pages/one.py`."""
    code: str
    code_line: int
    """1-based line of the page at which the code begins."""


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
    """The heading it stands under: the statement it shows."""
    name: str | None = None
    since: str | None = None
    """First Streamlit release for which its proofs hold."""
    until: str | None = None
    """Last Streamlit release for which its proofs hold."""
    norun: str | None = None
    """Why the snippet is not run."""
    files: tuple[CodeFile, ...] = ()
    promises: tuple[Promise, ...] = ()

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
    """1-based line of the heading; 1 for what stands before the first heading."""
    level: int
    """1 to 6; 0 for what stands before the first heading."""
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
    """1-based line at which the Markdown begins, after the front matter."""
    sections: tuple[Section, ...] = ()
    fences: tuple[Fence, ...] = ()
    """All fences, of every language."""
    links: tuple[Link, ...] = ()
    anchors: tuple[str, ...] = ()
    """All fragments one can link to: those of the headings and of `id` and `name` attributes."""

    @property
    def snippets(self) -> tuple[Snippet, ...]:
        return tuple(snippet for section in self.sections for snippet in section.snippets)


@dataclass(frozen=True, kw_only=True)
class Example:
    """One complete app in `examples/`."""

    path: str
    """Entry file relative to the skill's folder: `examples/todo.py`."""
    title: str
    """First line of its docstring."""
    since: str | None = None
    """First Streamlit release it works on, where the docstring says `Streamlit 1.59 and later`."""
    files: tuple[str, ...] = ()
    """The entry and, for an app that is a folder, all of its Python files."""
    promises: tuple[Promise, ...] = ()


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
    """Snippet names, example paths or app paths it stands for."""
    twins: tuple[str, ...] = ()
    """Names of the wrong versions on which it must fail (`not_=`)."""
    engines: tuple[str, ...] = ("apptest", "browser")
    reason: str = ""
    """Why not on both engines."""
    apptest_shows: str = ""
    """What AppTest shows instead of what the browser does, in one sentence."""
    equivalents: tuple[tuple[str, str], ...] = ()
    """Mutants that change nothing a person can see: (the change, the reason)."""
    errors: tuple[str, ...] = ()
    """The types that it asks for with `sees_error`."""

    @property
    def id(self) -> str:
        """`tests/proofs/callbacks.py::order`."""
        return f"{self.path}::{self.function}"

    @property
    def only_browser(self) -> bool:
        """Whether AppTest cannot judge it."""
        return "apptest" not in self.engines or bool(self.apptest_shows)


@dataclass(frozen=True, kw_only=True)
class Field:
    """One entry of a YAML mapping or list, with its place."""

    key: str
    """Empty in a list."""
    line: int
    """1-based line of the key; in a list, of the value."""
    kind: str
    """What YAML reads the value as: `text`, `number`, `boolean`, `date`, `nothing`, `map`, `list`."""
    text: str = ""
    """The value of a text; other scalars as they are written."""
    entries: tuple[Field, ...] = ()
    """What a map or list holds."""
    key_kind: str = "text"
    """What YAML reads the key as."""


@dataclass(frozen=True, kw_only=True)
class FrontMatter:
    """The YAML between the two `---` lines of a `SKILL.md`."""

    fields: tuple[Field, ...]

    def get(self, key: str) -> Field | None:
        """The field with this key."""
        return next((field for field in self.fields if field.key == key), None)


@dataclass(frozen=True, kw_only=True)
class Skill:
    """A folder with a `SKILL.md`."""

    root: str
    """Absolute path of the folder."""
    name: str
    """`name` of the front matter; empty when it could not be read."""
    pages: tuple[Page, ...] = ()
    examples: tuple[Example, ...] = ()
    proofs: tuple[Proof, ...] = ()
    unread_proofs: tuple[str, ...] = ()
    """Proof files of which something could not be read: nobody can say what has no proof."""
    front: FrontMatter | None = None
    """None when it could not be read."""
    files: tuple[str, ...] = ()
    """All files below the folder, relative, without hidden folders, caches and environments."""
    checkout: bool = False
    """Whether the folder has a `.git`: its name is then not what an agent sees."""

    @property
    def snippets(self) -> tuple[Snippet, ...]:
        return tuple(snippet for page in self.pages for snippet in page.snippets)
