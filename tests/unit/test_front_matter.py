"""Front matter: what bytes, delimiters and YAML can do to a `SKILL.md`."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill_cases import FRONT, findings_in, lay_out
from stproof.model.skill import FrontMatter
from stproof.reading.front_matter import body_line, read_front_matter

MARK = "\ufeff"


def fields_of(text: str) -> FrontMatter:
    front, found = read_front_matter(text, "SKILL.md")
    assert not found
    assert front is not None
    return front


def test_fields_have_values_and_lines() -> None:
    front = fields_of("---\nname: a\n\n# remark\ndescription: >-\n  b\n  c\nmetadata:\n  x: 'y'\n---\n")
    name, description, metadata = front.fields
    assert (name.key, name.text, name.line, name.kind) == ("name", "a", 2, "string")
    assert (description.key, description.text, description.line) == ("description", "b c", 5)
    assert (metadata.kind, metadata.entries[0].text, metadata.entries[0].line) == ("mapping", "y", 9)


def test_line_separators_of_unicode_do_not_count_as_lines() -> None:
    front = fields_of('---\nname: "a\u2028b\x85c"\nlicense: x\n---\n')
    assert front.fields[1].line == 3


def test_blank_line_before_the_first_field_counts() -> None:
    assert fields_of("---\n\nname: a\n---\n").fields[0].line == 3


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("1", "number"),
        ("1.0", "number"),
        ("1:30", "number"),
        ("yes", "boolean"),
        ("~", "null"),
        ("", "null"),
        ("2024-01-01", "date"),
        ("[a]", "list"),
        ("{a: b}", "mapping"),
        ("'1'", "string"),
        ("=", "string"),
        ("1.0.0", "string"),
    ],
)
def test_kind_is_what_yaml_reads(value: str, kind: str) -> None:
    assert fields_of(f"---\nlicense: {value}\n---\n").fields[0].kind == kind


def test_mapping_nested_in_twenty_levels_is_read() -> None:
    assert fields_of(f"---\nmetadata: {'[' * 19}{']' * 19}\n---\n").fields[0].kind == "list"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (FRONT + "x\n", 5),
        ("---\n---\nx\n", 3),
        ("---\nname: x\n--- \nx\n", 4),
        ("---\n# remark\n'name': x\n---\n", 5),
        ("---\nname: x\n", 1),
        ("# x\n\n---\n", 1),
        ("---\n\nText.\n\n---\n", 1),
        ("---\n", 1),
        ("", 1),
    ],
)
def test_markdown_starts_after_the_front_matter(text: str, line: int) -> None:
    assert body_line(text) == line


@pytest.mark.parametrize(
    "text",
    [FRONT, FRONT.rstrip("\n"), FRONT.replace("\n", "\r\n"), FRONT.replace("\n", "\r")],
    ids=["newlines", "no newline at the end", "CRLF", "CR"],
)
def test_each_kind_of_newline_is_read(text: str, tmp_path: Path) -> None:
    assert findings_in(lay_out(tmp_path, {"SKILL.md": text})) == []


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_each_kind_of_newline_counts_as_one_line(end: str, tmp_path: Path) -> None:
    text = (FRONT + "\n[a](b.md)\n").replace("\n", end)
    assert findings_in(lay_out(tmp_path, {"SKILL.md": text})) == [
        "error SKILL.md:6: ST213 the link 'b.md' leads to no file; correct or remove it"
    ]


def test_byte_order_mark_is_reported(tmp_path: Path) -> None:
    root = lay_out(
        tmp_path, {"SKILL.md": MARK + FRONT + "[a](references/a.md)", "references/a.md": MARK + "# A\n"}
    )
    assert findings_in(root) == [
        "warning SKILL.md:1: FM106 a byte order mark is before '---': some agents then find no front "
        "matter; save the file as UTF-8 without byte order mark"
    ]


def test_byte_order_mark_without_front_matter_is_one_finding(tmp_path: Path) -> None:
    (found,) = findings_in(lay_out(tmp_path, {"SKILL.md": MARK + "# My skill\n"}))
    assert found.startswith("error SKILL.md:1: FM101 the file must start with the line '---'")


@pytest.mark.parametrize("size", [1, 64])
def test_name_may_have_1_to_64_characters(size: int, tmp_path: Path) -> None:
    name = "a" * size
    root = lay_out(tmp_path, {"SKILL.md": FRONT.replace("my-skill", name)}, name=name)
    assert findings_in(root) == []


@pytest.mark.parametrize("name", ["1", "a1-2b", "2-factor", "x-1-y"])
def test_digits_and_single_hyphens_are_legal(name: str, tmp_path: Path) -> None:
    text = FRONT.replace("my-skill", f'"{name}"')
    assert findings_in(lay_out(tmp_path, {"SKILL.md": text}, name=name)) == []


def test_guess_at_a_long_name_is_legal(tmp_path: Path) -> None:
    text = FRONT.replace("my-skill", "A" * 63 + "-b")
    found = findings_in(lay_out(tmp_path, {"SKILL.md": text}))
    assert any(line.endswith(f"; did you mean {'a' * 63!r}?") for line in found)


@pytest.mark.parametrize("name", ["日本", "हिन्दी", "ʰa", "cafe\u0301", "x٣"])
def test_letters_and_digits_of_every_script_are_legal(name: str, tmp_path: Path) -> None:
    text = FRONT.replace("my-skill", name)
    (found,) = findings_in(lay_out(tmp_path, {"SKILL.md": text}, name=name))
    assert found.startswith("warning SKILL.md:2: FM113 ")


@pytest.mark.parametrize("name", ["ａ", "½", "²", "①", "Ⅳ", "a\u200bb", "a–b", "a/b", "ß-Ä"])
def test_name_with_unusual_characters_has_a_finding(name: str, tmp_path: Path) -> None:
    text = FRONT.replace("my-skill", f'"{name}"')
    found = findings_in(lay_out(tmp_path, {"SKILL.md": text}, name="my-skill"))
    assert any("FM112" in line or "FM113" in line for line in found)


def test_composed_and_decomposed_names_are_equal(tmp_path: Path) -> None:
    text = FRONT.replace("my-skill", "cafe\u0301")
    (found,) = findings_in(lay_out(tmp_path, {"SKILL.md": text}, name="caf\u00e9"))
    assert "FM113 name 'café' has 'é'" in found


def test_wrong_folder_name_of_a_checkout_is_a_warning(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md": FRONT, ".git": "gitdir: elsewhere\n"}, name="checkout")
    assert findings_in(root) == [
        "warning SKILL.md:2: FM114 name 'my-skill' is not the folder's name, 'checkout'; this is a checkout, "
        "so it may stay; installed, the folder must be called 'my-skill'"
    ]


def test_folder_may_be_given_as_a_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(lay_out(tmp_path, {"SKILL.md": FRONT}))
    assert findings_in(Path(".")) == []
    monkeypatch.chdir(tmp_path)
    assert findings_in(Path("my-skill/../my-skill/")) == []
