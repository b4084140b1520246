"""Rules FM11x: the fields of the front matter, by the Agent Skills specification."""

import math
import os
import unicodedata
from collections.abc import Iterator

from stproof.findings import did_you_mean, finding, skill_rule
from stproof.model.finding import Finding, Severity
from stproof.model.skill import Field, FrontMatter
from stproof.model.target import Target
from stproof.reading.file_rules import SKILL_PAGE

# agentskills.io/specification, section "Frontmatter"; lengths are in characters.
MAX_NAME = 64
LIMITS = {"name": MAX_NAME, "description": 1024, "compatibility": 500}
REQUIRED = ("name", "description")
KINDS = {
    "name": "string",
    "description": "string",
    "license": "string",
    "compatibility": "string",
    "metadata": "mapping",
    "allowed-tools": "string",
}
"""All fields there are, and what YAML must read their values as."""
CLAUDE, CURSOR, VS_CODE = "Claude Code", "Cursor", "VS Code"
# code.claude.com/docs/en/skills, section "Frontmatter reference", and the release notes of 2.1.152;
# code.visualstudio.com/docs/copilot/customization/agent-skills; cursor.com/docs/skills.
# The docs of Codex, Factory and Roo Code name no field of their own, as far as they were read.
AGENT_FIELDS = {
    "agent": (CLAUDE,),
    "argument-hint": (CLAUDE, VS_CODE),
    "arguments": (CLAUDE,),
    "context": (CLAUDE,),
    "disable-model-invocation": (CLAUDE, CURSOR, VS_CODE),
    "disallowed-tools": (CLAUDE,),
    "effort": (CLAUDE,),
    "hooks": (CLAUDE,),
    "model": (CLAUDE,),
    "paths": (CLAUDE, CURSOR),
    "shell": (CLAUDE,),
    "user-invocable": (CLAUDE, VS_CODE),
    "when_to_use": (CLAUDE,),
}
"""Fields that agents document beyond the specification, with their names."""


def _fronts(target: Target) -> Iterator[tuple[str, FrontMatter]]:
    """(page, its front matter): the skill's own, then those of skills below it."""
    if target.front:
        yield SKILL_PAGE, target.front
    yield from target.inner.items()


def _fields(target: Target) -> Iterator[tuple[str, Field]]:
    return ((page, field) for page, front in _fronts(target) for field in front.fields)


def _names(target: Target) -> Iterator[tuple[str, str, int]]:
    """(page, the name with composed letters, its line) of each skill that has one."""
    for page, front in _fronts(target):
        field = front.get("name")
        if field is not None and field.kind not in ("mapping", "list", "null"):
            yield page, unicodedata.normalize("NFC", field.text), field.line


@skill_rule("FM111")
def required(target: Target) -> Iterator[Finding]:
    """`name` or `description` is missing.

    Both are required: agents list skills by them, and choose by the description.

    Wrong: name: my-skill
    Right: name: my-skill
           description: What it does, and when to use it.
    """
    for page, front in _fronts(target):
        keys = [field.key for field in front.fields]
        for key in (key for key in REQUIRED if key not in keys):
            near = next((other for other in keys if other.lower() == key), None)
            fix = f"write {key!r} instead of {near!r}" if near else f"add the line '{key}: …'"
            yield finding("FM111", page, 1, f"the field {key!r} is missing", fix)


@skill_rule("FM112")
def legal_name(target: Target) -> Iterator[Finding]:
    """`name` has a character or a hyphen that is not allowed.

    Lowercase letters, digits and single hyphens, with a letter or digit at both ends.

    Wrong: name: My_Skill
    Right: name: my-skill
    """
    for page, name, line in _names(target):
        if problems := list(_name_problems(name)):
            guess = _legal(name)
            fix = f"did you mean {guess!r}?" if guess else "use lowercase letters, digits and single hyphens"
            yield finding("FM112", page, line, f"name {name!r} {' and '.join(problems)}", fix)


def _name_problems(name: str) -> Iterator[str]:
    wrong = list(dict.fromkeys(char for char in name if char != "-" and not _lowercase_or_digit(char)))
    if wrong:
        yield f"has {', '.join(map(repr, wrong))}"
    if name.startswith("-") or name.endswith("-"):
        yield "has a hyphen at an end"
    if "--" in name:
        yield "has two hyphens in a row"


def _lowercase_or_digit(char: str) -> bool:
    """Unicode's lowercase alphanumerics: letters without case are, `²` and `½` are not."""
    return unicodedata.category(char) in ("Ll", "Lo", "Lm", "Mn", "Mc", "Nd")


def _legal(name: str) -> str:
    kept = "".join(char if _lowercase_or_digit(char) else "-" for char in name.lower())
    return "-".join(filter(None, kept.split("-")))[:MAX_NAME].strip("-")


@skill_rule("FM113", severity=Severity.WARNING)
def plain_name(target: Target) -> Iterator[Finding]:
    """`name` has letters or digits beyond a-z and 0-9.

    The specification says "unicode lowercase alphanumeric characters" and, in the same sentence,
    `a-z`. Agents that go by the second refuse the name.

    Wrong: name: café-menu
    Right: name: cafe-menu
    """
    for page, name, line in _names(target):
        foreign = [char for char in dict.fromkeys(name) if ord(char) > 127]
        if foreign and all(map(_lowercase_or_digit, foreign)):
            letters = ", ".join(map(repr, foreign))
            message = f"name {name!r} has {letters}: some agents accept a-z and 0-9 only"
            yield finding("FM113", page, line, message, "use a-z, 0-9 and hyphens")


