"""How a person picks options in each kind of list, on every release since 1.28."""

from stproof.engines.api import OFFERING, NotThere, WidgetName
from stproof.engines.browser.locate import Finder, run
from stproof.engines.browser.screen import FoundWidget
from stproof.engines.lookup import no_option, not_clearable

CLOSE = "stproof.close()"
OPENS = "stproof.opens()"
REMOVE_TAG = "[role=presentation],button"
CLEAR = "[aria-label='Clear value']"
SELECT_ALL = "Select all"
"""The entry that Streamlit adds to the list of a multiselect; it is no option."""


def options(finder: Finder, name: WidgetName) -> tuple[str, ...]:
    """What the widget offers; a list is opened for it. What a multiselect has picked comes first."""
    found = finder.find(name, OFFERING)
    if found.targets:
        return found.options
    _open(finder, found)
    texts = run(finder.page, "stproof.scrolled()")
    run(finder.page, CLOSE)
    first = found.picked if found.role == "choices" else ()
    return (*first, *(text for text in texts if text not in (*first, SELECT_ALL)))


def pick(finder: Finder, name: WidgetName, found: FoundWidget, wanted: tuple[str, ...]) -> None:
    """Radio buttons, pills, segments, select boxes, multiselects."""
    if found.targets:
        _pick_shown(finder, name, found, wanted)
    elif found.role == "choices":
        _pick_many(finder, name, found, wanted)
    elif not wanted:
        _clear(finder, found)
    elif found.value != wanted[0]:
        _choose(finder, found, wanted[0])


def _pick_shown(finder: Finder, name: WidgetName, found: FoundWidget, wanted: tuple[str, ...]) -> None:
    """Radio buttons, pills, segments: press each that must change."""
    for text in wanted:
        if text not in found.options:
            raise no_option(found.label, text, found.options)
    if found.kind == "radio" and not wanted:
        raise not_clearable(found.label)
    changes = [text for text in found.options if (text in wanted) != (text in found.picked)]
    if found.role == "choice" and wanted:
        changes = [text for text in changes if text in wanted]
    for text in changes:
        found = finder.find(name, OFFERING)
        finder.press(found.targets[found.options.index(text)], shows=text)
        finder.settle()


def _pick_many(finder: Finder, name: WidgetName, found: FoundWidget, wanted: tuple[str, ...]) -> None:
    for text in found.picked:
        if text not in wanted:
            found = finder.find(name, OFFERING)
            tag = finder.at(found.tags[found.picked.index(text)])
            tag.locator(REMOVE_TAG).first.click()
            finder.settle()
    for text in wanted:
        if text not in found.picked:
            found = finder.find(name, OFFERING)
            _choose(finder, found, text)
            finder.settle()
    run(finder.page, CLOSE)


def _clear(finder: Finder, found: FoundWidget) -> None:
    if found.value is None:
        return
    clear = finder.at(found.whole).locator(CLEAR)
    if not clear.count():
        raise not_clearable(found.label)
    clear.first.click()


def _open(finder: Finder, found: FoundWidget) -> None:
    if run(finder.page, "box => stproof.isOpen(box)", found.target):
        return
    run(finder.page, CLOSE)  # that of another widget
    finder.at(found.target).click()
    if not run(finder.page, OPENS):
        finder.at(found.target).press("ArrowDown")  # the click has closed it, or it opens by keys only
        if not run(finder.page, OPENS):
            raise NotThere(f"the list of {found.label!r} does not open")


def _choose(finder: Finder, found: FoundWidget, text: str) -> None:
    """Open the list and take it; a long list shows it only when it is typed."""
    _open(finder, found)
    there = run(finder.page, "stproof.offered()")
    if text not in there:
        finder.type(found, text, leave=False)
    option = run(finder.page, "all => stproof.option(all)", [text, f"Add: {text}"])
    if option is None:
        run(finder.page, CLOSE)
        raise no_option(found.label, text, there)
    finder.press(option)
