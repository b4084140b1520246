"""The mutation operators, by what they change."""
