"""From files to a target: the only package that opens what is checked."""
