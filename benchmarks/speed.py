"""How long the checker takes, against the same work written by hand: `python benchmarks/speed.py`.

Every time is that of a whole process, from its start to its end. All contenders run once per round,
in an order that turns round each time, and are compared within their round. This is no test: the
numbers say something on a quiet machine only, so the load is printed with them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import by_hand  # noqa: E402  # needs the path above

from stproof.model.target import Target  # noqa: E402
from stproof.reading.skill import read_skill  # noqa: E402

PYTHON = sys.executable
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(ROOT / "tools"),
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    # The checker switches it off too. By hand it would cost 100 ms for each traceback.
    "STREAMLIT_LOGGER_ENABLE_RICH": "false",
}
STPROOF = (PYTHON, "-m", "stproof", "check", ".")
PLUGINS = ("-p", "no:stproof", "-p", "no:cacheprovider")
PYTEST = (PYTHON, "-m", "pytest", "-q", *PLUGINS, "--rootdir=.", "-c", os.devnull)


@dataclass(frozen=True, kw_only=True)
class Contender:
    """A command whose time is taken."""

    name: str
    command: tuple[str, ...]
    cwd: Path
    prepare: Callable[[], object] = lambda: None
    """Called before each round, outside of the time."""


@dataclass(frozen=True, kw_only=True)
class Took:
    """What one process took, with its children."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds on all cores; 0 on Windows, which does not say."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="default: 5")
    parser.add_argument("--no-browser", action="store_true", help="leave the browser out")
    options = parser.parse_args()
    skill = read_skill(ROOT)
    with tempfile.TemporaryDirectory(prefix="stproof-speed-") as name:
        folder = Path(name).resolve()
        tests = by_hand.write(skill, folder)
        print(f"{tests} tests written by hand, {os.cpu_count()} cores, load before {_load()}", flush=True)
        rounds = _measure(_contenders(skill, folder), options.rounds)
    _print_table(rounds)
    print(f"load after {_load()}")
    if not options.no_browser:
        import in_browser

        in_browser.measure(skill, STPROOF, ENVIRONMENT)


def _contenders(skill: Target, folder: Path) -> tuple[Contender, ...]:
    """The first is the one that the others are compared with."""

    def again() -> None:
        by_hand.write_apps(skill, folder)

    return (
        Contender(name="stproof check", command=(*STPROOF, "--engine", "apptest"), cwd=ROOT),
        Contender(name="by hand, plain Python", command=(PYTHON, by_hand.FILE), cwd=folder, prepare=again),
        Contender(name="by hand, pytest", command=(*PYTEST, by_hand.FILE), cwd=folder, prepare=again),
        Contender(name="stproof check --static", command=(*STPROOF, "--static"), cwd=ROOT),
    )


def _measure(contenders: tuple[Contender, ...], rounds: int) -> dict[str, list[Took]]:
    """What each took in each round."""
    took: dict[str, list[Took]] = {contender.name: [] for contender in contenders}
    for number in range(rounds):
        for contender in contenders if number % 2 == 0 else contenders[::-1]:
            contender.prepare()
            one = _timed(contender)
            took[contender.name].append(one)
            print(f"round {number + 1}: {contender.name} {one.wall:.2f} s", file=sys.stderr, flush=True)
    return took


def _timed(contender: Contender) -> Took:
    """Run it once; it must succeed, else its time means nothing."""
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(
        contender.command,
        cwd=contender.cwd,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        errors="replace",
    )
    wall, after = time.perf_counter() - start, os.times()
    if done.returncode:
        sys.exit(
            f"{contender.name} failed, so there is nothing to compare:\n{done.stdout}{done.stderr[-2000:]}"
        )
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(wall=wall, cpu=cpu)


def _print_table(rounds: dict[str, list[Took]]) -> None:
    """Medians, the span of the rounds, and how much of each one's time the checker needs."""
    print(f"\n{'':24}{'wall, s':>10}{'span':>16}{'CPU, s':>10}{'ratio':>8}{'of CPU':>8}")
    ours = next(iter(rounds.values()))
    for name, took in rounds.items():
        walls = [one.wall for one in took]
        span = f"{min(walls):.2f} to {max(walls):.2f}"
        wall, cpu = median(walls), median(one.cpu for one in took)
        ratio = median(mine.wall / its.wall for mine, its in zip(ours, took))
        of_cpu = median(mine.cpu / its.cpu if its.cpu else 0 for mine, its in zip(ours, took))
        compared = f"{ratio:>8.2f}{of_cpu:>8.2f}" if took is not ours and "by hand" in name else ""
        print(f"{name:24}{wall:>10.2f}{span:>16}{cpu:>10.2f}{compared}")
    print("ratio: median over the rounds of the time of stproof check, divided by that of the line")


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    main()
