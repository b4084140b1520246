"""The process that runs jobs, inside the environment under check."""
