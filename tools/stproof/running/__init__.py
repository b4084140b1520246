"""From a target to results: what is to be run, and the processes that run it."""
