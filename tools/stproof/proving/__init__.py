"""What a proof is given and imports: `proves`, `User`, and the expectations behind its verbs."""
