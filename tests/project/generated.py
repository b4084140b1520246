"""Writes the parts of README.md and AGENTS.md that are made from the code: rules, operators, packages.

`python tests/project/generated.py` writes them again and prints what has changed. The tables of the
skill's pages are made by `stproof tables`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tools"))

from stproof.catalogue import all_rules  # noqa: E402
from stproof.mutation.mutate import OPERATORS, Operator  # noqa: E402
from stproof.reading.blocks import blocks, fill, table  # noqa: E402


def rules() -> str:
    """A row for each rule."""
    rows = [(rule.id, rule.severity.value, rule.title) for rule in all_rules()]
    return table(("Rule", "Severity", "What is wrong"), rows)


def operators() -> str:
    """A row for each mutation operator, with the lines that it changes."""
    rows = [(f"`{operator.id}`", operator.what, _diff(operator)) for operator in OPERATORS]
    return table(("Operator", "What it does", "Example"), rows)


def _diff(operator: Operator) -> str:
    """The example from its first changed line to its last."""
    changed = [at for at, line in enumerate(operator.example) if line[0] != " "]
    return "<br>".join(f"`{line}`" for line in operator.example[changed[0] : changed[-1] + 1])


def packages() -> str:
    """A line for each package, from the ground up: its name, and the first line of its docstring."""
    layers = re.search(r"^layers = \[\n(.*?)^\]", (ROOT / "pyproject.toml").read_text("utf-8"), re.M | re.S)
    rows = layers[1].splitlines() if layers else []
    names = [name for row in reversed(rows) for name in re.findall(r"stproof\.(\w+)", row)]
    inits = {name: ROOT / f"tools/stproof/{name}/__init__.py" for name in names}
    return "".join(f"- `{name}/`: {_first_line(init)}\n" for name, init in inits.items() if init.is_file())


def _first_line(file: Path) -> str:
    """The module is not imported: it may need what is not installed."""
    return (ast.get_docstring(ast.parse(file.read_bytes())) or "").partition("\n")[0]


PARTS: dict[str, dict[str, Callable[[], str]]] = {
    "README.md": {"rules": rules, "operators": operators},
    "AGENTS.md": {"packages": packages},
}
"""Document, then the name in the comments around a part, `<!-- stproof:rules -->`: what makes it."""


def outdated(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each document that is not as it must be, with its text as it must be.

    Raises `ValueError` when a document has no place for one of its parts.
    """
    for name, parts in PARTS.items():
        text = new = (folder / name).read_text(encoding="utf-8")
        missing = sorted(parts.keys() - {block.name for block in blocks(text)})
        if missing:
            lines = f"<!-- stproof:{missing[0]} --> and <!-- /stproof:{missing[0]} -->"
            raise ValueError(f"{name} has no lines {lines}")
        for part, make in parts.items():
            new = fill(new, part, make())
        if new != text:
            yield folder / name, new


def write(folder: Path) -> Iterator[str]:
    """Write the documents again; yields the name of each that has changed."""
    for file, text in outdated(folder):
        file.write_text(text, encoding="utf-8", newline="\n")
        yield file.name


if __name__ == "__main__":
    for changed in write(ROOT):
        print(f"wrote {changed}")
