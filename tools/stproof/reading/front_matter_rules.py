"""Rules FM10x: the form of the front matter, by the Agent Skills specification."""

from collections.abc import Iterator

from stproof.findings import finding, rule
from stproof.model.finding import Finding, Severity

WRITE_IT = "start it with front matter: ---, name:, description:, ---"


@rule("FM101")
def front_matter_missing(path: str, lines: list[str]) -> Finding:
    """`SKILL.md` does not start with front matter.

    Agents read the name and the description from the YAML between two lines `---`, and the first
    of them must be the first line of the file. Without it the skill is not found at all.

    Wrong: # My skill
    Right: ---
           name: my-skill
           description: What it does, and when to use it.
           ---

           # My skill
    """
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    message = f"the file must start with the line '---', not with {lines[0][:40]!r}"
    above = first and lines[first].rstrip() == "---"
    return finding("FM101", path, 1, message, "remove what is above the front matter" if above else WRITE_IT)


@rule("FM102")
def front_matter_unclosed(path: str, lines: list[str]) -> Finding:
    """The front matter has no closing line.

    It ends at the next line that is `---` and nothing else. Three hyphens inside a value, or
    indented ones, close nothing.

    Wrong: ---
           name: my-skill
           description: What it does --- and when.
           # My skill
    Right: ---
           name: my-skill
           description: What it does --- and when.
           ---
           # My skill
    """
    near = next((at for at, line in enumerate(lines) if at and line.strip(" \t-.") == "" and line.strip()), 0)
    wrong = f"line {near + 1} is {lines[near]!r}: write '---', at the start of the line"
    fix = wrong if near else "put a line '---' after the last field"
    return finding("FM102", path, 1, "the front matter is not closed", fix)


@rule("FM103")
def not_yaml(path: str, line: int, problem: str, fix: str = "") -> Finding:
    """The front matter is not a YAML mapping.

    A value with `: ` or ` #` in it, or with a first character that has a meaning in YAML, must be
    in quotes.

    Wrong: description: Use it for: forms
    Right: description: "Use it for: forms"
    """
    return finding("FM103", path, line, f"the front matter {problem}", fix)


@rule("FM104")
def doubled_key(path: str, line: int, key: str, first: int) -> Finding:
    """A key appears twice in the front matter.

    YAML forbids it, and readers differ in which of the two they take. Keep one.
    """
    return finding("FM104", path, line, f"{key!r} appears twice; the first is in line {first}", "keep one")


@rule("FM105")
def alias_or_tag(path: str, line: int, what: str) -> Finding:
    """The front matter has a YAML anchor, alias or tag.

    The specification's fields are plain strings. Many agents read them with a small parser that
    takes these marks as part of the string.

    Wrong: name: &name my-skill
    Right: name: my-skill
    """
    fix = "write the value out; in quotes if this is part of the text"
    return finding("FM105", path, line, f"the front matter has {what}", fix)


@rule("FM106", severity=Severity.WARNING)
def read_by_some(path: str, lines: list[str], end: int, has_bom: bool) -> Iterator[Finding]:
    """Only some agents can read this front matter.

    A byte order mark before the first `---`, or spaces after one of the two, are invisible. Agents
    that compare whole lines then find no front matter.

    Fix: save the file as UTF-8 without byte order mark, and remove the spaces.
    """
    if has_bom:
        message = "a byte order mark is before '---': some agents then find no front matter"
        yield finding("FM106", path, 1, message, "save the file as UTF-8 without byte order mark")
    for at in (0, end):
        if lines[at] != "---":
            message = f"spaces follow '---', as in {lines[at]!r}: some agents then find no front matter"
            yield finding("FM106", path, at + 1, message, "remove them")
