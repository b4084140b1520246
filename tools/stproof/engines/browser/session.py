"""One tab with the app in it: what a person does with a tab, and what they see there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from playwright.sync_api import Error, FloatRect, Page, TimeoutError

from stproof.engines.api import Action, EngineDied, NotThere, Screen, Session, WidgetName
from stproof.engines.browser.actions import act
from stproof.engines.browser.browser_process import BrowserProcess, forget_history
from stproof.engines.browser.locate import BLUR, LATE_REQUEST, Finder, run
from stproof.engines.browser.screen import understood
from stproof.engines.browser.selects import options
from stproof.engines.browser.server import Server
from stproof.engines.patience import slowness
from stproof.model.run import App

SETTLE_LIMIT = 8.0
"""Seconds after which an app that still runs is taken as it is. People act while it runs, too: a busy
machine does not change it."""
LOAD_LIMIT = 60.0
"""Seconds after which an app is taken as it is whose page does not even load."""
SLICE = 1000
"""Milliseconds between two looks whether the server still lives."""
RECONNECT_LIMIT = 20_000
"""Milliseconds; the page tries again after ever longer pauses."""


@dataclass(kw_only=True)
class BrowserSession:
    """A `Session` in Chromium. After each action the app has settled; see `settle.js`."""

    assert_timeout = 5.0
    app: App
    bases: Mapping[str, Sequence[str]]
    """Name of an error's type: the names of its bases."""
    server: Server
    browser: BrowserProcess
    page: Page
    profile: int = 0

    def __post_init__(self) -> None:
        self._finder = Finder(self.page, self._settle)

    def begin(self, query: str = "") -> None:
        """Open the app in the empty tab."""
        self.open_url(query)
        with self._watched():
            forget_history(self.page)

    # --- seeing -------------------------------------------------------------------------------

    def screen(self) -> Screen:
        with self._watched():
            return understood(run(self.page, "stproof.look()"), self.app, self.bases)

    def options(self, name: WidgetName) -> tuple[str, ...]:
        with self._watched():
            self.browser.show(self.page)
            return options(self._finder, name)

    def log(self) -> str:
        return self.server.log()

    def screenshot(self, path: str) -> None:
        """Save a picture of the page down to where its content ends."""
        with self._watched():
            width, height = self.page.evaluate("stproof.extent()")
            clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": height}
            self.page.screenshot(path=path, full_page=True, clip=clip)

    # --- acting -------------------------------------------------------------------------------

    def do(self, action: Action, name: WidgetName) -> None:
        self._act(lambda: act(self._finder, action, name))

    def rerun(self) -> None:
        with self._watched():
            self.page.evaluate(BLUR)
        self._act(lambda: self.page.keyboard.press("r"))

    def reload(self) -> None:
        self._act(lambda: self.page.reload(wait_until="commit"))

    def back(self) -> None:
        self._act(lambda: self.page.go_back(wait_until="commit"))

    def forward(self) -> None:
        self._act(lambda: self.page.go_forward(wait_until="commit"))

    def open_url(self, query: str) -> None:
        url = self.server.url + (f"?{query}" if query else "")
        self._act(lambda: self.page.goto(url, wait_until="commit"))

    def new_tab(self) -> Session:
        return self._another(self.profile)

    def new_person(self) -> Session:
        return self._another(self.browser.new_profile())

    def close(self) -> None:
        with self._watched():
            self.page.close()

    def lose_connection(self) -> None:
        """The socket closes under the page, which then connects again."""
        self._act(lambda: self._reconnected(lambda: self.page.evaluate("stproof.disconnect()")))

    def restart_server(self) -> None:
        self._act(lambda: self._reconnected(self.server.restart))

    # --- how ----------------------------------------------------------------------------------

    def _another(self, profile: int) -> BrowserSession:
        other = replace(self, page=self.browser.page(profile), profile=profile)
        other.begin()
        return other

    def _act(self, action: Callable[[], object]) -> None:
        """An action, then the wait until the app has settled."""
        with self._watched():
            self.browser.show(self.page)
            action()
            self._settle()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Playwright's errors as ours."""
        try:
            yield
        except TimeoutError as problem:
            self._check_alive(problem)
            raise NotThere(f"it is there, but cannot be reached: {_reason(problem)}") from problem
        except Error as problem:
            self._check_alive(problem)
            raise EngineDied(f"the page cannot be driven: {problem.message.splitlines()[0]}") from problem

    def _check_alive(self, problem: Error) -> None:
        if not self.browser.alive() or "crashed" in problem.message:
            raise EngineDied("Chromium has ended") from problem
        self.server.check()

    def _settle(self, grace: int = 0) -> None:
        """Wait until the app has settled; `grace`: ms for a request that a widget sends late."""
        start = time.monotonic()
        how = {"grace": grace, "limit": SLICE}
        while not run(self.page, "how => stproof.settle(how)", how):
            limit = SETTLE_LIMIT if run(self.page, "stproof.begun()") else LOAD_LIMIT
            if time.monotonic() > start + limit:
                return
            self.server.check()

    def _reconnected(self, act: Callable[[], object]) -> None:
        before = self.page.evaluate("stproof.wire.opened")
        act()
        again = "count => stproof.wire.opened > count"
        self.page.wait_for_function(again, arg=before, timeout=RECONNECT_LIMIT * slowness())
        self._settle(LATE_REQUEST)


def _reason(problem: Error) -> str:
    """Of Playwright's call log the line that says what was in the way."""
    lines = [line.strip(" -") for line in problem.message.splitlines()]
    return next((line for line in lines if "intercepts" in line or "not visible" in line), lines[0])
