"""How a person picks options in each kind of list, on every release since 1.28."""

from __future__ import annotations

from stproof.engines.api import Cannot, NotThere
from stproof.engines.browser.locate import BLUR, Found
from stproof.engines.browser.sliders import Sliders

OPTION = "[role=option]"
LIST = f"{OPTION},[data-testid=stVirtualDropdownEmpty],[data-testid=stSelectboxVirtualDropdownEmpty]"
HAS_LIST = f"stproof.until(() => document.querySelector({LIST!r}), 300)"
TAG = "[data-baseweb=tag],[data-tag]"
REMOVE_TAG = "[role=presentation],button"
CLEAR = "[aria-label='Clear value']"
SELECT_ALL = "Select all"
"""The entry that Streamlit adds to the list of a multiselect; it is no option."""


class Lists(Sliders):
    """Radio buttons, pills, segments, select boxes, multiselects; an option slider is slid."""

    def pick(self, label: str, options: tuple[str, ...]) -> None:
        found = self._find(("choice", "choices", "slider"), label)
        if found["role"] == "slider":
            self.slide(label, options)
        elif found["targets"]:
            self._pick_shown(found, label, options)
        elif found["role"] == "choice":
            self._pick_one(found, label, options)
        else:
            self._pick_many(found, label, options)

    def options(self, label: str) -> tuple[str, ...]:
        """What the widget offers; a list is opened for it. What a multiselect has picked comes first."""
        found = self._find(("choice", "choices"), label)
        if found["targets"]:
            return tuple(found["options"])
        self._open(found)
        texts = self._page.evaluate("stproof.scrolled()")
        self._page.evaluate(BLUR)
        picked = found["value"] if found["role"] == "choices" else []
        return (*picked, *(text for text in texts if text not in (*picked, SELECT_ALL)))

    def _pick_shown(self, found: Found, label: str, options: tuple[str, ...]) -> None:
        """Radio buttons, pills, segments: press each that must change."""
        self._known(label, options, found["options"])
        picked = found["value"] if isinstance(found["value"], list) else [found["value"]]
        if found["type"] == "radio" and not options:
            raise Cannot("radio buttons cannot be cleared in a browser")
        changes = [text for text in found["options"] if (text in options) != (text in picked)]
        if found["role"] == "choice" and options:
            changes = [text for text in changes if text in options]
        for text in changes:
            again = self._find(("choice", "choices"), label)
            self._page.locator(again["targets"][again["options"].index(text)]).click()
            self._settle()

    def _pick_one(self, found: Found, label: str, options: tuple[str, ...]) -> None:
        if not options:
            return self._clear_one(found)
        if found["value"] != options[0]:
            self._open(found)
            self._choose(found, label, options[0])

    def _clear_one(self, found: Found) -> None:
        if found["value"] is None:
            return
        clear = self._page.locator(found["whole"]).locator(CLEAR)
        if not clear.count():
            raise Cannot("this select box cannot be cleared")
        clear.first.click()

    def _pick_many(self, found: Found, label: str, options: tuple[str, ...]) -> None:
        for text in found["value"]:
            if text not in options:
                again = self._find(("choices",), label)
                tags = self._page.locator(again["whole"]).locator(TAG)
                tags.nth(again["value"].index(text)).locator(REMOVE_TAG).first.click()
                self._settle()
        for text in options:
            if text not in found["value"]:
                again = self._find(("choices",), label)
                self._open(again)
                self._choose(again, label, text)
                self._settle()
        self._page.evaluate(BLUR)  # closes the list; Escape might close a dialog, or clear the widget

    def _open(self, found: Found) -> None:
        if self._page.locator(OPTION).count():
            return
        self._at(found).click()
        if not self._page.evaluate(HAS_LIST):
            self._at(found).press("ArrowDown")  # the click has closed it, or it opens by keys only
        self._page.locator(LIST).first.wait_for()

    def _choose(self, found: Found, label: str, text: str) -> None:
        """Take it from the open list; a long list shows it only when it is typed."""
        there = self._listed()
        if text not in there:
            self._at(found).fill(text)
            if text not in self._listed() and f"Add: {text}" not in self._listed():
                self._page.evaluate(BLUR)
                self._known(label, (text,), there)
        shown = self._listed()
        at = shown.index(text) if text in shown else shown.index(f"Add: {text}")
        self._page.locator(OPTION).nth(at).click()

    def _listed(self) -> list[str]:
        """The options that the open list shows without scrolling."""
        texts: list[str] = self._page.evaluate("stproof.offered()")
        return texts

    def _known(self, label: str, options: tuple[str, ...], there: list[str]) -> None:
        for option in options:
            if option not in there:
                known = ", ".join(map(repr, there)) or "none"
                raise NotThere(f"{label!r} has no option {option!r}; there are: {known}")
