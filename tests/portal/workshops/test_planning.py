"""Planning, opening and closing; the agenda; who changed first."""

from __future__ import annotations

import doctest
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.jobs.tasks import _TASKS
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.workshops.domain import planning as module
from terytoria.portal.workshops.domain.joining import find_open, put_dot, write_note
from terytoria.portal.workshops.domain.planning import (
    ALPHABET,
    agenda_of,
    close_workshop,
    edit,
    forget_browsers,
    open_workshop,
    plan,
    remove,
)
from terytoria.portal.workshops.domain.queries import board_of
from terytoria.portal.workshops.enums import State
from terytoria.portal.workshops.interfaces.forms import PlanForm
from terytoria.portal.workshops.models import Workshop
from terytoria.portal.workshops.tasks import forget

database = pytest.mark.django_db


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("line", ["Powitanie", "0 Nic", "15", "481 Długo", "-5 Źle", "٣ Trzy"])
def test_a_line_that_is_no_point_is_named(line: str) -> None:
    with pytest.raises(RefusedError, match="15 Powitanie") as refusal:
        agenda_of(f"10 Dobrze\n{line}")
    assert refusal.value.field == "agenda"
    assert line in refusal.value.message


@given(st.lists(st.tuples(st.integers(1, 480), st.from_regex(r"[a-ząęż]{4,12}", fullmatch=True))))
def test_an_agenda_is_read_as_it_was_told(points: list[tuple[int, str]]) -> None:
    text = "\n".join(f"{minutes} {words}" for minutes, words in points)
    if len(points) > 20:
        with pytest.raises(RefusedError, match="20 punktów"):
            agenda_of(text)
    else:
        assert agenda_of(text) == tuple(points)


@given(st.text())
def test_no_agenda_breaks(text: str) -> None:
    try:
        found = agenda_of(text)
    except RefusedError:
        return
    assert all(1 <= minutes <= 480 and words for minutes, words in found)


@database
def test_points_begin_one_after_another(make: Any) -> None:
    workshop = make()
    first, second = workshop.points
    assert first[0] == workshop.starts_at
    assert second[0] - first[0] == timedelta(minutes=15)
    assert second[1:] == (45, "Karteczki")


@database
def test_a_workshop_goes_from_planned_to_open_to_closed(make: Any, ola: User) -> None:
    workshop = make()
    assert workshop.code is None
    workshop = open_workshop(ola, workshop)
    assert workshop.code
    assert len(workshop.code) == 6
    assert set(workshop.code) <= set(ALPHABET)
    write_note(workshop, "telefon", "Ciemno")
    workshop = close_workshop(ola, workshop)
    assert (workshop.state, workshop.code, workshop.people) == (State.CLOSED, None, 1)
    told = Entry.objects.get(verb="workshop.close").after
    assert told == {"people": 1}


@database
@pytest.mark.parametrize(
    ("state", "verb"),
    [
        ("planned", close_workshop),
        ("open", open_workshop),
        ("open", remove),
        ("closed", open_workshop),
        ("closed", close_workshop),
        ("closed", remove),
    ],
)
def test_no_state_is_skipped_or_repeated(state: str, verb: Any, make: Any, ola: User) -> None:
    workshop = make(state)
    with pytest.raises(RefusedError, match="nie można już"):
        verb(ola, workshop)
    assert Workshop.objects.get().state == state


@database
def test_a_planned_one_is_removed(make: Any, ola: User) -> None:
    workshop = make()
    remove(ola, workshop)
    assert not Workshop.objects.exists()
    with pytest.raises(RefusedError, match="Nie ma już"):
        open_workshop(ola, workshop)


@database
def test_of_two_changes_of_a_plan_the_second_is_stopped(make: Any, ola: User, asked: Any) -> None:
    workshop = make()
    edit(ola, workshop, asked(title="Pierwszy"), 1)
    with pytest.raises(RefusedError, match="w międzyczasie"):
        edit(ola, workshop, asked(title="Drugi"), 1)
    assert Workshop.objects.get().title == "Pierwszy"


