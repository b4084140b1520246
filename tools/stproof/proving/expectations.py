"""What a look at the screen finds: None when all is as expected, else what is there instead."""

from __future__ import annotations

import re
from collections.abc import Callable

from stproof.engines.api import NotThere, Screen, Widget

Mismatch = str | None
"""What a look returns: None when all is as expected, else what is there instead."""


def describe(screen: Screen) -> tuple[str, ...]:
    """The screen in lines for a message: errors, widgets with their values, then the texts."""
    widgets = [f"[{widget.role}] {widget.label!r} = {widget.value!r}" for widget in screen.widgets]
    labels = {widget.label for widget in screen.widgets}
    texts = [line for line in screen.lines if line not in labels]
    return (*(str(error) for error in screen.errors), *widgets, *texts)


def text_seen(screen: Screen, text: str, times: int | None) -> Mismatch:
    count = sum(len(bounded(text).findall(line)) for line in screen.lines)
    if count == times or (times is None and count):
        return None
    return (
        f"it is there {count} {'time' if count == 1 else 'times'}" if count else "it is nowhere on the page"
    )


def bounded(text: str) -> re.Pattern[str]:
    """The text, not in the middle of a word or number: `Count: 5` is not in `Count: 50` or `Count: 5.5`."""
    words = r"\s+".join(re.escape(word) for word in text.split())
    before = r"(?<!\w)" if text[:1].isalnum() else ""
    after = r"(?!\w|[.,]\d)" if text[-1:].isalnum() else ""
    return re.compile(before + words + after)


def labelled(screen: Screen, label: str) -> Widget | None:
    return next((widget for widget in screen.widgets if widget.label == label), None)


def widget_present(screen: Screen, label: str, disabled: bool | None) -> Mismatch:
    widget = labelled(screen, label)
    if widget is None:
        return no_widget(screen, label)
    if disabled is not None and widget.disabled != disabled:
        return f"{label!r} is {'disabled' if widget.disabled else 'enabled'}"
    return None


def widget_absent(screen: Screen, label: str) -> Mismatch:
    widget = labelled(screen, label)
    return f"there is a {widget.role} {label!r}" if widget else None


def no_widget(screen: Screen, label: str) -> str:
    labels = ", ".join(repr(widget.label) for widget in screen.widgets) or "none"
    return f"there is no widget {label!r}; there are: {labels}"


def shows(screen: Screen, label: str, value: object) -> Mismatch:
    widget = labelled(screen, label)
    if widget is None:
        return no_widget(screen, label)
    return None if same_value(widget.value, value) else f"{label!r} shows {widget.value!r}"


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


def offers(
    screen: Screen, label: str, options: tuple[str, ...], offered: Callable[[str], tuple[str, ...]]
) -> Mismatch:
    if labelled(screen, label) is None:
        return no_widget(screen, label)
    try:
        there = offered(label)
    except NotThere as problem:  # what has this label offers nothing
        return str(problem)
    return None if there == options else f"{label!r} offers {there!r}"


def errors(screen: Screen) -> str:
    return "; ".join(f"{error.type}: {error.message}" for error in screen.errors) or "no error"


def logged(log: str, text: str, times: int | None) -> Mismatch:
    count = log.count(text)
    if count == times or (times is None and count):
        return None
    tail = "; ".join(log.splitlines()[-3:]) or "nothing"
    return f"the log has it {count} times; its end: {tail}"
