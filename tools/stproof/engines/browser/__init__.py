"""The engine `browser`: a real server of the environment under check, and a real Chromium."""
