"""The command `stproof`: the only place that reads arguments and exits."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stproof.arguments import parse
from stproof.choose import choose
from stproof.errors import StproofError
from stproof.model import Finding
from stproof.report import Report
from stproof.report.console import progress, show

if TYPE_CHECKING:
    from stproof.check import Options


def main() -> None:
    """Run the command and exit with its code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite end leaves nothing behind either
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line; returns the exit code."""
    options = parse(arguments)
    try:
        return ACTIONS[options.command](options)
    except StproofError as problem:
        print(f"stproof: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stproof: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1


# --- check ------------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
    for option in ("select", "ignore"):
        _know_rules(option, getattr(options, option))
    reports = [_report(Path(path), options) for path in options.paths or ["."]]
    if options.format == "json":
        from stproof.report.as_json import dump

        print(dump(reports))
    else:
        from stproof.report.text import lines

        show(line for report in reports for line in lines(report))
    return max(report.exit_code for report in reports)


def _report(path: Path, options: argparse.Namespace) -> Report:
    report = _of_app(path, options) if path.suffix == ".py" else _of_skill(path, options)
    return replace(report, findings=_selected(report, options))


def _of_skill(path: Path, options: argparse.Namespace) -> Report:
    from stproof.rules import check_static
    from stproof.source import read_skill

    skill, found = read_skill(path)
    found = (*found, *check_static(skill))
    if options.static:
        from stproof.rules.registry import in_order

        return Report(
            title=skill.name or path.name, root=skill.root, pages=len(skill.pages), findings=in_order(found)
        )
    from stproof.check import check_skill

    with progress("proving") as update:
        return check_skill(skill, found, _options(options), update)


def _of_app(path: Path, options: argparse.Namespace) -> Report:
    from stproof.apps import read_app
    from stproof.check import check_app

    app = read_app(path, [Path(file) for file in options.proofs])
    if options.static:
        return Report(title=app.subject.name, root=app.subject.app.cwd, findings=app.findings)
    with progress("proving") as update:
        return check_app(app.subject, app.proofs, app.findings, _options(options), update)


def _options(options: argparse.Namespace) -> Options:
    from stproof.check import Options

    choice = choose(options.engine, options.chromium, require=options.require_browser)
    return Options(
        engines=choice.engines,
        chromium=choice.chromium,
        no_browser=choice.missing,
        python=options.python,
        timeout=options.timeout,
        only=tuple(options.only),
        mutants=options.mutants,
        min_score=options.min_score,
    )


def _know_rules(option: str, starts: Sequence[str]) -> None:
    """Raises `StproofError` where no rule begins so: a slip would leave out every finding, or none."""
    from stproof.rules import registry

    ids = [rule.id for rule in registry.all_rules()]
    for start in starts:
        if not any(id_.startswith(start.upper()) for id_ in ids):
            near = registry.did_you_mean(start.upper(), ids, "see `stproof explain`")
            raise StproofError(f"--{option} {start!r}: no rule begins so; {near}")


def _selected(report: Report, options: argparse.Namespace) -> tuple[Finding, ...]:
    select, ignore = tuple(map(str.upper, options.select)), tuple(map(str.upper, options.ignore))
    return tuple(
        finding
        for finding in report.findings
        if finding.rule.startswith(select or "") and not (ignore and finding.rule.startswith(ignore))
    )


# --- list, run, shoot, tables, explain --------------------------------------------------------


def _list(options: argparse.Namespace) -> int:
    from stproof.report.listing import listing
    from stproof.source import read_skill

    skill, _ = read_skill(Path(options.path))
    show((line, "") for line in listing(skill))
    return 0


def _run(options: argparse.Namespace) -> int:
    from stproof.serve import serve

    return serve(options.name, Path(options.path), python=options.python)


def _shoot(options: argparse.Namespace) -> int:
    from stproof.check import Options
    from stproof.shoot import shoot

    choice = choose("browser", options.chromium)
    wanted = Options(
        engines=choice.engines, chromium=choice.chromium, python=options.python, timeout=options.timeout
    )
    for file in shoot(options.names, Path(options.path), Path(options.output), wanted):
        print(file)
    return 0


def _tables(options: argparse.Namespace) -> int:
    from stproof.source import read_skill
    from stproof.tables import write

    skill, _ = read_skill(Path(options.path))
    for path in write(skill):
        print(f"wrote {path}")
    return 0


def _explain(options: argparse.Namespace) -> int:
    from stproof.rules import registry

    if options.rule is None:
        show((f"{rule.id}  {rule.title}", "") for rule in registry.all_rules())
        return 0
    rule = registry.get(options.rule)
    show([(f"{rule.id} ({rule.severity.value}): {rule.title}", ""), ("", ""), (rule.explanation, "")])
    return 0


ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "list": _list,
    "run": _run,
    "shoot": _shoot,
    "tables": _tables,
    "explain": _explain,
}
"""What each command does; it returns the exit code."""
