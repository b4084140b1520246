"""The frozen types that the stages hand on; the standard library and nothing of ours."""
