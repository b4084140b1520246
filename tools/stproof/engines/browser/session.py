"""One tab with the app in it: what a person does with a tab, and what they see there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Error, FloatRect, Page, TimeoutError

from stproof.engines.api import EngineDied, NotThere, Screen, Session
from stproof.engines.browser.actions import Hands
from stproof.engines.browser.browser_process import BrowserProcess, forget_history
from stproof.engines.browser.locate import BLUR, LATE_REQUEST
from stproof.engines.browser.screen import understood
from stproof.engines.browser.server import Server
from stproof.model.run import App

SETTLE_LIMIT = 8.0
"""Seconds after which an app that still runs is taken as it is."""
SLICE = 1000
"""Milliseconds between two looks whether the server still lives."""
RECONNECT_LIMIT = 20_000
"""Milliseconds; the page tries again after ever longer pauses."""
EXTENT = """() => {
  const shown = document.querySelectorAll(
    "[data-testid=stElementContainer], .element-container, [data-testid=stSidebarNavLink],"
    + "[data-testid=stBottom], [role=dialog]");
  const below = Math.max(0, ...[...shown].map((each) => each.getBoundingClientRect().bottom + scrollY));
  return [innerWidth, (below || innerHeight) + 32];
}"""
"""Width and height of what is drawn, in CSS pixels, with a margin below."""
SETTLE = "async (how) => ({ settled: await stproof.settle(how), ...stproof.look() })"
GONE = ("Execution context was destroyed", "Cannot find context", "stproof is not defined")
"""What Playwright says when the page changed to another one in the middle."""


class BrowserSession:
    """A `Session` in Chromium. After each act the app has settled; see `watch.js`."""

    assert_timeout = 5.0

    def __init__(
        self,
        *,
        app: App,
        bases: Mapping[str, Sequence[str]],
        server: Server,
        window: BrowserProcess,
        page: Page,
        person: int = 0,
    ) -> None:
        self._app = app
        self._bases = bases
        self._server = server
        self._window = window
        self._page = page
        self._person = person
        self._last: dict[str, Any] | None = None
        self._hands = Hands(page, self._settle)

    def begin(self, query: str = "") -> None:
        """Open the app in the empty tab."""
        self.open_url(query)
        with self._watched():
            forget_history(self._page)

    # --- seeing -------------------------------------------------------------------------------

    def screen(self) -> Screen:
        """The state right after the last act, or, when that was looked at before, the present one."""
        with self._watched():
            raw = self._last or self._page.evaluate("stproof.look()")
        self._last = None
        return understood(raw, self._app, self._bases)

    def options(self, label: str) -> tuple[str, ...]:
        with self._watched():
            self._window.show(self._page)
            return self._hands.options(label)

    def log(self) -> str:
        return self._server.log()

    def screenshot(self, path: str) -> None:
        """Save a picture of the page down to where its content ends."""
        with self._watched():
            width, height = self._page.evaluate(EXTENT)
            clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": height}
            self._page.screenshot(path=path, full_page=True, clip=clip)

    # --- acting on widgets --------------------------------------------------------------------

    def click(self, label: str) -> None:
        with self._acting():
            self._hands.click(label)

    def type(self, label: str, text: str) -> None:
        with self._acting():
            self._hands.type(label, text)

    def pick(self, label: str, options: tuple[str, ...]) -> None:
        with self._acting():
            self._hands.pick(label, options)

    def check(self, label: str, on: bool) -> None:
        with self._acting():
            self._hands.check(label, on)

    def slide(self, label: str, values: tuple[str, ...]) -> None:
        with self._acting():
            self._hands.slide(label, values)

    def upload(self, label: str, files: tuple[tuple[str, bytes], ...]) -> None:
        with self._acting():
            self._hands.upload(label, files)

    def say(self, text: str) -> None:
        with self._acting():
            self._hands.say(text)

    def go_to(self, page: str) -> None:
        with self._acting():
            self._hands.follow(page)

    # --- acting on the tab --------------------------------------------------------------------

    def rerun(self) -> None:
        with self._acting():
            self._page.evaluate(BLUR)
            self._page.keyboard.press("r")

    def reload(self) -> None:
        with self._acting():
            self._page.reload(wait_until="commit")

    def back(self) -> None:
        with self._acting():
            self._page.go_back(wait_until="commit")

    def forward(self) -> None:
        with self._acting():
            self._page.go_forward(wait_until="commit")

    def open_url(self, query: str) -> None:
        with self._acting():
            self._goto(query)

    def new_tab(self) -> Session:
        return self._another(self._person)

    def new_person(self) -> Session:
        return self._another(self._window.new_profile())

    def close(self) -> None:
        with self._watched():
            self._page.close()

    def lose_connection(self) -> None:
        """The socket closes under the page, which then connects again."""
        with self._acting():
            self._reconnected(lambda: self._page.evaluate("stproof.disconnect()"))

    def restart_server(self) -> None:
        with self._acting():
            self._reconnected(self._server.restart)

    # --- how ----------------------------------------------------------------------------------

    def _goto(self, query: str) -> None:
        self._page.goto(self._server.url + (f"?{query}" if query else ""), wait_until="commit")

    def _another(self, person: int) -> BrowserSession:
        page = self._window.page(person)
        tab = BrowserSession(
            app=self._app,
            bases=self._bases,
            server=self._server,
            window=self._window,
            page=page,
            person=person,
        )
        tab.begin()
        return tab

    @contextmanager
    def _acting(self) -> Iterator[None]:
        """An act, then the wait until the app has settled."""
        self._last = None
        with self._watched():
            self._window.show(self._page)
            yield
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
        if not self._window.alive() or "crashed" in problem.message:
            raise EngineDied("Chromium has ended") from problem
        self._server.check()

    def _settle(self, grace: int = 0) -> None:
        """Wait until the app has settled; `grace`: ms for a request that a widget sends late."""
        deadline = time.monotonic() + SETTLE_LIMIT
        while True:
            try:
                self._last = self._page.evaluate(SETTLE, {"grace": grace, "limit": SLICE})
            except Error as problem:
                if not any(text in problem.message for text in GONE):
                    raise
                time.sleep(0.01)
                continue
            if self._last["settled"] or time.monotonic() > deadline:
                return
            self._server.check()

    def _reconnected(self, act: Callable[[], object]) -> None:
        before = self._page.evaluate("stproof.wire.opened")
        act()
        again = "count => stproof.wire.opened > count"
        self._page.wait_for_function(again, arg=before, timeout=RECONNECT_LIMIT)
        self._settle(LATE_REQUEST)


def _reason(problem: Error) -> str:
    """Of Playwright's call log the line that says what was in the way."""
    lines = [line.strip(" -") for line in problem.message.splitlines()]
    return next((line for line in lines if "intercepts" in line or "not visible" in line), lines[0])
