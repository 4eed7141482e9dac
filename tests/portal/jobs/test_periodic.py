"""Work that comes round by itself: when it falls, and that it is ordered once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import now
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.portal.jobs import periodic as rota
from terytoria.portal.jobs.domain.recurring import KEPT, order_due
from terytoria.portal.jobs.domain.rhythm import Rhythm
from terytoria.portal.jobs.domain.run import take
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.jobs.periodic import Daily, Every, due, periodic
from terytoria.portal.jobs.tasks import Context, Write

WARSAW = ZoneInfo("Europe/Warsaw")
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 20 * 366 * 86400).map(lambda seconds: FIRST + timedelta(seconds=seconds))
HOURS = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def quiet(context: Context) -> Write:
    return dict


@pytest.fixture
def alone(registered: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Registers recurring work for the time of the test, with no other there."""
    monkeypatch.setattr(rota, "_PERIODIC", {})
    return lambda kind, when, function=quiet: periodic(kind, when)(function) and None


def at(text: str) -> datetime:
    """A moment told by the clock in Poland."""
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def test_a_day_is_due_from_its_hour_to_midnight() -> None:
    daily = Daily(time(6))
    assert daily.occurrence(at("2026-11-22T05:59:59")) is None
    assert daily.occurrence(at("2026-11-22T06:00")) == "2026-11-22"
    assert daily.occurrence(at("2026-11-22T23:59:59")) == "2026-11-22"
    assert daily.occurrence(at("2026-11-23T00:00")) is None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-29T03:59:59", None),  # 6:00 is four hours after midnight's 2:00
        ("2026-03-29T04:00:00", "2026-03-29"),
        ("2026-10-25T04:59:59", None),
        ("2026-10-25T05:00:00", "2026-10-25"),
    ],
)
def test_the_hour_is_that_of_the_clock_on_days_when_it_is_moved(
    moment: str, day: str | None
) -> None:
    asked = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert Daily(time(6)).occurrence(asked) == day


def test_an_hour_that_is_skipped_or_repeated_counts_once() -> None:
    daily = Daily(time(2, 30))
    spring = datetime(2026, 3, 29, tzinfo=UTC)
    assert daily.occurrence(spring + timedelta(hours=1, minutes=29)) is None  # 3:29 in summer time
    assert daily.occurrence(spring + timedelta(hours=1, minutes=30)) == "2026-03-29"
    autumn = datetime(2026, 10, 25, tzinfo=UTC)
    assert daily.occurrence(autumn + timedelta(minutes=29)) is None  # 2:29, for the first time
    names = {daily.occurrence(autumn + timedelta(minutes=more)) for more in range(30, 150)}
    assert names == {"2026-10-25"}


