"""The engine `apptest`: it runs an app in this process, with Streamlit's own AppTest."""

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlencode

import streamlit.testing.v1.local_script_runner as local_script_runner
from streamlit import config
from streamlit.testing.v1 import AppTest

from stproof.engines import api
from stproof.engines.app_errors import bases_named, raised, seen
from stproof.engines.apptest import elements, values
from stproof.engines.apptest.shown import mark_shown
from stproof.engines.lookup import the_one
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
        mark_shown()
        _log_errors_plainly()

    def open(self, app: App, query: str = "") -> api.Session:
        return AppTestSession(app, self._log, query)

    def crossed(self) -> tuple[str, ...]:
        """Nothing: the app lives in this process, which knows."""
        return ()

    def close(self) -> None:
        """Nothing to close."""


def _only_in_browser(reason: str) -> Callable[..., None]:
    """The method of a session for what AppTest does not have."""

    def method(*_: object) -> None:
        raise api.OnlyInBrowser(reason)

    return method


class AppTestSession:
    """One AppTest, which is one session: the tab of one person."""

    assert_timeout = 0.0

    def __init__(self, app: App, log: Callable[[], str], query: str = "") -> None:
        self._app = app
        self._log = log
        self.open_url(query)

    def open_url(self, query: str) -> None:
        """A new session, as after a reload or with another address."""
        self._pages: dict[str, str] = {}
        self._staged: list[tuple[str, str, Callable[[Any], None]]] = []
        self._errors: tuple[ErrorSeen, ...] = ()
        self._at = AppTest.from_file(self._app.entry, default_timeout=NEVER)
        self._at.query_params.update(parse_qs(query, keep_blank_values=True))
        self._run()

    def screen(self) -> api.Screen:
        errors = tuple(
            seen(self._app, name, node.proto.message, node.proto.stack_trace, bases_named(name))
            for node in elements.nodes(self._at._tree)
            if node.type == "exception" and (name := node.proto.type.rpartition(".")[2])
        )
        return api.Screen(
            texts=elements.texts(self._at._tree),
            widgets=self._widgets(),
            errors=(*errors, *self._errors),
            url=self._query(),
        )

    def options(self, name: api.WidgetName) -> tuple[str, ...]:
        return self._find(name, api.OFFERING).options

    def log(self) -> str:
        return self._log()

    def do(self, action: api.Action, name: api.WidgetName) -> None:
        found = self._find(name, action.roles)
        if found.disabled:
            raise api.NotThere(f"{found.label!r} is disabled")
        match found.role, action:
            case _, api.Type(text):
                value = values.parse(found.node, text)
                self._change(found.node, lambda box: box.set_value(value))
            case "slider", api.Pick(texts) | api.Slide(texts):
                self._change(found.node, lambda slider: values.slide(slider, texts))
            case _, api.Pick(options):
                self._change(found.node, lambda choice: values.pick(choice, options))
            case _, api.Check(on):
                self._change(found.node, lambda box: box.set_value(on))
            case _, api.Upload(files):
                self._change(found.node, lambda uploader: values.upload(uploader, files))
            case _, api.Say(text):
                self._change(found.node, lambda box: box.set_value(text))
            case "page", _:
                self._open_page(found.node)
            case _:
                self._click(found.node)

    def rerun(self) -> None:
        self._run()

    def reload(self) -> None:
        self.open_url(self._query())

    def new_tab(self) -> api.Session:
        return AppTestSession(self._app, self._log)

    new_person = new_tab

    back = forward = _only_in_browser("AppTest has no browser history")
    close = _only_in_browser("AppTest has no tab to close")
    lose_connection = _only_in_browser("AppTest has no connection")
    restart_server = _only_in_browser("AppTest has no server")
    screenshot = _only_in_browser("AppTest draws nothing")

    # --- how ----------------------------------------------------------------------------------

    def _query(self) -> str:
        """The query string as the address bar shows it."""
        return urlencode(self._at.query_params, doseq=True)

    def _widgets(self) -> tuple[elements.NodeWidget, ...]:
        """The widgets, and the links of the navigation, which AppTest does not show."""
        pages = {**elements.folder_pages(self._app.entry), **self._pages}
        links = (elements.NodeWidget(role="page", label=title, node=page) for title, page in pages.items())
        return (*elements.widgets(self._at._tree), *links)

    def _find(self, name: api.WidgetName, roles: api.Roles) -> elements.NodeWidget:
        return the_one(self._widgets(), elements.texts(self._at._tree), name, roles)

    def _click(self, node: Any) -> None:
        if node.type == "page_link":
            return self._open_page(node.proto.page_script_hash)
        if node.type == "link_button":
            raise api.OnlyInBrowser(f"AppTest cannot follow {node.proto.label!r} out of the app")
        if node.type in elements.BLOCKS:
            (title,) = elements.lines(node)
            raise api.OnlyInBrowser(
                f"AppTest cannot open {title!r}: it shows what is in every tab and expander"
            )
        self._change(node, lambda button: button.set_value(True))

    def _change(self, node: Any, change: Callable[[Any], Any]) -> None:
        """Give a widget a new value, and run the script unless the browser would wait."""
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

    def _open_page(self, page: str) -> None:
        """Open a page, given by its file in the folder or by the hash that Streamlit has announced."""
        if page.endswith(".py"):
            with _naming_what_apptest_lacks():
                self._at.switch_page(page)
        else:
            self._at._page_hash = page  # `switch_page` takes files: not every page of `st.navigation` has one
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
                raise api.EngineFails(
                    f"AppTest itself stops: {type(problem).__name__}: {problem}"
                ) from problem
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
        """Note the pages that the app has announced, then let AppTest read its messages.

        No AppTest up to 1.67 shows their titles.
        """
        for message in messages:
            if message.WhichOneof("type") == "navigation":
                self._pages = {page.page_name: page.page_script_hash for page in message.navigation.app_pages}
        return PARSE(messages)


