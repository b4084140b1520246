"""The frozen types that pass from one stage to the next; this module imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Severity(str, Enum):
    """How much a finding weighs: an error makes the exit code 1, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Status(str, Enum):
    """What happened to one job."""

    PASSED = "passed"
    FAILED = "failed"
    """The proof's statement does not hold, or the snippet raised."""
    ERROR = "error"
    """The job could not be carried out: the proof itself is broken."""
    TIMEOUT = "timeout"
    CRASH = "crash"
    SKIPPED = "skipped"


class Why(str, Enum):
    """What made a job fail; a twin must fail because of what a person sees."""

    SEEN = "seen"
    """The person sees something other than the proof expects."""
    RAISED = "raised"
    """The app shows an error that the proof does not expect."""
    MISSING = "missing"
    """A widget or page that the proof names is not there."""
    SYNTAX = "syntax"
    """The app does not compile."""
    PROOF = "proof"
    """The proof raised an exception of its own, or its file does not import."""
    CANNOT = "cannot"
    """The engine cannot do what the proof asks (the outcome is skipped)."""


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

    @property
    def id(self) -> str:
        """`tests/proofs/callbacks.py::order`."""
        return f"{self.path}::{self.function}"


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


@dataclass(frozen=True, kw_only=True)
class App:
    """What an engine opens: a snippet laid out as files, or an app where it lies."""

    name: str
    """Snippet name or address, or path of the app as the proof gives it."""
    entry: str
    """Entry file: relative to the laid-out folder, or absolute for an app where it lies."""
    files: tuple[tuple[str, str], ...] = ()
    """(path, text) to lay out in a temporary folder; empty for an app where it lies."""
    origins: tuple[tuple[str, str], ...] = ()
    """(path in `files`, page): tracebacks name the page instead of the laid-out file."""
    cwd: str = ""
    """Working folder; empty for the laid-out folder."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """The proof a job carries out."""

    path: str
    """Absolute path of the proof file."""
    function: str


@dataclass(frozen=True, kw_only=True)
class Job:
    """One thing for a worker: open an app once, or carry out proofs on it."""

    id: int
    app: App
    engine: str = "apptest"
    calls: tuple[Call, ...] = ()
    """The proofs to carry out, up to the first that does not hold; none: only open the app."""
    timeout: float = 10.0
    """Seconds from the moment the worker takes it."""
    shot: str = ""
    """Path for a PNG of what the person sees at the end (browser only)."""


@dataclass(frozen=True, kw_only=True)
class ErrorSeen:
    """One error that the app showed."""

    type: str
    """Name of its class, without the module."""
    bases: tuple[str, ...]
    """Names of the class and all its bases."""
    message: str
    path: str = ""
    """Page or file of the last frame in the app; empty when it is not known."""
    line: int = 0
    """1-based line there; 0 when it is not known."""

    def is_a(self, name: str) -> bool:
        """Whether the error is of this type or of a subclass of it."""
        return name.rpartition(".")[2] in (self.type, *self.bases)

    def __str__(self) -> str:
        place = f" at {self.path}:{self.line}" if self.path else ""
        return f"{self.type}: {self.message}{place}"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What happened to one job."""

    status: Status
    why: Why | None = None
    """Set when failed, error or skipped."""
    message: str = ""
    """One line: what was expected, or what went wrong."""
    saw: tuple[str, ...] = ()
    """What the person saw instead, line by line."""
    steps: tuple[str, ...] = ()
    """What the person did so far, in words."""
    proof_line: int = 0
    """1-based line of the proof's file at which it failed; 0 without a proof."""
    errors: tuple[ErrorSeen, ...] = ()
    """Every error the app showed, in order, expected ones included."""
    left: tuple[str, ...] = ()
    """What the app left running: `1 thread`, `2 processes`."""
    seconds: float = 0.0
    """Wall time in the worker."""
    ended_at: int = 0
    """Index in the job's calls of the one that gave this outcome."""

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Outcome:
        """Rebuild what `dataclasses.asdict` and JSON made of an outcome."""
        why = data["why"]
        errors = (ErrorSeen(**{**error, "bases": tuple(error["bases"])}) for error in data["errors"])
        return cls(
            status=Status(data["status"]),
            why=Why(why) if why else None,
            message=data["message"],
            saw=tuple(data["saw"]),
            steps=tuple(data["steps"]),
            proof_line=data["proof_line"],
            errors=tuple(errors),
            left=tuple(data["left"]),
            seconds=data["seconds"],
            ended_at=data["ended_at"],
        )
