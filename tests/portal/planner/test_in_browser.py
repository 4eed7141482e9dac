"""Pages of tasks in a real browser: by keyboard, on a phone, read by axe."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from tests.portal.looking import Browsers, press, sound

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.enums import MeetingState
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.planner.domain.wishes import opt_out_token
from terytoria.portal.planner.enums import TaskState
from terytoria.portal.planner.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def full(task: Any, meeting: Any, coordinator: User, worker: User, person: Any) -> Task:
    """A partnership in which much is going on; returns a task that is late."""
    gone = person("odeszła", Role.EXPERT)
    Assignment.objects.filter(user=gone).update(until=localdate() - timedelta(days=1))
    late = task("Zebrać dane o dojazdach uczniów do szkół ponadpodstawowych", in_days=-3)
    task("Zamówić salę", in_days=0, owner=coordinator, text="Na 40 osób.\n\nZ rzutnikiem.")
    task("Rozesłać ankietę", in_days=5, owner=gone)
    task("Podpisać porozumienie", in_days=-20, state=TaskState.DONE, done_at=now(), done_by=worker)
    task("Przetarg", state=TaskState.CANCELLED)
    meeting("Posiedzenie Rady w sprawie diagnozy", link="https://example.org/rada")
    meeting("Warsztat", state=MeetingState.PLANNED, starts_at=now() + timedelta(hours=1))
    return late  # type: ignore[no-any-return]


def pages(late: Task) -> list[str]:
    """Every page and state that opens by a link."""
    closed = Task.objects.get(state=TaskState.DONE)
    lists = ("tasks", "own", "closed", "add")
    of_one = ("task", "edit", "reassign", "redate", "cancel")
    return [
        *(reverse(f"planner:{name}", args=["dolina"]) for name in lists),
        *(reverse(f"planner:{name}", args=["dolina", late.pk]) for name in of_one),
        reverse("planner:task", args=["dolina", closed.pk]),
        reverse("planner:calendar", args=["dolina"]),
        reverse("planner:calendar", args=["dolina"]) + "?miesiac=2031-02",
        reverse("planner:mine"),
        reverse("planner:calendar_address"),
    ]


@pytest.mark.parametrize("width", [1000, 320])
def test_every_page_is_accessible_and_fits(
    browsers: Browsers, coordinator: User, full: Task, width: int
) -> None:
    page = browsers.open(coordinator, width)
    for address in pages(full):
        page.goto(address)
        assert page.url.endswith(address)
        sound(page)
    page.goto(reverse("planner:calendar_address"))
    page.get_by_role("button", name="Utwórz adres").click()
    page.get_by_label("Tajny adres kalendarza").wait_for()
    sound(page)
    page.goto(reverse("planner:calendar_address"))
    sound(page)
    page.goto(reverse("planner:opt_out", args=[opt_out_token(coordinator)]))
    sound(page)
    press(page.get_by_role("button", name="Nie przypominaj mi"))
    sound(page)
    page.goto(reverse("planner:opt_out", args=["zly"]))
    sound(page)


def test_empty_pages_and_errors_are_accessible(
    browsers: Browsers, coordinator: User, dolina: Partnership
) -> None:
    page = browsers.open(coordinator, 390)
    for name in ("tasks", "own", "closed", "calendar"):
        page.goto(reverse(f"planner:{name}", args=["dolina"]))
        sound(page)
    page.goto(reverse("planner:mine"))
    sound(page)
    page.goto(reverse("planner:add", args=["dolina"]))
    page.get_by_role("button", name="Zleć zadanie").click()
    page.get_by_text("Popraw i wyślij jeszcze raz").wait_for()
    sound(page)


def test_a_task_is_given_and_finished_by_keyboard_alone(
    browsers: Browsers, coordinator: User, worker: User
) -> None:
    page = browsers.open(coordinator, 390)
    page.goto(reverse("planner:tasks", args=["dolina"]))
    page.get_by_role("link", name="Zleć zadanie").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Co jest do zrobienia").focus()
    page.keyboard.type("Zamówić salę")
    page.keyboard.press("Tab")
    page.keyboard.type("Osoba g")
    page.get_by_label("Termin").fill((localdate() + timedelta(days=2)).isoformat())
    page.get_by_role("button", name="Zleć zadanie").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Zadanie jest zlecone.").wait_for()
    one = Task.objects.get()
    assert (one.title, one.owner) == ("Zamówić salę", worker)
    page = browsers.open(worker, 390)
    page.goto(reverse("planner:mine"))
    page.get_by_role("link", name="Zamówić salę").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Zakończ zadanie").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Zadanie jest zakończone.").wait_for()
    one.refresh_from_db()
    assert one.state == TaskState.DONE