PARSE = local_script_runner.parse_tree_from_messages
"""Replaced during a run: nothing else sees what the app sends (1.28 to 1.67)."""


@contextmanager
def _naming_what_apptest_lacks() -> Iterator[None]:
    """Turn "this release's AppTest has no such method" into `Cannot`."""
    try:
        yield
    except (AttributeError, NotImplementedError) as problem:
        raise api.Cannot(f"AppTest of this release cannot do it: {problem}") from problem


@functools.cache
def _keep_component_scan() -> None:
    """Scan the installed packages for components once, not at the start of every AppTest.

    Since 1.59 each AppTest scans the metadata of all installed packages, 40 ms with 40 of them, and has no
    option for it; the result cannot change while this process lives.
    """
    try:
        import streamlit.components.v2.manifest_scanner as scanner
    except ImportError:
        return
    scanner.scan_component_manifests = functools.cache(scanner.scan_component_manifests)
    scanner.scan_component_manifests()  # now: no snippet is late for it


@functools.cache
def _notice_dead_scripts() -> None:
    """A script thread that `sys.exit()` ended never says that it stopped: AppTest would wait.

    It listens for the event only (1.28 to 1.67), which such a thread does not send.
    """
    runner = local_script_runner.LocalScriptRunner
    said_so = runner.script_stopped

    def stopped(self: Any) -> bool:
        thread = self._script_thread
        return said_so(self) or (thread is not None and not thread.is_alive())

    runner.script_stopped = stopped


@functools.cache
def _log_errors_plainly() -> None:
    """An error's traceback in colours takes 50 ms, and nobody reads it.

    `STREAMLIT_LOGGER_ENABLE_RICH` counts for `streamlit run` only. The option is set before Streamlit reads
    its settings, as that has effects of its own; releases before 1.31 do not have it.
    """
    option = config._config_options_template.get("logger.enableRich")
    if option:
        option.set_value(False, "stproof")
