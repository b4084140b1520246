"""Which Chromium is driven, and how it is started."""

import glob
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

VARIABLE = "STPROOF_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome")
"""Commands to look for on the PATH."""
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-default-browser-check",
    "--mute-audio",
)
"""Nothing is fetched, reported or asked."""


ASK = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright: print(playwright.chromium.executable_path)
"""


def find_chromium(wanted: str | None = None) -> str | None:
    """Path of the Chromium to use; None when there is none.

    It is the wanted one, or that of the environment variable `STPROOF_CHROMIUM`; only without
    either it is Playwright's own, or the system's.
    """
    wanted = wanted or os.environ.get(VARIABLE)
    if wanted:
        return shutil.which(wanted)
    return next(filter(None, map(shutil.which, (_playwrights_own(), *NAMES))), None)


def _playwrights_own() -> str:
    """Where Playwright keeps its Chromium; empty when it has none. To ask it takes half a second."""
    if not any(glob.iglob(os.path.join(folder, "chromium*")) for folder in _playwrights_folders()):
        return ""
    # In a process of its own: Playwright refuses to start where an event loop runs, as in a notebook.
    asked = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True)
    return asked.stdout.strip()


def _playwrights_folders() -> Iterator[str]:
    """Where downloaded browsers can be, by Playwright's documentation of its environment variable."""
    if folder := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        yield folder
    for folder in ("~/.cache", "~/Library/Caches", "~/AppData/Local"):
        yield os.path.join(os.path.expanduser(folder), "ms-playwright")


def flags() -> list[str]:
    """Root, as in containers, can start Chromium on Linux only without its sandbox."""
    root = sys.platform.startswith("linux") and os.geteuid() == 0
    return [*FLAGS, *(["--no-sandbox"] if root else [])]
