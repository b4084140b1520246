"""The process that carries out jobs: JSON lines in, JSON lines out, and nothing else in between.

It runs in the environment under check and needs the standard library and Streamlit only; for the
engine `browser` it runs in the checker's own environment.
"""

from __future__ import annotations

import dataclasses
import faulthandler
import importlib.util
import json
import os
import queue
import shutil
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from stproof import isolate
from stproof.engines import Cannot, Engine, EngineDied, EngineFails, OnlyInBrowser
from stproof.engines.errors import error_bases
from stproof.errors import StproofError
from stproof.jobs import App, Call, Job, Outcome, Status, Why
from stproof.looks import describe
from stproof.releases import OLDEST, parse
from stproof.user import Story, Unseen, User


def main() -> None:
    """Say hello, then answer one job after another until the input ends."""
    settings = json.loads(sys.argv[1])
    jobs, answers = _private_pipes()
    output = isolate.Output()
    isolate.adopt_orphans()
    stack = open(os.path.join(settings["folder"], "stack"), "w")  # noqa: SIM115  # for the life of the process
    faulthandler.enable(stack)
    try:
        _check_release()
        engine = _engine(settings, output)
        sys.dont_write_bytecode = True  # no files beside the apps and the proofs
        _send(answers, {"hello": _hello()})
    except StproofError as problem:
        return _send(answers, {"failed": str(problem)})
    except Exception as problem:  # a Streamlit that does not import may raise anything
        return _send(answers, {"failed": f"{type(problem).__name__}: {problem}"})
    waiting = _read_ahead(jobs, settings["folder"])
    while (job := waiting.get()) is not None:
        faulthandler.dump_traceback_later(max(job.timeout - 0.2, 0.1), file=stack)
        outcome = _carry_out(job, engine, output)
        faulthandler.cancel_dump_traceback_later()
        _send(answers, {"id": job.id, **dataclasses.asdict(outcome)})
    engine.close()
    shutil.rmtree(settings["folder"], ignore_errors=True)  # the checker may be dead
    os._exit(0)  # an app's thread may still run


def _private_pipes() -> tuple[IO[str], IO[str]]:
    """The pipes to the pool, away from 0 and 1, which belong to the apps from now on."""
    return os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")


def _read_ahead(jobs: IO[str], folder: str) -> queue.SimpleQueue[Job | None]:
    """Read jobs in a thread of its own, so that the end of the input ends a busy worker too.

    The input ends when the pool closes an idle worker, and when the checker has died.
    """
    waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()

    def read() -> None:
        for line in jobs:
            waiting.put(_job(json.loads(line)))
        if busy.locked():
            shutil.rmtree(folder, ignore_errors=True)
            os._exit(0)
        waiting.put(None)

    threading.Thread(target=read, name="stproof-reader", daemon=True).start()
    return waiting


busy = threading.Lock()


def _job(data: dict[str, Any]) -> Job:
    app: dict[str, Any] = {
        key: tuple(map(tuple, value)) if isinstance(value, list) else value
        for key, value in data["app"].items()
    }
    calls = tuple(Call(**call) for call in data["calls"])
    return Job(**{**data, "app": App(**app), "calls": calls})


def _send(answers: IO[str], data: dict[str, Any]) -> None:
    answers.write(json.dumps(data) + "\n")
    answers.flush()


def _check_release() -> None:
    """Raises `StproofError` where there is no Streamlit, or one without AppTest."""
    try:
        import streamlit
    except ModuleNotFoundError as problem:
        if problem.name != "streamlit":
            raise
        raise StproofError("Streamlit is not installed") from None
    if parse(streamlit.__version__) < OLDEST:
        raise StproofError(f"Streamlit {streamlit.__version__} is older than 1.28, the first with AppTest")


def _hello() -> dict[str, Any]:
    import streamlit

    return {"streamlit": streamlit.__version__, "python": sys.version.split()[0], "bases": error_bases()}


def _engine(settings: dict[str, Any], output: isolate.Output) -> Engine:
    """Only the engine that is asked for is imported."""
    if settings["engine"] == "browser":
        from stproof.engines.browser import BrowserEngine

        return BrowserEngine(settings["python"], settings["chromium"], settings["bases"])
    from stproof.engines.apptest import AppTestEngine

    return AppTestEngine(output.text)


def _carry_out(job: Job, engine: Engine, output: isolate.Output) -> Outcome:
    """One job from a clean state to a clean state."""
    before = set(threading.enumerate())
    start = time.perf_counter()
    with busy, isolate.laid_out(job.app) as app:
        outcome = _syntax(app) or _all_calls(job, app, engine, output)
    seconds = time.perf_counter() - start
    # In the browser the app ran in a server of its own, which has ended with all that it started.
    left = isolate.left_behind(before) if engine.name == "apptest" else ()
    return dataclasses.replace(outcome, seconds=seconds, left=left)


