"""The engine `browser`: a real Streamlit server of the environment under check, and a real Chromium."""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from stproof.engines.api import EngineDied, Session
from stproof.engines.browser.browser_process import BrowserProcess
from stproof.engines.browser.launcher import launcher
from stproof.engines.browser.server import Server, free_port
from stproof.engines.browser.session import BrowserSession
from stproof.model.run import App, Engine


class BrowserDriver:
    """One Chromium for all apps, and a server of its own, on the same port, for each app.

    The same address lets Chromium keep Streamlit's scripts in its cache from app to app; cookies
    and storage are cleared.
    """

    engine = Engine.BROWSER

    def __init__(self, python: str, chromium: str, error_bases: Mapping[str, Sequence[str]]) -> None:
        self._python = python
        self._bases = error_bases
        self._scratch = tempfile.TemporaryDirectory(prefix="stproof-", ignore_cleanup_errors=True)
        self._folder = Path(self._scratch.name)
        self._launcher = launcher(python, self._folder)
        self._browser = BrowserProcess(chromium, self._folder)
        self._server: Server | None = None
        self._port = free_port()
        self._crossed: list[str] = []

    def open(self, app: App, query: str = "") -> Session:
        """A new server, and a tab of the first person with the app in it; what was open before is closed."""
        self._leave()
        if not self._launcher.alive():
            self._launcher.close()
            self._launcher = launcher(self._python, self._folder)
        self._server = Server(self._launcher, app, self._folder, self._port)
        page = self._browser.page()
        self._server.wait()
        self._port = self._server.port
        tab = BrowserSession(
            app=app, bases=self._bases, server=self._server, browser=self._browser, page=page
        )
        tab.begin(query)
        return tab

    def crossed(self) -> tuple[str, ...]:
        self._leave()
        names, self._crossed = tuple(dict.fromkeys(self._crossed)), []
        return names

    def close(self) -> None:
        self._leave()
        self._browser.close()
        self._launcher.close()
        self._scratch.cleanup()

    def _leave(self) -> None:
        """Close every tab, then the server: a page that is still open would connect to the next one."""
        self._browser.clear()
        if self._server:
            with suppress(EngineDied):  # what has started it is gone, and it with that
                self._server.stop()
            self._crossed += self._server.close()
        self._server = None
