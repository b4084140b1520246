"""The one exception that ends a run: it could not be done (exit code 2)."""


class StproofError(Exception):
    """What is in the way, in one line, and how to fix it."""
