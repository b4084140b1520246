"""Which engines a run uses: what the person asked for, and whether there is a browser."""

from stproof.errors import StproofError
from stproof.model.options import Options
from stproof.model.run import Engine

INSTALL = "pip install playwright && playwright install chromium"
"""The one line that gets a browser; a Chromium of the system will do in the place of the second half."""
CHOICES = (*(engine.value for engine in Engine), "both")
"""What `--engine` takes."""


def select_engines(wanted: str | None, chromium: str | None, *, require: bool = False) -> Options:
    """Options with the engines for `--engine`, `--chromium` and `--require-browser`.

    Without `--engine` both are used where there is a Chromium, else AppTest alone.
    Raises `StproofError` when a browser is asked for and there is none.
    """
    if wanted == Engine.APPTEST and not require:
        return Options()
    found, missing = _browser(chromium)
    if found:
        engines = (Engine.BROWSER,) if wanted == Engine.BROWSER else tuple(Engine)
        return Options(engines=engines, chromium=found)
    if require or chromium or wanted in (Engine.BROWSER, "both"):
        raise StproofError(f"there is no browser: {missing}; get one with: {INSTALL}")
    return Options(no_browser=missing)


def _browser(chromium: str | None) -> tuple[str, str]:
    """Path of the Chromium, or why there is none."""
    from importlib.util import find_spec

    if find_spec("playwright") is None:
        return "", "Playwright is not installed"
    from stproof.engines.browser.chromium import find_chromium

    found = find_chromium(chromium)
    if found:
        return found, ""
    return "", f"no Chromium at {chromium}" if chromium else "no Chromium was found"
