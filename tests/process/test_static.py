"""`--static` runs nothing of what it reads: traps lie wherever a file could be imported or carried out."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_cases import started
from skill_cases import FRONT, lay_out

SKILL = (
    f"{FRONT}# A\n\n```python a\nTRAP\n```\n\n<!-- stproof:differences -->\n<!-- /stproof:differences -->\n"
)
PROOF = (
    "TRAP\nfrom stproof import proves\n@proves('a', engines=[TRAP_VALUE], reason=TRAP_VALUE)\n"
    "def p(user, x=TRAP_VALUE): ...\n"
)
TRAPS = {
    "SKILL.md": SKILL,
    "references/b.md": "# B\n\n```python\nTRAP\n```\n",
    "tests/proofs/a.py": PROOF,
    "tests/proofs/helpers.py": "TRAP\n",
    "tests/conftest.py": "TRAP\n",
    "examples/app.py": "TRAP\n",
    "examples/shop/app.py": "import catalogue\nTRAP\n",
    "examples/shop/catalogue.py": "TRAP\n",
    **dict.fromkeys(
        (
            "conftest.py",
            "setup.py",
            "noxfile.py",
            "sitecustomize.py",
            "usercustomize.py",
            "yaml.py",
            "json.py",
            "markdown_it.py",
            "rich/__init__.py",
            "streamlit.py",
            "scripts/run.py",
            ".streamlit/a.py",
        ),
        "TRAP\n",
    ),
}


@pytest.mark.parametrize(
    "command",
    [("check", "--static"), ("check", "--static", "--format", "json"), ("list",), ("pack", "--list")],
)
@pytest.mark.parametrize("inside", [True, False], ids=["in the folder", "from elsewhere"])
def test_nothing_of_the_skill_is_carried_out(command: tuple[str, ...], inside: bool, tmp_path: Path) -> None:
    mark = tmp_path / "sprung"
    sprung = f"open({str(mark)!r}, 'a').write('x')"
    files = {path: text.replace("TRAP_VALUE", sprung).replace("TRAP", sprung) for path, text in TRAPS.items()}
    root = lay_out(tmp_path, files)
    ran = started(*command, *(() if inside else (str(root),)), cwd=root if inside else tmp_path)
    assert "Traceback" not in ran.error
    assert ran.out
    assert not mark.exists()
    assert not list(root.rglob("__pycache__"))
