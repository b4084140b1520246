"""Any text in any place: the checker finds something, or nothing, and raises nothing.

`python tests/fuzz.py SECONDS` tries for so long; the tests try a few of each.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill_cases import FRONT, findings_in, lay_out
from stproof import catalogue
from stproof.model.codec import loads
from stproof.model.finding import Finding
from stproof.model.run import Outcome
from stproof.reading.markdown import parse
from stproof.report.console import printable

RULES = catalogue.all_rules()
ANY = st.text(st.characters(exclude_categories=()), max_size=300)
"""Every character that there is, control characters and halves of characters too."""


def made_of(*pieces: str) -> st.SearchStrategy[str]:
    """Texts of pieces that mean something in this place, with others between them."""
    return st.lists(st.sampled_from(pieces) | ANY, max_size=30).map("".join)


YAML = made_of(
    "name: my-skill\n", "description: A b.\n", "metadata:\n", "  a: 1\n", "---\n", "...\n", "- ", "&a ", "*a ", "!!str ",
    "|\n", ">-\n", "{", "}", "[", "]", "'", '"', "\\ud800", ": ", "#", "\t", "\r", "\ufeff", "no", "1.0", "2020-01-01",
)  # fmt: skip
MARKDOWN = made_of(
    "# A\n", "```", "```python a\n", "~~~", "\n", "    ", "> ", "- ", "|a|b|\n", "|-|-|\n", "[a](b.md#c)", "[a]", "![",
    "](", "<!--", "-->", "<a href='b'>", "<", "stproof:differences -->", "`", "*", "\\", "&amp;", "# raises KeyError",
)  # fmt: skip
INFO = made_of(
    "python", " a", " since=", "1.50", " until=1", " file=", "a.py", " norun=", '"', "'", "=", "{.python}", "\t", "`", "~", "../"
)  # fmt: skip
CODE = made_of(
    "from stproof import proves\n", "@proves(", '"a"', ", ", "refutes=", "engines=", '("browser",)', ")\n", "def p(user):\n",
    "    ...\n", "class A:\n", "async ", "lambda", "(", "[", "'''", "\\", "\f", "\x00", "# raises ", "st.session_state.a", "\n",
)  # fmt: skip
ANSWER = made_of(
    "{", "}", "[", "]", '"status": ', '"passed"', '"failed"', '"cause"', ": ", ", ", "null", "true", "NaN", "-1e999", "\\ud800", '"', "\n"
)  # fmt: skip


def of_skill(**files: str) -> None:
    """Read a skill and apply all rules; every finding is one line that can be printed."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {path.replace("__", "/").replace("_", "."): text for path, text in files.items()}
        content = {path: text.encode("utf-8", "surrogatepass") for path, text in paths.items()}
        for line in findings_in(lay_out(Path(folder), content)):
            printable(line).encode()


def of_answer(text: str) -> None:
    """Read a worker's answer: it is one, or a `ValueError`."""
    with suppress(ValueError):
        assert isinstance(loads(Outcome, text), Outcome)


TARGETS: dict[str, tuple[st.SearchStrategy[str], Callable[[str], object]]] = {
    "front matter": (YAML, lambda text: of_skill(SKILL_md=f"---\n{text}\n---\n# A\n")),
    "start of a page": (ANY | YAML, lambda text: of_skill(SKILL_md=text)),
    "page": (MARKDOWN, lambda text: of_skill(SKILL_md=FRONT + text)),
    "Markdown": (MARKDOWN, lambda text: parse(text)),
    "info string": (INFO, lambda text: of_skill(SKILL_md=f"{FRONT}```{text}\nx = 1\n```\n")),
    "snippet": (CODE, lambda text: of_skill(SKILL_md=f"{FRONT}# A\n\n```python a\n{text}\n```\n")),
    "proof file": (CODE, lambda text: of_skill(SKILL_md=FRONT + "# A\n", tests__proofs__a_py=text)),
    "worker's answer": (ANSWER, of_answer),
    "finding": (
        ANY,
        lambda text: printable(str(Finding(rule="A", path=text, line=1, message=text))).encode(),
    ),
}
"""What is fuzzed: texts for it, and what must take any of them."""


def attempt(name: str, examples: int) -> None:
    """Try so many texts; raises what the first that fails raises."""
    texts, takes = TARGETS[name]
    health = [HealthCheck.too_slow, HealthCheck.data_too_large]

    @settings(max_examples=examples, deadline=None, suppress_health_check=health)
    @given(texts)
    def take(text: str) -> None:
        takes(text)

    take()


def main() -> None:
    end, tried = time.monotonic() + float(sys.argv[1]), 0
    while time.monotonic() < end:
        for name in TARGETS:
            attempt(name, 500)
            tried += 500
    print(f"{tried:,} texts in {len(TARGETS)} places, in {sys.argv[1]} s: nothing raised")


if __name__ == "__main__":
    main()
