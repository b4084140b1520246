"""Opening a fence only to see whether it runs: without network, and without waiting."""

from __future__ import annotations

import functools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

LOCAL = (None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", b"localhost")
REFUSED = "Name or service not known (fences are opened without network)"
SLEEPS = 200
RERUNS = 20
"""How often an app may sleep, or rerun itself, until it is ended like one whose reader has seen enough."""


@contextmanager
def hurried() -> Iterator[None]:
    """No connection leaves this machine, whether it would be answered or not; the app's `time.sleep` ends
    at once; an app that sleeps or reruns itself without end is stopped as `st.stop()` would."""
    sleep, rerun, lookup, connect = time.sleep, st.rerun, socket.getaddrinfo, socket.socket.connect
    time.sleep = _counted(sleep, SLEEPS)  # type: ignore[assignment]
    st.rerun = functools.wraps(rerun)(_limited(rerun))
    socket.getaddrinfo = _refusing(lookup)
    socket.socket.connect = _connecting(connect)  # type: ignore[method-assign]
    try:
        yield
    finally:
        time.sleep, st.rerun, socket.getaddrinfo = sleep, rerun, lookup
        socket.socket.connect = connect  # type: ignore[method-assign]


def _counted(sleep: Callable[[float], None], most: int) -> Callable[[float], None]:
    count = 0

    def hurried_sleep(seconds: float, /) -> None:
        nonlocal count
        if threading.current_thread().name != SCRIPT:
            return sleep(seconds)
        count += 1
        if count > most:
            st.stop()
        return None

    return hurried_sleep


SCRIPT = "ScriptRunner.scriptThread"
"""The thread that runs an app: threads of its own sleep as long as they say."""


def _limited(rerun: Callable[..., None]) -> Callable[..., None]:
    count = 0

    def limited_rerun(*arguments: Any, **keywords: Any) -> None:
        nonlocal count
        count += 1
        if count > RERUNS:
            st.stop()
        rerun(*arguments, **keywords)

    return limited_rerun


def _refusing(lookup: Callable[..., Any]) -> Callable[..., Any]:
    def local_lookup(host: Any, *arguments: Any, **keywords: Any) -> Any:
        if host not in LOCAL:
            raise socket.gaierror(socket.EAI_NONAME, REFUSED)
        return lookup(host, *arguments, **keywords)

    return local_lookup


def _connecting(connect: Callable[..., Any]) -> Callable[..., Any]:
    def local_connect(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and address[0] not in LOCAL:
            raise socket.gaierror(socket.EAI_NONAME, REFUSED)
        return connect(self, address)

    return local_connect
