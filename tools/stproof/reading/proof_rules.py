"""Rules PR401 to PR408: how proofs are declared."""

from collections.abc import Iterable, Iterator

from stproof.findings import did_you_mean, finding, rule
from stproof.model.finding import Finding
from stproof.model.skill import Proof

RENAMED = {"not_": "refutes"}
"""What keywords of `@proves` were called in early versions."""


@rule("PR401")
def file_broken(path: str, line: int, problem: str) -> Finding:
    """A proof file does not compile.

    Its proofs cannot be found. The other files are still read.

    Fix: correct the line, or the one above it.
    """
    return finding("PR401", path, line, f"the proof file does not compile: {problem}", "correct this line")


@rule("PR402")
def bad_argument(path: str, line: int, problem: str, fix: str) -> Finding:
    """An argument of `@proves` is not a literal.

    Proofs are found without running their file, so names, keywords and values must be literals.

    Wrong: @proves(NAME)
    Right: @proves("callback-order")
    """
    return finding("PR402", path, line, f"@proves {problem}", fix)


@rule("PR403")
def unknown_keyword(path: str, line: int, keyword: str, known: Iterable[str]) -> Finding:
    """`@proves` has an unknown keyword.

    Its file could not be imported. The keywords are those of the function `proves`.

    Wrong: @proves("counter", counterexample="counter-lost")
    Right: @proves("counter", refutes="counter-lost")
    """
    fix = did_you_mean(RENAMED.get(keyword, keyword), known)
    return finding("PR403", path, line, f"@proves has no keyword {keyword!r}", fix)


@rule("PR404")
def same_name(path: str, line: int, name: str, place: str) -> Finding:
    """Two proofs have the same name.

    In one file the later one replaces the earlier one, which then never runs. In two files
    `--only NAME` could not tell them apart.

    Fix: give the second one another name, such as `counts_again`.
    """
    message = f"the name {name!r} is taken by {place}"
    return finding("PR404", path, line, message, "give this proof another one")


def same_names(proofs: Iterable[Proof]) -> Iterator[Finding]:
    """PR404 for proofs of different files; within a file, the reader of the file says it."""
    first: dict[str, Proof] = {}
    for proof in proofs:
        other = first.setdefault(proof.function, proof)
        if other.path != proof.path:
            yield same_name(proof.path, proof.line, proof.function, f"{other.path}:{other.line}")


@rule("PR405")
def unknown_engine(path: str, line: int, engine: str, known: Iterable[str]) -> Finding:
    """`engines=` names an engine that does not exist.

    There are two: apptest and browser.

    Wrong: engines=("chrome",)
    Right: engines=("browser",)
    """
    return finding("PR405", path, line, f"there is no engine {engine!r}", did_you_mean(engine.lower(), known))


@rule("PR406")
def one_engine(path: str, line: int, engine: str) -> Finding:
    """A proof runs on one engine only, and does not say why.

    Every proof runs on both, so that a difference between them is seen. What one cannot show has
    a reason.

    Wrong: @proves("query", engines=("browser",))
    Right: @proves("query", engines=("browser",), reason="AppTest has no address bar")
    """
    message = f"the proof runs under {engine} only, without a reason"
    return finding("PR406", path, line, message, 'add reason="…"')


@rule("PR407")
def takes_no_user(path: str, line: int, name: str, problem: str) -> Finding:
    """A proof does not take `user`, and nothing else.

    The person in front of the app is the proof's only argument.

    Wrong: def counts(): ...
    Right: def counts(user): ...
    """
    return finding("PR407", path, line, f"the proof {name!r} {problem}", f"write def {name}(user)")


@rule("PR408")
def no_plain_function(path: str, line: int, name: str, problem: str) -> Finding:
    """A proof is not a plain function at the top level of its file.

    Workers import the file and call the function by its name: no class, no `async`, no function
    inside another one.

    Wrong: async def counts(user): ...
    Right: def counts(user): ...
    """
    message = f"the proof {name!r} {problem}"
    return finding("PR408", path, line, message, "write a plain function at the top level")
