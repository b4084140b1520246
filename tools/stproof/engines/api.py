"""What an engine is: it opens an app as a person does, acts on it, and says what the person sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from stproof.model.run import App, Engine, ErrorSeen

Value = str | float | bool | tuple[str, ...] | tuple[float, ...] | None
"""What a widget shows: text, a number, on or off, the picked options, a range, or nothing."""


Place = tuple[int, ...]
"""Where something is on the page: the containers around it, outermost first, each by its number in
the one before. The first is the part of the page: 0 the main part, `SIDEBAR`, `ABOVE` or another."""
SIDEBAR = 1
ABOVE = 2
"""Dialogs and messages, which cover the rest."""
Roles = tuple[str, ...]
"""See `Widget.role`."""


class NotThere(Exception):
    """The widget, option or page that a person looks for is not there, or there are several."""


class Cannot(Exception):
    """This engine, on this release, has no way to do that; the outcome is skipped with the reason."""


class OnlyInBrowser(Cannot):
    """Only a browser can do that: the proof has to be marked so."""


@dataclass(frozen=True, kw_only=True)
class Widget:
    """One widget as a person sees it."""

    role: str
    """`button`, `text`, `number`, `checkbox`, `choice` (one option), `choices` (several), `slider`,
    `file`, `chat`, `link`, `page` (a link of the navigation), `tab` or `expander`."""
    label: str
    value: Value = None
    options: tuple[str, ...] = ()
    disabled: bool = False
    place: Place = ()


@dataclass(frozen=True)
class Text:
    """One visible line, without Markdown marks."""

    words: str
    place: Place = ()
    """Empty for what is in no container that a person could mean: the title of a closed tab."""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """What a person sees at one moment."""

    texts: tuple[Text, ...]
    """In reading order; labels of widgets are among them."""
    widgets: tuple[Widget, ...] = ()
    errors: tuple[ErrorSeen, ...] = ()
    url: str = ""
    """Query string of the address bar, without `?`."""


@dataclass(frozen=True)
class WidgetName:
    """Which widget a person means."""

    label: str | None
    """None for whichever there is."""
    within: tuple[str, ...] = ()
    """Texts near it, as `User.within` takes them, outermost first."""


@dataclass(frozen=True)
class Click:
    """Press a button, follow a link, open a tab or an expander."""

    roles: ClassVar[Roles] = ("button", "link", "tab", "expander")


@dataclass(frozen=True)
class Type:
    """Replace what is in a box, and leave it."""

    roles: ClassVar[Roles] = ("text", "number")
    text: str


@dataclass(frozen=True)
class Pick:
    """Leave exactly these options picked; none of them clears the widget."""

    roles: ClassVar[Roles] = ("choice", "choices", "slider")
    options: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """Switch a checkbox or toggle on or off."""

    roles: ClassVar[Roles] = ("checkbox",)
    on: bool


@dataclass(frozen=True)
class Slide:
    """One value, or the two ends of a range, each as its text."""

    roles: ClassVar[Roles] = ("slider",)
    values: tuple[str, ...]


@dataclass(frozen=True)
class Upload:
    """Files, by name and content, in the place of those that are there."""

    roles: ClassVar[Roles] = ("file",)
    files: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Say:
    """Send a line in the chat input."""

    roles: ClassVar[Roles] = ("chat",)
    text: str


@dataclass(frozen=True)
class Follow:
    """Follow the link to the page with this title."""

    roles: ClassVar[Roles] = ("page", "link")


Action = Click | Type | Pick | Check | Slide | Upload | Say | Follow
"""What a person does to a widget. `roles`: the widgets to which it can be done."""
WIDGETS: Roles = (*Click.roles, *Type.roles, *Pick.roles, *Check.roles, *Upload.roles, *Say.roles)
"""What a person calls a widget: all but the links of the navigation."""
SHOWING: Roles = tuple(role for role in WIDGETS if role not in ("button", "link"))
"""Widgets that show a value."""
OFFERING: Roles = ("choice", "choices")
"""Widgets whose options can be listed."""


class Session(Protocol):
    """One tab with the app in it. Each action returns when the app has settled.

    Every method but `screen`, `log` and `close` raises `NotThere` for what a person cannot find
    and `Cannot` for what the engine has no way to do.
    """

    assert_timeout: float
    """Seconds for which an assertion or action is retried (0 where nothing changes by itself)."""

    def screen(self) -> Screen: ...
    def options(self, name: WidgetName) -> tuple[str, ...]:
        """What the widget offers; a closed list is opened for it, and closed again."""

    def log(self) -> str:
        """What the server has written since the app was opened: Streamlit's log and the app's output."""

    def do(self, action: Action, name: WidgetName) -> None: ...
    def rerun(self) -> None:
        """Press R: run the script again with nothing changed."""

    def reload(self) -> None: ...
    def back(self) -> None: ...
    def forward(self) -> None: ...
    def open_url(self, query: str) -> None: ...
    def new_tab(self) -> Session: ...
    def new_person(self) -> Session: ...
    def close(self) -> None: ...
    def lose_connection(self) -> None:
        """The network drops and comes back."""

    def restart_server(self) -> None: ...
    def screenshot(self, path: str) -> None:
        """Save what the person sees as a PNG."""


class Driver(Protocol):
    """What drives an engine: a way to open apps, made once per worker."""

    engine: Engine

    def open(self, app: App, query: str = "") -> Session:
        """Open the app in a new tab. The app's files are in place."""

    def crossed(self) -> tuple[str, ...]:
        """What the apps wanted and were kept from in processes of their own, since this was asked last."""

    def close(self) -> None: ...


class EngineDied(Exception):
    """The browser or the server is gone; the outcome is a crash."""


class EngineFails(Exception):
    """The engine itself stops with an error of its own on this app; the outcome is an error."""
