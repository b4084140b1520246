"""What was seen on which release, and what follows from it."""
