"""Rules PR4xx, the part that runs nothing: how proofs are declared, and what has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stproof.model import Finding, Proof, Skill
from stproof.rules.registry import did_you_mean, finding, rule, skill_rule


@rule("PR401")
def file_broken(path: str, line: int, problem: str) -> Finding:
    """A proof file does not compile.

    Its proofs cannot be found. The other files are still read.

    Mend it: correct the line, or the one above it.
    """
    return finding("PR401", path, line, f"the proof file does not compile: {problem}", "correct this line")


@rule("PR402")
def bad_argument(path: str, line: int, problem: str, fix: str) -> Finding:
    """An argument of `@proves` is not written out.

    Proofs are found without running their file, so names, keywords and values must be literals.

    Wrong:
        @proves(NAME)

    Right:
        @proves("callback-order")
    """
    return finding("PR402", path, line, f"@proves {problem}", fix)


@rule("PR403")
def unknown_keyword(path: str, line: int, keyword: str, known: Iterable[str]) -> Finding:
    """`@proves` has an unknown keyword.

    It takes not_, engines, reason, apptest_shows and equivalents.

    Wrong:
        @proves("counter", twin="counter-lost")

    Right:
        @proves("counter", not_="counter-lost")
    """
    return finding("PR403", path, line, f"@proves has no keyword {keyword!r}", did_you_mean(keyword, known))


@skill_rule("PR404")
def proof_names(skill: Skill) -> Iterator[Finding]:
    """Two proofs have the same name.

    In one file the later one replaces the earlier one, which then never runs. In two files
    `--only NAME` could not tell them apart.

    Wrong:
        def counts(user): ...
        def counts(user): ...

    Right:
        def counts(user): ...
        def counts_again(user): ...
    """
    first: dict[str, Proof] = {}
    for proof in skill.proofs:
        other = first.setdefault(proof.function, proof)
        if other.path != proof.path:
            yield doubled_proof(proof.path, proof.line, proof.function, f"{other.path}:{other.line}")


def doubled_proof(path: str, line: int, name: str, place: str) -> Finding:
    """The finding of PR404, within one file too."""
    return finding(
        "PR404", path, line, f"the name {name!r} is taken by {place}", "give this proof another one"
    )


@rule("PR405")
def unknown_engine(path: str, line: int, engine: str, known: Iterable[str]) -> Finding:
    """`engines=` names an engine that does not exist.

    There are two: apptest and browser.

    Wrong:
        engines=("chrome",)

    Right:
        engines=("browser",)
    """
    return finding("PR405", path, line, f"there is no engine {engine!r}", did_you_mean(engine.lower(), known))


@rule("PR406")
def one_engine(path: str, line: int, engine: str) -> Finding:
    """A proof runs on one engine only, and does not say why.

    Every proof runs on both, so that a difference between them is seen. What one cannot show has
    a reason.

    Wrong:
        @proves("query", engines=("browser",))

    Right:
        @proves("query", engines=("browser",), reason="AppTest has no address bar")
    """
    message = f"the proof runs under {engine} only, without a reason"
    return finding("PR406", path, line, message, 'add reason="…"')


@rule("PR407")
def takes_no_user(path: str, line: int, name: str, problem: str) -> Finding:
    """A proof does not take `user`, and nothing else.

    The person in front of the app is the proof's only argument.

    Wrong:
        def counts(): ...

    Right:
        def counts(user): ...
    """
    return finding("PR407", path, line, f"the proof {name!r} {problem}", f"write def {name}(user)")


@rule("PR408")
def no_plain_function(path: str, line: int, name: str, problem: str) -> Finding:
    """A proof is not a plain function at the top level of its file.

    Workers import the file and call the function by its name: no class, no `async`, no function
    inside another one.

    Wrong:
        async def counts(user): ...

    Right:
        def counts(user): ...
    """
    fix = "write a plain function at the top level"
    return finding("PR408", path, line, f"the proof {name!r} {problem}", fix)


@skill_rule("PR409")
def snippet_proven(skill: Skill) -> Iterator[Finding]:
    """A snippet has no proof.

    Its page states something that nobody has seen. In a skill that has proofs, every snippet with
    a name is proven, is the wrong version (`not_=`) of one that is, or says why it is not run.

    Wrong:
        ```python counter          and no proof that names it

    Right:
        @proves("counter")
        def counts(user): ...
    """
    proven = {name for proof in skill.proofs for name in (*proof.names, *proof.twins)}
    for snippet in skill.snippets if _has_proofs(skill) else ():
        if snippet.name and snippet.name not in proven and not snippet.norun:
            message = f"the snippet {snippet.name!r} has no proof"
            fix = f'write one in tests/proofs/: @proves("{snippet.name}")'
            yield finding("PR409", snippet.page, snippet.line, message, fix)


@skill_rule("PR410")
def names_exist(skill: Skill) -> Iterator[Finding]:
    """A proof names something that does not exist.

    It would never run. Snippets go by their name, examples by the path of their entry file from
    the skill's folder.

    Wrong:
        @proves("callbak-order")
        @proves("examples/todo")

    Right:
        @proves("callback-order")
        @proves("examples/todo/app.py")
    """
    snippets = {snippet.name for snippet in skill.snippets if snippet.name}
    known = sorted(snippets | {example.path for example in skill.examples})
    for proof in skill.proofs:
        for name in (*proof.names, *proof.twins):
            if name not in known:
                message = f"the proof {proof.function!r} names {name!r}, which is no snippet and no example"
                fix = did_you_mean(name, known, "correct the name, or remove the proof")
                yield finding("PR410", proof.path, proof.line, message, fix)


@skill_rule("PR411")
def example_proven(skill: Skill) -> Iterator[Finding]:
    """An example has no proof.

    People copy whole apps. In a skill that has proofs, every one in `examples/` is proven.

    Wrong:
        examples/todo.py           and no proof that names it

    Right:
        @proves("examples/todo.py")
        def adds_a_task(user): ...
    """
    proven = {name for proof in skill.proofs for name in proof.names}
    for example in skill.examples if _has_proofs(skill) else ():
        if example.path not in proven:
            fix = f'write one in tests/proofs/: @proves("{example.path}")'
            yield finding("PR411", example.path, 1, "the example has no proof", fix)


def _has_proofs(skill: Skill) -> bool:
    """Whether the skill has proofs, and all of them could be read."""
    return bool(skill.proofs) and not skill.unread_proofs


@skill_rule("PR412")
def runs(skill: Skill) -> Iterator[Finding]:
    """A proof names a snippet that is not run.

    A snippet with `norun=` is never opened, so the proof would never run either.

    Wrong:
        ```python camera norun="needs a camera"      and @proves("camera")

    Right:
        one of the two
    """
    not_run = {snippet.name for snippet in skill.snippets if snippet.norun}
    for proof in skill.proofs:
        for name in (*proof.names, *proof.twins):
            if name in not_run:
                message = f"the proof {proof.function!r} names {name!r}, which is not run (norun=)"
                yield finding("PR412", proof.path, proof.line, message, "remove the proof, or the norun=")
