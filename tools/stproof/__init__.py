"""stproof proves documented Streamlit behaviour: each snippet runs, each statement holds."""

from stproof.proving.decorator import proves

__all__ = ["User", "proves"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """`User` is for annotations: a run that proves nothing need not import it."""
    if name == "User":
        from stproof.proving.user import User

        return User
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
