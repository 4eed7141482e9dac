"""Jobs through their states, inside one process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.jobs.domain.order import cancel, enqueue
from terytoria.portal.jobs.domain.rhythm import Rhythm
from terytoria.portal.jobs.domain.run import GAVE_UP, StoppedError, take
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.jobs.tasks import Context, TaskError, UnknownKindError, Write, task, task_of

pytestmark = pytest.mark.django_db
Register = Callable[[str, Callable[..., Write]], None]


def echo(context: Context, **arguments: Any) -> Write:
    context.progress("liczę")
    return lambda: {"echo": arguments}


def trace(text: str) -> Entry:
    return Entry.objects.create(verb=text, subject="job", subject_id="1")


@pytest.fixture(autouse=True)
def tasks(registered: Register) -> Register:
    registered("echo", echo)
    return registered


def again(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_a_job_is_done_with_its_arguments(hurried: Rhythm) -> None:
    person = User.objects.create_user("osoba@example.org", name="Osoba Pierwsza")
    job = enqueue("echo", {"a": 1}, key="one", by=person, partnership="dolina")
    assert (job.state, job.unfinished) == (State.WAITING, True)
    assert work(once=True, rhythm=hurried) == 1
    done = again(job)
    assert (done.state, done.result, done.progress) == (State.DONE, {"echo": {"a": 1}}, "")
    assert (done.created_by, done.partnership, done.unfinished) == (person, "dolina", False)
    assert done.finished_at is not None
    assert str(done) == "echo (gotowe)"
    assert work(once=True, rhythm=hurried) == 0


def test_jobs_are_done_in_order(tasks: Register, hurried: Rhythm) -> None:
    said: list[int] = []
    tasks("say", lambda _, number: lambda: said.append(number) or {})
    for number in range(5):
        enqueue("say", {"number": number}, key=f"say:{number}")
    assert work(once=True, rhythm=hurried) == 5
    assert said == [0, 1, 2, 3, 4]


def test_the_same_key_is_the_same_job(hurried: Rhythm) -> None:
    first = enqueue("echo", {"a": 1}, key="one")
    assert enqueue("echo", {"a": 1}, key="one") == first
    work(once=True, rhythm=hurried)
    assert enqueue("echo", {"a": 1}, key="one").state == State.DONE
    assert Job.objects.count() == 1
    assert work(once=True, rhythm=hurried) == 0


@pytest.mark.django_db(transaction=True)
def test_a_job_ordered_in_a_transaction_that_fails_is_not_there() -> None:
    def verb() -> None:
        with transaction.atomic():
            enqueue("echo", {}, key="one")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        verb()
    assert not Job.objects.exists()


def test_an_unknown_kind_is_refused_when_ordered() -> None:
    with pytest.raises(UnknownKindError, match=r"'nothing'; registered: .*echo"):
        enqueue("nothing", {}, key="one")


def test_a_kind_has_one_task() -> None:
    task("echo")(echo)
    assert task_of("echo") is echo
    with pytest.raises(ValueError, match="two tasks"):
        task("echo")(lambda _: dict)


def test_a_problem_for_people_ends_the_job_at_once(tasks: Register, hurried: Rhythm) -> None:
    def broken(context: Context) -> Write:
        raise TaskError("Nie ma takiej migawki. Wybierz inną.")

    tasks("broken", broken)
    job = enqueue("broken", {}, key="one")
    assert work(once=True, rhythm=hurried) == 1
    assert (again(job).state, again(job).error) == (
        State.FAILED,
        "Nie ma takiej migawki. Wybierz inną.",
    )


def test_a_fault_is_tried_again_and_given_up(
    tasks: Register, hurried: Rhythm, caplog: pytest.LogCaptureFixture
) -> None:
    tasks("broken", lambda _: 1 / 0)
    job = enqueue("broken", {}, key="one")
    assert work(once=True, rhythm=hurried) == hurried.attempts
    assert (again(job).state, again(job).error) == (State.FAILED, GAVE_UP)
    assert "ZeroDivisionError" not in again(job).error


def test_a_fault_that_passes_does_no_harm(tasks: Register, hurried: Rhythm) -> None:
    tries: list[int] = []

    def sometimes(context: Context) -> Write:
        tries.append(1)
        if len(tries) < hurried.attempts:
            raise ConnectionError
        return lambda: {"tries": len(tries)}

    tasks("sometimes", sometimes)
    job = enqueue("sometimes", {}, key="one")
    work(once=True, rhythm=hurried)
    assert again(job).result == {"tries": hurried.attempts}


def test_a_second_attempt_waits_its_time(tasks: Register) -> None:
    tasks("broken", lambda _: 1 / 0)
    job = enqueue("broken", {}, key="one")
    assert work(once=True, rhythm=Rhythm(delay=100)) == 1
    assert again(job).state == State.WAITING
    assert timedelta(seconds=90) < again(job).not_before - now() <= timedelta(seconds=100)


def test_effects_of_a_failed_write_are_not_kept(tasks: Register, hurried: Rhythm) -> None:
    def write() -> dict[str, Any]:
        trace("test.half")
        raise TaskError("W połowie.")

    tasks("half", lambda _: write)
    job = enqueue("half", {}, key="one")
    work(once=True, rhythm=hurried)
    assert again(job).state == State.FAILED
    assert again(job).result is None
    assert not Entry.objects.exists()


def test_a_waiting_job_that_is_cancelled_never_begins(hurried: Rhythm) -> None:
    job = enqueue("echo", {}, key="one")
    assert cancel(job)
    assert job.state == State.CANCELLED
    assert work(once=True, rhythm=hurried) == 0
    assert not cancel(job)


def test_a_running_job_that_is_cancelled_ends_at_its_next_step(
    tasks: Register, hurried: Rhythm
) -> None:
    steps: list[str] = []

    def stoppable(context: Context) -> Write:
        steps.append("before")
        cancel(Job.objects.get(pk=context.job))
        context.progress("dalej")
        steps.append("after")
        return dict

    tasks("stoppable", stoppable)
    job = enqueue("stoppable", {}, key="one")
    work(once=True, rhythm=hurried)
    assert steps == ["before"]
    assert again(job).state == State.CANCELLED


def test_a_job_cancelled_after_its_last_step_writes_nothing(
    tasks: Register, hurried: Rhythm
) -> None:
    def late(context: Context) -> Write:
        cancel(Job.objects.get(pk=context.job))
        return lambda: {"entry": trace("test.late").pk}

    tasks("late", late)
    job = enqueue("late", {}, key="one")
    work(once=True, rhythm=hurried)
    assert (again(job).state, again(job).result) == (State.CANCELLED, None)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("end", [State.CANCELLED, State.FAILED])
def test_a_job_that_ended_badly_may_be_ordered_anew(end: State, hurried: Rhythm) -> None:
    job = enqueue("echo", {}, key="one")
    Job.objects.update(state=end, attempts=3, error="Nie udało się.")
    assert enqueue("echo", {}, key="one").pk == job.pk
    fresh = again(job)
    assert (fresh.state, fresh.attempts, fresh.error) == (State.WAITING, 0, "")
    work(once=True, rhythm=hurried)
    assert again(job).state == State.DONE


def test_a_job_of_a_dead_worker_is_taken_over_and_the_old_run_may_write_nothing(
    hurried: Rhythm,
) -> None:
    job = enqueue("echo", {}, key="one")
    first = take(hurried)
    assert first is not None
    assert take(hurried) is None
    Job.objects.update(heartbeat_at=now() - timedelta(seconds=hurried.stale + 1))
    second = take(hurried)
    assert second is not None
    assert (second.job, second.token) == (job.pk, first.token + 1)
    assert (first.beat(), second.beat()) == (False, True)
    with pytest.raises(StoppedError):
        first.progress("nadal liczę")
    with pytest.raises(StoppedError):
        first.finish(lambda: {"entry": trace("test.first").pk})
    second.finish(lambda: {"by": "second"})
    first.fail("Za późno.")
    assert (again(job).state, again(job).result) == (State.DONE, {"by": "second"})
    assert not Entry.objects.exists()


def test_a_job_that_kills_its_workers_is_given_up(hurried: Rhythm) -> None:
    job = enqueue("echo", {}, key="one")
    for _ in range(hurried.attempts):
        assert take(hurried) is not None
        Job.objects.update(heartbeat_at=now() - timedelta(seconds=hurried.stale + 1))
    assert take(hurried) is None
    assert (again(job).state, again(job).error) == (State.FAILED, GAVE_UP)


def test_progress_is_seen_and_cut_to_size(hurried: Rhythm) -> None:
    job = enqueue("echo", {}, key="one")
    run = take(hurried)
    assert run is not None
    run.progress("ż" * 500)
    assert again(job).progress == "ż" * 200


@given(st.lists(st.sampled_from(["take", "die", "finish", "cancel", "order", "late"]), max_size=25))
def test_at_most_one_run_writes_whatever_happens(steps: list[str]) -> None:
    """Runs, deaths, cancellations and late writers in any order: one result between two orders."""
    rhythm = Rhythm(attempts=1000)
    Job.objects.all().delete()
    job, runs, written = enqueue("echo", {}, key="one"), [], []
    for step in steps:
        if step == "take" and (run := take(rhythm)):
            runs.append(run)
        elif step == "die":
            Job.objects.update(heartbeat_at=now() - timedelta(hours=1))
        elif step == "cancel":
            cancel(job)
        elif step == "order":
            enqueue("echo", {}, key="one")
        elif step in ("finish", "late") and runs:
            run = runs[-1] if step == "finish" else runs[0]
            try:
                run.finish(lambda token=run.token: written.append(token) or {"token": token})
            except StoppedError:
                assert again(job).token != run.token or again(job).state != State.RUNNING
    assert len(written) <= 1
    assert (again(job).state == State.DONE) == bool(written)
    if written:
        assert again(job).result == {"token": written[0]}


@given(st.integers(1, 8), st.floats(0, 60))
def test_each_delay_is_four_times_longer(attempts: int, delay: float) -> None:
    rhythm = Rhythm(delay=delay)
    ahead = rhythm.back_off(attempts + 1).total_seconds()
    assert ahead == pytest.approx(4 * rhythm.back_off(attempts).total_seconds(), abs=1e-5)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"stale": 15.0}, "more than twice the beat"), ({"attempts": 0}, "at least once")],
)
def test_an_impossible_rhythm_is_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Rhythm(**wrong)
