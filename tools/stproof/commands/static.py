"""What reading a target says of it; nothing is run."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from stproof.analysis.names import uses_streamlit
from stproof.findings import in_order
from stproof.model.finding import Finding
from stproof.model.target import Target
from stproof.rules.api_use import of_target
from stproof.rules.apply import apply_rules
from stproof.running.kept import Kept
from stproof.running.surface import ask_surface

EVIDENCE = "tests/evidence"
"""Where a skill keeps what was seen on each release."""


def static_findings(target: Target, python: str, kept: Kept) -> tuple[Finding, ...]:
    """What the rules say, what the evidence says against the pages, and which calls Streamlit does not offer.

    python: the interpreter against whose Streamlit, if it has one, the code is held. Raises `StproofError`.
    """
    ruled = apply_rules(target)
    slow = kept.findings(target, lambda: [*_of_evidence(target), *_of_calls(target, python)])
    return in_order([*ruled, *slow])


def _of_evidence(target: Target) -> Iterable[Finding]:
    if not Path(target.root, EVIDENCE).is_dir():
        return ()
    from stproof.evidence.rules import compare  # few skills have evidence, and it takes a while to load

    return compare(target)


def _of_calls(target: Target, python: str) -> Iterable[Finding]:
    surface = ask_surface(python) if any(map(uses_streamlit, _codes(target))) else None
    return of_target(target, surface) if surface else ()


def _codes(target: Target) -> Iterator[str]:
    yield from (snippet.code for snippet in target.snippets)
    yield from (file.code for subject in target.subjects.values() for file in subject.sources)
