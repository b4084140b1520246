"""Reading a skill: what cannot be read is one clear finding, and the rest is read."""

from __future__ import annotations

import inspect
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill_cases import FRONT, findings_in, lay_out
from stproof.errors import StproofError
from stproof.model.run import Engine
from stproof.model.skill import ExpectedError, Proof, SourceFile
from stproof.model.target import Target
from stproof.proving.decorator import proves
from stproof.reading.app import read_app
from stproof.reading.proofs import KEYWORDS, read_proofs
from stproof.reading.skill import read_skill
from stproof.reading.snippets import expected_errors_in
from stproof.rules.apply import apply_rules

PAGE = FRONT + "[a](references/a.md)\n"
BROKEN = "[gone](gone.md)\n"
FOUND = "error references/a.md:1: ST213 the link 'gone.md' leads to no file; correct or remove it"
"""What is found in the other page, to show that it is still read."""

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege on Windows")

needs_permissions = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
NOBODY = 65534
"""The user who has nothing, by convention."""


def skill_in(folder: Path, files: dict[str, str]) -> Target:
    target = read_skill(lay_out(folder, {"SKILL.md": FRONT, **files}))
    assert not target.findings
    return target


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (PAGE.encode("utf-16"), "1: ST202 the file is UTF-16, not UTF-8; save it as UTF-8"),
        (PAGE.encode("utf-16-le"), "1: ST202 the file looks like UTF-16; save it as UTF-8"),
        (PAGE.encode("utf-16-be"), "1: ST202 the file looks like UTF-16; save it as UTF-8"),
        (PAGE.encode("utf-32"), "1: ST202 the file is UTF-32, not UTF-8; save it as UTF-8"),
        (
            (PAGE + "caf\u00e9\n").encode("latin-1"),
            "6: ST202 the file is not UTF-8: byte 0xe9 ('é' in Latin-1); save it as UTF-8",
        ),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "3: ST202 the file looks like UTF-16; save it as UTF-8"),
        (FRONT.encode() + b"\0", "5: ST202 the file is not text: it has a NUL byte; save it as UTF-8"),
        (b"\0" + FRONT.encode(), "1: ST202 the file is not text: it has a NUL byte; save it as UTF-8"),
    ],
    ids=["UTF-16", "UTF-16 without mark", "UTF-16-BE", "UTF-32", "Latin-1", "binary", "NUL", "NUL first"],
)
def test_wrong_encoding_is_one_finding(content: bytes, finding: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md": content, "references/a.md": BROKEN})
    assert findings_in(root) == [f"error SKILL.md:{finding}", FOUND]


def test_wrong_encoding_of_another_page_is_one_finding(tmp_path: Path) -> None:
    page = FRONT + "[a](references/a.md), [b](references/b.md#x)\n"
    root = lay_out(tmp_path, {"SKILL.md": page, "references/a.md": BROKEN, "references/b.md": b"# x\n\xff\n"})
    finding = (
        "error references/b.md:2: ST202 the file is not UTF-8: byte 0xff ('ÿ' in Latin-1); save it as UTF-8"
    )
    assert findings_in(root) == [FOUND, finding]


def test_folder_called_skill_md(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md/x.txt": "x", "references/a.md": BROKEN})
    finding = "error SKILL.md:1: ST202 the file is a folder, not a file; put a text file in its place"
    assert findings_in(root) == [finding, FOUND]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_named_pipe_is_a_finding_and_does_not_block(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"references/a.md": BROKEN})
    os.mkfifo(root / "SKILL.md")
    finding = "error SKILL.md:1: ST202 the file is not a regular file; put a text file in its place"
    assert findings_in(root) == [finding, FOUND]


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Path]:
    """A folder of a user who may not read everything; root becomes another user while the test runs."""
    if os.geteuid() != 0:
        yield tmp_path
        return
    findings_in(lay_out(tmp_path, {"SKILL.md": PAGE + BROKEN}))  # imports what that user may not read
    with tempfile.TemporaryDirectory() as name:
        os.chown(name, NOBODY, -1)
        os.seteuid(NOBODY)
        try:
            yield Path(name).resolve()
        finally:
            os.seteuid(0)


