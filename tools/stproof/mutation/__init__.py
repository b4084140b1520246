"""Mutation testing: small changes to the code, and whether a proof detects them."""
