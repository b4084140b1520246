"""Mutants, proofs and scores without a worker: who is asked, what an outcome says, and how it is printed."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import pytest

from stproof.model.finding import Severity
from stproof.model.mutant import MutantResult, MutantStatus, MutationResult, Score
from stproof.model.run import Cause, Engine, Job, Outcome, Status
from stproof.model.skill import Proof, Snippet
from stproof.model.target import Target, TargetKind
from stproof.model.task import Result, Subject
from stproof.mutation.mutate import mutant_apps
from stproof.mutation.rules import judge_mutants
from stproof.mutation.run import MutationRun, status_of
from stproof.reading.subjects import of_snippet
from stproof.report.report import Report
from stproof.report.text import lines
from stproof.running.plan import Planner

PLANNER = Planner(root="/skill", timeout=10)


def subject(name: str = "greeting", page: str = "SKILL.md") -> Subject:
    code = 'st.write("a")\nst.write("b")\n'
    return of_snippet(Snippet(page=page, line=5, code_line=6, code=code, section="It greets", name=name))


def proof(function: str, name: str = "greeting", **more: Any) -> Proof:
    return Proof(function=function, path="tests/proofs/a.py", line=5, names=(name,), **more)


class Pools:
    """Answers at once: a proof called `sees_X` detects that `st.write("X")` is gone, any other nothing."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def submit(self, job: Job) -> Future[Outcome]:
        self.jobs.append(job)
        code = job.app.layout[0][1]
        killers = (
            at
            for at, ref in enumerate(job.proofs)
            if ref.function.startswith("sees_") and f'"{ref.function[5:]}"' not in code
        )
        index = next(killers, None)
        future = Future[Outcome]()
        future.set_result(
            Outcome(status=Status.PASSED)
            if index is None
            else Outcome(status=Status.FAILED, cause=Cause.MISMATCH, proof_index=index)
        )
        return future


def mutated(
    proofs: list[Proof],
    pools: Pools,
    progress: list[tuple[int, int, int]] | None = None,
    seconds: float = 0.0,
) -> MutationResult:
    tasks = [PLANNER.proof(each, subject(), engine=Engine.APPTEST) for each in proofs]
    results = [Result(task=task, outcome=Outcome(status=Status.PASSED, seconds=seconds)) for task in tasks]

    def told(done: int, total: int) -> None:
        if progress is not None:
            progress.append((done, total, len(pools.jobs)))

    return MutationRun(
        proofs=proofs,
        known={"greeting": subject()},
        planner=PLANNER,
        pools=pools,  # type: ignore[arg-type]
        results=results,
        engines=[Engine.APPTEST],
        progress=told,
    ).run()


def statuses(result: MutationResult) -> dict[str, tuple[str, str | None]]:
    return {
        each.mutant.change: (each.status.value, each.killer.function if each.killer else None)
        for each in result.mutants
    }


def test_mutant_is_killed_by_the_first_proof_that_detects_it() -> None:
    result = mutated([proof("idle"), proof("sees_a")], Pools())
    assert statuses(result) == {
        'removing st.write("a")': ("killed", "sees_a"),
        'removing st.write("b")': ("survived", None),
    }


def test_mutant_may_take_longer_where_the_original_did() -> None:
    quiet, busy = Pools(), Pools()
    mutated([proof("sees_a"), proof("sees_b")], quiet)
    mutated([proof("sees_a"), proof("sees_b")], busy, seconds=1.5)
    assert {job.timeout for job in quiet.jobs} == {4.0}
    assert {job.timeout for job in busy.jobs} == {4.0 + 5 * 2 * 1.5}


def test_survivor_that_a_proof_declares_is_equivalent() -> None:
    declared = proof(
        "sees_a", equivalents=(('removing st.write("b")', "why"), ('removing st.write("a")', "why"))
    )
    assert statuses(mutated([declared], Pools())) == {
        'removing st.write("a")': ("killed", "sees_a"),
        'removing st.write("b")': ("equivalent", None),
    }


def test_proofs_that_killed_nothing_are_asked_alone_and_side_by_side_with_progress() -> None:
    pools = Pools()
    progress: list[tuple[int, int, int]] = []
    refuting = proof("refuting", counterexamples=("wrong",))
    result = mutated(
        [proof("sees_a"), proof("sees_b"), proof("early"), refuting, proof("late")], pools, progress
    )
    assert [each.function for each in result.idle_proofs] == ["early", "late"]
    asked = [[ref.function for ref in job.proofs] for job in pools.jobs[2:]]
    assert asked == [["early"], ["early"], ["late"], ["late"]]
    assert progress == [(1, 2, 2), (2, 2, 2), *((done, 4, 6) for done in (1, 2, 3, 4))]


def test_proof_that_kills_what_another_has_killed_is_not_idle() -> None:
    again = replace(proof("sees_a"), path="tests/proofs/b.py")
    assert mutated([proof("sees_a"), again], Pools()).idle_proofs == ()


@pytest.mark.parametrize("status", Status)
def test_every_outcome_on_a_mutant_has_a_status(status: Status) -> None:
    wanted = {
        Status.PASSED: MutantStatus.SURVIVED,
        Status.TIMEOUT: MutantStatus.NOT_VIABLE,
        Status.SKIPPED: MutantStatus.UNJUDGED,
    }
    for cause in (None, *Cause):
        broken = status is Status.FAILED and cause is Cause.SYNTAX
        expected = MutantStatus.NOT_VIABLE if broken else wanted.get(status, MutantStatus.KILLED)
        assert status_of(Outcome(status=status, cause=cause)) is expected


