"""How much longer things take on a machine that is busy with other work: limits are for what hangs."""

import os

MOST = 6.0
"""How many times its limit a wait may take at most."""


def slowness() -> float:
    """How many times as long as on a quiet machine a wait may take now; 1 where the system does not tell."""
    if not hasattr(os, "getloadavg"):  # Windows
        return 1.0
    return min(max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)), MOST)
