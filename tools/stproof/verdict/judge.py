"""From results to verdicts: which statement does not hold, in which line, and why."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from stproof.model.run import Engine, Status
from stproof.model.task import Result, Subject, SubjectKind, Verdict
from stproof.verdict.counterexamples import is_refuted, of_counterexample
from stproof.verdict.openings import of_subject
from stproof.verdict.proofs import judging, of_proof
from stproof.verdict.unnamed import is_judged_elsewhere, of_fence


def judge(results: Iterable[Result]) -> tuple[Verdict, ...]:
    """The verdicts of a run, further tries of fences included: on each subject, then on each proof."""
    every = list(results)
    subjects = map(verdict_on_subject, _grouped(every, lambda result: result.subject.name))
    return (*subjects, *verdicts_on_proofs(result for result in every if result.task.proof))


def verdict_on_subject(results: Sequence[Result]) -> Verdict:
    """What opening a subject, and all proofs on it, say about the page's own words.

    results: of one subject; further tries of a fence come after the first.
    """
    subject, results = results[0].subject, _trusted(results)
    openings = [result for result in results if result.task.proof is None]
    fence = subject.kind is SubjectKind.FENCE and openings
    good = any(result.runs_as_written for result in openings) if openings else None
    if fence and _is_left_out(subject, good):
        good = None
    return Verdict(
        subject=subject,
        findings=tuple(of_fence(openings) if fence else of_subject(subject, results)),
        good=good,
    )


def _trusted(results: Sequence[Result]) -> Sequence[Result]:
    """Without those of an AppTest that errs here, as a proof on the subject says."""
    if not any(result.task.apptest_errs for result in results):
        return results
    return [result for result in results if result.engine is not Engine.APPTEST]


def _is_left_out(subject: Subject, good: bool | None) -> bool:
    """Whether a fence is not counted: what the page calls wrong never is, a part of a longer fence only where
    it runs."""
    wrong = subject.snippet is not None and subject.snippet.is_wrong
    return wrong or (not good and is_judged_elsewhere(subject))


def verdicts_on_proofs(results: Iterable[Result]) -> Iterator[Verdict]:
    """Each proof on each of its subjects, and on each wrong version."""
    for each in _grouped(results, lambda result: replace(result.task.key, engine=Engine.APPTEST)):
        task = each[0].task
        findings = of_counterexample(each) if task.counterexample else of_proof(each)
        yield Verdict(
            subject=task.subject,
            proof=task.proof,
            counterexample=task.counterexample,
            findings=tuple(findings),
            good=_is_good(each),
        )


def _is_good(results: Sequence[Result]) -> bool | None:
    """Whether the proof holds, or the wrong version is refuted, by the word of the engine that judges."""
    judge = judging(results)
    if judge is None:
        return None
    return is_refuted(judge) if judge.task.counterexample else judge.outcome.status is Status.PASSED


def _grouped(results: Iterable[Result], by: Callable[[Result], object]) -> Iterable[list[Result]]:
    """Those that are alike, in the order of their first."""
    groups: dict[object, list[Result]] = {}
    for result in results:
        groups.setdefault(by(result), []).append(result)
    return groups.values()
