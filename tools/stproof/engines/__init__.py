"""Where a proof runs: what an engine is, the two there are, and which of them a run uses."""
