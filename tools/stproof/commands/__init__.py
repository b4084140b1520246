"""What each command of `stproof` does, one module a command."""
