"""Reminders through a real mail server: refused, taken later, never twice; and ended by a link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate, now

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.jobs.domain.recurring import order_due
from terytoria.portal.jobs.domain.rhythm import Rhythm
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Assignment
from terytoria.portal.planner.domain.reminding import LETTER, order_again, order_letters
from terytoria.portal.planner.domain.tasks import finish_task
from terytoria.portal.planner.domain.wishes import (
    frequency_of,
    opt_out_token,
    person_of,
    set_frequency,
)
from terytoria.portal.planner.enums import Frequency

pytestmark = pytest.mark.django_db
HURRIED = Rhythm(delay=0.0)
MONDAY = datetime(2030, 5, 13, 6, 30, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock of the portal."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def letters() -> list[Job]:
    return list(Job.objects.filter(kind=LETTER).order_by("pk"))


def test_each_gets_one_letter_in_the_morning_and_only_when_something_waits(
    smtp: Any, worker: User, coordinator: User, task: Any
) -> None:
    task("Zażółcić gęślą jaźń")
    assert order_letters(now()) == 1
    assert order_letters(now()) == 1
    assert work(once=True, rhythm=HURRIED) == 1
    ((address, message),) = smtp.letters
    assert address == worker.email
    assert message["Subject"] == "Terytoria: 1 zadanie"
    assert "Zażółcić gęślą jaźń" in message.get_content()
    assert not message.is_multipart()
    assert order_letters(now()) == 1
    assert work(once=True, rhythm=HURRIED) == 0
    assert letters()[0].result == {"sent": True}


def test_the_morning_comes_by_itself(smtp: Any, worker: User, task: Any) -> None:
    task()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    order_due(midnight + timedelta(hours=5, minutes=59))
    assert not Job.objects.filter(kind="planner.reminders").exists()
    order_due(midnight + timedelta(hours=6))
    order_due(midnight + timedelta(hours=9))
    assert Job.objects.filter(kind="planner.reminders").count() == 1
    work(once=True, rhythm=HURRIED)
    assert len(smtp.letters) == 1


def test_what_was_done_meanwhile_is_not_reminded_of(smtp: Any, worker: User, task: Any) -> None:
    one = task()
    order_letters(now())
    finish_task(worker, one)
    work(once=True, rhythm=HURRIED)
    assert not smtp.letters
    assert letters()[0].result == {"sent": False}


def test_who_left_or_closed_the_account_meanwhile_gets_nothing(
    smtp: Any, worker: User, person: Any, task: Any
) -> None:
    second = person("druga", Role.EXPERT)
    task()
    task(owner=second)
    order_letters(now())
    Assignment.objects.filter(user=worker).update(until=localdate() - timedelta(days=1))
    User.objects.filter(pk=second.pk).update(is_active=False)
    work(once=True, rhythm=HURRIED)
    assert not smtp.letters


def test_a_server_that_refuses_at_first_gets_the_letter_again(
    smtp: Any, worker: User, task: Any
) -> None:
    task()
    smtp.answer = lambda _, times: "451 Później" if times < 3 else "250 OK"
    order_letters(now())
    assert work(once=True, rhythm=HURRIED) == 3
    assert len(smtp.letters) == 1
    assert letters()[0].state == State.DONE


def test_a_server_that_refuses_for_hours_loses_nothing(smtp: Any, worker: User, task: Any) -> None:
    task()
    smtp.answer = lambda *_: "451 Później"
    order_letters(now())
    work(once=True, rhythm=HURRIED)
    assert [job.state for job in letters()] == [State.FAILED]
    assert order_again(now()) == 1
    work(once=True, rhythm=HURRIED)
    assert not smtp.letters
    smtp.answer = lambda *_: "250 OK"
    assert order_again(now()) == 1
    work(once=True, rhythm=HURRIED)
    assert len(smtp.letters) == 1
    assert order_again(now()) == 0


def test_a_server_that_is_away_loses_nothing(
    smtp: Any, worker: User, task: Any, settings: Any
) -> None:
    task()
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    order_letters(now())
    work(once=True, rhythm=HURRIED)
    settings.EMAIL_PORT = there
    order_again(now())
    work(once=True, rhythm=HURRIED)
    assert len(smtp.letters) == 1


def test_a_letter_of_yesterday_is_not_sent_today(smtp: Any, worker: User, task: Any) -> None:
    task()
    order_letters(now() - timedelta(days=1))
    Job.objects.update(state=State.FAILED)
    assert order_again(now()) == 0
    Job.objects.update(state=State.WAITING)
    work(once=True, rhythm=HURRIED)
    assert not smtp.letters


def test_an_address_refused_for_good_holds_up_nobody_and_is_not_tried_all_day(
    smtp: Any, worker: User, person: Any, task: Any
) -> None:
    second = person("druga", Role.EXPERT)
    task()
    task(owner=second)
    smtp.answer = lambda address, _: "550 Nie ma" if address == worker.email else "250 OK"
    order_letters(now())
    assert work(once=True, rhythm=HURRIED) == 2
    assert [address for address, _ in smtp.letters] == [second.email]
    assert letters()[0].result == {"sent": False, "refused": True}
    assert order_again(now()) == 0


def test_weekly_letters_leave_on_mondays_and_are_of_use_all_week(
    smtp: Any, worker: User, task: Any, at: Any
) -> None:
    task(due=MONDAY.date() + timedelta(days=5))
    set_frequency(worker, Frequency.WEEKLY)
    at(MONDAY + timedelta(days=1))
    assert order_letters(MONDAY + timedelta(days=1)) == 0
    at(MONDAY)
    assert order_letters(MONDAY) == 1
    Job.objects.update(state=State.FAILED)
    at(MONDAY + timedelta(days=4))
    assert order_again(MONDAY + timedelta(days=7)) == 0
    assert order_again(MONDAY + timedelta(days=4)) == 1
    Job.objects.update(not_before=now())
    assert work(once=True, rhythm=HURRIED) == 1
    ((_, message),) = smtp.letters
    assert "w poniedziałki rano" in message.get_content()


def test_never_is_never(smtp: Any, worker: User, task: Any, at: Any) -> None:
    task(due=MONDAY.date())
    order_letters(MONDAY)
    set_frequency(worker, Frequency.NEVER)
    assert order_letters(MONDAY + timedelta(days=7)) == 0
    at(MONDAY)
    Job.objects.update(not_before=now())
    assert work(once=True, rhythm=HURRIED) == 1
    assert not smtp.letters


def test_a_wish_is_kept_and_logged_once(worker: User) -> None:
    assert frequency_of(worker) is Frequency.DAILY
    set_frequency(worker, Frequency.DAILY)
    set_frequency(worker, Frequency.WEEKLY)
    set_frequency(worker, Frequency.WEEKLY)
    assert frequency_of(worker) is Frequency.WEEKLY
    (entry,) = Entry.objects.filter(verb="reminders.set")
    assert (entry.before, entry.after) == ({"frequency": "daily"}, {"frequency": "weekly"})


def leave(token: str) -> str:
    return reverse("planner:opt_out", args=[token])


@pytest.fixture
def mail_program() -> Client:
    """A program without a session that checks forged requests as for everybody."""
    return Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)


def test_reminders_end_without_signing_in_after_a_question(
    mail_program: Client, worker: User
) -> None:
    address = leave(opt_out_token(worker))
    answer = mail_program.get(address)
    assert "Nie przypominaj mi" in answer.content.decode()
    assert frequency_of(worker) is Frequency.DAILY  # a program that looks links up ends nothing
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    assert worker.email not in answer.content.decode()
    answer = mail_program.post(address)
    assert "Nie będziemy już przypominać" in answer.content.decode()
    assert frequency_of(worker) is Frequency.NEVER
    assert "Nie będziemy już przypominać" in mail_program.get(address).content.decode()


def test_a_mail_program_ends_them_with_one_press(mail_program: Client, worker: User) -> None:
    address = leave(opt_out_token(worker))
    assert mail_program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert frequency_of(worker) is Frequency.NEVER


def test_a_forged_or_foreign_token_ends_nothing(mail_program: Client, worker: User) -> None:
    token = opt_out_token(worker)
    other = signing.dumps(worker.pk, salt="another purpose")
    for wrong in (token[:-1], token + "x", other, "x", str(worker.pk)):
        assert person_of(wrong) is None
        answer = mail_program.post(leave(wrong))
        assert answer.status_code == 404
        assert "Ten adres jest nieważny" in answer.content.decode()
    User.objects.update(is_active=False)
    assert person_of(token) is None
    assert frequency_of(worker) is Frequency.DAILY
