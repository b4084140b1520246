"""The rules that need nothing to run."""
