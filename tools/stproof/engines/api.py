"""What an engine is: it opens an app as a person does, acts on it, and says what the person sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from stproof.model.run import App, Engine, ErrorSeen

Value = str | float | bool | tuple[str, ...] | tuple[float, ...] | None
"""What a widget shows: text, a number, on or off, the picked options, a range, or nothing."""


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
    `file`, `chat`, `link`, `tab` or `other`."""
    label: str
    value: Value = None
    options: tuple[str, ...] = ()
    disabled: bool = False


@dataclass(frozen=True, kw_only=True)
class Screen:
    """What a person sees at one moment."""

    lines: tuple[str, ...]
    """Visible texts in reading order, without Markdown marks; labels of widgets are among them."""
    widgets: tuple[Widget, ...] = ()
    errors: tuple[ErrorSeen, ...] = ()
    url: str = ""
    """Query string of the address bar, without `?`."""


class Session(Protocol):
    """One tab with the app in it. Each action returns when the app has settled.

    Every method but `screen`, `log` and `close` raises `NotThere` for what a person cannot find
    and `Cannot` for what the engine has no way to do.
    """

    assert_timeout: float
    """Seconds for which an assertion or action is retried (0 where nothing changes by itself)."""

    def screen(self) -> Screen: ...
    def options(self, label: str) -> tuple[str, ...]:
        """What the widget offers; a closed list is opened for it, and closed again."""

    def log(self) -> str:
        """What the server has written since the app was opened: Streamlit's log and the app's output."""

    def click(self, label: str) -> None: ...
    def type(self, label: str, text: str) -> None: ...
    def pick(self, label: str, options: tuple[str, ...]) -> None:
        """Leave exactly these options picked; none of them clears the widget."""

    def check(self, label: str, on: bool) -> None: ...
    def slide(self, label: str, values: tuple[str, ...]) -> None:
        """One value, or the two ends of a range, each as its text."""

    def upload(self, label: str, files: tuple[tuple[str, bytes], ...]) -> None: ...
    def say(self, text: str) -> None:
        """Send a line in the chat input."""

    def go_to(self, page: str) -> None:
        """Follow the link to the page with this title in the navigation."""

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

    def close(self) -> None: ...


class EngineDied(Exception):
    """The browser or the server is gone; the outcome is a crash."""


class EngineFails(Exception):
    """The engine itself stops with an error of its own on this app; the outcome is an error."""
