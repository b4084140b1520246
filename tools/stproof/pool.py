"""Pools of worker processes: they hand out jobs, give up the late worker, replace the dead one."""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from stproof.jobs import Job, Outcome, Status
from stproof.process import Environment, Worker


class Pool:
    """Workers of one kind in one environment. Use it as a context manager: leaving it ends them all."""

    def __init__(self, *, python: str = sys.executable, size: int = 0, settings: Mapping[str, Any]) -> None:
        self._python = python
        self._settings = settings
        self._size = size or os.cpu_count() or 1
        self._executor = ThreadPoolExecutor(self._size, thread_name_prefix="stproof-pool")
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._alive: set[Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(self._size):
            self._idle.put(self._start())

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def environment(self) -> Environment:
        """What a worker says of its environment. Raises `StproofError` if it cannot start."""
        worker = self._idle.get()
        try:
            return worker.hello()
        finally:
            self._idle.put(worker)

    def submit(self, job: Job) -> Future[Outcome]:
        """Hand a job to the next free worker."""
        return self._executor.submit(self._carry_out, job)

    def close(self) -> None:
        """End every worker and whatever the apps started; jobs not yet begun are dropped."""
        with self._lock:
            self._closed = True
            alive, self._alive = self._alive, set()
        self._executor.shutdown(wait=False, cancel_futures=True)
        for worker in alive:
            worker.close()
        self._executor.shutdown(wait=True)

    def _start(self) -> Worker:
        worker = Worker(self._python, self._settings)
        with self._lock:
            self._alive.add(worker)
        return worker

    def _carry_out(self, job: Job) -> Outcome:
        worker = self._idle.get()
        try:
            worker.hello()
            outcome = worker.carry_out(job)
            if outcome.status in (Status.TIMEOUT, Status.CRASH) or outcome.left:
                worker = self._replace(worker)
            return outcome
        finally:
            self._idle.put(worker)

    def _replace(self, worker: Worker) -> Worker:
        """A new worker for one that is dead, late, or in which something still runs."""
        worker.kill()
        with self._lock:
            self._alive.discard(worker)
            closed = self._closed
        return worker if closed else self._start()


class Pools:
    """The pools of a run, one for each engine, started when first needed and ended together."""

    def __init__(self, *, python: str = sys.executable, chromium: str = "", size: int = 0) -> None:
        self._python = python
        self._chromium = chromium
        self._size = size
        self._pools: dict[str, Pool] = {}
        self._start("apptest")  # its worker knows the environment, whichever engine is asked for

    def __enter__(self) -> Pools:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers."""
        for pool in self._pools.values():
            pool.close()

    def environment(self) -> Environment:
        """The environment under check. Raises `StproofError` if Streamlit cannot be used there."""
        return self._pools["apptest"].environment()

    def submit(self, job: Job) -> Future[Outcome]:
        """Hand a job to the pool of its engine."""
        self._start(job.engine)
        return self._pools[job.engine].submit(job)

    def _start(self, engine: str) -> None:
        if engine in self._pools:
            return
        if engine == "apptest":
            settings: dict[str, Any] = {"engine": engine}
            self._pools[engine] = Pool(python=self._python, size=self._size, settings=settings)
            return
        bases = {name: list(each) for name, each in self.environment().bases.items()}
        settings = {"engine": engine, "python": self._python, "chromium": self._chromium, "bases": bases}
        size = (self._size or os.cpu_count() or 1) + 1  # a page waits more than it works
        self._pools[engine] = Pool(size=size, settings=settings)
