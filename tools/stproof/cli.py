"""The command `stproof`: the only place that exits."""

import argparse
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path

from stproof.arguments import parse
from stproof.commands.static import static_findings
from stproof.engines.selection import select_engines
from stproof.errors import StproofError
from stproof.files import replace_file
from stproof.findings import did_you_mean
from stproof.model.config import Config
from stproof.model.options import Options
from stproof.model.target import Target
from stproof.reading.config import read_config
from stproof.reading.skill import read_skill
from stproof.reading.target import all_names, at_address, known_names, lines_at, read
from stproof.report.console import printable, progress, show
from stproof.report.listing import listing
from stproof.report.report import Report
from stproof.report.text import lines
from stproof.running.kept import Kept

# What only some commands need is imported by them: `stproof check --static` takes a fifth of a second.


def main() -> None:
    """Run the command and exit with its code."""
    gc.set_threshold(GARBAGE)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite end leaves nothing behind either
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # the locale may not be UTF-8
    sys.exit(run(sys.argv[1:]))


GARBAGE = 100_000
"""New objects between two looks for unused ones. A syntax tree has many, and all are in use: looking after
each 700, as Python does, takes a fifth of a short run."""


def run(arguments: Sequence[str]) -> int:
    """Run a command line; returns the exit code."""
    options = parse(arguments)
    try:
        return ACTIONS[options.command](options)
    except StproofError as problem:
        print(f"stproof: {printable(str(problem))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stproof: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except OSError as problem:  # a full disk, a folder that may not be written
        place = f"{problem.filename!r}: " if problem.filename else ""
        print(printable(f"stproof: {place}{problem.strerror or problem}"), file=sys.stderr)
        return 2


def _check(options: argparse.Namespace) -> int:
    _know_rules((f"--{one}", start) for one in ("select", "ignore") for start in getattr(options, one))
    targets = [target for path in _paths(options) for target in read(path, [*map(Path, options.proofs)])]
    _know_rules(each for target in targets for each in _rules_of_settings(target.config))
    chosen = dict(_chosen(targets, options.only)) if options.only else dict.fromkeys(range(len(targets)), ())
    reports = [
        _report(targets[at], options, only).selected(
            options.select, options.ignore, _lines(targets[at], options)
        )
        for at, only in chosen.items()
    ]
    baseline = options.baseline or next((file for file in map(_baseline, targets) if file), "")
    if options.update_baseline:
        from stproof.report.baseline import write_baseline

        print(write_baseline(Path(baseline or BASELINE), reports))
        return 0
    if baseline:
        from stproof.report.baseline import new_only

        reports = new_only(reports, Path(baseline), whole=not (options.static or options.only))
    _print(reports, options)
    return max(report.exit_code for report in reports)


BASELINE = "stproof-baseline.json"
"""Where `--update-baseline` writes, unless it is told."""


def _baseline(target: Target) -> str:
    config = target.config
    return os.path.relpath(os.path.join(config.folder, config.baseline)) if config.baseline else ""


def _paths(options: argparse.Namespace) -> list[Path]:
    """What is to be checked: what the command names, else what the settings do, else this folder."""
    if options.paths:
        return [Path(path) for path in options.paths]
    config = read_config(Path.cwd())
    return [Path(os.path.relpath(os.path.join(config.folder, path))) for path in config.paths] or [Path()]


def _chosen(targets: Sequence[Target], only: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Index of each target of which `--only` names something, with what of it can be run.

    Raises `StproofError` for what no target has.
    """
    found = [[known_names(target, name) for name in only] for target in targets]
    for at, name in enumerate(only):
        if not any(names[at] for names in found) and not any(at_address(one, name) for one in targets):
            every = [known for target in targets for known in all_names(target)]
            guess = did_you_mean(name, every, "see `stproof list`")
            raise StproofError(f"--only {name!r}: there is no such snippet, example or proof; {guess}")
    for at, names in enumerate(found):
        own = tuple(one for each in names for one in each)
        if own or any(at_address(targets[at], name) for name in only):
            yield at, own


def _lines(target: Target, options: argparse.Namespace) -> frozenset[tuple[str, int]]:
    """The lines of which findings are told, where `--only` has addresses and nothing else; else none."""
    places = [at_address(target, name) for name in options.only]
    return frozenset(line for place in places if place for line in lines_at(target, *place))


def _print(reports: Sequence[Report], options: argparse.Namespace) -> None:
    if options.format == "text":
        show(line for report in reports for line in lines(report, verbose=options.verbose))
    else:
        print(_formed(reports, options.format).removesuffix("\n"))
    for form, file in options.output:
        text = _formed(reports, form).removesuffix("\n") + "\n"
        try:
            if form == "summary":
                with open(file, "a", encoding="utf-8", errors="backslashreplace") as out:
                    out.write(text)
            else:
                replace_file(Path(file), text.encode("utf-8", "backslashreplace"))
        except OSError as problem:
            raise StproofError(f"--output {form}={file}: it cannot be written: {problem.strerror}") from None


def _formed(reports: Sequence[Report], form: str) -> str:
    """The reports in one of the forms that `--format` and `--output` take."""
    match form:
        case "json":
            from stproof.report.json_report import dump

            return dump(reports)
        case "junit":
            from stproof.report.junit import junit

            return junit(reports)
        case "sarif":
            from stproof.report.sarif import sarif

            return sarif(reports)
        case "github":
            from stproof.report.github import workflow_commands

            return "\n".join(workflow_commands(reports))
        case "summary":
            from stproof.report.github import summary

            return summary(reports)
    return "\n".join(printable(line) for report in reports for line, _ in lines(report, verbose=True))


def _report(target: Target, options: argparse.Namespace, only: tuple[str, ...]) -> Report:
    if options.static or (options.only and not only):  # no fence is at the address
        kept = Kept(Options(python=options.python, cache=not options.no_cache))
        found = static_findings(target, options.python, kept)
        return Report(target=target, static=found, findings=found, notes=target.unread)
    from stproof.commands.check import check

    with progress("proving") as update:
        return check(target, _options(options, target, only), update)


def _options(options: argparse.Namespace, target: Target, only: tuple[str, ...]) -> Options:
    return replace(
        select_engines(options.engine, options.chromium, require=options.require_browser),
        python=options.python,
        timeout=options.timeout or target.config.timeout or TIMEOUT,
        only=only,
        mutants=options.mutants,
        min_score=options.min_score,
        cache=not options.no_cache,
    )


TIMEOUT = 10.0
"""Seconds for one snippet or proof under AppTest, unless it is told."""


def _rules_of_settings(config: Config) -> Iterator[tuple[str, str]]:
    """(where it is said, start of a rule) of all that the settings select and ignore."""
    file = os.path.join(config.folder, "pyproject.toml")
    for key in ("select", "ignore"):
        yield from ((f"{file}: [tool.stproof] {key}", start) for start in getattr(config, key))
    for path, starts in config.per_path_ignores.items():
        where = f"{file}: [tool.stproof.per-path-ignores] {path!r}:"
        yield from ((where, start) for start in starts)


def _know_rules(starts: Iterable[tuple[str, str]]) -> None:
    """Raises `StproofError` where no rule starts so: a slip would leave out every finding, or none.

    starts: (where it is said, start of a rule).
    """
    for where, start in starts:
        from stproof.catalogue import all_rules

        ids = [rule.id for rule in all_rules()]
        if not any(id_.startswith(start.upper()) for id_ in ids):
            near = did_you_mean(start.upper(), ids, "see `stproof explain`")
            raise StproofError(f"{where} {start!r}: no rule starts with it; {near}")


def _releases(options: argparse.Namespace) -> int:
    from stproof.commands.releases import prove_releases
    from stproof.engines.selection import select_engines
    from stproof.report import releases as forms
    from stproof.report.live import watching

    selection = select_engines(options.engine, options.chromium)
    wanted = Options(
        engines=selection.engines,
        chromium=selection.chromium,
        timeout=options.timeout,
        only=tuple(options.only),
        workers=options.workers,
    )
    with watching() as watch:
        report = prove_releases(
            read_skill(options.path), options.streamlit, wanted, watch, update=options.update
        )
    if options.format == "json":
        print(forms.dump(report))
    else:
        show(forms.lines(report) if options.format == "text" else forms.markdown(report))
    return report.exit_code


def _list(options: argparse.Namespace) -> int:
    show((line, "") for line in listing(read_skill(options.path)))
    return 0


def _run(options: argparse.Namespace) -> int:
    from stproof.commands.run import serve

    return serve(options.name, Path(options.path), python=options.python)


def _screenshot(options: argparse.Namespace) -> int:
    from stproof.commands.screenshot import screenshots

    chosen = select_engines("browser", options.chromium)
    wanted = replace(chosen, python=options.python, timeout=options.timeout, workers=1)
    for file in screenshots(options.names, Path(options.path), Path(options.output), wanted):
        print(file)
    return 0


def _tables(options: argparse.Namespace) -> int:
    from stproof.commands.tables import write

    for path in write(Path(options.path)):
        print(f"wrote {path}")
    return 0


def _pack(options: argparse.Namespace) -> int:
    from stproof.commands.pack import listing, packed, write_archive, write_folder

    pack = packed(options.path)
    pack = pack.nested() if options.nested else pack
    if options.list:
        show((line, "") for line in listing(pack))
        return 0
    wrote = write_folder(pack, options.to) if options.to else write_archive(pack, options.output)
    print(f"wrote {wrote}")
    return 0


def _explain(options: argparse.Namespace) -> int:
    from stproof.catalogue import all_rules, get

    if options.rule is None:
        show((f"{rule.id}  {rule.title}", "") for rule in all_rules())
        return 0
    rule = get(options.rule)
    text = [f"{rule.id} ({rule.severity.value}): {rule.title}", "", *rule.explanation.splitlines()]
    show((line, "") for line in text)
    return 0


ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "releases": _releases,
    "list": _list,
    "run": _run,
    "screenshot": _screenshot,
    "tables": _tables,
    "pack": _pack,
    "explain": _explain,
}
"""What each command does; it returns the exit code."""
