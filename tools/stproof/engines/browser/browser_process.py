"""The Chromium that all proofs of an engine share: its start, its tabs, its end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)

from stproof.engines.api import EngineDied
from stproof.engines.browser.chromium import flags
from stproof.engines.patience import slowness
from stproof.model.run import TEMPORARY

SCRIPTS = "\n".join(
    Path(__file__).with_name(f"{name}.js").read_text("utf-8")
    for name in ("settle", "widgets", "screen", "gestures")
)
ACT_LIMIT = 6_000
"""Milliseconds for which an act waits until a widget can be reached."""
SIZE: ViewportSize = {"width": 1280, "height": 900}
BLANK = "about:blank"


class BrowserProcess:
    """Chromium with a profile for each person; it is started again if it has died.

    Tabs are emptied and used again: their process has Streamlit's scripts compiled already, which
    makes opening an app three times as fast as in a new tab.
    """

    def __init__(self, chromium: str, folder: Path) -> None:
        self._chromium = chromium
        self._folder = folder
        self._playwright: Playwright | None = None
        self._profiles: list[BrowserContext] = []
        self._used: list[Page] = []
        self._profiles_used = 0
        self._front: Page | None = None

    def new_profile(self) -> int:
        """The number of a profile that was not used since the last `clear`."""
        self._profiles_used += 1
        return self._profiles_used

    def page(self, profile: int = 0) -> Page:
        """An empty tab with this profile; 0 is that of the first person."""
        try:
            self._start()
            while len(self._profiles) <= profile:
                self._profiles.append(self._prepared(self._browser.new_context(viewport=SIZE)))
            context = self._profiles[profile]
            context.set_default_timeout(ACT_LIMIT * slowness())
            spare = (page for page in context.pages if page not in self._used)
            page = next(spare, None) or context.new_page()
        except Error as problem:
            self.close()
            raise EngineDied(f"Chromium does not start: {_reason(problem)}") from problem
        self._used.append(page)
        self._front = None  # a new tab comes to the front by itself
        return page

    def show(self, page: Page) -> None:
        """Bring a tab to the front: one behind others draws so few frames that a click takes seconds."""
        if page is not self._front:
            page.bring_to_front()
            self._front = page

    def alive(self) -> bool:
        return bool(self._profiles) and self._browser.is_connected()

    def clear(self) -> None:
        """Empty all tabs, and forget cookies and storage; caches stay."""
        self._profiles_used = 0
        try:
            for context in self._profiles:
                for page in context.pages:
                    self._empty(page)
                context.clear_cookies()
        except Error:  # it has died, or a tab has
            self.close()
        self._used.clear()

    def close(self) -> None:
        """Ends Chromium also when Playwright has lost it."""
        if self._playwright is None:
            return
        for end in (*(profile.close for profile in self._profiles[:1]), self._playwright.stop):
            with suppress(Error):
                end()
        self._playwright = None
        self._profiles.clear()
        self._used.clear()
        self._front = None

    @property
    def _browser(self) -> Browser:
        browser = self._profiles[0].browser
        assert browser
        return browser

    def _start(self) -> None:
        if self._profiles:
            return
        with _temporary_files_in(self._folder):
            self._playwright = sync_playwright().start()
        context = self._playwright.chromium.launch_persistent_context(
            self._folder / "profile",
            executable_path=self._chromium,
            headless=True,
            args=flags(),
            viewport=SIZE,
            handle_sigint=False,
        )
        self._profiles.append(self._prepared(context))

    def _prepared(self, context: BrowserContext) -> BrowserContext:
        context.add_init_script(SCRIPTS)
        return context

    def _empty(self, page: Page) -> None:
        """Leave the app, which ends its session; a tab that the app itself has opened is closed."""
        if page not in self._used:
            if page.url != BLANK:
                page.close()
            return
        page.evaluate("try { localStorage.clear(); sessionStorage.clear() } catch { /* no app in it yet */ }")
        page.goto(BLANK)


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """For processes that are started meanwhile, and for those that they start."""
    before = {name: os.environ[name] for name in TEMPORARY if name in os.environ}
    os.environ.update(dict.fromkeys(TEMPORARY, str(folder)))
    yield
    for name in TEMPORARY:
        del os.environ[name]
    os.environ.update(before)


def _reason(problem: Error) -> str:
    """What Chromium itself says of its end, if it says something; else what Playwright says."""
    lines = problem.message.splitlines()
    return next((line for line in lines if "FATAL:" in line or "error while loading" in line), lines[0])


def forget_history(page: Page) -> None:
    """What was open in the tab before is not behind its back button."""
    session = page.context.new_cdp_session(page)
    session.send("Page.resetNavigationHistory")
    session.detach()
