"""Pools of worker processes: they hand out jobs, kill the late worker, replace the dead one."""

import os
import queue
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager

from stproof.model.options import Options
from stproof.model.run import Engine, Environment, Job, Outcome, Status, WorkerSettings
from stproof.running.worker_process import WorkerProcess


class Pool(AbstractContextManager["Pool"]):
    """Workers of one kind in one environment. Use it as a context manager: leaving it ends them all."""

    def __init__(self, *, python: str = sys.executable, size: int = 0, settings: WorkerSettings) -> None:
        self._python = python
        self._settings = settings
        self._size = size or os.cpu_count() or 1
        self._executor = ThreadPoolExecutor(self._size, thread_name_prefix="stproof-pool")
        self._idle: queue.SimpleQueue[WorkerProcess] = queue.SimpleQueue()
        self._alive: set[WorkerProcess] = set()
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(self._size):
            self._idle.put(self._start())

    def __exit__(self, *_: object) -> None:
        self.close()

    def environment(self) -> Environment:
        """The environment of its workers. Raises `StproofError` if they cannot start."""
        worker = self._idle.get()
        try:
            return worker.environment()
        finally:
            self._idle.put(worker)

    def submit(self, job: Job) -> Future[Outcome]:
        """Hand a job to the next free worker."""
        return self._executor.submit(self._run, job)

    def close(self) -> None:
        """End every worker and whatever the apps started; jobs not yet started are dropped."""
        with self._lock:
            self._closed = True
            alive, self._alive = self._alive, set()
        self._executor.shutdown(wait=False, cancel_futures=True)
        for worker in alive:
            worker.close()
        self._executor.shutdown(wait=True)

    def _start(self) -> WorkerProcess:
        worker = WorkerProcess(self._python, self._settings)
        with self._lock:
            self._alive.add(worker)
        return worker

    def _run(self, job: Job) -> Outcome:
        worker = self._idle.get()
        try:
            worker.environment()
            if not worker.is_idle():  # what an earlier job has left has ended it, or speaks for it
                worker = self._replace(worker)
                worker.environment()
            outcome = worker.run(job)
            if outcome.status in (Status.TIMEOUT, Status.CRASH) or outcome.leaked or outcome.changed:
                worker = self._replace(worker)
            return outcome
        finally:
            self._idle.put(worker)

    def _replace(self, worker: WorkerProcess) -> WorkerProcess:
        """A new worker for one that is dead, late, changed, or in which something still runs."""
        worker.kill()
        with self._lock:
            self._alive.discard(worker)
            closed = self._closed
        return worker if closed else self._start()


class EnginePools(AbstractContextManager["EnginePools"]):
    """The pools of a run, one for each engine, started when first needed and ended together."""

    def __init__(self, options: Options) -> None:
        self._python = options.python
        self._chromium = options.chromium
        self._size = options.workers or os.cpu_count() or 1
        self._pools: dict[Engine, Pool] = {}
        self._environment: Environment | None = None

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers."""
        for pool in self._pools.values():
            pool.close()

    def start(self, engine: Engine) -> None:
        """Start the workers of an engine, so that they are ready when the first job comes."""
        if engine in self._pools:
            return
        if engine is Engine.APPTEST:
            apptest = WorkerSettings(engine=engine)
            self._pools[engine] = Pool(python=self._python, size=self._size, settings=apptest)
            return
        settings = WorkerSettings(
            engine=engine, python=self._python, chromium=self._chromium, bases=self.environment().bases
        )
        self._pools[engine] = Pool(size=self._size + 1, settings=settings)  # a page waits more than it works

    def environment(self) -> Environment:
        """The environment under check. Raises `StproofError` if Streamlit cannot be used there."""
        if self._environment is None:
            pool = self._pools.get(Engine.APPTEST)
            self._environment = pool.environment() if pool else probe(self._python)
        return self._environment

    def submit(self, job: Job) -> Future[Outcome]:
        """Hand a job to the pool of its engine."""
        self.start(job.engine)
        return self._pools[job.engine].submit(job)


def probe(python: str) -> Environment:
    """The environment of an interpreter, asked of one worker. Raises `StproofError` if it cannot be used."""
    worker = WorkerProcess(python, WorkerSettings(engine=Engine.APPTEST))
    try:
        return worker.environment()
    finally:
        worker.kill()
