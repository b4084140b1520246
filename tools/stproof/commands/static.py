"""`stproof check --static`: applies the rules and runs nothing."""

from collections.abc import Iterator

from stproof.analysis.names import uses_streamlit
from stproof.findings import in_order
from stproof.model.target import Target
from stproof.report.report import Report
from stproof.rules.api_use import of_target
from stproof.rules.apply import apply_rules
from stproof.running.surface import ask_surface


def check_static(target: Target, python: str) -> Report:
    """Apply the rules only. python: the interpreter against whose Streamlit, if it has one, code is held."""
    found = apply_rules(target)
    if any(uses_streamlit(code) for code in _codes(target)) and (surface := ask_surface(python)):
        found = in_order([*found, *of_target(target, surface)])
    return Report(target=target, static=found, findings=found, notes=target.unread)


def _codes(target: Target) -> Iterator[str]:
    yield from (snippet.code for snippet in target.snippets)
    yield from (file.code for subject in target.subjects.values() for file in subject.sources)
