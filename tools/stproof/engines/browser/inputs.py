"""How a person types into each kind of box, on every release since 1.28."""

from __future__ import annotations

import re

from playwright.sync_api import Error, Locator

from stproof.engines.api import NotThere
from stproof.engines.browser.locate import Finder, Found

CALENDAR = "[data-testid=stDateInputCalendar],[data-testid=stDateTimeInputCalendar],[data-baseweb=calendar]"
COLOR_BOX = "[data-testid=stColorPickerPopover] input"


class Boxes(Finder):
    """Texts, numbers, dates, times, colours."""

    def type(self, label: str, text: str) -> None:
        found = self._find(("text", "number"), label)
        box = self._at(found)
        if found["parts"]:
            self._type_parts(found, text)
        elif found["colored"]:
            self._type_color(box, text)
        elif found["listed"]:
            self._type_in_list(box, text)
        else:
            self._fill(found, box, text)
            self._leave(found, box)

    def _fill(self, found: Found, box: Locator, text: str) -> None:
        try:
            box.fill(text if not found["dated"] else in_format(text, found["placeholder"]))
        except Error as problem:
            if "Cannot type text" not in problem.message:
                raise
            raise NotThere(f"the box does not take {text!r}") from problem

    def _leave(self, found: Found, box: Locator) -> None:
        """Enter commits; in a form it may submit, so there the person goes on to the next box."""
        key = "Control+Enter" if found["tag"] == "TEXTAREA" else "Enter"
        box.press("Tab" if found["form"] else key)
        if found["dated"] and self._page.locator(CALENDAR).count():
            self._page.keyboard.press("Escape")

    def _type_parts(self, found: Found, text: str) -> None:
        """A row of parts: year, month, day. Each takes digits and passes on to the next."""
        values = re.findall(r"\d+", text)
        for selector, names in zip(found["targets"], found["parts"], strict=True):
            parts = self._page.locator(selector).locator("[role=spinbutton]")
            parts.first.focus()  # a click would open the calendar
            if not values:
                self._empty(parts)
                continue
            mine, values = values[: len(names)], values[len(names) :]
            for part, digits in zip(names, in_order(names, mine), strict=False):
                self._page.keyboard.type(digits.zfill(4 if part == "year" else 2))
        if self._page.locator(CALENDAR).count():
            self._page.keyboard.press("Escape")  # closes it, and the date counts
        else:
            self._page.keyboard.press("Tab" if found["form"] else "Enter")

    def _empty(self, parts: Locator) -> None:
        for part in reversed(parts.all()):
            part.focus()
            for _ in range(4):
                part.press("Backspace")

    def _type_color(self, box: Locator, text: str) -> None:
        box.click()
        self._page.locator(COLOR_BOX).last.fill(text)
        self._page.keyboard.press("Enter")
        self._page.keyboard.press("Escape")

    def _type_in_list(self, box: Locator, text: str) -> None:
        box.click()
        box.fill(text)
        box.press("Enter")


def in_format(text: str, pattern: str) -> str:
    """Dates in the box's own format, such as `DD.MM.YYYY`; what is no year-first date stays as it is."""
    first = pattern.split(" – ")[0]
    dates = re.findall(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", text)
    shown = [
        first.replace("YYYY", year).replace("MM", f"{int(month):02}").replace("DD", f"{int(day):02}")
        for year, month, day in dates
    ]
    return " – ".join(shown) if shown and "YYYY" in first else text


def in_order(parts: list[str], values: list[str]) -> list[str]:
    """Numbers typed year first, in the order of the box's parts."""
    if len(values) < 3 or len(values[0]) != 4:
        return values
    named = dict(zip(("year", "month", "day"), values, strict=False))
    return [named.get(part) or value for part, value in zip(parts, values, strict=False)]
