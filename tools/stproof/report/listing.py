"""What `stproof list` prints: every snippet and example, where it is, and its proofs."""

from collections.abc import Iterator

from stproof.model.target import Target


def listing(target: Target) -> Iterator[str]:
    """One line for each snippet and example, with its proofs below."""
    for snippet in target.snippets:
        yield f"{snippet.id}  {snippet.address}  {snippet.section}"
        yield from _proofs(target, snippet.id, snippet.norun)
    for example in target.examples:
        yield f"{example.path}  {example.statement}"
        yield from _proofs(target, example.path, None)


def _proofs(target: Target, name: str, norun: str | None) -> Iterator[str]:
    if norun:
        yield f"    is not run: {norun}"
    for proof in target.proofs:
        if name in proof.names:
            yield f"    proven by {proof.path}:{proof.line} {proof.function}"
        if name in proof.counterexamples:
            yield f"    refuted by {proof.path}:{proof.line} {proof.function}"
