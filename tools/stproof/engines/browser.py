"""The engine `browser`: a real Streamlit server of the environment under check, and a real Chromium."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from stproof.engines import Session
from stproof.engines.host import host
from stproof.engines.server import Server, free_port
from stproof.engines.tab import Tab
from stproof.engines.window import Window
from stproof.jobs import App


class BrowserEngine:
    """One Chromium for all apps, and a server of its own, on the same port, for each app.

    The same address lets Chromium keep Streamlit's scripts in its cache from app to app; cookies
    and storage are cleared.
    """

    name = "browser"

    def __init__(self, python: str, chromium: str, error_bases: Mapping[str, Sequence[str]]) -> None:
        self._python = python
        self._bases = error_bases
        self._scratch = tempfile.TemporaryDirectory(prefix="stproof-", ignore_cleanup_errors=True)
        self._folder = Path(self._scratch.name)
        self._host = host(python, self._folder)
        self._window = Window(chromium, self._folder)
        self._server: Server | None = None
        self._port = free_port()

    def open(self, app: App, query: str = "") -> Session:
        """A new server, and a tab of the first person with the app in it; what was open before is closed."""
        self._leave()
        if not self._host.alive():
            self._host.close()
            self._host = host(self._python, self._folder)
        self._server = Server(self._host, app, self._folder, self._port)
        page = self._window.page()
        self._server.wait()
        self._port = self._server.port
        tab = Tab(app=app, bases=self._bases, server=self._server, window=self._window, page=page)
        tab.begin(query)
        return tab

    def close(self) -> None:
        self._leave()
        self._window.close()
        self._host.close()
        self._scratch.cleanup()

    def _leave(self) -> None:
        """Close every tab, then the server: a page that is still open would connect to the next one."""
        self._window.clear()
        if self._server and self._host.alive():
            self._server.stop()
        self._server = None
