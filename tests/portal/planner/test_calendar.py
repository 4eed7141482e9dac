"""The calendar of a partnership by months."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.enums import MeetingState
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.planner.domain.months import Month, month_of
from terytoria.portal.planner.enums import TaskState

WHERE = "/praca/dolina/kalendarz/"


@given(st.integers(2000, 2100), st.integers(1, 12))
def test_months_follow_each_other(year: int, number: int) -> None:
    month = Month(year, number)
    assert month.next.previous == month.previous.next == month
    assert month.previous.first < month.first < month.next.first
    assert (month.next.first - timedelta(days=1)).month == number
    assert Month.of(str(month), date(1990, 5, 5)) == month


@given(st.text(max_size=12) | st.from_regex(r"[0-9]{1,5}-[0-9]{1,3}", fullmatch=True))
def test_whatever_is_asked_for_there_is_a_month(text: str) -> None:
    found = Month.of(text, date(2026, 11, 22))
    assert 2000 <= found.year <= 2100
    assert 1 <= found.month <= 12
    assert found.first.day == 1


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-0", "1999-12", "2101-01", "²-¹", "a-b"]
)
def test_a_month_that_is_none_is_the_present_one(text: str) -> None:
    assert Month.of(text, date(2026, 11, 22)) == Month(2026, 11)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), "2026-03"),  # 23:59 in Poland
        (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), "2026-04"),  # midnight, in summer time
        (datetime(2026, 10, 31, 22, 59, tzinfo=UTC), "2026-10"),
        (datetime(2026, 10, 31, 23, 0, tzinfo=UTC), "2026-11"),
    ],
)
def test_a_meeting_is_in_the_month_of_the_clock_in_poland(
    dolina: Partnership, worker: User, meeting: Any, moment: datetime, month: str
) -> None:
    meeting(starts_at=moment)
    here = Month.of(month, localdate())
    assert len(month_of(worker, dolina, here)) == 1
    assert not month_of(worker, dolina, here.next)
    assert not month_of(worker, dolina, here.previous)


@pytest.mark.django_db
def test_a_month_has_meetings_and_days_of_tasks_in_order(
    dolina: Partnership, worker: User, meeting: Any, task: Any, other: Partnership
) -> None:
    month = Month(2030, 5)
    meeting("Rada", starts_at=datetime(2030, 5, 10, 8, tzinfo=UTC))
    meeting("Cudza", starts_at=datetime(2030, 5, 10, 8, tzinfo=UTC), partnership=other)
    task("Pierwszego", due=date(2030, 5, 1))
    task("Tego dnia", due=date(2030, 5, 10))
    task("Zrobione", due=date(2030, 5, 31), state=TaskState.DONE, done_at=now())
    task("Odwołane", due=date(2030, 5, 31), state=TaskState.CANCELLED)
    task("Potem", due=date(2030, 6, 1))
    found = month_of(worker, dolina, month)
    assert [one.day.day for one in found] == [1, 10, 31]
    assert [[str(each) for each in (*one.meetings, *one.tasks)] for one in found] == [
        *(["Pierwszego"], ["Rada", "Tego dnia"], ["Zrobione"])
    ]


@pytest.mark.django_db
def test_the_page_is_a_list_with_the_months_around(
    sign_in: Any, worker: User, coordinator: User, meeting: Any, task: Any
) -> None:
    begins = datetime(2030, 5, 10, 8, tzinfo=UTC)
    meeting("Rada <b>", starts_at=begins, link="https://example.org/rada")
    meeting("Tajny plan", starts_at=begins, state=MeetingState.PLANNED)
    task("Wysłać materiały", due=date(2030, 5, 10))
    client: Client = sign_in(worker)
    page = client.get(WHERE + "?miesiac=2030-05").content.decode()
    assert "10 maja, piątek" in page
    assert "Rada &lt;b&gt;</a>, Rada Partnerstwa, Urząd, sala 2" in page
    assert 'href="https://example.org/rada" rel="noopener noreferrer"' in page
    assert "Wysłać materiały" in page
    assert "Tajny plan" not in page
    assert 'href="?miesiac=2030-04"' in page
    assert 'href="?miesiac=2030-06"' in page
    assert "Ten miesiąc" in page
    page = sign_in(coordinator).get(WHERE + "?miesiac=2030-05").content.decode()
    assert "Tajny plan" in page
    assert "planowane" in page
    page = client.get(WHERE + "?miesiac=2031-01").content.decode()
    assert "nie ma spotkań ani terminów" in page
    page = client.get(WHERE).content.decode()
    assert "Ten miesiąc" not in page


@pytest.mark.django_db
def test_states_are_told_in_words(
    sign_in: Any, person: Any, meeting: Any, task: Any, told: Any
) -> None:
    begins = datetime(2020, 5, 10, 8, tzinfo=UTC)
    told(meeting(starts_at=begins, state=MeetingState.CANCELLED))
    task("Dawno temu", due=date(2020, 5, 10))
    client = sign_in(person("obserwatorka", Role.OBSERVER))
    page = client.get(WHERE + "?miesiac=2020-05").content.decode()
    assert "odwołane" in page
    assert "po terminie" in page


@pytest.mark.django_db
def test_the_personal_calendar_is_offered(sign_in: Any, worker: User, dolina: Partnership) -> None:
    page = sign_in(worker).get(WHERE).content.decode()
    assert reverse("planner:calendar_address") in page