@skill_rule("FM114")
def folder_name(target: Target) -> Iterator[Finding]:
    """`name` is not the name of the folder.

    The specification wants them equal, and agents refuse a skill where they are not. In a
    checkout (a folder with `.git`) it is a warning: an agent gets another folder.

    Wrong: skills/forms/SKILL.md with name: my-forms
    Right: skills/my-forms/SKILL.md with name: my-forms
    """
    for page, name, line in _names(target):
        inside = os.path.basename(os.path.dirname(page))
        folder = unicodedata.normalize("NFC", inside or os.path.basename(target.root))
        if not name or name == folder or _legal(name) != name:
            continue
        message = f"name {name!r} is not the folder's name, {folder!r}"
        if target.checkout and not inside:
            fix = f"this is a checkout, so it may stay; installed, the folder must be called {name!r}"
            yield finding("FM114", page, line, message, fix, severity=Severity.WARNING)
        else:
            yield finding("FM114", page, line, message, "rename one of the two")


@skill_rule("FM115")
def field_kind(target: Target) -> Iterator[Finding]:
    """A field is of the wrong type.

    All fields are strings, except `metadata`, a mapping from strings to strings. YAML reads `1.0` as
    a number, `yes` as a boolean and `2024-05-01` as a date: quotes make them strings.
    `allowed-tools` is one string, with spaces between the tools; a list, which Claude Code reads too,
    is a warning.

    Wrong: metadata:
             version: 1.0
           allowed-tools: [Read, Write]
    Right: metadata:
             version: "1.0"
           allowed-tools: Read Write
    """
    for page, field in _fields(target):
        wanted = KINDS.get(field.key, field.kind)
        if field.kind == "null" and field.key in KINDS:
            continue  # empty: FM116
        if field.kind != wanted:
            yield _wrong_kind(page, field, field.key, wanted)
        elif field.key == "metadata":
            for entry in field.entries:
                if entry.key_kind != "string":
                    message = f"metadata has the key {entry.key}, which YAML reads as a {entry.key_kind}"
                    yield finding("FM115", page, entry.line, message, f'write "{entry.key}"')
                elif entry.kind != "string":
                    yield _wrong_kind(page, entry, f"metadata.{entry.key}", "string")


def _wrong_kind(page: str, field: Field, key: str, wanted: str) -> Finding:
    fix = "write one string"
    if field.kind in ("mapping", "list"):
        message = f"{key} must be a {wanted}, not a {field.kind}"
    elif field.kind == "null":
        message, fix = f"{key} is empty", "give it a string, or remove it"
    else:
        message = f"{key} must be a {wanted}, not the {field.kind} {field.text!r}"
        fix = f'put it in quotes: "{field.text}"' if wanted == "string" else fix
    if wanted == "mapping":
        fix = "write a mapping of strings, one `key: value` in each line"
    elif field.kind == "list" and field.entries and all(entry.kind == "string" for entry in field.entries):
        fix = f"write {key}: {' '.join(entry.text for entry in field.entries)}"
    if key == "allowed-tools" and field.kind == "list":
        message += ", which only Claude Code reads"
        return finding("FM115", page, field.line, message, fix, severity=Severity.WARNING)
    return finding("FM115", page, field.line, message, fix)


@skill_rule("FM116")
def field_length(target: Target) -> Iterator[Finding]:
    """A field is empty or too long.

    `name` has at most 64 characters, `description` 1,024, `compatibility` 500; none may be empty.
    Agents cut or refuse what is longer. A block (`|`, `>`) ends with a newline, which counts; `|-`
    and `>-` leave it out.

    Wrong: description: ""
    Right: description: What it does, and when to use it.
    """
    for page, field in _fields(target):
        if field.key not in KINDS or field.kind not in ("string", "null"):
            continue
        size, limit = len(field.text), LIMITS.get(field.key, math.inf)
        if field.kind == "null" or not field.text.strip():
            fix = "fill it" if field.key in REQUIRED else "fill or remove it"
            yield finding("FM116", page, field.line, f"{field.key} is empty", fix)
        elif size > limit:
            message = f"{field.key} has {size:,} characters; {limit:,} are allowed"
            yield finding("FM116", page, field.line, message, f"shorten it by {size - limit:,}")


@skill_rule("FM117")
def known_field(target: Target) -> Iterator[Finding]:
    """A field is not part of the specification.

    There are six: name, description, license, compatibility, metadata, allowed-tools. All else
    belongs under `metadata`. A field that a well-known agent documents for itself is a warning:
    other agents pass over it.

    Wrong: version: "1.0"
    Right: metadata:
             version: "1.0"
    """
    for page, field in _fields(target):
        if agents := AGENT_FIELDS.get(field.key):
            message = f"{field.key!r} is a field of {', '.join(agents)}; other agents do not know it"
            fix = "keep it if the skill works without it"
            yield finding("FM117", page, field.line, message, fix, severity=Severity.WARNING)
        elif field.key not in KINDS:
            fix = did_you_mean(field.key.lower(), KINDS, "put it under 'metadata', as a string")
            yield finding("FM117", page, field.line, f"{field.key!r} is not a field of a skill", fix)
