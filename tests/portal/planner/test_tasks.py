"""Tasks through their verbs, and the log of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.meetings.models import Decision, Meeting
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.planner.domain.about import About, page_of
from terytoria.portal.planner.domain.history import history
from terytoria.portal.planner.domain.queries import (
    own_tasks,
    ownerless,
    ownerless_for,
    owners,
    tasks,
    tasks_of,
    to_do,
)
from terytoria.portal.planner.domain.tasks import (
    FARTHEST,
    EditedMeanwhileError,
    Said,
    add_task,
    cancel_task,
    edit_task,
    finish_task,
    reassign_task,
    redate_task,
    reopen_task,
)
from terytoria.portal.planner.enums import TaskState
from terytoria.portal.planner.models import Task

pytestmark = pytest.mark.django_db


def last() -> Entry:
    found = Entry.objects.first()
    assert found is not None
    return found


def decision_of(meeting: Meeting) -> Decision:
    item = meeting.items.create(position=1, title="Diagnoza")
    return Decision.objects.create(
        partnership=meeting.partnership,
        item=item,
        body=meeting.body,
        year=2026,
        ordinal=1,
        title="Przyjęcie diagnozy",
        text="Przyjmuje się.",
        outcome="adopted",
        tally={},
        adopted_at=now(),
    )


def test_a_task_is_added_and_logged(dolina: Partnership, coordinator: User, worker: User) -> None:
    due = localdate() + timedelta(days=3)
    made = add_task(coordinator, dolina, Said("  Zebrać dane ", "Z gmin."), worker, due)
    assert (made.title, made.text, made.owner, made.due) == ("Zebrać dane", "Z gmin.", worker, due)
    assert (made.state, made.created_by, made.sequence) == (TaskState.OPEN, coordinator, 0)
    entry = last()
    assert (entry.verb, entry.actor, entry.partnership) == ("task.add", coordinator.pk, "dolina")
    assert entry.after == {"title": "Zebrać dane", "owner": str(worker), "due": due.isoformat()}


@pytest.mark.parametrize(
    ("said", "field", "reason"),
    [
        (Said("  "), "title", "puste"),
        (Said("a" * 201), "title", "201 znaków"),
        (Said("a", "b" * 4001), "text", "4001 znaków"),
        (Said("a\0"), "title", "Usuń go"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused(
    said: Said, field: str, reason: str, coordinator: User, worker: User
) -> None:
    dolina = Partnership.objects.get()
    with pytest.raises(RefusedError, match=reason) as refusal:
        add_task(coordinator, dolina, said, worker, localdate())
    assert refusal.value.field == field
    assert not Task.objects.exists()


def test_a_day_is_today_or_later_but_not_in_another_age(
    dolina: Partnership, coordinator: User, worker: User
) -> None:
    for due in (localdate() - timedelta(days=1), localdate() + FARTHEST + timedelta(days=1)):
        with pytest.raises(RefusedError) as refusal:
            add_task(coordinator, dolina, Said("Zadanie"), worker, due)
        assert refusal.value.field == "due"
    assert add_task(coordinator, dolina, Said("Zadanie"), worker, localdate()).pk


@pytest.mark.parametrize("role", [None, Role.OBSERVER])
def test_an_owner_is_one_who_works_in_the_partnership(
    role: Role | None, dolina: Partnership, coordinator: User, person: Any, other: Partnership
) -> None:
    stranger = person("obca", *([role] if role else []))
    person("obca", Role.COORDINATOR, at=other)
    with pytest.raises(RefusedError, match="nie ma dziś w partnerstwie") as refusal:
        add_task(coordinator, dolina, Said("Zadanie"), stranger, localdate())
    assert refusal.value.field == "owner"
    assert stranger not in owners(dolina)


def test_every_verb_moves_the_sequence_and_is_in_the_history(
    coordinator: User, worker: User, task: Any, person: Any
) -> None:
    one, expert = task(), person("ekspertka", Role.EXPERT)
    edit_task(coordinator, one, Said("Zebrać dane szkół"), 0)
    reassign_task(coordinator, one, expert)
    redate_task(coordinator, one, date(one.due.year + 1, 5, 1), "Czekamy na szkoły.")
    finish_task(expert, one)
    reopen_task(expert, one)
    cancel_task(coordinator, one, "Dane są już w GUS.")
    reopen_task(coordinator, one)
    one.refresh_from_db()
    assert (one.sequence, one.state, one.done_at) == (7, TaskState.OPEN, None)
    said = [(event.what, event.note) for event in reversed(history(one))]
    assert said[0] == ("zmieniono treść zadania", "zadanie: Zebrać dane → Zebrać dane szkół")
    assert said[1] == ("zmieniono wykonawcę zadania", f"wykonawca: {worker} → {expert}")
    assert said[2][0] == "przesunięto termin zadania"
    assert "→ 1\u00a0maja" in said[2][1]
    assert said[2][1].endswith("; powód: Czekamy na szkoły.")
    assert [what for what, _ in said[3:]] == [
        *("zakończono zadanie", "wznowiono zadanie", "odwołano zadanie", "wznowiono zadanie")
    ]
    assert said[5][1] == "powód: Dane są już w GUS."


def test_finishing_keeps_who_and_when(worker: User, task: Any) -> None:
    one = finish_task(worker, task())
    assert (one.state, one.done_by) == (TaskState.DONE, worker)
    assert one.done_at is not None
    with pytest.raises(RefusedError, match="już zamknięte"):
        finish_task(worker, one)


def test_a_closed_task_is_reopened_before_it_is_changed(coordinator: User, task: Any) -> None:
    one = task()
    with pytest.raises(RefusedError, match="jest otwarte"):
        reopen_task(coordinator, one)
    cancel_task(coordinator, one, "Nieaktualne.")
    for change in (
        lambda: edit_task(coordinator, one, Said("Nowe"), one.sequence),
        lambda: redate_task(coordinator, one, one.due + timedelta(days=1), "Urlop."),
        lambda: cancel_task(coordinator, one, "Znowu."),
    ):
        with pytest.raises(RefusedError, match="Najpierw je wznów"):
            change()


@pytest.mark.parametrize("reason", ["", "  ", "a" * 301])
def test_moving_a_day_and_cancelling_need_a_reason(
    reason: str, coordinator: User, task: Any
) -> None:
    one = task()
    for verb in (
        lambda: redate_task(coordinator, one, one.due + timedelta(days=1), reason),
        lambda: cancel_task(coordinator, one, reason),
    ):
        with pytest.raises(RefusedError) as refusal:
            verb()
        assert refusal.value.field == "reason"
    one.refresh_from_db()
    assert (one.sequence, one.state) == (0, TaskState.OPEN)


def test_a_change_to_the_same_is_told(coordinator: User, worker: User, task: Any) -> None:
    one = task()
    with pytest.raises(RefusedError, match="ma już tego wykonawcę"):
        reassign_task(coordinator, one, worker)
    with pytest.raises(RefusedError, match="obecny termin"):
        redate_task(coordinator, one, one.due, "Bez powodu.")
    before = Entry.objects.count()
    assert edit_task(coordinator, one, Said(one.title), 0).sequence == 0
    assert Entry.objects.count() == before


def test_simultaneous_edits_do_not_overwrite_each_other(coordinator: User, task: Any) -> None:
    one = task()
    edit_task(coordinator, one, Said("Pierwsza"), 0)
    with pytest.raises(EditedMeanwhileError) as clash:
        edit_task(coordinator, one, Said("Druga"), 0)
    assert clash.value.task.title == "Pierwsza"
    assert edit_task(coordinator, one, Said("Druga"), clash.value.task.sequence).title == "Druga"


def test_a_task_is_about_one_thing_of_its_partnership(
    dolina: Partnership, other: Partnership, coordinator: User, task: Any, meeting: Any
) -> None:
    here, there = meeting(), meeting(partnership=other)
    decision = decision_of(here)
    one = edit_task(coordinator, task(), Said("Z", about=About(meeting=here.pk)), 0)
    assert (one.meeting, one.decision, one.link) == (here, None, "")
    one = edit_task(coordinator, one, Said("Z", about=About(decision=decision.pk)), 1)
    assert (one.meeting, one.decision) == (None, decision)
    one = edit_task(coordinator, one, Said("Z", about=About(link="/praca/dolina/osoby/")), 2)
    assert (one.decision, one.link) == (None, "/praca/dolina/osoby/")
    for about in (About(meeting=there.pk), About(meeting=10**6), About(decision=10**6)):
        with pytest.raises(RefusedError, match="nie ma w tym partnerstwie"):
            edit_task(coordinator, one, Said("Z", about=about), 3)
    about = About(meeting=here.pk, link="/praca/dolina/osoby/")
    with pytest.raises(RefusedError, match="tylko jedno"):
        edit_task(coordinator, one, Said("Z", about=about), 3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=one.pk).update(meeting=here)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" /praca/dolina/osoby/ ", "/praca/dolina/osoby/"),
        ("https://terytoria.example.org/praca/dolina/osoby/?sort=name#x", "/praca/dolina/osoby/"),
        ("//zly.example.org/praca/dolina/osoby/", "/praca/dolina/osoby/"),  # the host is dropped
    ],
)
def test_an_address_is_kept_as_a_path(typed: str, kept: str, dolina: Partnership) -> None:
    assert page_of(dolina, typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "/praca/gora/osoby/",
        "/praca/dolina/nie-ma-takiej/",
        "javascript:alert(1)",
        "https://[zly",
        "/partnerstwo/dolina/",
        "/praca/dolina/../gora/",
        "/praca/dolina/" + "x" * 400,
    ],
)
def test_an_address_of_anything_else_is_refused(typed: str, dolina: Partnership) -> None:
    with pytest.raises(RefusedError, match="nie jest adres strony tego partnerstwa"):
        page_of(dolina, typed)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_path_here_or_refused(typed: str) -> None:
    dolina = Partnership(slug="dolina")
    try:
        kept = page_of(dolina, typed)
    except RefusedError:
        return
    assert kept == "" or kept.startswith("/praca/dolina/")


@pytest.mark.parametrize("how", ["ended", "inactive", "observer", "deleted"])
def test_a_task_whose_owner_left_is_ownerless_and_waits_for_coordinators(
    how: str, coordinator: User, worker: User, task: Any, person: Any
) -> None:
    one, dolina = task(), Partnership.objects.get()
    assert not ownerless(tasks())
    roles = Assignment.objects.filter(user=worker)
    match how:
        case "ended":
            roles.update(until=localdate() - timedelta(days=1))
        case "inactive":
            User.objects.filter(pk=worker.pk).update(is_active=False)
        case "observer":
            roles.update(role=Role.OBSERVER)
        case "deleted":
            worker.delete()
    assert list(ownerless(tasks_of(dolina))) == [one]
    assert list(ownerless_for(coordinator)) == [one]
    assert not ownerless_for(person("ekspertka", Role.EXPERT))
    assert not tasks_of(dolina).get().owned
    if how != "deleted":
        assert not to_do(worker)
        assert not own_tasks(worker)
    expert = person("ekspertka")
    reassign_task(coordinator, one, expert)
    assert not ownerless(tasks())
    assert list(to_do(expert)) == [one]


def test_what_is_to_do_is_open_and_of_a_living_partnership(
    worker: User, task: Any, other: Partnership, person: Any
) -> None:
    first, second = task(), task("Wcześniej", in_days=-2)
    task("Zrobione", state=TaskState.DONE, done_at=now())
    task("Odwołane", state=TaskState.CANCELLED)
    task("Cudze", owner=person("ktoś", Role.EXPERT))
    person("grupa", Role.EXPERT, at=other)
    elsewhere = task("Gdzie indziej", in_days=9, partnership=other)
    assert list(to_do(worker)) == [second, first, elsewhere]
    other.stage = "closed"
    other.save()
    assert list(to_do(worker)) == [second, first]
    assert (second.overdue(localdate()), first.overdue(localdate())) == (True, False)
