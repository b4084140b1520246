"""`stproof check`: read, apply the rules, run, judge, report."""

import time
from collections.abc import Iterable, Iterator, Sequence

from stproof.commands.static import static_findings
from stproof.findings import in_order
from stproof.model.finding import Finding, count_of
from stproof.model.mutant import MutationResult
from stproof.model.options import Options, Progress
from stproof.model.target import Target
from stproof.model.task import Result, Subject, SubjectKind
from stproof.mutation.rules import judge_mutants
from stproof.mutation.run import MutationRun
from stproof.report.report import Report
from stproof.report.summary import left_out, note_on_browser, note_on_other_code, notes
from stproof.running.kept import Kept
from stproof.running.pool import EnginePools
from stproof.running.run import TargetRun
from stproof.verdict.judge import judge


def check(target: Target, options: Options, progress: Progress) -> Report:
    """Apply the rules, run all snippets, examples and proofs, and judge what came of it.

    Raises `StproofError` where they cannot be run.
    """
    start = time.perf_counter()
    kept = Kept(options)
    static = static_findings(target, options.python, kept)
    with EnginePools(options) as pools:
        run = TargetRun(target, options, pools, kept)
        environment = run.environment
        results = run.results(run.tasks, progress)
        mutants = MutationRun(
            proofs=target.proofs,
            known=target.subjects,
            planner=run.planner,
            pools=pools,
            results=results,
            engines=options.engines,
            progress=progress,
        )
        mutation = mutants.run() if options.mutants else MutationResult()
        skipped = run.skipped()
    verdicts = judge(results)
    ran = [finding for verdict in verdicts for finding in verdict.findings]
    ran += judge_mutants(target, mutation, options.min_score)
    return Report(
        target=target,
        static=static,
        findings=in_order([*without_ran(static, results), *without_repeats(static, ran)]),
        environment=environment,
        engines=options.engines,
        results=tuple(best_tries(results)),
        verdicts=verdicts,
        mutation=mutation,
        notes=(
            *target.unread,
            *note_on_other_code(target),
            *notes(skipped, results),
            *left_out(verdicts),
            *([f"{count_of(run.reused, 'result')} of an earlier run (--no-cache)"] if run.reused else []),
            *note_on_browser(target, options.engines, options.no_browser),
        ),
        seconds=time.perf_counter() - start,
    )


def without_ran(static: Sequence[Finding], results: Iterable[Result]) -> Iterator[Finding]:
    """What reading has found, but for code that does not compile alone and ran after the fences before it."""
    ran = {line for result in results if result.runs_as_written for line in _lines(result.subject)}
    return (one for one in static if one.rule != "SN309" or (one.path, one.line) not in ran)


def _lines(subject: Subject) -> Iterator[tuple[str, int]]:
    """(page, 1-based line) of the code of a fence without a name."""
    if subject.kind is SubjectKind.FENCE:
        source = subject.sources[0]
        last = source.code_line + source.code.count("\n")
        yield from ((source.path, line) for line in range(source.code_line, last + 1))


def without_repeats(static: Sequence[Finding], ran: Sequence[Finding]) -> Iterator[Finding]:
    """What running adds to what reading has found: an error is told once."""
    told = {(one.path, one.line) for one in static if one.rule in ("SN309", "SN331")}
    return (one for one in ran if one.rule not in ("SN351", "SN354") or (one.path, one.line) not in told)


def best_tries(results: Sequence[Result]) -> Iterator[Result]:
    """The results of first tries; where a further try of a fence ran, that one instead."""
    got = {
        result.subject.name: result for result in results if result.task.attempt and result.runs_as_written
    }
    for result in results:
        if not result.task.attempt:
            yield result if result.task.proof else got.get(result.subject.name, result)
