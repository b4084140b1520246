"""Finds a widget in the page as a person does, by what it is and its label, and gets at it."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Error, Locator, Page

from stproof.engines.api import NotThere, Roles, WidgetName
from stproof.engines.browser import screen
from stproof.engines.browser.screen import FoundWidget
from stproof.engines.lookup import the_one

LATE_REQUEST = 300
"""Milliseconds; sliders wait 200 for the next move before they send."""
BLUR = "document.activeElement?.blur()"
GONE = ("Execution context was destroyed", "Cannot find context", "stproof is not defined")
"""What Playwright says when the page changed to another one in the middle."""


class Finder:
    """`settle` waits until the app has settled; given `LATE_REQUEST`, for a request that comes late too."""

    def __init__(self, page: Page, settle: Callable[..., None]) -> None:
        self.page = page
        self.settle = settle

    def find(self, name: WidgetName, roles: Roles) -> FoundWidget:
        """Raises `NotThere` when there is no such widget, when there are several, and when it is disabled."""
        raw = run(self.page, "how => stproof.look(how)", {"roles": roles, "label": name.label})
        found = the_one(screen.widgets(raw), screen.texts(raw), name, roles)
        if found.disabled:
            raise NotThere(f"{found.label!r} is disabled")
        return found

    def at(self, selector: str, inner: str = "") -> Locator:
        return self.page.locator(f"{selector} {inner}")

    def press(self, selector: str, *, shows: str | None = None, on: bool | None = None) -> None:
        """Click what is there, if it still shows this text, and, for a checkbox, only to switch it to `on`.

        Raises `NotThere` when the page was drawn again meanwhile, so that the click met something else
        or nothing; it was then of no effect, and can be done again.
        """
        there = run(self.page, "how => stproof.aim(how)", {"selector": selector, "shows": shows, "on": on})
        try:
            if there:
                self.at(selector).click()
        finally:
            met = run(self.page, "stproof.met()")
        if not (there and met):
            raise NotThere("it was there, but was drawn again when it was to be clicked")

    def type(self, found: FoundWidget, text: str, *, leave: bool = True) -> None:
        """Replace the text of the box, and leave it. Raises `NotThere` when it then shows something else;
        nothing is sent in this case."""
        how = {"selector": found.target, "text": text, "leave": leave}
        if not run(self.page, "how => stproof.type(how)", how):
            raise refused(found, text)


def refused(found: FoundWidget, text: str) -> NotThere:
    return NotThere(f"{found.label!r} does not take {text!r}")


def run(page: Page, code: str, argument: object = None) -> Any:
    """Run JavaScript in the page; once more if the page changes to another one meanwhile."""
    while True:
        try:
            return page.evaluate(code, argument)
        except Error as problem:
            if not any(text in problem.message for text in GONE):
                raise
            time.sleep(0.01)
