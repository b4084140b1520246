"""What is checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from stproof.model.config import Config
from stproof.model.finding import Finding
from stproof.model.skill import FrontMatter, Page, Proof, Snippet
from stproof.model.task import Subject, SubjectKind


class TargetKind(str, Enum):
    SKILL = "skill"
    """A folder with a `SKILL.md`."""
    DOCS = "docs"
    """A folder of other Markdown pages, or one page."""
    APP = "app"


@dataclass(frozen=True, kw_only=True)
class Target:
    """A skill or an app, as it was read."""

    kind: TargetKind
    title: str
    """Name of the skill, or path of the app."""
    root: str
    """Absolute path of the folder to which the paths in findings are relative."""
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    """What can be run, by the name that a proof uses."""
    proofs: tuple[Proof, ...] = ()
    unread_proofs: tuple[str, ...] = ()
    """Proof files of which something could not be read: nobody can say what has no proof."""
    findings: tuple[Finding, ...] = ()
    """What could not be read."""
    pages: tuple[Page, ...] = ()
    front: FrontMatter | None = None
    """The front matter of a skill; None when it could not be read."""
    inner: Mapping[str, FrontMatter] = field(default_factory=dict)
    """The front matter of skills below a skill, by page."""
    files: tuple[str, ...] = ()
    """All files below the folder, relative, without hidden folders, caches and environments."""
    config: Config = field(default_factory=Config)
    """The settings of the project it is in."""
    unread: tuple[str, ...] = ()
    """What was not read, one sentence each."""
    checkout: bool = False
    """Whether the folder has a `.git`: its name is then not what an agent sees."""

    @cached_property
    def snippets(self) -> tuple[Snippet, ...]:
        """The snippets of all pages."""
        return tuple(snippet for page in self.pages for snippet in page.snippets)

    @property
    def examples(self) -> tuple[Subject, ...]:
        """The apps in `examples/`."""
        return tuple(one for one in self.subjects.values() if one.kind is SubjectKind.EXAMPLE)

    @property
    def entry(self) -> str:
        """The file that a finding about the whole target names."""
        return "SKILL.md" if self.kind is TargetKind.SKILL else self.title
