"""What a look at the screen finds: None when all is as expected, else what is there instead."""

from stproof.engines.api import SHOWING, WIDGETS, Screen, WidgetName
from stproof.engines.lookup import bounded, inside, place_within, the_one

Mismatch = str | None
"""What a look returns: None when all is as expected, else what is there instead."""


def describe(screen: Screen) -> tuple[str, ...]:
    """The screen in lines for a message: errors, widgets with their values, then the texts."""
    widgets = [f"[{widget.role}] {widget.label!r} = {widget.value!r}" for widget in screen.widgets]
    labels = {widget.label for widget in screen.widgets}
    texts = [text.words for text in screen.texts if text.words not in labels]
    return (*(str(error) for error in screen.errors), *widgets, *texts)


def text_seen(screen: Screen, text: str, times: int | None, within: tuple[str, ...] = ()) -> Mismatch:
    """Whether the text is there, `times` times or at all; `within` as `User.within` takes it.

    Raises `NotThere` when there is no such container, or there are several.
    """
    lines = inside(screen.texts, place_within(screen.texts, within))
    count = sum(len(bounded(text).findall(line.words)) for line in lines)
    if count == times or (times is None and count):
        return None
    where = "there" if within else "on the page"
    return f"it is there {count} {'time' if count == 1 else 'times'}" if count else f"it is nowhere {where}"


def order_seen(screen: Screen, texts: tuple[str, ...], within: tuple[str, ...] = ()) -> Mismatch:
    """Whether each text, or label, is on a line further on than the one before; `within` as `text_seen`."""
    lines = (line.words for line in inside(screen.texts, place_within(screen.texts, within)))
    for at, text in enumerate(texts):
        if not any(bounded(text).search(words) for words in lines):  # goes on where the last one was found
            return f"{text!r} is not after {texts[at - 1]!r}" if at else f"there is no {text!r}"
    return None


def widget_present(screen: Screen, name: WidgetName, disabled: bool | None) -> Mismatch:
    """Whether the widget is there; with `disabled`, greyed out or not. Raises `NotThere` as `the_one`."""
    widget = the_one(screen.widgets, screen.texts, name, WIDGETS)
    if disabled is not None and widget.disabled != disabled:
        return f"{name.label!r} is {'disabled' if widget.disabled else 'enabled'}"
    return None


def widget_absent(screen: Screen, name: WidgetName) -> Mismatch:
    """Whether no widget with this name is there. Raises `NotThere` as `place_within`."""
    part = inside(screen.widgets, place_within(screen.texts, name.within))
    there = [widget for widget in part if widget.label == name.label and widget.role in WIDGETS]
    return f"there is a {there[0].role} {name.label!r}" if there else None


def shows(screen: Screen, name: WidgetName, value: object) -> Mismatch:
    """Whether the widget shows this value. Raises `NotThere` as `the_one`."""
    widget = the_one(screen.widgets, screen.texts, name, SHOWING)
    return None if same_value(widget.value, value) else f"{name.label!r} shows {widget.value!r}"


def same_value(shown: object, expected: object) -> bool:
    """Whether a widget shows what was expected: numbers by value, a list as a tuple, texts as they are."""
    if isinstance(expected, (tuple, list)):
        return (
            isinstance(shown, tuple)
            and len(shown) == len(expected)
            and all(same_value(one, other) for one, other in zip(shown, expected))
        )
    if isinstance(shown, (tuple, bool)) or isinstance(expected, bool):
        return shown is expected
    if isinstance(expected, (int, float)) and isinstance(shown, (str, int, float)):
        try:
            return float(shown) == float(expected)
        except ValueError:
            return False
    return shown == expected


def offers(there: tuple[str, ...], name: WidgetName, options: tuple[str, ...]) -> Mismatch:
    """Whether what the widget offers is exactly this, in this order."""
    return None if there == options else f"{name.label!r} offers {there!r}"


def error_seen(screen: Screen, type_: str, text: str) -> Mismatch:
    """Whether an error of this type, or of a subclass of it, is shown with this text in its message."""
    if any(error.is_a(type_) and text in error.message for error in screen.errors):
        return None
    return "; ".join(f"{error.type}: {error.message}" for error in screen.errors) or "no error"


def in_url(screen: Screen, query: str) -> Mismatch:
    """Whether the address ends in this query string."""
    return None if screen.url == query else f"the address ends in ?{screen.url}"


def logged(log: str, text: str, times: int | None) -> Mismatch:
    """Whether the log has this text, `times` times or at all."""
    count = log.count(text)
    if count == times or (times is None and count):
        return None
    tail = "; ".join(log.splitlines()[-3:]) or "nothing"
    return f"the log has it {count} times; its end: {tail}"
