"""How a process in the environment under check is started: with this package, and quietly."""

from __future__ import annotations

from pathlib import Path

BOOT = """
import importlib.util as u, sys
sys.version_info >= (3, 10) or sys.exit("Python %d.%d is older than 3.10" % sys.version_info[:2])
s = u.spec_from_file_location("stproof", sys.argv.pop(1) + "/__init__.py")
m = u.module_from_spec(s); sys.modules["stproof"] = m; s.loader.exec_module(m)
from {module} import main; main()
"""
"""Loads this very package in an environment that does not have it, and nothing else of ours."""


def boot(module: str) -> str:
    """The code that starts a module of this package; its first argument is `PACKAGE`."""
    return BOOT.replace("{module}", module)


PACKAGE = str(Path(__file__).parents[1])
ENVIRONMENT = {
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    "PYTHONIOENCODING": "utf-8",
    "NO_COLOR": "1",
}
"""What every worker has: no statistics are sent, no files are left next to the apps."""
