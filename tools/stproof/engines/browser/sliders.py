"""How a person moves a slider, on every release since 1.28."""

from stproof.engines.api import NotThere
from stproof.engines.browser.locate import LATE_REQUEST, Finder, run
from stproof.engines.browser.screen import FoundWidget


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
