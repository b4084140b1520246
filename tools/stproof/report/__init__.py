"""What a run has found, in the forms that people and programs read."""
