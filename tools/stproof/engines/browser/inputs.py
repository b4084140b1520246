"""How a person types into each kind of box, and moves a slider, on every release since 1.28."""

import re

from stproof.engines.api import NotThere
from stproof.engines.browser.locate import LATE_REQUEST, Finder, refused, run
from stproof.engines.browser.screen import FoundWidget

CALENDAR = "[data-testid=stDateInputCalendar],[data-testid=stDateTimeInputCalendar],[data-baseweb=calendar]"
COLOR_BOX = "[data-testid=stColorPickerPopover] input,[data-baseweb=popover] input"
PART = "[role=spinbutton]"


def type_into(finder: Finder, found: FoundWidget, text: str) -> None:
    """Texts, numbers, dates, times, colours. Raises `NotThere` for what the box does not take."""
    match found.kind:
        case "parts":
            _type_parts(finder, found, text)
        case "color":
            _type_color(finder, found, text)
        case "list":
            finder.at(found.target).click()
            finder.type(found, text, leave=False)
            if not run(finder.page, "stproof.offered()"):
                raise refused(found, text)
            finder.at(found.target).press("Enter")
        case "date":
            box, date = finder.at(found.target), in_format(text, found.placeholder)
            box.fill(date)  # by steps: the box has a mask, which follows the selection from frame to frame
            if box.input_value() != date:
                raise refused(found, text)
            box.press("Tab" if found.in_form else "Enter")
            if finder.page.locator(CALENDAR).count():
                finder.page.keyboard.press("Escape")
        case _:
            finder.type(found, text)


def _type_parts(finder: Finder, found: FoundWidget, text: str) -> None:
    """A row of parts: year, month, day. Each takes digits and passes on to the next."""
    values = re.findall(r"\d+", text)
    if text and not values:
        raise refused(found, text)
    typed: list[str] = []
    for selector, names in zip(found.targets, found.parts, strict=True):
        mine = in_order(names, values[: len(names)])
        values = values[len(names) :]
        finder.at(selector, PART).first.focus()  # a click would open the calendar
        if not mine:
            _empty(finder, selector)
        for part, digits in zip(names, mine, strict=False):
            finder.page.keyboard.type(digits.zfill(4 if part == "year" else 2))
        typed += mine
    if typed and run(finder.page, "all => stproof.numbers(all)", found.targets) != list(map(int, typed)):
        raise refused(found, text)
    if finder.page.locator(CALENDAR).count():
        finder.page.keyboard.press("Escape")  # closes it, and the date counts
    else:
        finder.page.keyboard.press("Tab" if found.in_form else "Enter")


def _empty(finder: Finder, selector: str) -> None:
    for part in reversed(finder.at(selector, PART).all()):
        part.focus()
        for _ in range(4):
            part.press("Backspace")


def _type_color(finder: Finder, found: FoundWidget, text: str) -> None:
    finder.at(found.target).click()
    box = finder.page.locator(COLOR_BOX).last
    box.fill(text)
    if box.input_value().lower() != text.lower():
        raise refused(found, text)
    finder.page.keyboard.press("Enter")
    finder.page.keyboard.press("Escape")


def in_format(text: str, pattern: str) -> str:
    """Dates in the box's own format, such as `DD.MM.YYYY`; what is no year-first date stays as it is."""
    first = pattern.split(" – ")[0]
    dates = re.findall(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", text)
    shown = [
        first.replace("YYYY", year).replace("MM", f"{int(month):02}").replace("DD", f"{int(day):02}")
        for year, month, day in dates
    ]
    return " – ".join(shown) if shown and "YYYY" in first else text


def in_order(parts: tuple[str, ...], values: list[str]) -> list[str]:
    """Numbers typed year first, in the order of the box's parts."""
    if len(values) < 3 or len(values[0]) != 4:
        return values
    named = dict(zip(("year", "month", "day"), values, strict=False))
    return [named.get(part) or value for part, value in zip(parts, values, strict=False)]


def slide(finder: Finder, found: FoundWidget, values: tuple[str, ...]) -> None:
    """Number, date and option sliders with one thumb or two.

    The moves come so fast that the slider sends only where it ends.
    """
    if len(values) != len(found.targets):
        raise NotThere(f"{found.label!r} has {len(found.targets)} thumbs, not {len(values)}")
    thumbs = list(zip(found.targets, values))
    for selector, text in [*thumbs[1:], *thumbs]:  # the upper one twice: neither passes the other
        if key := run(finder.page, "how => stproof.slide(how)", {"selector": selector, "text": text}):
            finder.at(selector).press(key)
    missed = [
        text for thumb, text in thumbs if not run(finder.page, "how => stproof.isAt(...how)", [thumb, text])
    ]
    finder.settle(LATE_REQUEST)
    if missed:
        raise NotThere(f"{found.label!r} does not go to {missed[0]!r}")
