"""Pages of tasks as a person reads them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.planner.domain.tasks import Said, edit_task
from terytoria.portal.planner.enums import TaskState
from terytoria.portal.planner.models import Task

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def address(name: str, *arguments: object) -> str:
    return reverse(f"planner:{name}", args=["dolina", *arguments])


def read(client: Client, where: str, status: int = 200) -> str:
    answer = client.get(where)
    assert answer.status_code == status
    page = answer.content.decode()
    assert "<script" not in page
    assert " style=" not in page
    return page


def titles(page: str) -> list[str]:
    """Titles in the order of a table."""
    return re.findall(r'role="rowheader">.*?<a [^>]*>(.*?)</a>', page)


def test_an_empty_list_says_what_to_do_next(
    sign_in: Any, coordinator: User, worker: User, dolina: Partnership
) -> None:
    boss, group = sign_in(coordinator), sign_in(worker)
    assert "Wykonawca dostanie przypomnienie" in read(boss, address("tasks"))
    assert "Zleć zadanie" in read(boss, address("tasks"))
    assert "Zadania zlecają koordynator" in read(group, address("tasks"))
    assert "Zleć zadanie" not in read(group, address("tasks"))
    assert "Nie masz tu nic do zrobienia" in read(group, address("own"))
    assert "Nic jeszcze nie zamknięto" in read(group, address("closed"))


def test_lists_show_what_is_late_in_words_and_can_be_sorted(
    sign_in: Any, worker: User, coordinator: User, task: Any
) -> None:
    task("Żywiec <b>", in_days=-1)
    task("Łany", in_days=0, owner=coordinator)
    task("Ankieta", in_days=8)
    task("Zrobione", state=TaskState.DONE, done_at=now(), done_by=worker)
    client = sign_in(worker)
    page = read(client, address("tasks"))
    assert titles(page) == ["Żywiec &lt;b&gt;", "Łany", "Ankieta"]
    assert "po terminie" in page
    assert "na dziś" in page
    assert "Zrobione" not in page
    assert 'aria-current="page">Zadania' in page
    assert titles(read(client, address("tasks") + "?sort=title")) == [
        *("Ankieta", "Łany", "Żywiec &lt;b&gt;")
    ]
    assert titles(read(client, address("tasks") + "?sort=-due"))[0] == "Ankieta"
    assert titles(read(client, address("tasks") + "?sort=state"))[:2] == [
        "Żywiec &lt;b&gt;",
        "Łany",
    ]
    assert titles(read(client, address("own"))) == ["Żywiec &lt;b&gt;", "Ankieta"]
    page = read(client, address("closed"))
    assert titles(page) == ["Zrobione"]
    assert str(worker) in page


def test_a_task_is_added(sign_in: Any, coordinator: User, worker: User, meeting: Any) -> None:
    client, held = sign_in(coordinator), meeting("Rada w maju")
    page = read(client, address("add") + f"?about=meeting:{held.pk}")
    assert f'<option value="meeting:{held.pk}" selected>Rada w maju' in page
    sent = {"title": "Zebrać <dane>", "owner": worker.pk, "due": f"{localdate() + DAY:%d.%m.%Y}"}
    sent |= {"text": "Z gmin.", "about": f"meeting:{held.pk}", "link": ""}
    answer = client.post(address("add"), sent, follow=True)
    assert "Zadanie jest zlecone." in answer.content.decode()
    one = Task.objects.get()
    assert (one.title, one.owner, one.due) == ("Zebrać <dane>", worker, localdate() + DAY)
    page = read(client, address("task", one.pk))
    assert "Zebrać &lt;dane&gt;" in page
    assert "Rada w maju" in page
    assert "zlecono zadanie" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Pole jest puste"),
        ({"owner": ""}, "Nic nie wybrano"),
        ({"owner": "999999"}, "nie ma na liście"),
        ({"due": "31.02.2027"}, "To nie jest data"),
        ({"due": "2020-01-01"}, "Ten dzień już minął"),
        ({"about": "meeting:999999"}, "nie ma na liście"),
        ({"link": "https://example.org/"}, "nie jest adres strony tego partnerstwa"),
    ],
)
def test_a_wrong_task_is_told_by_the_field_and_keeps_what_was_typed(
    sign_in: Any, coordinator: User, worker: User, wrong: Any, said: str
) -> None:
    sent = {"title": "Zebrać dane", "owner": worker.pk, "due": localdate(), "text": "Zostaje."}
    answer = sign_in(coordinator).post(address("add"), {**sent, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Zostaje." in page
    assert "Popraw i wyślij jeszcze raz" in page
    assert "<title>Błąd: Nowe zadanie" in page
    assert not Task.objects.exists()


def test_a_clash_of_edits_shows_both_and_the_second_try_is_kept(
    sign_in: Any, coordinator: User, task: Any
) -> None:
    client, one = sign_in(coordinator), task("Zebrać dane gmin")
    page = read(client, address("edit", one.pk))
    assert 'name="seen" value="0"' in page
    edit_task(coordinator, one, Said("Zebrać dane szkół"), 0)
    answer = client.post(address("edit", one.pk), {"title": "Zebrać dane gmin i miast", "seen": 0})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ktoś zmienił to zadanie" in page
    assert "<del>" in page
    assert "szkół" in page
    assert 'value="Zebrać dane gmin i miast"' in page
    assert 'name="seen" value="1"' in page
    client.post(address("edit", one.pk), {"title": "Zebrać dane gmin i miast", "seen": 1})
    one.refresh_from_db()
    assert one.title == "Zebrać dane gmin i miast"


def test_a_task_is_moved_reassigned_cancelled_and_reopened(
    sign_in: Any, coordinator: User, task: Any, person: Any
) -> None:
    client, one, expert = sign_in(coordinator), task(), person("ekspertka", Role.EXPERT)
    later = one.due + DAY
    assert client.post(address("redate", one.pk), {"due": later}).status_code == 422
    page = client.post(
        address("redate", one.pk), {"due": later, "reason": "Czekamy na <GUS>."}, follow=True
    ).content.decode()
    assert "Zmieniono termin." in page
    assert "Czekamy na &lt;GUS&gt;." in page
    client.post(address("reassign", one.pk), {"owner": expert.pk})
    client.post(address("cancel", one.pk), {"reason": "Dane są w GUS."})
    one.refresh_from_db()
    assert (one.due, one.owner, one.state) == (later, expert, TaskState.CANCELLED)
    assert "Wznów zadanie" in read(client, address("task", one.pk))
    page = client.post(address("reopen", one.pk), follow=True).content.decode()
    assert "Zadanie jest wznowione." in page


def test_an_owner_finishes_with_one_button_and_twice_is_told(
    sign_in: Any, worker: User, task: Any
) -> None:
    client, one = sign_in(worker), task()
    page = read(client, address("task", one.pk))
    assert "Zakończ zadanie" in page
    assert "Zmień termin" not in page
    assert client.get(address("finish", one.pk)).status_code == 405
    page = client.post(address("finish", one.pk), follow=True).content.decode()
    assert "Zadanie jest zakończone." in page
    assert "zrobione" in page
    again = client.post(address("finish", one.pk))
    assert again.status_code == 422
    assert "już zamknięte" in again.content.decode()


def test_an_observer_reads_and_has_no_buttons(sign_in: Any, person: Any, task: Any) -> None:
    client, one = sign_in(person("obserwatorka", Role.OBSERVER)), task()
    for page in (read(client, address("tasks")), read(client, address("task", one.pk))):
        assert "Zebrać dane" in page
        assert "Zakończ zadanie" not in page
        assert "Zmień" not in page
    assert client.post(address("finish", one.pk)).status_code == 403
    assert client.get(address("add")).status_code == 403


def test_a_task_without_an_owner_is_told_as_such(
    sign_in: Any, coordinator: User, worker: User, task: Any
) -> None:
    one = task()
    Assignment.objects.filter(user=worker).update(until=localdate() - DAY)
    client = sign_in(coordinator)
    page = read(client, address("tasks"))
    assert "Są zadania bez wykonawcy" in page
    assert f"bez wykonawcy</span> (ostatnio: {worker})" in page
    assert "nie pracuje już w partnerstwie" in read(client, address("task", one.pk))
    page = read(client, reverse("planner:mine"))
    assert "Zadania bez wykonawcy" in page
    assert titles(page) == ["Zebrać dane"]


def test_own_affairs_gather_all_partnerships(
    sign_in: Any, person: Any, task: Any, meeting: Any, other: Partnership
) -> None:
    adviser = person("doradczyni", Role.EXPERT)
    person("doradczyni", Role.EXPERT, at=other)
    task("Opinia dla Doliny", owner=adviser, in_days=5)
    task("Opinia dla Góry", owner=adviser, partnership=other, in_days=-5)
    task("Cudze")
    meeting("Rada Doliny")
    meeting("Plan Góry", partnership=other, state="planned")
    page = read(sign_in(adviser), reverse("planner:mine"))
    assert titles(page) == ["Opinia dla Góry", "Opinia dla Doliny", "Rada Doliny"]
    assert "po terminie" in page
    assert "Plan Góry" not in page
    page = read(sign_in(person("nikt")), reverse("planner:mine"))
    assert "Nie masz teraz żadnych zadań" in page
    assert "nie ma zwołanych spotkań" in page


def test_the_wish_about_reminders_is_kept(sign_in: Any, worker: User) -> None:
    client, where = sign_in(worker), reverse("planner:mine")
    assert re.search(r'value="daily"[^>]*checked', read(client, where))
    assert client.post(where, {"frequency": "hourly"}).status_code == 422
    page = client.post(where, {"frequency": "weekly"}, follow=True).content.decode()
    assert "Zapisano, jak często przypominać." in page
    assert re.search(r'value="weekly"[^>]*checked', page)


def test_a_list_of_many_asks_the_database_little(
    sign_in: Any, worker: User, task: Any, meeting: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        task(f"Zadanie {number}", meeting=meeting(f"Spotkanie {number}"))
    client = sign_in(worker)
    for where in (address("tasks"), address("calendar"), reverse("planner:mine")):
        with django_assert_max_num_queries(30):
            read(client, where)
