"""stproof proves documented Streamlit behaviour: each snippet runs, each statement holds."""

from stproof.proofs import proves
from stproof.user import User

__all__ = ["User", "proves"]
__version__ = "0.1.0"
