"""What code does, read from its syntax tree."""
