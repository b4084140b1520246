"""Finds a widget in the page as a person does, by what it is and its label."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page

from stproof.engines.api import NotThere

Found = dict[str, Any]
"""A widget as `find` in `screen.js` describes it; `target` and the like are selectors."""
LATE_REQUEST = 300
"""Milliseconds; sliders wait 200 for the next move before they send."""
BLUR = "document.activeElement?.blur()"
FIND = "how => stproof.find(how)"
LEAVE_BOX = """next => {
  const box = document.activeElement;
  if (next && box === document.querySelector(next)) return false;
  if (!box?.matches("input[type=text]:not([role=combobox]),input[type=number],input[type=password],textarea"))
    return false;
  box.blur();
  return true;
}"""


class Finder:
    """`settle` waits until the app has settled; given `LATE_REQUEST`, for a request that comes late too."""

    def __init__(self, page: Page, settle: Callable[..., None]) -> None:
        self._page = page
        self._settle = settle

    def _find(self, roles: tuple[str, ...], label: str | None) -> Found:
        """The first such widget in reading order. Raises `NotThere` with the labels that are there."""
        how = {"roles": roles, "label": label}
        found: Found = self._page.evaluate(FIND, how)
        if self._page.evaluate(LEAVE_BOX, found.get("target")):
            self._settle()  # who goes on leaves the box first: 1.40 sends its text once more then
            found = self._page.evaluate(FIND, how)
        what = " or ".join(role for role in roles if role != "other")
        if "there" in found:
            known = ", ".join(map(repr, found["there"])) or "none"
            if label is None:
                raise NotThere(f"there is no {what}")
            raise NotThere(f"there is no {what} {label!r}; there are: {known}")
        if found["disabled"]:
            raise NotThere(f"{label!r} is disabled" if label else f"the {what} is disabled")
        return found

    def _at(self, found: Found) -> Locator:
        return self._page.locator(found["target"])
