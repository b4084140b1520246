"""Rules ST20x: what cannot be read in a skill's folder."""

from stproof.findings import finding, rule
from stproof.model.finding import Finding
from stproof.reading.front_matter_rules import WRITE_IT

SKILL_PAGE = "SKILL.md"
"""The entry page: a file of exactly this name makes a folder a skill."""


@rule("ST201")
def no_skill_page(folder: str, near: str | None) -> Finding:
    """There is no `SKILL.md`.

    A skill is a folder with a file of exactly this name: upper case, the ending in lower case.

    Wrong: my-skill/skill.md
    Right: my-skill/SKILL.md
    """
    fix = f"did you mean {near!r}? Rename it" if near else "name the skill's own folder, or write the file"
    return finding("ST201", SKILL_PAGE, 1, f"the folder {folder!r} has no SKILL.md", fix)


@rule("ST202")
def unreadable(path: str, line: int, problem: str, fix: str) -> Finding:
    """A file cannot be read as text.

    Pages, examples and proofs are text in UTF-8. All other files of the skill are still checked.

    Wrong: a page saved as UTF-16, a folder called SKILL.md, a file that this user may not read
    Right: a text file in UTF-8
    """
    return finding("ST202", path, line, f"the file {problem}", fix)


@rule("ST203")
def leads_out(path: str, target: str) -> Finding:
    """A symbolic link leads out of the skill.

    Anyone who installs the skill gets the link without what it leads to, or a file of their own
    machine. It is not followed.

    Wrong: references/shared.md -> ../../shared.md
    Right: a copy of the file, or a link to a file of the skill
    """
    message = f"the symbolic link leads out of the skill, to {target!r}"
    return finding("ST203", path, 1, message, "put a copy in its place")


@rule("ST204")
def empty_page(path: str) -> Finding:
    """A page is empty.

    An agent that opens it learns nothing. `SKILL.md` needs front matter at least.

    Fix: write the page, or remove the file and the links to it.
    """
    fix = WRITE_IT if path == SKILL_PAGE else "write or remove it"
    return finding("ST204", path, 1, "the page is empty", fix)
