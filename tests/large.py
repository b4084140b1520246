"""Inputs of a few kilobytes that once took minutes, and what each costs now.

`python tests/large.py` measures them all.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from skill_cases import FRONT, findings_in, lay_out

STEPS = 1_000_000


def pages(number: int, name: str = "page-{}") -> dict[str, str]:
    return {f"references/{name.format(at)}.md": "# A\n" for at in range(number)}


def numbered(text: str, number: int) -> str:
    return "".join(text.replace("N", str(at)) for at in range(number))


LARGE: dict[str, dict[str, str]] = {
    "broken links": {"": numbered("[a](references/pgae-N.md)\n", 400), **pages(400)},
    "broken anchors": {"": numbered("# Heading N\n\n[a](#haeding-N)\n\n", 2000)},
    "a table row opened again and again": {"": "|a|b|\n|-|-|\n" + "|a" * 16_000},
    "a wide table": {"": "|a" * 16_000 + "\n" + "|-" * 16_000 + "\n" + "|a\n" * 5000},
    "<": {"": "<" * 40_000},
    "< in HTML": {"": "<div>\n" + "<a " * 20_000},
    "a comment never closed": {"": "<!-- x " * 20_000},
    "a comment never closed in a line": {"": "a " + "<!-- x " * 20_000},
    "CDATA never closed": {"": "<div>" + "<![CDATA[ x " * 10_000},
    "brackets": {"": "[" * 20_000 + "a" + "]" * 20_000},
    "images in images": {"": "![" * 10_000 + "a" + "](b)" * 10_000},
    "links never closed": {"": "[a](" * 20_000},
    "quotes in quotes": {"": ">" * 20_000},
    "lists in lists": {"": "- " * 20_000},
    "links by reference": {
        "": numbered("[rN]: references/page-N.md\n", 4000) + "\n" + numbered("[rN] ", 4000)
    },
    "links to 4,000 pages": {"": numbered("[a](references/page-N.md)\n\n", 4000), **pages(4000)},
    "4,000 names with a space": {"": "page 1.md", **pages(4000, "page {}")},
    "a way through 1,000 pages": {
        "": "[a](references/page-0.md)",
        **{f"references/page-{at}.md": f"[a](page-{at + 1}.md)\n" for at in range(1000)},
    },
    "headings that are alike": {"": "# A\n\n" * 4000},
    "names that are alike": {"": "```python a\nx = 1\n```\n\n" * 2000},
    "unknown keys": {"": "```python a " + numbered("keyN=1 ", 4000) + "\nx = 1\n```\n"},
    "tables never closed": {"": "<!-- stproof:differences -->\n" * 3000},
    "code in brackets": {"": "```python a\n" + "(" * 5000 + ")" * 5000 + "\n```\n"},
    "proofs of nothing": {
        "": numbered("```python aN\nx = 1\n```\n\n", 500),
        "tests/proofs/a.py": "from stproof import proves\n"
        + numbered("@proves('bN')\ndef pN(user): ...\n", 500),
    },
    "brackets in front matter": {"SKILL.md": "---\nname: " + "[" * 5000 + "\n---\n# A\n"},
    "unknown fields": {"SKILL.md": FRONT[:-4] + numbered("keyN: 1\n", 4000) + "---\n# A\n"},
    "a long value": {"SKILL.md": "---\nname: my-skill\ndescription: " + "a b " * 50_000 + "\n---\n# A\n"},
    "a long line": {"": "a" * 400_000},
}
"""The file without a name is the body of `SKILL.md`."""


def cost(name: str, folder: Path) -> tuple[float, float]:
    """Seconds of processor time to read an input, and how many loops of a million steps take as long: a busy
    machine makes both slower."""
    files = {path or "SKILL.md": text if path else FRONT + text for path, text in LARGE[name].items()}
    root = lay_out(folder, files)
    before = _taken(_loop)
    seconds = _taken(lambda: findings_in(root))
    return seconds, seconds / ((before + _taken(_loop)) / 2)


def _taken(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _loop() -> None:
    for _ in range(STEPS):
        pass


def main() -> None:
    costs = {}
    for name in LARGE:
        with tempfile.TemporaryDirectory() as folder:
            costs[name] = cost(name, Path(folder))
    slowest = max(costs, key=lambda name: costs[name][1])
    seconds, loops = costs[slowest]
    print(
        f"{len(LARGE)} large inputs; the slowest, {slowest!r}, takes {seconds:.1f} s of processor time, "
        f"as {loops:.0f} loops of a million steps"
    )


if __name__ == "__main__":
    main()