@database
def test_dots_given_out_are_not_taken_away(make: Any, ola: User, asked: Any) -> None:
    workshop = make("open", dots=3)
    with pytest.raises(RefusedError, match="tylko zwiększyć") as refusal:
        edit(ola, workshop, asked(dots=2), workshop.version)
    assert refusal.value.field == "dots"
    assert edit(ola, workshop, asked(dots=5), workshop.version).dots == 5


@database
def test_a_closed_one_is_not_changed(make: Any, ola: User, asked: Any) -> None:
    workshop = make("closed")
    with pytest.raises(RefusedError):
        edit(ola, workshop, asked(title="Inny"), workshop.version)


@database
@pytest.mark.parametrize(
    ("field", "value"), [("dots", 0), ("dots", 11), ("title", " "), ("question", "")]
)
def test_a_plan_that_cannot_be_is_refused_at_its_field(
    field: str, value: Any, ola: User, dolina: Partnership, asked: Any
) -> None:
    with pytest.raises(RefusedError) as refusal:
        plan(ola, dolina, asked(**{field: value}))
    assert refusal.value.field == field


@database
def test_a_code_opens_until_the_end_or_for_a_day(make: Any, ola: User) -> None:
    workshop = make("open")
    code = workshop.code
    assert find_open(code) == workshop
    assert find_open(code.upper()) == workshop
    assert find_open("zzzzzz") is None
    Workshop.objects.update(opened_at=timezone.now() - timedelta(hours=24, seconds=1))
    assert find_open(code) is None
    Workshop.objects.update(opened_at=timezone.now())
    close_workshop(ola, workshop)
    assert find_open(code) is None
    assert find_open("") is None


@database
def test_browsers_are_forgotten_where_nobody_closed_the_workshop(make: Any, ola: User) -> None:
    late, going = make("open"), make("open")
    for workshop in (late, going):
        put_dot(workshop, "telefon", write_note(workshop, "telefon", "Ciemno").pk)
    long_ago = timezone.now() - timedelta(hours=25)
    Workshop.objects.filter(pk=late.pk).update(opened_at=long_ago)
    assert forget_browsers() == 1
    assert forget_browsers() == 0
    assert (late.ballots.count(), going.ballots.count()) == (0, 1)
    assert board_of(late).dots == 1
    assert close_workshop(ola, late).people == 1


@database
def test_that_comes_round_every_night() -> None:
    made = forget(None)()  # type: ignore[arg-type]
    assert made == {"workshops": 0}
    assert "workshops.forget" in _TASKS


@database
def test_a_partnership_that_ended_lets_nobody_in(make: Any) -> None:
    workshop = make("open")
    Partnership.objects.update(stage="closed")
    assert find_open(workshop.code) is None


@database
def test_codes_differ(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter("aaaaaaaaaaaabbbbbb")
    monkeypatch.setattr(module.secrets, "choice", lambda _: next(letters))
    assert (make("open").code, make("open").code) == ("aaaaaa", "bbbbbb")


@database
def test_no_row_keeps_a_code_of_what_is_not_open(make: Any) -> None:
    workshop = make("closed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Workshop.objects.filter(pk=workshop.pk).update(code="abcdef")


@database
def test_a_form_gives_back_what_is_stored(make: Any) -> None:
    workshop = make()
    form = PlanForm({**PlanForm.stored(workshop)})
    assert form.is_valid(), form.errors
    told = form.plan()
    assert told.starts_at == workshop.starts_at
    assert [list(point) for point in told.agenda] == workshop.agenda
    assert (told.title, told.dots) == (workshop.title, workshop.dots)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2199-01-01"])
def test_a_day_far_away_is_refused(day: str) -> None:
    usual = {**PlanForm.usual(), "title": "x", "begins": "10:00"}
    form = PlanForm({**usual, "day": day})
    assert form.is_valid()
    with pytest.raises(RefusedError, match="odległy"):
        form.plan()
