"""The decorator `proves`: it marks a function as the proof of a snippet, an example or an app."""

from __future__ import annotations  # `reading.proofs` tells a person the types as they are written

from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


def proves(
    *names: str,
    refutes: str | tuple[str, ...] = (),
    engines: tuple[str, ...] = ("apptest", "browser"),
    reason: str = "",
    apptest_shows: str = "",
    apptest_releases: str = "",
    equivalents: dict[str, str] | None = None,
) -> Callable[[Function], Function]:
    """Mark a function that takes `user` as a proof. All arguments are literals: they are read
    from the source, so that nothing of a proof file runs before a worker carries it out.

    names: the snippets (by name), examples or apps (by path, beside the proof or the skill's
        folder) it stands for. It is carried out once for each.
    refutes: the wrong versions on which it must fail.
    engines: where it runs, of `apptest` and `browser`.
    reason: why not on both engines; needed when `engines` names only one.
    apptest_shows: what AppTest shows instead of what the browser does, in one sentence. The proof
        must then hold in the browser and fail under AppTest.
    apptest_releases: the Streamlit releases on which AppTest shows that, where it does not on all:
        `1.29..1.31`, `..1.31`, `1.43.2`.
    equivalents: mutants that change nothing a person can see: {the change, as the checker words
        it: the reason}.

    The decorated function is returned as it is, with its names as `stproof_names`, from which
    pytest's fixture `user` knows the app to open.
    """

    def mark(function: Function) -> Function:
        function.stproof_names = names  # type: ignore[attr-defined]
        return function

    return mark
