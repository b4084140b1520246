"""What `stproof list` prints: every snippet and example, where it stands, and its proofs."""

from __future__ import annotations

from collections.abc import Iterator

from stproof.model import Skill


def listing(skill: Skill) -> Iterator[str]:
    """One line for each snippet and example, with the proofs that stand for it below."""
    for snippet in skill.snippets:
        yield f"{snippet.id}  {snippet.address}  {snippet.section}"
        yield from _proofs(skill, snippet.id, snippet.norun)
    for example in skill.examples:
        yield f"{example.path}  {example.title}"
        yield from _proofs(skill, example.path, None)


def _proofs(skill: Skill, name: str, norun: str | None) -> Iterator[str]:
    if norun:
        yield f"    is not run: {norun}"
    for proof in skill.proofs:
        if name in proof.names:
            yield f"    proven by {proof.path}:{proof.line} {proof.function}"
        if name in proof.twins:
            yield f"    refuted by {proof.path}:{proof.line} {proof.function}"
