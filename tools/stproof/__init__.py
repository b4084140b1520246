"""stproof proves documented Streamlit behaviour: each snippet runs, each statement holds."""

from typing import TYPE_CHECKING

from stproof.proofs import proves

if TYPE_CHECKING:
    from stproof.user import User

__all__ = ["User", "proves"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """`User` is for annotations: a run that carries out nothing need not import it."""
    if name == "User":
        from stproof.user import User

        return User
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
