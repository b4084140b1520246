"""AppTest and the person of a proof, with each call noted as the line that does it by hand."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from stproof.engines.api import Session
from stproof.engines.apptest.elements import lines, nodes, widget
from stproof.engines.apptest.engine import AppTestSession
from stproof.model.run import App
from stproof.proving.user import User


class Hand:
    """The body of the test function that is being written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._tabs = 0

    def tab(self) -> str:
        """The variable for a new AppTest."""
        self._tabs += 1
        return "at" if self._tabs == 1 else f"at{self._tabs}"

    def write(self, line: str) -> None:
        """Write a line, unless it has just been written."""
        if line not in self.lines[-1:]:
            self.lines.append(line)

    def run(self, tab: str) -> None:
        """Run the script: on the line of the action that leads to it, if that is right above."""
        last = self.lines[-1]
        if last.startswith((f"{tab}.", f"{tab} = ")) and last.endswith(")") and not last.endswith(".run()"):
            self.lines[-1] = f"{last}.run()"
        else:
            self.lines.append(f"{tab}.run()")

    def expect(self, condition: str, tab: str, at: Any) -> bool:
        """Write an assertion, if it holds; says whether it does."""
        try:
            holds = bool(eval(condition, {tab: at, "datetime": datetime}))
        except Exception:  # this kind of element has no such attribute
            return False
        if holds:
            self.write(f"assert {condition}")
        return holds


class NotedSession(AppTestSession):
    """One AppTest, with every call to it noted."""

    hand: Hand

    def __init__(
        self, app: App, log: Callable[[], str], query: str = "", *, hand: Hand | None = None
    ) -> None:
        self.hand = hand or self.hand  # a reload starts again without one
        self.tab = self.hand.tab()
        self.hand.write(f"{self.tab} = AppTest.from_file({app.entry!r}, default_timeout=60)")
        for key, value in parse_qsl(query, keep_blank_values=True):
            self.hand.write(f"{self.tab}.query_params[{key!r}] = {value!r}")
        super().__init__(app, log, query)

    def place(self, node: Any) -> str:
        """How one gets at an element by hand: `at.button[0]`."""
        ways = {
            f"{self.tab}.{node.type}": getattr(self._at, node.type, ()),
            f"{self.tab}.get({node.type!r})": self._at.get(node.type),
        }
        for way, every in ways.items():
            for index, one in enumerate(every):
                if one is node:
                    return f"{way}[{index}]"
        raise LookupError(f"AppTest gives no access to {node.type}")

    def new_tab(self) -> Session:
        return NotedSession(self._app, self._log, hand=self.hand)

    new_person = new_tab

    def _change(self, node: Any, change: Callable[[Any], Any]) -> None:
        set_value = node.set_value

        def noted(value: Any) -> Any:
            action = "click()" if node.type == "button" else f"set_value({value!r})"
            self.hand.write(f"{self.place(node)}.{action}")
            return set_value(value)

        node.set_value = noted
        super()._change(node, change)

    def _type_again(self) -> None:
        staged = {widget_id for _, widget_id, _ in self._staged}
        super()._type_again()
        for node in nodes(self._at._tree):
            if getattr(node.proto, "id", "") in staged:
                self.hand.write(f"{self.place(node)}.set_value({node.value!r})")

    def _open_page(self, page: str) -> None:
        if page.endswith(".py"):
            self.hand.write(f"{self.tab}.switch_page({page!r})")
        else:
            self.hand.write(f"{self.tab}._page_hash = {page!r}")  # there is no public call for it
        super()._open_page(page)

    def _run(self) -> None:
        self.hand.run(self.tab)
        super()._run()
        if self._errors:
            raise RuntimeError(f"{self._app.name}: an error escapes AppTest, which cannot be written by hand")


class NotingUser(User):
    """What a proof looks for becomes an assertion on AppTest's elements."""

    _session: NotedSession

    def sees(self, *texts: str, times: int | None = None) -> None:
        super().sees(*texts, times=times)
        for text in () if times == 0 else texts:
            self._note_first(text)

    def does_not_see(self, *texts: str) -> None:
        super().does_not_see(*texts)
        for text in texts:
            self._note_all(f"{text!r} not in str(getattr(e, 'value', ''))")

    def sees_value(
        self, label: str, value: str | float | bool | tuple[object, ...] | list[object] | None
    ) -> None:
        super().sees_value(label, value)
        self._note(f"{self._place(label)}.value == {self._widget(label).value!r}")

    def sees_options(self, label: str, *options: str) -> None:
        super().sees_options(label, *options)
        self._note(f"list({self._place(label)}.options) == {list(options)!r}")

    def sees_widget(self, label: str, *, disabled: bool | None = None) -> None:
        super().sees_widget(label, disabled=disabled)
        self._note(f"{self._place(label)}.label == {label!r}")
        if disabled is not None:
            self._note(f"{self._place(label)}.disabled is {disabled}")

    def does_not_see_widget(self, label: str) -> None:
        super().does_not_see_widget(label)
        self._note_all(f"getattr(e, 'label', None) != {label!r}")

    def sees_error(self, type_: str, text: str = "") -> None:
        super().sees_error(type_, text)
        self._note(f"{text!r} in {self._session.tab}.exception[0].message")

    def sees_in_url(self, query: str) -> None:
        super().sees_in_url(query)
        self._note(f"{self._session.tab}.query_params == {dict(self._session._at.query_params)!r}")

    def finds_in_log(self, text: str, times: int | None = None) -> None:
        """Plain AppTest shows no log."""

    def does_not_find_in_log(self, text: str) -> None:
        """Plain AppTest shows no log."""

    # --- how ----------------------------------------------------------------------------------

    def _other(self, what: str, name: str, start: Callable[[], Session]) -> User:
        self._step(what)
        return NotingUser(start(), name=name, transcript=self.transcript)

    def _widget(self, label: str) -> Any:
        every = ((node, widget(node)) for node in nodes(self._session._at._tree))
        return next(node for node, shown in every if shown and shown.label == label)

    def _place(self, label: str) -> str:
        return self._session.place(self._widget(label))

    def _note(self, condition: str) -> bool:
        return self._session.hand.expect(condition, self._session.tab, self._session._at)

    def _note_all(self, condition: str) -> None:
        self._note(f"all({condition} for e in {self._session.tab}.main)")

    def _note_first(self, text: str) -> None:
        """Assert on the first element that shows the text, in the shortest way that holds."""
        shown = (node for node in nodes(self._session._at._tree) if text in " ".join(lines(node)))
        with contextlib.suppress(StopIteration, LookupError):
            place = self._session.place(next(shown))
            ways = ("{text!r} in {place}.value", "{text!r} in {place}.label", "{place} is not None")
            any(self._note(way.format(text=text, place=place)) for way in ways)
