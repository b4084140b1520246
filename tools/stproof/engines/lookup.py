"""Which widget a person means, and which part of the page: the same rules on every engine."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from stproof.engines.api import (
    ABOVE,
    SHOWING,
    SIDEBAR,
    WIDGETS,
    NotThere,
    Place,
    Roles,
    Text,
    Widget,
    WidgetName,
)

W = TypeVar("W", bound=Widget)
Placed = TypeVar("Placed", Text, Widget)
CALLED = {WIDGETS: "widget", SHOWING: "widget with a value"}
"""What a message calls widgets of many roles."""


def bounded(text: str) -> re.Pattern[str]:
    """The text, not in the middle of a word or number: `Count: 5` is not in `Count: 50` or `Count: 5.5`."""
    words = r"\s+".join(re.escape(word) for word in text.split())
    before = r"(?<!\w)" if text[:1].isalnum() else ""
    after = r"(?!\w|[.,]\d)" if text[-1:].isalnum() else ""
    return re.compile(before + words + after)


def the_one(widgets: Sequence[W], texts: Sequence[Text], name: WidgetName, roles: Roles) -> W:
    """The widget with this name and one of these roles.

    A dialog covers the rest of the page, so that what is in it comes first. Of several links to one
    page that of the navigation does. Raises `NotThere` when there is no such widget, with the labels that
    are there, and when there are several.
    """
    fitting = [widget for widget in widgets if widget.role in roles]
    named = [widget for widget in fitting if name.label in (None, widget.label)]
    if not named:
        known = ", ".join(dict.fromkeys(repr(widget.label) for widget in fitting)) or "none"
        raise NotThere(
            f"there is no {_called(name, roles)}" + (f"; there are: {known}" if name.label else "")
        )
    if name.within:
        place = place_within(texts, name.within, named, _called(name, roles))
        named = [widget for widget in named if _is_in(widget.place, place)]
    named = [widget for widget in named if widget.place[:1] == (ABOVE,)] or named
    named = [widget for widget in named if widget.role == "page"] or named
    if len(named) > 1:
        raise NotThere(f'there are {_counted(named, name)}; say which: user.within("…")')
    return named[0]


def no_option(label: str, option: str, there: Iterable[str]) -> NotThere:
    known = ", ".join(map(repr, there)) or "none"
    return NotThere(f"{label!r} has no option {option!r}; there are: {known}")


def not_clearable(label: str) -> NotThere:
    return NotThere(f"{label!r} has nothing that clears it")


def place_within(
    texts: Sequence[Text],
    within: tuple[str, ...],
    wanted: Sequence[Widget] = (),
    what: str = "text next to it",
) -> Place:
    """The container that `User.within` means; the whole page for no texts.

    wanted: one of them must be in it, called `what` in a message; without any, a text besides the one
    that names it, unless it is a whole part of the page. Raises `NotThere` when there is no such
    container, and when there are several.
    """
    place: Place = ()
    for at, text in enumerate(within):
        found = _innermost(texts, within[at:], wanted, place)
        if len(found) == 1:
            place = found[0]
        elif found:
            which = f'say which: user.within("…").within({text!r})'
            raise NotThere(f"{text!r} is in {len(found)} containers with a {what}; {which}")
        elif _around(texts, text, place):
            inner = "".join(f"text {each!r} with a " for each in within[at + 1 :])
            raise NotThere(f"within {text!r} there is no {inner}{what}")
        else:
            raise NotThere(f"there is no text {text!r}")
    return place


def inside(every: Iterable[Placed], place: Place) -> list[Placed]:
    """What is in the container."""
    return [each for each in every if _is_in(each.place, place)]


def _innermost(
    texts: Sequence[Text], within: tuple[str, ...], wanted: Sequence[Widget], outer: Place
) -> list[Place]:
    """Containers in `outer` with the first text and what is wanted, in which no other such container is.

    Of several texts, what is wanted for one is a container for the next.
    """

    def has_it(place: Place) -> bool:
        if within[1:]:
            return bool(_innermost(texts, within[1:], wanted, place))
        return bool(inside(wanted, place)) if wanted else len(place) == 1 or len(inside(texts, place)) > 1

    found = [place for place in _around(texts, within[0], outer) if has_it(place)]
    return [place for place in found if not any(_is_in(other, place) for other in found if other != place)]


def _around(texts: Sequence[Text], text: str, outer: Place) -> set[Place]:
    """All containers in `outer` around the text. `sidebar` names the sidebar, where no text says so."""
    hits = [each.place for each in inside(texts, outer) if bounded(text).search(each.words)]
    if not hits and text == "sidebar":
        hits = [(SIDEBAR,)]
    return {hit[:depth] for hit in hits for depth in range(max(1, len(outer)), len(hit) + 1)}


def _is_in(place: Place, outer: Place) -> bool:
    return place[: len(outer)] == outer


def _called(name: WidgetName, roles: Roles) -> str:
    """`button, link, tab or expander 'Add'`."""
    *others, last = dict.fromkeys(role.removesuffix("s") for role in roles)
    what = CALLED.get(roles) or (f"{', '.join(others)} or {last}" if others else last)
    return what if name.label is None else f"{what} {name.label!r}"


def _counted(widgets: Sequence[Widget], name: WidgetName) -> str:
    """`2 buttons 'Add'`, or `2 widgets 'Add' (button, tab)`."""
    label = "" if name.label is None else f" {name.label!r}"
    roles = dict.fromkeys(widget.role.removesuffix("s") for widget in widgets)
    if len(roles) > 1:
        return f"{len(widgets)} widgets{label} ({', '.join(roles)})"
    (role,) = roles
    return f"{len(widgets)} {role}{'es' if role.endswith('x') else 's'}{label}"
