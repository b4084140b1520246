"""The arguments of the command `stproof`, and what they mean."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

from stproof import __version__
from stproof.engines.selection import CHOICES

COMMANDS = ("check", "releases", "list", "run", "screenshot", "tables", "pack", "explain")
FOLDER = "folder of the skill"
NAME = "snippet name, example, or path of an app"
FORMS = ("text", "json", "junit", "sarif", "github", "summary")
"""Forms of the report: for people, programs, test dashboards, code scanning, and GitHub."""
EXIT = "Exit code: 0 all holds, 1 findings, 2 could not run."
RUNS = (
    "It runs the code of snippets, examples and proofs, with your rights. On Linux the system keeps it from "
    "other files and the network, where it can; elsewhere only Python does, and nothing does in the browser."
)
STATIC = "--static runs nothing."
OPENS = "It runs the code of what it opens, with your rights."


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; `command` is one of `COMMANDS`. Exits 2 where it is wrong.

    `stproof` and `stproof PATH` mean `stproof check`.
    """
    top = parser()
    first = arguments[0] if arguments else ""
    if first in (*COMMANDS, "-h", "--help", "--version"):
        return top.parse_args(arguments)
    if near := _nearly_a_command(first):
        top.error(f"there is no folder and no command {first!r}; did you mean {near!r}?")
    return top.parse_args(["check", *arguments])


