"""Rules PR409 to PR413: what has no proof, and what proofs name."""

from collections.abc import Iterator

from stproof.findings import did_you_mean, finding, target_rule
from stproof.model.finding import Finding, Severity
from stproof.model.target import Target
from stproof.model.task import SubjectKind


@target_rule("PR409")
def snippet_proven(target: Target) -> Iterator[Finding]:
    """A snippet has no proof.

    Its page states something that nobody has tried. In a skill that has proofs, every snippet with
    a name is proven, is the wrong version (`refutes=`) of one that is, or says why it is not run.

    Wrong: ```python counter          and no proof that names it
    Right: @proves("counter")
           def counts(user): ...
    """
    proven = {name for proof in target.proofs for name in (*proof.names, *proof.counterexamples)}
    known = _has_proofs(target)
    for snippet in target.snippets:
        if known and snippet.name and snippet.name not in proven and not snippet.norun:
            message = f"the snippet {snippet.name!r} has no proof"
            fix = f'write one in tests/proofs/: @proves("{snippet.name}")'
            yield finding("PR409", snippet.page, snippet.line, message, fix)


@target_rule("PR410")
def names_exist(target: Target) -> Iterator[Finding]:
    """A proof names something that does not exist.

    It would never run. Snippets go by their name, examples by the path of their entry file from
    the skill's folder, apps by their path from the proof's folder.

    Wrong: @proves("callbak-order")
           @proves("examples/todo")
    Right: @proves("callback-order")
           @proves("examples/todo/app.py")
    """
    known = {one.name for one in target.subjects.values() if one.kind is not SubjectKind.FENCE}
    known |= {snippet.name for snippet in target.snippets if snippet.name}  # also one that is not run
    for proof in target.proofs:
        for name in (*proof.names, *proof.counterexamples):
            if name not in known:
                nothing = "which is not a snippet, an example or an app"
                message = f"the proof {proof.function!r} names {name!r}, {nothing}"
                fix = did_you_mean(name, sorted(known), "correct the name, or remove the proof")
                yield finding("PR410", proof.path, proof.line, message, fix)


@target_rule("PR411")
def example_proven(target: Target) -> Iterator[Finding]:
    """An example has no proof.

    People copy whole apps. In a skill that has proofs, every one in `examples/` is proven.

    Wrong: examples/todo.py           and no proof that names it
    Right: @proves("examples/todo.py")
           def adds_a_task(user): ...
    """
    proven = {name for proof in target.proofs for name in proof.names}
    known = _has_proofs(target)
    for example in target.examples:
        if known and example.path not in proven:
            fix = f'write one in tests/proofs/: @proves("{example.path}")'
            yield finding("PR411", example.path, 1, "the example has no proof", fix)


def _has_proofs(target: Target) -> bool:
    """Whether the skill has proofs, and all of them could be read."""
    return bool(target.proofs) and not target.unread_proofs


@target_rule("PR412")
def runs(target: Target) -> Iterator[Finding]:
    """A proof names a snippet that is not run.

    A snippet with `norun=` is never opened, so the proof would never run either.

    Wrong: ```python camera norun="needs a camera"      and @proves("camera")
    Right: one of the two
    """
    not_run = {snippet.name for snippet in target.snippets if snippet.norun}
    for proof in target.proofs:
        for name in (*proof.names, *proof.counterexamples):
            if name in not_run:
                message = f"the proof {proof.function!r} names {name!r}, which is not run (norun=)"
                yield finding("PR412", proof.path, proof.line, message, "remove the proof, or the norun=")


@target_rule("PR413", severity=Severity.WARNING)
def wrong_version_proven(target: Target) -> Iterator[Finding]:
    """Nothing says what a person sees on a wrong version.

    That the proof of the right version fails there may have any reason. What its page says of the
    wrong version is a statement like any other.

    Wrong: @proves("counter", refutes="counter-variable")     and no more
    Right: that, and
           @proves("counter-variable")
           def never_gets_past_one(user): ...
    """
    proven = {name for proof in target.proofs for name in proof.names}
    refuted = {name for proof in target.proofs for name in proof.counterexamples}
    for snippet in target.snippets:
        if snippet.name in refuted - proven:
            message = f"no proof says what a person sees on the wrong version {snippet.name!r}"
            fix = f'write one in tests/proofs/: @proves("{snippet.name}")'
            yield finding("PR413", snippet.page, snippet.line, message, fix)