@needs_permissions
def test_page_without_read_permission(plain: Path) -> None:
    root = lay_out(plain, {"SKILL.md": PAGE, "references/a.md": BROKEN})
    (root / "SKILL.md").chmod(0)
    finding = "error SKILL.md:1: ST202 the file cannot be read: Permission denied; let this user read it"
    assert findings_in(root) == [finding, FOUND]


@needs_permissions
def test_folder_without_read_permission(plain: Path) -> None:
    root = lay_out(plain, {"SKILL.md": PAGE + BROKEN, "references/a.md": "# A\n"})
    (root / "references").chmod(0)
    found = findings_in(root)
    (root / "references").chmod(0o700)
    assert found == [
        "error SKILL.md:6: ST213 the link 'gone.md' leads to no file; correct or remove it",
        "error references:1: ST202 the file cannot be read: Permission denied; let this user read it",
    ]


@needs_permissions
def test_skill_without_read_permission(plain: Path) -> None:
    root = lay_out(plain, {"SKILL.md": PAGE})
    root.chmod(0)
    with pytest.raises(StproofError, match=r"^the folder '.*my-skill' cannot be read: Permission denied$"):
        read_skill(root)
    root.chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes as a name")
def test_name_that_is_not_utf8(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md": PAGE, "references/a.md": "# A\n"})
    (root / "references" / os.fsdecode(b"caf\xe9.md")).write_text("# Caf\u00e9\n")
    assert findings_in(root) == [
        "error references/caf\ufffd.md:1: ST202 the file has a name that is not UTF-8; rename it"
    ]


@needs_links
def test_link_out_of_the_skill_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(BROKEN)
    root = lay_out(tmp_path, {"SKILL.md": PAGE, "references/b.txt": ""})
    (root / "references/a.md").symlink_to("../../secret.md")
    (root / "SKILL.md").write_text(PAGE + "b.txt\n")
    assert findings_in(root) == [
        "error references/a.md:1: ST203 the symbolic link leads out of the skill, to '../../secret.md'; "
        "put a copy in its place"
    ]


@needs_links
def test_skill_page_that_leads_out_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("no front matter")
    root = lay_out(tmp_path, {"references/a.md": BROKEN})
    (root / "SKILL.md").symlink_to(tmp_path / "other.md")
    first, second = findings_in(root)
    assert first.startswith("error SKILL.md:1: ST203 the symbolic link leads out of the skill, to '")
    assert second == FOUND


@needs_links
def test_links_within_the_skill_are_followed_once(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md": PAGE, "references/a.md": "# A\n", "AGENTS.md": "# Agents\n"})
    (root / "CLAUDE.md").symlink_to("AGENTS.md")
    (root / "again").symlink_to(".", target_is_directory=True)
    (root / "references/up").symlink_to("..", target_is_directory=True)
    assert findings_in(root) == []


@needs_links
def test_link_to_nothing(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md": PAGE, "references/b.txt": ""})
    (root / "SKILL.md").write_text(PAGE + "b.txt\n")
    (root / "references/a.md").symlink_to("gone.md")
    problem = "the file cannot be read: No such file or directory; restore or remove it"
    assert findings_in(root) == [f"error references/a.md:1: ST202 {problem}"]


@needs_links
def test_skill_may_be_reached_by_a_link(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md": PAGE, "references/a.md": "# A\n"}, name="checkout")
    (tmp_path / "my-skill").symlink_to(root, target_is_directory=True)
    assert findings_in(tmp_path / "my-skill") == []


def test_path_may_have_spaces_and_letters_of_any_script(tmp_path: Path) -> None:
    folder = tmp_path / "Übung 1" / "日本"
    folder.mkdir(parents=True)
    assert findings_in(lay_out(folder, {"SKILL.md": PAGE, "references/a.md": "# A\n"})) == []


def test_no_such_folder(tmp_path: Path) -> None:
    lay_out(tmp_path, {"SKILL.md": FRONT})
    with pytest.raises(StproofError) as error:
        read_skill(tmp_path / "my-skil")
    assert str(error.value) == f"there is no folder {str(tmp_path / 'my-skil')!r}; did you mean 'my-skill'?"


def test_no_such_folder_and_no_similar_one(tmp_path: Path) -> None:
    with pytest.raises(StproofError, match=r"^there is no folder '.*nowhere'; check the path$"):
        read_skill(tmp_path / "gone" / "nowhere")


def test_file_instead_of_a_folder(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md": FRONT})
    with pytest.raises(StproofError, match=r"SKILL\.md' is a file, not a page, an app or a folder$"):
        read_skill(root / "SKILL.md")


def test_skill_whose_name_is_not_a_string_is_called_like_its_folder(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"SKILL.md": FRONT.replace("my-skill", "1")}, name="other")
    assert read_skill(root).title == "other"


def test_skill_has_its_name_and_pages(tmp_path: Path) -> None:
    files = {"references/b.md": "# B\n", "references/deep/a.md": "# A\n", "notes.md": "# Notes\n"}
    skill = skill_in(tmp_path, files)
    assert (skill.title, skill.root) == ("my-skill", str(tmp_path / "my-skill"))
    paths = ["SKILL.md", "notes.md", "references/b.md", "references/deep/a.md"]
    assert [page.path for page in skill.pages] == paths


def test_snippet_belongs_to_the_heading_above_it(tmp_path: Path) -> None:
    page = "```py\na\n```\n# One\n```py\nb\n```\n## Two\ntext\n# Three\n> # Quoted\n> ```py\n> c\n> ```\n"
    sections = skill_in(tmp_path, {"references/a.md": page}).pages[1].sections
    assert [(section.title, section.anchor, section.line, section.level) for section in sections] == [
        ("", "", 1, 0),
        ("One", "one", 4, 1),
        ("Two", "two", 8, 2),
        ("Three", "three", 10, 1),
    ]
    assert [[snippet.code for snippet in section.snippets] for section in sections] == [
        ["a\n"],
        ["b\n"],
        [],
        ["c\n"],
    ]
    assert sections[1].snippets[0].section == "One"


@pytest.mark.parametrize(
    "info", ["python", "py", "python3", "Python", "PY", "python\tx", "python title='a b'"]
)
def test_python_fence_is_a_snippet(info: str, tmp_path: Path) -> None:
    assert len(skill_in(tmp_path, {"references/a.md": f"```{info}\nx\n```\n"}).snippets) == 1


@pytest.mark.parametrize(
    "info", ["", "pycon", "python-repl", "text python", "python,x", "{python}", "ipython"]
)
def test_other_fence_is_not_a_snippet(info: str, tmp_path: Path) -> None:
    skill = skill_in(tmp_path, {"references/a.md": f"```{info}\nx\n```\n"})
    assert skill.snippets == ()
    assert skill.pages[1].fences[0].info.raw == info


def test_info_string_has_name_and_keys(tmp_path: Path) -> None:
    page = "```python one since=1.50 until=1.60.1 norun='needs a camera'\nx\n```\n"
    (snippet,) = skill_in(tmp_path, {"references/a.md": page}).snippets
    assert (snippet.name, snippet.since, snippet.until, snippet.norun) == (
        "one",
        "1.50",
        "1.60.1",
        "needs a camera",
    )
    assert (snippet.id, snippet.address, snippet.code_line) == ("one", "references/a.md:1", 2)


def test_block_with_file_joins_its_snippet(tmp_path: Path) -> None:
    page = "```python one file=b.py\ny\n```\n```python one since=1.28\nx\n```\n"
    page += "```toml one file=c/d.toml\nz\n```\n"
    (snippet,) = skill_in(tmp_path, {"references/a.md": page}).snippets
    assert snippet.code == "x\n"
    assert snippet.files == (
        SourceFile(name="b.py", path="references/a.md", code="y\n", code_line=2),
        SourceFile(name="c/d.toml", path="references/a.md", code="z\n", code_line=8),
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = 1  # raises KeyError", "KeyError"),
        ("x = 1 #raises  streamlit.errors.StreamlitAPIException", "streamlit.errors.StreamlitAPIException"),
        ("x = 1  # Raises KeyError", "KeyError"),
        ("x = 1  # raises KeyError: 'x'", "KeyError"),
        ("x = 1  # raises KeyError, since the key is gone", "KeyError"),
        ("f(\n  1,  # raises KeyError\n", "KeyError"),
    ],
)
def test_comment_says_which_error_is_expected(code: str, expected: str) -> None:
    line = 5 + code.count("(\n")
    assert expected_errors_in(f"y\n{code}", 4) == (ExpectedError(line=line, type=expected),)


@pytest.mark.parametrize(
    "code",
    [
        "x = '# raises KeyError'",
        "x = '''\n# raises KeyError\n'''",
        "x = 1  # raises an error",
        "x = 1  # raises KeyError if it is gone",
        "x = 1  # it raises KeyError",
    ],
)
def test_other_text_expects_no_error(code: str) -> None:
    assert expected_errors_in(code, 1) == ()


def test_snippet_has_its_expected_errors_with_the_lines_of_the_page(tmp_path: Path) -> None:
    page = "# A\n\n```python\ny\nx()  # raises KeyError\n```\n"
    (snippet,) = skill_in(tmp_path, {"references/a.md": page}).snippets
    assert snippet.expected_errors == (ExpectedError(line=5, type="KeyError"),)


def test_examples_are_apps(tmp_path: Path) -> None:
    app = '"""A shop.\n\nMore.\n"""\n\nimport streamlit as st\n\nst.stop()  # raises StopException\n'
    files = {
        "examples/todo.py": '"""A list; Streamlit 1.59 and later."""\nfrom streamlit import write\n',
        "examples/helpers.py": "x = 1\n",
        "examples/shop/app.py": app,
        "examples/shop/pages/one.py": "import streamlit\n",
        "examples/shop/streamlit_app.py": "import streamlit\n",
        "examples/other/streamlit_app.py": "import streamlit.components.v1\n",
        "examples/none/main.py": "import streamlit\n",
        "examples/shop/data.csv": "1\n",
    }
    other, shop, todo = skill_in(tmp_path, files).examples
    assert (todo.path, [file.path for file in todo.sources]) == ("examples/todo.py", ["examples/todo.py"])
    assert (todo.statement, todo.since) == ("A list; Streamlit 1.59 and later.", "1.59")
    assert (other.statement, other.since) == ("", None)
    assert (shop.path, shop.statement, shop.expected_errors) == (
        "examples/shop/app.py",
        "A shop.",
        (ExpectedError(line=8, type="StopException"),),
    )
    assert [(file.name, file.path) for file in shop.sources] == [
        ("app.py", "examples/shop/app.py"),
        ("pages/one.py", "examples/shop/pages/one.py"),
        ("streamlit_app.py", "examples/shop/streamlit_app.py"),
    ]
    assert other.path == "examples/other/streamlit_app.py"


def test_proofs_are_read_without_running_them(tmp_path: Path) -> None:
    text = (
        "raise SystemExit\n"
        "@app.proves('one', 'two', refutes=('three',), engines=['browser'], reason='r', apptest_shows='s',\n"
        "        equivalents={'a': 'b'})\n"
        "@other\n"
        "def counts(user): ...\n"
    )
    (proof,) = skill_in(tmp_path, {"tests/proofs/a.py": text}).proofs
    assert proof == Proof(
        function="counts",
        path="tests/proofs/a.py",
        line=5,
        names=("one", "two"),
        counterexamples=("three",),
        engines=(Engine.BROWSER,),
        reason="r",
        apptest_shows="s",
        equivalents=(("a", "b"),),
        source="raise SystemExit\n...",
        files=(("tests/proofs/a.py", text),),
    )


def test_proof_with_a_name_only_has_defaults(tmp_path: Path) -> None:
    text = "@proves('one')\ndef counts(user): ...\n"
    (proof,) = skill_in(tmp_path, {"tests/proofs/a.py": text}).proofs
    path = "tests/proofs/a.py"
    assert proof == Proof(
        function="counts", path=path, line=2, names=("one",), source="\n...", files=((path, text),)
    )


def test_outcome_of_a_proof_depends_on_its_file_and_the_modules_next_to_it(tmp_path: Path) -> None:
    files = {
        "tests/proofs/a.py": (
            "from steps import add\nimport gone\nLABEL = 'Add'\n"
            "@proves('one')\ndef counts(user):\n    add(user, LABEL)\n"
            "@proves('one')\ndef other(user): ...\n"
        ),
        "tests/proofs/steps.py": "import words.verbs\n",
        "tests/proofs/words.py": "import steps\n",
        "tests/proofs/unused.py": "x = 1\n",
    }
    counts, _ = skill_in(tmp_path, files).proofs
    own = "from steps import add\nimport gone\nLABEL = 'Add'\nadd(user, LABEL)"
    assert counts.source == own + "import words.verbs\n" + "import steps\n"


def test_proofs_of_deeper_folders_are_not_the_skills(tmp_path: Path) -> None:
    assert skill_in(tmp_path, {"tests/proofs/data/a.py": "@proves('x')\ndef a(user): ..."}).proofs == ()


def test_proof_file_that_is_not_there(tmp_path: Path) -> None:
    _, (finding,) = read_proofs(str(tmp_path / "gone.py"), "gone.py")
    message = "gone.py:1: ST202 the file cannot be read: No such file or directory; restore or remove it"
    assert str(finding) == message


def test_code_that_python_cannot_parse_is_a_finding_with_a_reason(tmp_path: Path) -> None:
    deep = f"x = {'-' * 15_000}1\n"
    root = lay_out(tmp_path, {"SKILL.md": FRONT + f"```python\n{deep}```\n", "tests/proofs/a.py": deep})
    page, proofs = findings_in(root)
    assert re.match(r"error SKILL\.md:\d: SN309 the code does not compile: \w", page)
    assert re.match(r"error tests/proofs/a\.py:1: PR401 the proof file does not compile: \w", proofs)


def test_proof_file_that_is_nested_too_deep_is_a_finding(tmp_path: Path) -> None:
    code = f"x = {'-' * 900}1\n"
    (found,) = findings_in(lay_out(tmp_path, {"SKILL.md": FRONT, "tests/proofs/a.py": code}))
    assert found.startswith("error tests/proofs/a.py:1: PR401 the proof file does not compile: maximum rec")


def test_keywords_of_proves_are_those_of_its_signature() -> None:
    keywords = [
        name for name, one in inspect.signature(proves).parameters.items() if one.kind is one.KEYWORD_ONLY
    ]
    assert list(KEYWORDS) == keywords
    assert KEYWORDS["refutes"] == "a string or a tuple of strings"


def test_wrong_version_of_an_app_is_next_to_its_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "@proves('app.py', refutes=('wrong.py', 'gone.py'))\ndef counts(user): ...\n"
    for name, text in {"app.py": "x = 1\n", "wrong.py": "x = 2\n", "proofs.py": code}.items():
        (tmp_path / "app").mkdir(exist_ok=True)
        (tmp_path / "app" / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    target = read_app(Path("app/app.py"), [Path("app/proofs.py")])
    assert [proof.names + proof.counterexamples for proof in target.proofs] == [
        ("app/app.py", "app/wrong.py", "gone.py")
    ]
    assert list(target.subjects) == ["app/app.py", "app/wrong.py"]
    assert [str(finding) for finding in apply_rules(target)] == [
        f"{Path('app/proofs.py')}:2: PR410 the proof 'counts' names 'gone.py', which is not a snippet, an "
        "example or an app; correct the name, or remove the proof"
    ]


def test_streamlits_own_skill_has_no_errors() -> None:
    streamlit = pytest.importorskip("streamlit")
    folder = Path(streamlit.__file__).parent / ".agents/skills/developing-with-streamlit"
    if not folder.is_dir():
        pytest.skip("this Streamlit has no skill in its wheel")
    assert [line for line in findings_in(folder) if not line.startswith("warning")] == []
    assert len(read_skill(folder).snippets) > 200