def _nearly_a_command(word: str) -> str:
    """The command that a word which is no path is meant for; empty for any other word."""
    if not word or word.startswith("-") or os.path.exists(word):
        return ""
    import difflib  # only a slip needs it, and it takes a while to load

    return next(iter(difflib.get_close_matches(word, COMMANDS, n=1, cutoff=0.7)), "")


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="stproof",
        description="Proves documented Streamlit behaviour: each snippet runs, each statement holds.",
        epilog=EXIT,
    )
    top.add_argument("--version", action="version", version=f"stproof {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    whole = f"{EXIT} {RUNS} {STATIC}"
    _add_check(commands.add_parser("check", help="check skills or apps (the default)", epilog=whole))
    _add_releases(
        commands.add_parser(
            "releases", help="check a skill on many releases of Streamlit", epilog=f"{EXIT} {RUNS}"
        )
    )
    _add_path(commands.add_parser("list", help="list every snippet and example with its proofs"))
    serves = "open a snippet, an example or an app with streamlit run"
    _add_run(commands.add_parser("run", help=serves, epilog=OPENS))
    pictures = "save a picture of what a proof ends with"
    _add_screenshot(commands.add_parser("screenshot", help=pictures, epilog=RUNS))
    _add_path(commands.add_parser("tables", help="write the tables that are made from the proofs"))
    _add_pack(commands.add_parser("pack", help="write what an agent needs of a skill, and nothing else"))
    explain = commands.add_parser("explain", help="explain a rule and how to fix a finding")
    explain.add_argument("rule", nargs="?", metavar="ID", help="without it, all rules are listed")
    return top


def _add_check(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    many: dict[str, Any] = {"action": "append", "default": []}
    add("paths", nargs="*", metavar="PATH", help="folder of a skill, or entry file of an app (default: .)")
    add("--static", action="store_true", help="apply the rules only; run nothing")
    add(
        "--only",
        **many,
        metavar="NAME",
        help="this snippet, example or proof only; or an address, page.md:41",
    )
    add("--select", **many, metavar="RULE", help="findings of these rules only (FM, SN351)")
    add("--ignore", **many, metavar="RULE", help="no findings of these rules")
    add("--proofs", **many, metavar="FILE", help="file with the proofs of an app")
    _add_python(parser)
    add("--engine", choices=CHOICES, help="default: both where a Chromium is found, else apptest")
    _add_chromium(parser)
    add("--require-browser", action="store_true", help="exit 2 where there is no browser")
    limit = "for one snippet or proof (default: 10; in the browser three times as long)"
    add("--timeout", type=_seconds, metavar="SECONDS", help=limit)
    detects = "change the code in small ways, and ask whether a proof detects it"
    add("--mutants", action="store_true", help=detects)
    add("--min-score", type=_percent, default=0, metavar="PERCENT", help="floor of the mutation score")
    add("--no-cache", action="store_true", help="run again what has not changed since an earlier run")
    add("-v", "--verbose", action="store_true", help="each snippet that is not complete in its own line")
    add("--baseline", metavar="FILE", help="tell only what is not in this file, and what of it is gone")
    add("--update-baseline", action="store_true", help="write all findings to it (stproof-baseline.json)")
    add("--format", choices=FORMS, default="text", help="form of the report on stdout")
    writes = "write the report to a file too, as in sarif=stproof.sarif; a summary is added to its file"
    add("--output", **many, type=_output, metavar="FORM=FILE", help=writes)


def _add_releases(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("path", nargs="?", default=".", metavar="PATH", help="folder of the skill (default: .)")
    add(
        "--streamlit",
        default="each-minor",
        metavar="RELEASES",
        help="each-minor (the default), boundaries, newest, oldest, rc, nightly, 1.50, 1.43.1, 1.40..1.45, "
        "1.28.., a wheel file; several with commas",
    )
    add("--engine", choices=CHOICES, default="apptest", help="default: apptest")
    add("--chromium", metavar="PATH", help="the Chromium to drive (also STPROOF_CHROMIUM)")
    only = "this snippet, example or proof only; what was late there is tried again"
    add("--only", action="append", default=[], metavar="NAME", help=only)
    add("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="releases at the same time")
    add(
        "--timeout",
        type=_seconds,
        default=10.0,
        metavar="SECONDS",
        help="for one snippet or proof (default: 10)",
    )
    add("--update", action="store_true", help="write since= and until= into the pages, and the tables")
    add("--format", choices=("text", "json", "summary"), default="text", help="form of the report on stdout")


def _add_path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help=FOLDER)


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help=NAME)
    _add_path(parser)
    _add_python(parser)


def _add_screenshot(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="+", metavar="NAME", help=NAME)
    parser.add_argument("--path", default=".", metavar="PATH", help=FOLDER)
    parser.add_argument("--output", default=".", metavar="FOLDER", help="where the PNG files go")
    _add_python(parser)
    _add_chromium(parser)
    parser.add_argument("--timeout", type=_seconds, default=10.0, metavar="SECONDS")


def _add_pack(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    bundled = "folder of the skill, or the name of the one that came with stproof (default: .)"
    add("path", nargs="?", default=".", metavar="PATH", help=bundled)
    add("--to", metavar="FOLDER", help="write it as a folder below this one: .agents/skills, .claude/skills")
    add("--output", default="", metavar="FILE", help="the archive to write (default: NAME.zip)")
    nested = "as a plugin, with the skill in skills/NAME: Claude Code, Codex, Gemini CLI"
    add("--nested", action="store_true", help=nested)
    add("--list", action="store_true", help="only list its files, with sizes and tokens")


def _add_python(parser: argparse.ArgumentParser) -> None:
    uses = "use the Streamlit of this one"
    parser.add_argument("--python", default=sys.executable, metavar="INTERPRETER", help=uses)


def _add_chromium(parser: argparse.ArgumentParser) -> None:
    drives = "the Chromium to drive (also STPROOF_CHROMIUM)"
    parser.add_argument("--chromium", metavar="PATH", help=drives)


def _output(text: str) -> tuple[str, str]:
    form, _, file = text.partition("=")
    if form not in FORMS or not file:
        raise argparse.ArgumentTypeError(f"{text!r} is not FORM=FILE with one of {', '.join(FORMS)}")
    return form, file


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 86400:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds between 0 and 86400")
    return seconds


def _percent(text: str) -> int:
    if not text.isdigit() or int(text) > 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to 100")
    return int(text)
