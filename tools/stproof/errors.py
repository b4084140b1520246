"""The one exception that ends a run: it could not be carried out (exit code 2)."""


class StproofError(Exception):
    """What stood in the way, in one line, and how to mend it."""
