"""How a person moves a slider, on every release since 1.28."""

from __future__ import annotations

import math

from stproof.engines.api import NotThere
from stproof.engines.browser.locate import LATE_REQUEST, Finder

THUMB = "element => stproof.thumb(element)"
SLIDE = "(element, text) => stproof.slide(element, text)"


class Sliders(Finder):
    """Number, date and option sliders with one thumb or two.

    The moves come so fast that the slider sends only where it ends.
    """

    def slide(self, label: str, values: tuple[str, ...]) -> None:
        found = self._find(("slider",), label)
        if len(values) != len(found["targets"]):
            raise NotThere(f"{label!r} has {len(found['targets'])} thumbs, not {len(values)}")
        thumbs = [(self._page.locator(selector), text) for selector, text in zip(found["targets"], values)]
        for thumb, text in [*thumbs[1:], *thumbs]:  # the upper one twice: neither passes the other
            thumb.focus()
            if key := thumb.evaluate(SLIDE, text):
                thumb.press(key)
        for thumb, text in thumbs:
            if not same(thumb.evaluate(THUMB), text):
                self._settle(LATE_REQUEST)
                raise NotThere(f"{label!r} does not go to {text!r}")
        self._settle(LATE_REQUEST)


def same(shown: str | float, text: str) -> bool:
    """Whether a thumb stands at the value given as text."""
    if isinstance(shown, str):
        return shown == text
    try:
        return math.isclose(shown, float(text), abs_tol=1e-9)
    except ValueError:
        return False