def _all_calls(job: Job, app: App, engine: Engine, output: isolate.Output) -> Outcome:
    """The outcome of the first call that does not hold, else of the last; each starts anew."""
    outcome = Outcome(status=Status.PASSED)
    for at, call in enumerate(job.calls or (None,)):
        output.clear()
        with isolate.restored(app.cwd or os.getcwd()):
            sys.path.insert(0, str(Path(app.entry).parent))  # as `streamlit run` does
            outcome = dataclasses.replace(_try(job, call, app, engine), ended_at=at)
        if outcome.status is not Status.PASSED:
            break
    return outcome


def _syntax(app: App) -> Outcome | None:
    """AppTest shows nothing at all for a file that does not compile, so look first."""
    from stproof.engines.errors import places

    for file, shown in places(app).items():
        try:
            compile(Path(file).read_bytes(), shown, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as problem:
            line = getattr(problem, "lineno", None) or 1
            message = f"{type(problem).__name__}: {getattr(problem, 'msg', problem)}"
            return Outcome(status=Status.FAILED, why=Why.SYNTAX, message=message, saw=(f"{shown}:{line}",))
    return None


def _try(job: Job, call: Call | None, app: App, engine: Engine) -> Outcome:
    """Open the app and carry out the proof, each problem under its own name."""
    user: list[User] = []
    try:
        proof = _load(call) if call else None
        user.append(User(engine.open(app), story=Story(job.patience)))
        if proof:
            proof(user[0])
        if job.shot:
            user[0]._session.shoot(job.shot)
        return _judge(call, user[0])
    except Unseen as unseen:
        return _failed(call, user, unseen.why, unseen.expected, unseen.saw, unseen)
    except AssertionError as problem:
        saw = describe(user[0]._session.screen()) if user else ()
        return _failed(call, user, Why.SEEN, str(problem) or "a plain assert to hold", saw, problem)
    except EngineFails as problem:
        return _failed(call, user, Why.RAISED, str(problem), (), problem)
    except OnlyInBrowser as problem:
        return _failed(call, user, Why.CANNOT, str(problem), (), problem)
    except Cannot as problem:
        skipped = _failed(call, user, Why.CANNOT, str(problem), (), problem)
        return dataclasses.replace(skipped, status=Status.SKIPPED)
    except EngineDied as problem:
        dead = _failed(call, user, Why.RAISED, str(problem), (), problem)
        return dataclasses.replace(dead, status=Status.CRASH)
    except BaseException as problem:  # whatever a proof file raises, SystemExit included
        message = f"{type(problem).__name__}: {problem}"
        broken = _failed(call, user, Why.PROOF, message, (), problem)
        return dataclasses.replace(broken, status=Status.ERROR)


def _load(call: Call) -> Callable[[User], None]:
    """The proof function, from its file imported anew."""
    spec = importlib.util.spec_from_file_location(f"stproof_proofs_{Path(call.path).stem}", call.path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{call.path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(Path(call.path).parent))
    spec.loader.exec_module(module)
    proof: Callable[[User], None] = getattr(module, call.function)
    return proof


def _judge(call: Call | None, user: User) -> Outcome:
    """All verbs held; what is left is an error that no verb asked for."""
    story = user._story
    surprises = story.unexpected() if call else ()
    if surprises:
        return Outcome(
            status=Status.FAILED,
            why=Why.RAISED,
            message="the app to raise no error that the proof does not ask for",
            saw=tuple(str(error) for error in surprises),
            steps=tuple(story.steps),
            errors=tuple(story.errors),
        )
    return Outcome(status=Status.PASSED, steps=tuple(story.steps), errors=tuple(story.errors))


def _failed(
    call: Call | None, user: list[User], why: Why, message: str, saw: tuple[str, ...], problem: BaseException
) -> Outcome:
    story = user[0]._story if user else None
    return Outcome(
        status=Status.FAILED,
        why=why,
        message=message,
        saw=saw,
        steps=tuple(story.steps) if story else (),
        errors=tuple(story.errors) if story else (),
        proof_line=_line_in(call, problem),
    )


def _line_in(call: Call | None, problem: BaseException) -> int:
    """1-based line of the proof's file at which it stopped."""
    if call is None:
        return 0
    if isinstance(problem, SyntaxError) and problem.filename == call.path:
        return problem.lineno or 1
    frames = traceback.extract_tb(problem.__traceback__)
    return next((frame.lineno or 0 for frame in reversed(frames) if frame.filename == call.path), 0)
