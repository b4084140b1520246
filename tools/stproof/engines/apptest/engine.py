"""The engine `apptest`: it runs an app in this process, with Streamlit's own AppTest."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit.testing.v1.local_script_runner as local_script_runner
from streamlit.testing.v1 import AppTest

from stproof.engines.api import Cannot, EngineFails, NotThere, OnlyInBrowser, Screen, Session
from stproof.engines.app_errors import bases_named, raised, seen
from stproof.engines.apptest import elements, values
from stproof.model.run import App, Engine, ErrorSeen

NEVER = 10**6
"""Seconds. AppTest's own time limit cannot stop a script that never ends; the pool's can."""


class AppTestDriver:
    """Opens apps with AppTest; `log` gives what was written since the app was opened."""

    engine = Engine.APPTEST

    def __init__(self, log: Callable[[], str]) -> None:
        self._log = log
        _keep_component_scan()
        _notice_dead_scripts()

    def open(self, app: App, query: str = "") -> Session:
        return AppTestSession(app, self._log, query)

    def close(self) -> None:
        """Nothing to close: the app lives in this process."""


class AppTestSession:
    """One AppTest, which is one session: the tab of one person."""

    assert_timeout = 0.0

    def __init__(self, app: App, log: Callable[[], str], query: str = "") -> None:
        self._app = app
        self._log = log
        self._start(query)

    def _start(self, query: str) -> None:
        """A new session, as after a reload or with another address."""
        self._pages: dict[str, str] = {}
        self._staged: list[tuple[str, str, Callable[[Any], None]]] = []
        self._errors: tuple[ErrorSeen, ...] = ()
        self._at = AppTest.from_file(self._app.entry, default_timeout=NEVER)
        self._at.query_params.update(elements.query_dict(query))
        self._run()

    def screen(self) -> Screen:
        nodes = list(elements.nodes(self._at._tree))
        errors = tuple(
            seen(self._app, name, node.proto.message, node.proto.stack_trace, bases_named(name))
            for node in nodes
            if node.type == "exception" and (name := node.proto.type.rpartition(".")[2])
        )
        lines = tuple(line for node in nodes for line in elements.lines(node))
        widgets = tuple(widget for node in nodes if (widget := elements.widget(node)))
        url = elements.query_string(self._at.query_params)
        return Screen(lines=lines, widgets=widgets, errors=(*errors, *self._errors), url=url)

    def options(self, label: str) -> tuple[str, ...]:
        shown = elements.widget(elements.find(self._at._tree, label, elements.PICKED))
        return shown.options if shown else ()

    def log(self) -> str:
        return self._log()

    def click(self, label: str) -> None:
        if elements.is_container(self._at._tree, label):
            raise OnlyInBrowser(f"AppTest cannot open {label!r}: it shows what is in every tab and expander")
        node = elements.find(self._at._tree, label, elements.CLICKABLE)
        if node.type == "page_link":
            return self._open_page(node.proto.page_script_hash)
        self._change(node, lambda button: button.set_value(True))

    def type(self, label: str, text: str) -> None:
        node = elements.find(self._at._tree, label, elements.TYPED)
        value = values.parse(node, text)
        self._change(node, lambda widget: widget.set_value(value))

    def pick(self, label: str, options: tuple[str, ...]) -> None:
        node = elements.find(self._at._tree, label, elements.PICKED)
        self._change(node, lambda widget: values.pick(widget, options))

    def check(self, label: str, on: bool) -> None:
        node = elements.find(self._at._tree, label, ("checkbox", "toggle"))
        self._change(node, lambda widget: widget.set_value(on))

    def slide(self, label: str, stops: tuple[str, ...]) -> None:
        node = elements.find(self._at._tree, label, ("slider", "select_slider"))
        self._change(node, lambda widget: values.slide(widget, stops))

    def upload(self, label: str, files: tuple[tuple[str, bytes], ...]) -> None:
        node = elements.find(self._at._tree, label, ("file_uploader",))
        self._change(node, lambda widget: values.upload(widget, files))

    def say(self, text: str) -> None:
        node = elements.find(self._at._tree, None, ("chat_input",))
        self._change(node, lambda widget: widget.set_value(text))

    def go_to(self, page: str) -> None:
        if page in self._pages:
            return self._open_page(self._pages[page])
        file = elements.page_file(self._app.entry, page)
        if file is None:
            known = ", ".join(repr(title) for title in self._pages) or "none"
            raise NotThere(f"there is no page {page!r} in the navigation; there are: {known}")
        with _naming_what_apptest_lacks():
            self._at.switch_page(file)
        self._run()

    def rerun(self) -> None:
        self._run()

    def reload(self) -> None:
        self._start(elements.query_string(self._at.query_params))

    def open_url(self, query: str) -> None:
        self._start(query)

    def new_tab(self) -> Session:
        return AppTestSession(self._app, self._log)

    new_person = new_tab

    def back(self) -> None:
        raise OnlyInBrowser("AppTest has no browser history")

    forward = back

    def close(self) -> None:
        raise OnlyInBrowser("AppTest has no tab to close")

    def lose_connection(self) -> None:
        raise OnlyInBrowser("AppTest has no connection")

    def restart_server(self) -> None:
        raise OnlyInBrowser("AppTest has no server")

    def screenshot(self, path: str) -> None:
        raise OnlyInBrowser("AppTest draws nothing")

    # --- how ----------------------------------------------------------------------------------

    def _change(self, node: Any, change: Callable[[Any], Any]) -> None:
        """Give a widget a new value, and run the script unless the browser would wait."""
        if getattr(node.proto, "disabled", False):
            raise NotThere(f"{node.proto.label!r} is disabled")
        with _naming_what_apptest_lacks():
            change(node)
        form = getattr(node.proto, "form_id", "")
        if form and node.type != "button":
            self._staged.append((form, node.proto.id, change))
        elif getattr(node.proto, "ignore_rerun", False):
            self._staged.append(("", node.proto.id, change))
        else:
            self._staged = [staged for staged in self._staged if staged[0] not in ("", form)]
            self._run()

    def _open_page(self, page_hash: str) -> None:
        self._at._page_hash = page_hash
        self._run()

    def _run(self) -> None:
        escaped: list[BaseException] = []
        hook = threading.excepthook
        threading.excepthook = lambda args: escaped.append(args.exc_value or args.exc_type())
        parse = local_script_runner.parse_tree_from_messages
        local_script_runner.parse_tree_from_messages = self._parse
        try:
            self._at.run()
        except Exception as problem:
            if not escaped:
                raise EngineFails(f"AppTest itself stops: {type(problem).__name__}: {problem}") from problem
        finally:
            threading.excepthook = hook
            local_script_runner.parse_tree_from_messages = parse
        self._errors = tuple(raised(self._app, problem) for problem in escaped)
        self._type_again()

    def _type_again(self) -> None:
        """What was typed into a form stays in its boxes until it is submitted."""
        by_id = {getattr(node.proto, "id", ""): node for node in elements.nodes(self._at._tree)}
        for _, widget_id, change in self._staged:
            if widget_id in by_id:
                change(by_id[widget_id])

    def _parse(self, messages: list[Any]) -> Any:
        """Note the pages that the app has announced, then let AppTest read its messages."""
        for message in messages:
            if message.WhichOneof("type") == "navigation":
                self._pages = {page.page_name: page.page_script_hash for page in message.navigation.app_pages}
        return PARSE(messages)


PARSE = local_script_runner.parse_tree_from_messages


@contextmanager
def _naming_what_apptest_lacks() -> Iterator[None]:
    """Turn "this release's AppTest has no such method" into `Cannot`."""
    try:
        yield
    except (AttributeError, NotImplementedError) as problem:
        raise Cannot(f"AppTest of this release cannot do it: {problem}") from problem


@functools.cache
def _keep_component_scan() -> None:
    """Scan the installed packages for components once, not at the start of every AppTest.

    Since 1.59 each AppTest scans the metadata of all installed packages; the result cannot change
    while this process lives.
    """
    try:
        import streamlit.components.v2.manifest_scanner as scanner
    except ImportError:
        return
    scanner.scan_component_manifests = functools.cache(scanner.scan_component_manifests)


@functools.cache
def _notice_dead_scripts() -> None:
    """A script thread that `sys.exit()` ended never says that it stopped: AppTest would wait."""
    runner = local_script_runner.LocalScriptRunner
    said_so = runner.script_stopped

    def stopped(self: Any) -> bool:
        thread = self._script_thread
        return said_so(self) or (thread is not None and not thread.is_alive())

    runner.script_stopped = stopped
