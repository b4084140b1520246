"""The person in a proof: verbs that act on an app, and verbs that say what must then be seen."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from stproof.engines.api import NotThere, Screen, Session
from stproof.model.run import Cause, ErrorSeen, story_lines
from stproof.proving import expectations

__tracebackhide__ = True  # pytest shows the test's line, not ours

POLL = 0.05
"""Seconds between two looks at an app that changes by itself."""


class ExpectationFailed(AssertionError):
    """A statement does not hold: what was expected, what the person saw, and the steps so far."""

    def __init__(
        self, cause: Cause, expected: str, observed: tuple[str, ...], steps: tuple[str, ...] = ()
    ) -> None:
        super().__init__(expected)
        self.cause = cause
        self.expected = expected
        self.observed = observed
        self.steps = steps

    def __str__(self) -> str:
        return "\n".join(story_lines(self.expected, self.observed, self.steps))


class Transcript:
    """The steps so far and the errors seen, shared by all tabs of one proof."""

    def __init__(self, assert_timeout: float = math.inf) -> None:
        self.assert_timeout = assert_timeout
        """Seconds; an engine may have less."""
        self.steps: list[str] = []
        self.errors: list[ErrorSeen] = []
        self.expected: set[ErrorSeen] = set()

    def note(self, errors: tuple[ErrorSeen, ...]) -> None:
        self.errors += [error for error in errors if error not in self.errors]

    def unexpected(self) -> tuple[ErrorSeen, ...]:
        """Errors that the app showed and that no `sees_error` asked for."""
        return tuple(error for error in self.errors if error not in self.expected)


class User:
    """A person in front of an app. The proof gets one, with the app already open.

    Widgets are named by their label, as the person reads it. An acting verb raises `ExpectationFailed` when
    what it needs is not there; a seeing verb raises it when the person sees something else.
    """

    def __init__(self, session: Session, *, name: str = "", transcript: Transcript | None = None) -> None:
        self._session = session
        self._name = name
        self.transcript = transcript or Transcript()
        self._look()

    # --- acting -------------------------------------------------------------------------------

    def clicks(self, label: str) -> None:
        """Click the button, submit button, link, tab or expander with this label."""
        self._act(f"clicks {label!r}", lambda: self._session.click(label))

    def types(self, label: str, text: str | float) -> None:
        """Replace what stands in a text, number, date or time input, and leave it with Enter."""
        self._act(f"types {text!r} into {label!r}", lambda: self._session.type(label, str(text)))

    def picks(self, label: str, *options: str) -> None:
        """Leave exactly these options picked in a select box, radio, pills or the like; none clears it."""
        what = ", ".join(repr(option) for option in options) or "nothing"
        self._act(f"picks {what} in {label!r}", lambda: self._session.pick(label, options))

    def checks(self, label: str) -> None:
        """Switch a checkbox or toggle on."""
        self._act(f"checks {label!r}", lambda: self._session.check(label, True))

    def unchecks(self, label: str) -> None:
        """Switch a checkbox or toggle off."""
        self._act(f"unchecks {label!r}", lambda: self._session.check(label, False))

    def slides(self, label: str, *values: str | float) -> None:
        """Move a slider to a value, or its two ends to two values."""
        texts = tuple(str(value) for value in values)
        self._act(f"slides {label!r} to {' – '.join(texts)}", lambda: self._session.slide(label, texts))

    def uploads(self, label: str, **files: bytes | str) -> None:
        """Give files to an uploader, instead of those it has: `uploads("Data", **{"a.csv": "x,y"})`."""
        raw = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
        what = ", ".join(raw) or "nothing"
        self._act(f"uploads {what} to {label!r}", lambda: self._session.upload(label, tuple(raw.items())))

    def says(self, text: str) -> None:
        """Send a line in the chat input."""
        self._act(f"says {text!r}", lambda: self._session.say(text))

    def goes_to(self, page: str) -> None:
        """Follow the link to the page with this title."""
        self._act(f"goes to {page!r}", lambda: self._session.go_to(page))

    def reruns(self) -> None:
        """Run the script again with nothing changed, as the key R does."""
        self._act("reruns", self._session.rerun)

    def reloads(self) -> None:
        """Reload the page in the browser: a new session."""
        self._act("reloads", self._session.reload)

    def goes_back(self) -> None:
        """Press the browser's back button."""
        self._act("goes back", self._session.back)

    def goes_forward(self) -> None:
        """Press the browser's forward button."""
        self._act("goes forward", self._session.forward)

    def opens_url(self, query: str) -> None:
        """Open the app's address with this query string: `user.opens_url("city=Rome")`."""
        self._act(f"opens ?{query}", lambda: self._session.open_url(query))

    def opens_tab(self) -> User:
        """Open the app in a second tab of the same browser; returns the person in front of it."""
        return self._other("opens a second tab", "second tab", self._session.new_tab)

    def invites(self, name: str) -> User:
        """Let another person open the app in a browser of their own; returns that person."""
        return self._other(f"invites {name}", name, self._session.new_person)

    def closes_tab(self) -> None:
        """Close this tab."""
        self._step("closes the tab")
        self._session.close()

    def loses_connection(self) -> None:
        """The connection to the server drops and comes back."""
        self._act("loses the connection", self._session.lose_connection)

    def restarts_server(self) -> None:
        """The server stops and starts again, and the page connects to the new one."""
        self._act("restarts the server", self._session.restart_server)

    # --- seeing -------------------------------------------------------------------------------

    def sees(self, *texts: str, times: int | None = None) -> None:
        """Each text stands on the page, as a whole or bounded by something other than a letter or
        digit; with `times`, in that many places."""
        for text in texts:
            often = "" if times is None else f", {times} times"
            self._expect(f"to see {text!r}{often}", lambda s, t=text: expectations.text_seen(s, t, times))  # type: ignore[misc]

    def does_not_see(self, *texts: str) -> None:
        """None of the texts stands on the page."""
        for text in texts:
            self._expect(f"not to see {text!r}", lambda s, t=text: expectations.text_seen(s, t, 0))  # type: ignore[misc]

    def sees_value(
        self, label: str, value: str | float | bool | tuple[object, ...] | list[object] | None
    ) -> None:
        """The widget shows this: text, number, on or off, the picked option, a tuple of options or
        of a range's ends, None for empty."""
        self._expect(f"{label!r} to show {value!r}", lambda screen: expectations.shows(screen, label, value))

    def sees_options(self, label: str, *options: str) -> None:
        """The widget offers exactly these options, in this order."""
        self._expect(
            f"{label!r} to offer {options!r}",
            lambda screen: expectations.offers(screen, label, options, self._session.options),
        )

    def sees_widget(self, label: str, *, disabled: bool | None = None) -> None:
        """A widget with this label is there; with `disabled`, greyed out or not."""
        state = {None: "", True: ", disabled", False: ", enabled"}[disabled]
        self._expect(
            f"to see a widget {label!r}{state}",
            lambda screen: expectations.widget_present(screen, label, disabled),
        )

    def does_not_see_widget(self, label: str) -> None:
        """No widget with this label is there."""
        self._expect(
            f"not to see a widget {label!r}", lambda screen: expectations.widget_absent(screen, label)
        )

    def sees_error(self, type_: str, text: str = "") -> None:
        """The app shows an error of this type, or of a subclass of it, with this text in its message."""

        def look(screen: Screen) -> expectations.Mismatch:
            hits = [error for error in screen.errors if error.is_a(type_) and text in error.message]
            self.transcript.expected.update(hits)
            return None if hits else expectations.errors(screen)

        saying = f" saying {text!r}" if text else ""
        self._expect(f"to see {type_}{saying}", look)

    def sees_in_url(self, query: str) -> None:
        """The address bar's query string is this; empty for none."""
        self._expect(
            f"the address to end in ?{query}",
            lambda screen: None if screen.url == query else f"the address ends in ?{screen.url}",
        )

    def finds_in_log(self, text: str, times: int | None = None) -> None:
        """The server has written this to its log; with `times`, that often."""
        often = "" if times is None else f", {times} times"
        self._expect(
            f"to find {text!r} in the log{often}",
            lambda _: expectations.logged(self._session.log(), text, times),
        )

    def does_not_find_in_log(self, text: str) -> None:
        """The server has not written this to its log."""
        self._expect(
            f"not to find {text!r} in the log", lambda _: expectations.logged(self._session.log(), text, 0)
        )

    # --- how ----------------------------------------------------------------------------------

    def _step(self, what: str) -> None:
        self.transcript.steps.append(f"{self._name}: {what}" if self._name else what)

    def _act(self, what: str, act: Callable[[], None]) -> None:
        """Retry until what it needs is there, or the time is over; an action can be done twice."""
        self._step(what)
        deadline = self._deadline()
        while problem := _hindrance(act):
            if time.monotonic() >= deadline:
                raise self._unmet(Cause.NOT_FOUND, str(problem), expectations.describe(self._look()))
            time.sleep(POLL)
        self._look()

    def _deadline(self) -> float:
        return time.monotonic() + min(self._session.assert_timeout, self.transcript.assert_timeout)

    def _unmet(self, cause: Cause, expected: str, observed: tuple[str, ...]) -> ExpectationFailed:
        who = f"{self._name}: " if self._name else ""
        return ExpectationFailed(cause, who + expected, observed, tuple(self.transcript.steps))

    def _other(self, what: str, name: str, start: Callable[[], Session]) -> User:
        self._step(what)
        return User(start(), name=name, transcript=self.transcript)

    def _look(self) -> Screen:
        screen = self._session.screen()
        self.transcript.note(screen.errors)
        return screen

    def _expect(self, expected: str, look: Callable[[Screen], expectations.Mismatch]) -> None:
        """Look until it is as expected or assert_timeout is over; the step is noted either way."""
        deadline = self._deadline()
        screen = self._look()
        while (instead := look(screen)) is not None:
            if time.monotonic() >= deadline:
                raise self._unmet(Cause.MISMATCH, expected, (instead, *expectations.describe(screen)))
            time.sleep(POLL)
            screen = self._look()


def _hindrance(act: Callable[[], None]) -> NotThere | None:
    """Act, and say what was not there for it."""
    try:
        act()
    except NotThere as problem:
        return problem
    return None
