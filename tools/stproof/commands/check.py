"""`stproof check`: read, apply the rules, run, judge, report."""

import time
from collections.abc import Iterator, Sequence

from stproof.commands.static import static_findings
from stproof.findings import in_order
from stproof.model.finding import Finding
from stproof.model.mutant import MutationResult
from stproof.model.options import Options, Progress
from stproof.model.target import Target
from stproof.model.task import Result
from stproof.mutation.rules import judge_mutants
from stproof.mutation.run import MutationRun
from stproof.report.report import Report
from stproof.report.summary import note_on_browser, notes
from stproof.running.pool import EnginePools
from stproof.running.run import TargetRun
from stproof.verdict.judge import judge


def check(target: Target, options: Options, progress: Progress) -> Report:
    """Apply the rules, run all snippets, examples and proofs, and judge what came of it.

    Raises `StproofError` where they cannot be run.
    """
    start = time.perf_counter()
    static = static_findings(target)
    with EnginePools(options) as pools:
        run = TargetRun(target, options, pools)
        environment = run.environment
        results = run.results(run.tasks, progress)
        mutants = MutationRun(
            proofs=target.proofs,
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
        findings=in_order([*static, *without_repeats(static, ran)]),
        environment=environment,
        engines=options.engines,
        results=tuple(best_tries(results)),
        verdicts=verdicts,
        mutation=mutation,
        notes=(*notes(skipped, results), *note_on_browser(target, options.engines, options.no_browser)),
        seconds=time.perf_counter() - start,
    )


def without_repeats(static: Sequence[Finding], ran: Sequence[Finding]) -> Iterator[Finding]:
    """What running adds to what reading has found: that code does not compile is told once."""
    told = {(one.path, one.line) for one in static if one.rule == "SN309"}
    return (one for one in ran if one.rule != "SN354" or (one.path, one.line) not in told)


def best_tries(results: Sequence[Result]) -> Iterator[Result]:
    """The results of first tries; where a further try of a fence ran, that one instead."""
    got = {
        result.subject.name: result for result in results if result.task.attempt and result.runs_as_written
    }
    for result in results:
        if not result.task.attempt:
            yield result if result.task.proof else got.get(result.subject.name, result)
