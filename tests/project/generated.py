"""The generated parts of the project's own documents: rules, mutation operators, modules.

`python -m stproof.generated`, in the project's folder, writes them anew and prints what changed.
The tables of the skill's pages are made by `stproof tables`.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from stproof.findings import all_rules
from stproof.mutation.mutate import OPERATORS, Operator
from stproof.reading.blocks import blocks, fill, table

PACKAGE = Path(__file__).parent
ORDER = (
    *("__init__", "__main__", "cli", "arguments", "choose", "errors", "model", "jobs"),
    *("source", "folder", "textfile", "frontmatter", "markdown", "info", "snippets", "proof_files", "proofs"),
    *("apps", "tables", "rules"),
    *("check", "plan", "releases", "pool", "process", "worker", "isolate", "user", "looks", "engines"),
    *("loose", "verdict", "laboratory", "mutation", "mutants", "report"),
    *("serve", "shoot", "pytest_plugin", "pytest_run", "fixture", "generated"),
)
"""Modules and folders in the order in which things happen; one that is not named here comes last."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a document that is made from the code."""

    file: str
    """Relative to the project's folder."""
    name: str
    """Of the comments around it: `<!-- stproof:rules -->`."""
    body: Callable[[], str]


def rules() -> str:
    """A row for each rule."""
    rows = [(rule.id, rule.severity.value, rule.title) for rule in all_rules()]
    return table(("Rule", "Weight", "What is wrong"), rows)


def operators() -> str:
    """A row for each mutation operator, with the lines that it changes."""
    rows = [(f"`{operator.id}`", operator.what, _diff(operator)) for operator in OPERATORS]
    return table(("Operator", "What it does", "Example"), rows)


def _diff(operator: Operator) -> str:
    """The example from its first changed line to its last."""
    changed = [at for at, line in enumerate(operator.example) if line[0] != " "]
    return "<br>".join(f"`{line}`" for line in operator.example[changed[0] : changed[-1] + 1])


def modules() -> str:
    """A line for each module: its path, and the first sentence of its docstring."""
    return "".join(f"- `{path}`: {_sentence(PACKAGE / path)}\n" for path in _in_order())


def _in_order() -> list[str]:
    """All modules, those of a folder together and in the order of the alphabet."""
    there = sorted(file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.py"))
    place = {name: at for at, name in enumerate(ORDER)}
    return sorted(there, key=lambda path: place.get(Path(path).parts[0].removesuffix(".py"), len(ORDER)))


def _sentence(file: Path) -> str:
    """The module is not imported: it may need what is not installed."""
    paragraph = (ast.get_docstring(ast.parse(file.read_bytes())) or "").partition("\n\n")[0]
    first, dot, _ = " ".join(paragraph.split()).partition(". ")
    return first + dot.strip()


PARTS = (
    Part(file="README.md", name="rules", body=rules),
    Part(file="README.md", name="operators", body=operators),
    Part(file="AGENTS.md", name="modules", body=modules),
)


def renewed(text: str, parts: tuple[Part, ...]) -> str:
    """The document with these parts as they must be."""
    for part in parts:
        text = fill(text, part.name, part.body())
    return text


def outdated(root: Path) -> Iterator[tuple[Path, str]]:
    """Each document that is not as it must be, with its text as it must be.

    Raises `ValueError` when a document has no place for one of its parts.
    """
    for file in dict.fromkeys(part.file for part in PARTS):
        text = (root / file).read_text(encoding="utf-8")
        parts = tuple(part for part in PARTS if part.file == file)
        missing = {part.name for part in parts} - {block.name for block in blocks(text)}
        if missing:
            name = min(missing)
            raise ValueError(f"{file} has no lines <!-- stproof:{name} --> and <!-- /stproof:{name} -->")
        new = renewed(text, parts)
        if new != text:
            yield root / file, new


def main() -> None:
    """Write the documents of the working folder anew."""
    try:
        for file, text in outdated(Path()):
            file.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {file}")
    except (OSError, ValueError) as problem:
        sys.exit(f"stproof.generated: {problem}; run it in the project's folder")


if __name__ == "__main__":
    main()
