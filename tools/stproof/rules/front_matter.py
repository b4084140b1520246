"""Rules FM11x: the fields of the front matter, by the Agent Skills specification."""

import math
import os
import unicodedata
from collections.abc import Iterator

from stproof.findings import did_you_mean, finding, skill_rule
from stproof.model.finding import Finding, Severity
from stproof.model.skill import Field
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
AGENT_FIELDS = {
    "agent": "Claude Code",
    "argument-hint": "Claude Code",
    "arguments": "Claude Code",
    "context": "Claude Code",
    "disable-model-invocation": "Claude Code",
    "effort": "Claude Code",
    "hooks": "Claude Code",
    "model": "Claude Code",
    "paths": "Claude Code",
    "shell": "Claude Code",
    "user-invocable": "Claude Code",
    "when_to_use": "Claude Code",
}
"""Fields that an agent documents beyond the specification, with its name."""


def _fields(target: Target) -> tuple[Field, ...]:
    return target.front.fields if target.front else ()


def _name(target: Target) -> tuple[str, int]:
    """The name, with composed letters, and its line; empty where there is none."""
    field = target.front.get("name") if target.front else None
    if field is None or field.kind in ("mapping", "list", "null"):
        return "", 0
    return unicodedata.normalize("NFC", field.text), field.line


@skill_rule("FM111")
def required(target: Target) -> Iterator[Finding]:
    """`name` or `description` is missing.

    Both are required: agents list skills by them, and choose by the description.

    Wrong: name: my-skill
    Right: name: my-skill
           description: What it does, and when to use it.
    """
    keys = [field.key for field in _fields(target)]
    for key in REQUIRED:
        if target.front and key not in keys:
            near = next((other for other in keys if other.lower() == key), None)
            fix = f"write {key!r} instead of {near!r}" if near else f"add the line '{key}: …'"
            yield finding("FM111", SKILL_PAGE, 1, f"the field {key!r} is missing", fix)


@skill_rule("FM112")
def legal_name(target: Target) -> Iterator[Finding]:
    """`name` has a character or a hyphen that is not allowed.

    Lowercase letters, digits and single hyphens, with a letter or digit at both ends.

    Wrong: name: My_Skill
    Right: name: my-skill
    """
    name, line = _name(target)
    problems = list(_name_problems(name))
    if problems:
        guess = _legal(name)
        fix = f"did you mean {guess!r}?" if guess else "use lowercase letters, digits and single hyphens"
        yield finding("FM112", SKILL_PAGE, line, f"name {name!r} {' and '.join(problems)}", fix)


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
    name, line = _name(target)
    foreign = [char for char in dict.fromkeys(name) if ord(char) > 127]
    if foreign and all(map(_lowercase_or_digit, foreign)):
        message = f"name {name!r} has {', '.join(map(repr, foreign))}: some agents accept a-z and 0-9 only"
        yield finding("FM113", SKILL_PAGE, line, message, "use a-z, 0-9 and hyphens")


@skill_rule("FM114")
def folder_name(target: Target) -> Iterator[Finding]:
    """`name` is not the name of the folder.

    The specification wants them equal, and agents refuse a skill where they are not. In a
    checkout (a folder with `.git`) it is a warning: an agent gets another folder.

    Wrong: skills/forms/SKILL.md with name: my-forms
    Right: skills/my-forms/SKILL.md with name: my-forms
    """
    name, line = _name(target)
    folder = unicodedata.normalize("NFC", os.path.basename(target.root))
    if not name or name == folder or _legal(name) != name:
        return
    message = f"name {name!r} is not the folder's name, {folder!r}"
    if target.checkout:
        fix = f"this is a checkout, so it may stay; installed, the folder must be called {name!r}"
        yield finding("FM114", SKILL_PAGE, line, message, fix, severity=Severity.WARNING)
    else:
        yield finding("FM114", SKILL_PAGE, line, message, "rename one of the two")


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
    for field in _fields(target):
        wanted = KINDS.get(field.key, field.kind)
        if field.kind == "null" and field.key in KINDS:
            continue  # empty: FM116
        if field.kind != wanted:
            yield _wrong_kind(field, field.key, wanted)
        elif field.key == "metadata":
            for entry in field.entries:
                if entry.key_kind != "string":
                    message = f"metadata has the key {entry.key}, which YAML reads as a {entry.key_kind}"
                    yield finding("FM115", SKILL_PAGE, entry.line, message, f'write "{entry.key}"')
                elif entry.kind != "string":
                    yield _wrong_kind(entry, f"metadata.{entry.key}", "string")


def _wrong_kind(field: Field, key: str, wanted: str) -> Finding:
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
        return finding("FM115", SKILL_PAGE, field.line, message, fix, severity=Severity.WARNING)
    return finding("FM115", SKILL_PAGE, field.line, message, fix)


@skill_rule("FM116")
def field_length(target: Target) -> Iterator[Finding]:
    """A field is empty or too long.

    `name` has at most 64 characters, `description` 1,024, `compatibility` 500; none may be empty.
    Agents cut or refuse what is longer. A block (`|`, `>`) ends with a newline, which counts; `|-`
    and `>-` leave it out.

    Wrong: description: ""
    Right: description: What it does, and when to use it.
    """
    for field in _fields(target):
        if field.key not in KINDS or field.kind not in ("string", "null"):
            continue
        size, limit = len(field.text), LIMITS.get(field.key, math.inf)
        if field.kind == "null" or not field.text.strip():
            fix = "fill it" if field.key in REQUIRED else "fill or remove it"
            yield finding("FM116", SKILL_PAGE, field.line, f"{field.key} is empty", fix)
        elif size > limit:
            message = f"{field.key} has {size:,} characters; {limit:,} are allowed"
            yield finding("FM116", SKILL_PAGE, field.line, message, f"shorten it by {size - limit:,}")


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
    for field in _fields(target):
        if agent := AGENT_FIELDS.get(field.key):
            message = f"{field.key!r} is a field of {agent}; other agents do not know it"
            fix = "keep it if the skill works without it"
            yield finding("FM117", SKILL_PAGE, field.line, message, fix, severity=Severity.WARNING)
        elif field.key not in KINDS:
            fix = did_you_mean(field.key.lower(), KINDS, "put it under 'metadata', as a string")
            yield finding("FM117", SKILL_PAGE, field.line, f"{field.key!r} is not a field of a skill", fix)
