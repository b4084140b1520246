"""The command `stproof`: the only place that reads arguments and exits."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stproof import __version__
from stproof.choose import CHOICES, choose
from stproof.errors import StproofError
from stproof.model import Finding
from stproof.report import Report
from stproof.report.console import progress, show

if TYPE_CHECKING:
    from stproof.check import Options

COMMANDS = ("check", "list", "run", "explain")
EXIT = "Exit code: 0 all holds, 1 findings, 2 could not run."


def main() -> None:
    """Run the command and exit with its code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line; returns the exit code."""
    options = _parser().parse_args(_with_command(arguments))
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except StproofError as problem:
        print(f"stproof: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stproof: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1


def _with_command(arguments: Sequence[str]) -> list[str]:
    """`stproof` and `stproof PATH` mean `stproof check`."""
    first = arguments[0] if arguments else ""
    if first in (*COMMANDS, "-h", "--help", "--version"):
        return list(arguments)
    return ["check", *arguments]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stproof",
        description="Proves documented Streamlit behaviour: each snippet runs, each statement holds.",
        epilog=EXIT,
    )
    parser.add_argument("--version", action="version", version=f"stproof {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_check(commands.add_parser("check", help="check skills or apps (the default)", epilog=EXIT))
    _add_list(commands.add_parser("list", help="list every snippet and example with its proofs"))
    _add_run(commands.add_parser("run", help="open a snippet, an example or an app with streamlit run"))
    _add_explain(commands.add_parser("explain", help="explain a rule and how to mend a finding"))
    return parser


def _add_check(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="folder of a skill, or entry file of an app (default: .)")
    add("--static", action="store_true", help="apply the rules only; run nothing")
    add("--only", action="append", default=[], metavar="NAME", help="this snippet, example or proof only")
    add(
        "--select",
        action="append",
        default=[],
        metavar="RULE",
        help="findings of these rules only (FM, SN351)",
    )
    add("--ignore", action="append", default=[], metavar="RULE", help="no findings of these rules")
    add("--proofs", action="append", default=[], metavar="FILE", help="file with the proofs of an app")
    add(
        "--python",
        default=sys.executable,
        metavar="INTERPRETER",
        help="check against the Streamlit of this one",
    )
    add("--engine", choices=CHOICES, help="default: both where a Chromium is found, else apptest")
    add("--chromium", metavar="PATH", help="the Chromium to drive (also STPROOF_CHROMIUM)")
    add("--require-browser", action="store_true", help="exit 2 where there is no browser")
    add(
        "--timeout",
        type=_seconds,
        default=10.0,
        metavar="SECONDS",
        help="for one snippet or proof (default: 10)",
    )
    add("--format", choices=("text", "json"), default="text", help="form of the report on stdout")
    parser.set_defaults(command=_check)


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", default=".", metavar="PATH")
    parser.set_defaults(command=_list)


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="snippet name, example, or path of an app")
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="folder of the skill")
    parser.add_argument("--python", default=sys.executable, metavar="INTERPRETER")
    parser.set_defaults(command=_run)


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "rule", nargs="?", metavar="ID", help="id of a rule; without it, all rules are listed"
    )
    parser.set_defaults(command=_explain)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 86400:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds between 0 and 86400")
    return seconds


# --- check ------------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
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
    )


def _selected(report: Report, options: argparse.Namespace) -> tuple[Finding, ...]:
    select, ignore = tuple(map(str.upper, options.select)), tuple(map(str.upper, options.ignore))
    return tuple(
        finding
        for finding in report.findings
        if finding.rule.startswith(select or "") and not (ignore and finding.rule.startswith(ignore))
    )


# --- list, run, explain -----------------------------------------------------------------------


def _list(options: argparse.Namespace) -> int:
    from stproof.report.listing import listing
    from stproof.source import read_skill

    skill, _ = read_skill(Path(options.path))
    show((line, "") for line in listing(skill))
    return 0


def _run(options: argparse.Namespace) -> int:
    from stproof.serve import serve

    return serve(options.name, Path(options.path), python=options.python)


def _explain(options: argparse.Namespace) -> int:
    from stproof.rules import registry

    if options.rule is None:
        show((f"{rule.id}  {rule.title}", "") for rule in registry.all_rules())
        return 0
    rule = registry.get(options.rule)
    show([(f"{rule.id} ({rule.severity.value}): {rule.title}", ""), ("", ""), (rule.explanation, "")])
    return 0
