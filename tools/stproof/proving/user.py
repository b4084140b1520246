"""The person in a proof: verbs that act on an app, and verbs that say what must then be seen."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Mapping
from typing import Concatenate, ParamSpec

from stproof.engines import api
from stproof.engines.api import NotThere
from stproof.engines.patience import slowness
from stproof.model.run import Cause, ErrorSeen, story_lines
from stproof.proving import expectations

__tracebackhide__ = True  # pytest shows the test's line, not ours

P = ParamSpec("P")
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
    what it needs is not there, or several times; a seeing verb when the person sees something else.
    """

    def __init__(self, session: api.Session, *, name: str = "", transcript: Transcript | None = None) -> None:
        self._session = session
        self._name = name
        self._within: tuple[str, ...] = ()
        self.transcript = transcript or Transcript()
        self._look()

    def within(self, text: str) -> User:
        """The same person, who looks only at the part of the page around this text.

        It says which of several is meant: `user.within("Milk").clicks("Delete")`. That part is the
        smallest container in which the text is, as `sees` finds it, and which has the widget that the
        verb names; for `sees`, `does_not_see` and `does_not_see_widget`, which has another text. A
        container is a column, a row of columns, a container, form, dialog, expander, tab, popover, chat
        message, or the sidebar, main part or bottom of the page; its title is in it. `within("sidebar")`
        is the sidebar, unless the page has this word. Where several containers fit, a text around them
        says which: `user.within("Shopping").within("Milk")`. Other verbs are not concerned.
        """
        narrowed = copy.copy(self)
        narrowed._within = (*self._within, text)
        return narrowed

    # --- acting -------------------------------------------------------------------------------

    def clicks(self, label: str) -> None:
        """Click the button, submit button, link, tab or expander with this label."""
        self._do(f"clicks {label!r}", api.Click(), label)

    def types(self, label: str, text: str | float) -> None:
        """Replace what is in a text, number, date or time input, and leave it."""
        self._do(f"types {text!r} into {label!r}", api.Type(str(text)), label)

    def picks(self, label: str, *options: str) -> None:
        """Leave exactly these options picked in a select box, radio, pills or the like; none clears it."""
        what = ", ".join(repr(option) for option in options) or "nothing"
        self._do(f"picks {what} in {label!r}", api.Pick(options), label)

    def checks(self, label: str) -> None:
        """Switch a checkbox or toggle on."""
        self._do(f"checks {label!r}", api.Check(True), label)

    def unchecks(self, label: str) -> None:
        """Switch a checkbox or toggle off."""
        self._do(f"unchecks {label!r}", api.Check(False), label)

    def slides(self, label: str, *values: str | float) -> None:
        """Move a slider to a value, or its two ends to two values."""
        texts = tuple(str(value) for value in values)
        self._do(f"slides {label!r} to {' – '.join(texts)}", api.Slide(texts), label)

    def uploads(self, label: str, files: Mapping[str, bytes | str]) -> None:
        """Give files to an uploader, instead of those it has: `uploads("Data", {"a.csv": "x,y"})`."""
        raw = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
        self._do(f"uploads {', '.join(raw) or 'nothing'} to {label!r}", api.Upload(tuple(raw.items())), label)

    def says(self, text: str) -> None:
        """Send a line in the chat input."""
        self._do(f"says {text!r}", api.Say(text))

    def goes_to(self, page: str) -> None:
        """Follow the link to the page with this title."""
        self._do(f"goes to {page!r}", api.Follow(), page)

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
        """Each text is on the page, as a whole or bounded by something other than a letter or
        digit; with `times`, in that many places."""
        often = "" if times is None else f", {times} times"
        for text in texts:
            self._expect(f"to see {text!r}{often}", expectations.text_seen, text, times, self._within)

    def sees_in_order(self, *texts: str) -> None:
        """The texts and labels are on the page one after the other, each on a line of its own, in the order
        in which a person reads."""
        named = ", then ".join(map(repr, texts))
        self._expect(f"to see {named}", expectations.order_seen, texts, self._within)

    def does_not_see(self, *texts: str) -> None:
        """None of the texts is on the page."""
        for text in texts:
            self._expect(f"not to see {text!r}", expectations.text_seen, text, 0, self._within)

    def sees_value(
        self, label: str, value: str | float | bool | tuple[object, ...] | list[object] | None
    ) -> None:
        """The widget shows this: text, number, on or off, the picked option, a tuple of options or
        of a range's ends, None for empty."""
        self._expect(f"{label!r} to show {value!r}", expectations.shows, self._named(label), value)

    def sees_options(self, label: str, *options: str) -> None:
        """The widget offers exactly these options, in this order."""
        name = self._named(label)
        self._expect(
            f"{label!r} to offer {options!r}",
            lambda _: expectations.offers(self._session.options(name), name, options),
        )

    def sees_widget(self, label: str, *, disabled: bool | None = None) -> None:
        """A widget with this label is there; with `disabled`, greyed out or not."""
        state = {None: "", True: ", disabled", False: ", enabled"}[disabled]
        expected = f"to see a widget {label!r}{state}"
        self._expect(expected, expectations.widget_present, self._named(label), disabled)

    def does_not_see_widget(self, label: str) -> None:
        """No widget with this label is there."""
        self._expect(f"not to see a widget {label!r}", expectations.widget_absent, self._named(label))

    def sees_error(self, type_: str, text: str = "") -> None:
        """The app shows an error of this type, or of a subclass of it, with this text in its message."""
        saying = f" saying {text!r}" if text else ""
        screen = self._expect(f"to see {type_}{saying}", expectations.error_seen, type_, text)
        self.transcript.expected.update(
            error for error in screen.errors if error.is_a(type_) and text in error.message
        )

    def sees_in_url(self, query: str) -> None:
        """The address bar's query string is this; empty for none."""
        self._expect(f"the address to end in ?{query}", expectations.in_url, query)

    def finds_in_log(self, text: str, times: int | None = None) -> None:
        """The server has written this to its log; with `times`, that often."""
        often = "" if times is None else f", {times} times"
        self._expect(f"to find {text!r} in the log{often}", self._logged, text, times)

    def does_not_find_in_log(self, text: str) -> None:
        """The server has not written this to its log."""
        self._expect(f"not to find {text!r} in the log", self._logged, text, 0)

    # --- how ----------------------------------------------------------------------------------

    def _story(self, what: str) -> str:
        """What happens, with who does it and where."""
        where = (f"within {text!r}" for text in self._within)
        return ": ".join(filter(None, (self._name, *where, what)))

    def _step(self, what: str) -> None:
        self.transcript.steps.append(self._story(what))

    def _named(self, label: str | None) -> api.WidgetName:
        return api.WidgetName(label, self._within)

    def _logged(self, _: api.Screen, text: str, times: int | None) -> expectations.Mismatch:
        return expectations.logged(self._session.log(), text, times)

    def _do(self, what: str, action: api.Action, label: str | None = None) -> None:
        self._act(what, lambda: self._session.do(action, self._named(label)))

    def _act(self, what: str, act: Callable[[], None]) -> None:
        """Retry until what it needs is there, or the time is over; an action can be done twice."""
        self._step(what)
        deadline = self._deadline()
        while (problem := _mismatch(act)) is not None:
            if time.monotonic() >= deadline:
                raise self._unmet(Cause.NOT_FOUND, problem, expectations.describe(self._look()))
            time.sleep(POLL)
        self._look()

    def _deadline(self) -> float:
        limit = min(self._session.assert_timeout, self.transcript.assert_timeout)
        return time.monotonic() + limit * slowness()

    def _unmet(self, cause: Cause, expected: str, observed: tuple[str, ...]) -> ExpectationFailed:
        return ExpectationFailed(cause, self._story(expected), observed, tuple(self.transcript.steps))

    def _other(self, what: str, name: str, start: Callable[[], api.Session]) -> User:
        self._step(what)
        return User(start(), name=name, transcript=self.transcript)

    def _look(self) -> api.Screen:
        screen = self._session.screen()
        self.transcript.note(screen.errors)
        return screen

    def _expect(
        self,
        expected: str,
        look: Callable[Concatenate[api.Screen, P], expectations.Mismatch],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> api.Screen:
        """Look until it is as expected, or the time is over; returns the screen that was."""
        deadline = self._deadline()
        screen = self._look()
        while (instead := _mismatch(look, screen, *args, **kwargs)) is not None:
            if time.monotonic() >= deadline:
                raise self._unmet(Cause.MISMATCH, expected, (instead, *expectations.describe(screen)))
            time.sleep(POLL)
            screen = self._look()
        return screen


def _mismatch(
    do: Callable[P, expectations.Mismatch], *args: P.args, **kwargs: P.kwargs
) -> expectations.Mismatch:
    """Look or act; what that needs and is not there, or several times, is a mismatch."""
    try:
        return do(*args, **kwargs)
    except NotThere as problem:
        return str(problem)