def test_wrong_version_is_changed_but_for_its_mistake_and_does_not_count() -> None:
    wrong, right = subject("greeting"), subject("right")
    right = replace(right, sources=(replace(right.sources[0], code='st.write("a")\n'),))
    of_right = proof("greets", name="right", counterexamples=("greeting",))
    own = proof("sees_b")
    run = MutationRun(
        proofs=[of_right, own],
        known={"greeting": wrong, "right": right},
        planner=PLANNER,
        pools=Pools(),  # type: ignore[arg-type]
        results=[
            Result(
                task=PLANNER.proof(own, wrong, engine=Engine.APPTEST), outcome=Outcome(status=Status.PASSED)
            )
        ],
        engines=[Engine.APPTEST],
        progress=lambda done, total: None,
    )
    result = run.run()
    assert result.mutants == ()
    assert [(each.mutant.change, each.status.value) for each in result.of_wrong] == [
        ('removing st.write("a")', "survived")
    ]
    assert list(result.of(own)) == list(result.of_wrong)


# --- what is told -----------------------------------------------------------------------------


def results(*subjects: Subject, status: MutantStatus = MutantStatus.SURVIVED) -> MutationResult:
    """The first mutant of each is killed, the other is not."""
    made = [
        MutantResult(app=each, status=(MutantStatus.KILLED, status)[at])
        for one in subjects
        for at, each in enumerate(mutant_apps(one))
    ]
    return MutationResult(mutants=tuple(made))


def target(kind: TargetKind, title: str, *subjects: Subject) -> Target:
    return Target(kind=kind, title=title, root="/", subjects={one.name: one for one in subjects})


def test_survivor_in_a_wrong_version_is_a_warning() -> None:
    result = MutationResult(of_wrong=results(subject()).mutants)
    (told,) = judge_mutants(target(TargetKind.SKILL, "s", subject()), result, 99)
    assert (told.rule, told.severity, told.line) == ("MU507", Severity.WARNING, 7)
    assert told.message == (
        "removing st.write(\"b\") changes nothing that any proof of the wrong version 'greeting' sees"
    )


def test_survivor_is_told_with_its_line() -> None:
    one = subject()
    found = [str(each) for each in judge_mutants(target(TargetKind.SKILL, "my-skill", one), results(one), 0)]
    assert found == [
        "SKILL.md:7: MU501 removing st.write(\"b\") changes nothing that any proof of 'greeting' sees; "
        "let a proof see it, leave it out, or declare it equivalent",
        "SKILL.md:5: MU505 the mutation score of 'greeting' is 50 %, at least 75 % are wanted; "
        "let its proofs see more",
    ]


@pytest.mark.parametrize(
    ("kind", "title", "path"),
    [(TargetKind.SKILL, "my-skill", "SKILL.md"), (TargetKind.APP, "apps/my app.py", "apps/my app.py")],
)
def test_score_below_the_floor_is_told_at_the_entry(kind: TargetKind, title: str, path: str) -> None:
    one = subject()
    found = [str(each) for each in judge_mutants(target(kind, title, one), results(one), 90)]
    assert (
        found[-1] == f"{path}:1: MU506 the mutation score is 50 %, and the floor is 90 %; fix the survivors"
    )


def test_pages_and_their_snippets_have_their_scores_with_blanks_in_the_path() -> None:
    subjects = [subject("counter", "references/my page.md"), subject("other", "references/other.md")]
    report = Report(
        target=target(TargetKind.SKILL, "my-skill", *subjects),
        static=(),
        findings=(),
        mutation=results(*subjects, status=MutantStatus.NOT_VIABLE),
    )
    assert [line for line, _ in lines(report)][1:-1] == [
        "    2 mutants: 2 detected, 0 survived, 0 equivalent, 2 not viable: 100 %",
        "      100 %  references/my page.md",
        "      100 %  references/other.md",
    ]
    undetected = Report(
        target=report.target,
        static=(),
        findings=(),
        mutation=results(*subjects, status=MutantStatus.EQUIVALENT),
    )
    assert [line for line, _ in lines(undetected)][2:-1] == [
        "       50 %  references/my page.md",
        "           50 %  counter",
        "       50 %  references/other.md",
        "           50 %  other",
    ]


@pytest.mark.parametrize(
    ("killed", "survived", "equivalent", "percent"),
    [(899, 101, 0, 89), (899, 50, 51, 89), (9, 1, 0, 90), (0, 3, 0, 0), (0, 0, 0, 100)],
)
@pytest.mark.parametrize(("not_viable", "unjudged"), [(0, 0), (9, 9)])
def test_score_is_rounded_down_and_leaves_out_what_was_not_judged(
    killed: int, survived: int, equivalent: int, percent: int, not_viable: int, unjudged: int
) -> None:
    score = Score(
        name="", killed=killed, survived=survived, equivalent=equivalent, not_viable=not_viable,
        unjudged=unjudged,
    )  # fmt: skip
    assert score.percent == percent