@settings(max_examples=25)
@given(HOURS, MOMENTS)
def test_each_day_of_two_months_has_one_occurrence(hour: time, beginning: datetime) -> None:
    daily, step = Daily(hour), timedelta(minutes=47)
    looks = [beginning + step * number for number in range(60 * 24 * 60 // 47)]
    named = [name for look in looks if (name := daily.occurrence(look))]
    assert named == sorted(named)
    if hour < time(23):
        days = sorted(set(named))
        assert [date.fromisoformat(day) for day in days] == [
            date.fromisoformat(days[0]) + timedelta(days=more) for more in range(len(days))
        ]


@given(MOMENTS, st.integers(1, 7 * 24 * 3600))
def test_periods_follow_without_gap_or_overlap(moment: datetime, seconds: int) -> None:
    every = Every(timedelta(seconds=seconds))
    start = datetime.fromisoformat(every.occurrence(moment))
    assert start <= moment < start + every.period
    assert every.occurrence(start) == every.occurrence(moment)
    after = start + every.period
    assert datetime.fromisoformat(every.occurrence(after)) == after


def test_a_period_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="once a second"):
        Every(timedelta(milliseconds=10))


def test_a_kind_has_one_schedule(alone: Any) -> None:
    alone("daily", Daily(time(6)))
    alone("daily", Daily(time(6)))
    with pytest.raises(ValueError, match="two schedules"):
        alone("daily", Daily(time(7)))
    with pytest.raises(ValueError, match="two tasks"):
        alone("daily", Daily(time(6)), lambda _: dict)


def test_what_is_due_has_a_name(alone: Any) -> None:
    alone("daily", Daily(time(6)))
    alone("hourly", Every(timedelta(hours=1)))
    assert due(at("2026-11-22T05:30")) == {"hourly": "2026-11-22T04:00:00Z"}
    assert due(at("2026-11-22T06:30"))["daily"] == "2026-11-22"


@pytest.mark.django_db
def test_an_occurrence_is_ordered_once(alone: Any) -> None:
    alone("daily", Daily(time(6)))
    morning = at("2026-11-22T06:30")
    assert order_due(at("2026-11-22T05:00")) == 0
    assert [order_due(morning + timedelta(minutes=more)) for more in range(5)] == [1, 0, 0, 0, 0]
    job = Job.objects.get()
    assert (job.kind, job.key, job.arguments) == ("daily", "daily:2026-11-22", {})
    assert work(once=True) == 1
    assert order_due(morning) == 0
    assert order_due(morning + timedelta(days=1)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("end", [State.FAILED, State.CANCELLED])
def test_an_occurrence_that_ended_badly_is_not_begun_for_ever(alone: Any, end: State) -> None:
    alone("daily", Daily(time(6)))
    morning = at("2026-11-22T06:30")
    order_due(morning)
    Job.objects.update(state=end)
    assert order_due(morning) == 0
    assert Job.objects.get().state == end
    assert order_due(morning + timedelta(days=1)) == 1


@pytest.mark.django_db
def test_done_long_ago_is_forgotten_and_the_rest_kept(alone: Any) -> None:
    alone("daily", Daily(time(6)))
    morning = at("2026-11-22T06:30")
    for at_day, state in enumerate((State.DONE, State.FAILED, State.DONE)):
        old = morning - KEPT - timedelta(days=1 if at_day < 2 else -1)
        Job.objects.create(kind="daily", key=f"daily:{at_day}", state=state, finished_at=old)
    Job.objects.create(kind="other", key="o", state=State.DONE, finished_at=morning - 2 * KEPT)
    order_due(morning)
    assert set(Job.objects.values_list("key", flat=True)) == {
        *("daily:1", "daily:2", "daily:2026-11-22", "o")
    }


@pytest.mark.django_db
def test_a_worker_that_does_what_is_there_orders_nothing(alone: Any) -> None:
    alone("hourly", Every(timedelta(hours=1)))
    assert work(once=True) == 0
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_worker_orders_what_is_due_and_does_it(
    alone: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Enough(BaseException):
        """Ends the loop."""

    done: list[int] = []

    def write() -> dict[str, Any]:
        done.append(1)
        return {}

    def rest(seconds: float) -> None:
        raise Enough

    alone("hourly", Every(timedelta(hours=1)), lambda _: write)
    monkeypatch.setattr("terytoria.portal.jobs.domain.work.time.sleep", rest)
    monkeypatch.setattr("terytoria.portal.jobs.domain.work.close_old_connections", lambda: None)
    for _ in range(2):
        with pytest.raises(Enough):
            work(rhythm=Rhythm(look=3600.0))
    assert done == [1]
    assert Job.objects.get().state == State.DONE


@pytest.mark.django_db
def test_a_killed_worker_leaves_the_occurrence_to_another(alone: Any, hurried: Rhythm) -> None:
    alone("daily", Daily(time(0)))
    assert order_due(now()) == 1
    assert take(hurried) is not None
    assert order_due(now()) == 0
    Job.objects.update(heartbeat_at=now() - timedelta(seconds=hurried.stale + 1))
    assert work(once=True, rhythm=hurried) == 1
    assert Job.objects.get().state == State.DONE
