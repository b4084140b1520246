"""The Streamlit server of one app: started on a free port of 127.0.0.1, watched, ended without a trace."""

import os
import random
import re
import shutil
import socket
import tempfile
import time
from pathlib import Path

from stproof.engines.api import EngineDied
from stproof.engines.browser.launcher import ServerLauncher
from stproof.engines.browser.zygote import ServerOrder
from stproof.engines.patience import slowness
from stproof.model.run import HOMES, LOG_TAIL, TEMPORARY, App

HOST = "127.0.0.1"
PORTS = range(20_000, 30_000)
"""Below the ports that Linux, macOS and Windows give to outgoing connections."""
START_LIMIT = 30.0
"""Seconds a server may take to listen."""
TRIES = 5
"""Ports to try when another process is faster."""
LISTENS = re.compile(r"URL: http://\S*?:(\d+)")
BANNER = re.compile(
    r"(?:[^\n]*Uvicorn server started on [^\n]*\n)?"
    r"\n  You can now view your Streamlit app[^\n]*\n\n(?:  \S*URL: [^\n]*\n)+\n"
)
"""What `streamlit run` says when it starts, which is not the app's."""
ENVIRONMENT = {
    "STREAMLIT_LOGGER_ENABLE_RICH": "false",  # it folds long lines of the log
    "STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE": "false",  # it tells that the server listens
    "PYTHONUNBUFFERED": "1",
    "NO_COLOR": "1",
}


class Server:
    """The server of one app; its log and its home are in `folder`."""

    def __init__(self, launcher: ServerLauncher, app: App, folder: Path, port: int) -> None:
        self._launcher = launcher
        self._app = app
        self._home = Path(tempfile.mkdtemp(prefix="home-", dir=folder))
        self._log = self._home.with_suffix(".log")
        self._crossed = self._home.with_suffix(".crossed")
        for file in (self._log, self._crossed):
            file.write_bytes(b"")
        self.port = port
        self._start()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/"

    def wait(self) -> None:
        """Until it listens. Raises `EngineDied` when it does not come up."""
        deadline = time.monotonic() + START_LIMIT * slowness()
        for _ in range(TRIES):
            while not self._listens():
                if (code := self._launcher.poll(self._pid)) is not None:
                    break
                if time.monotonic() > deadline:
                    raise EngineDied(f"the server did not start within {START_LIMIT:g} s{self._last_words()}")
                time.sleep(0.005)
            else:
                return
            if is_free(self.port):
                raise EngineDied(f"the server ended with exit code {code}{self._last_words()}")
            self.port = free_port(self.port)
            self._start()
        raise EngineDied("no port of 127.0.0.1 stays free long enough to start a server on it")

    def check(self) -> None:
        """Raises `EngineDied` when it no longer lives."""
        code = self._launcher.poll(self._pid)
        if code is not None:
            how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
            raise EngineDied(f"the server ended {how}{self._last_words()}")

    def restart(self) -> None:
        self.stop()
        self._start()
        self.wait()

    def stop(self) -> None:
        self._launcher.stop(self._pid)

    def close(self) -> tuple[str, ...]:
        """Remove its files; returns what it wanted and was kept from."""
        crossed = dict.fromkeys(self._crossed.read_text("utf-8", errors="replace").splitlines())
        shutil.rmtree(self._home, ignore_errors=True)
        self._log.unlink()
        self._crossed.unlink()
        return tuple(crossed)

    def log(self) -> str:
        return BANNER.sub("", self._text())

    def _start(self) -> None:
        self._from = self._log.stat().st_size
        self.port = free_port(self.port)
        self._pid = self._launcher.start(
            ServerOrder(
                arguments=("run", self._app.entry, *options(self.port)),
                cwd=self._app.cwd or str(Path(self._app.entry).parent),
                env={**ENVIRONMENT, **dict.fromkeys((*HOMES, *TEMPORARY), str(self._home))},
                home=str(self._home),
                log=str(self._log),
                crossed=str(self._crossed),
            )
        )

    def _text(self, start: int = 0) -> str:
        with open(self._log, "rb") as log:
            log.seek(max(start, self._log.stat().st_size - LOG_TAIL))
            return log.read(LOG_TAIL).decode(errors="replace")

    def _listens(self) -> bool:
        """Its own log says so; a connection that succeeds may have reached another process."""
        hit = LISTENS.search(self._text(self._from))
        return hit is not None and int(hit[1]) == self.port

    def _last_words(self) -> str:
        lines = [line.strip() for line in self.log().splitlines() if line.strip()]
        return f"; its last line: {lines[-1]}" if lines else ""


def options(port: int) -> list[str]:
    """Everything stays on this machine, nothing is opened, watched or reported."""
    return [
        f"--server.port={port}",
        f"--server.address={HOST}",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        "--server.runOnSave=false",
        "--browser.gatherUsageStats=false",
    ]


def free_port(wanted: int = 0) -> int:
    """The wanted port, if nothing listens there; else another."""
    for port in [wanted, *random.sample(PORTS, 100)]:
        if port and is_free(port):
            return port
    raise EngineDied(f"no port of {HOST} is free between {PORTS[0]} and {PORTS[-1]}")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
