"""Pages of tasks in a real browser: by keyboard, on a phone, read by axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from playwright.sync_api import Browser, Page

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.enums import MeetingState
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.planner.domain.wishes import opt_out_token
from terytoria.portal.planner.enums import TaskState
from terytoria.portal.planner.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[[User, int], Page]


@pytest.fixture
def window(transactional_db: None, live_server: Any, browser: Browser) -> Iterator[Open]:
    """Opens a browser of a width in which a person is signed in."""
    contexts = []

    def opened(user: User, width: int) -> Page:
        client = Client()
        client.force_login(user)
        Authenticator.objects.get_or_create(user=user, type="totp", data={"secret": "JBSWY3DP"})
        contexts.append(
            browser.new_context(
                viewport={"width": width, "height": 800}, base_url=live_server.url, locale="pl-PL"
            )
        )
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        contexts[-1].add_cookies([{**cookie, "url": live_server.url}])
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


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


def sound(page: Page, width: int) -> None:
    """No violation, nothing that scrolls sideways."""
    assert Axe().run(page).response["violations"] == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


@pytest.mark.parametrize("width", [1000, 320])
def test_every_page_is_accessible_and_fits(
    window: Open, coordinator: User, full: Task, width: int
) -> None:
    page = window(coordinator, width)
    for address in pages(full):
        page.goto(address)
        assert page.url.endswith(address)
        sound(page, width)
    page.goto(reverse("planner:calendar_address"))
    page.get_by_role("button", name="Utwórz adres").click()
    page.get_by_label("Tajny adres kalendarza").wait_for()
    sound(page, width)
    page.goto(reverse("planner:calendar_address"))
    sound(page, width)
    page.goto(reverse("planner:opt_out", args=[opt_out_token(coordinator)]))
    sound(page, width)
    page.get_by_role("button", name="Nie przypominaj mi").click()
    sound(page, width)
    page.goto(reverse("planner:opt_out", args=["zly"]))
    sound(page, width)


def test_empty_pages_and_errors_are_accessible(
    window: Open, coordinator: User, dolina: Partnership
) -> None:
    page = window(coordinator, 390)
    for name in ("tasks", "own", "closed", "calendar"):
        page.goto(reverse(f"planner:{name}", args=["dolina"]))
        sound(page, 390)
    page.goto(reverse("planner:mine"))
    sound(page, 390)
    page.goto(reverse("planner:add", args=["dolina"]))
    page.get_by_role("button", name="Zleć zadanie").click()
    page.get_by_text("Popraw i wyślij jeszcze raz").wait_for()
    sound(page, 390)


def test_a_task_is_given_and_finished_by_keyboard_alone(
    window: Open, coordinator: User, worker: User
) -> None:
    page = window(coordinator, 390)
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
    page = window(worker, 390)
    page.goto(reverse("planner:mine"))
    page.get_by_role("link", name="Zamówić salę").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Zakończ zadanie").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Zadanie jest zakończone.").wait_for()
    one.refresh_from_db()
    assert one.state == TaskState.DONE
