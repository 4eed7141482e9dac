"""What consultations say on the dashboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.domain.deciding import Opinion, decide
from terytoria.portal.consultations.domain.waiting import waiting
from terytoria.portal.consultations.enums import Outcome, State
from terytoria.portal.consultations.models import Consultation, Remark
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.facts import facts_here
from terytoria.portal.partnerships.domain.waiting import Urgency, Waiting, waiting_in
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership

pytestmark = pytest.mark.django_db
OPINION = Opinion(Outcome.REJECTED, "Strategia nie rozstrzyga o tej sprawie.")
EVERYBODY = (*Role, *ProgrammeRole)


def here(user: User, partnership: Partnership) -> tuple[Waiting, ...]:
    """What waits in this room alone."""
    return waiting(user, facts_here(user, partnership))


def whole(user: User, partnership: Partnership) -> tuple[Waiting, ...]:
    """What waits in all rooms."""
    return waiting_in(user, facts_here(user, partnership))


def told(user: User, partnership: Partnership) -> list[str]:
    """Sentences after the name of the consultation."""
    texts = [one.text.replace("\xa0", " ") for one in here(user, partnership)]
    return [one.removeprefix("Konsultacje „Projekt strategii”").strip(" ,:") for one in texts]


def moved(talk: Consultation, **fields: Any) -> None:
    """The consultation some days later."""
    Consultation.objects.filter(pk=talk.pk).update(**fields)


def test_each_role_is_told_its_own(
    talk: Consultation, speak: Callable[..., Remark], person: Any, dolina: Partnership
) -> None:
    speak("Więcej autobusów.")
    speak("Telefon 600 700 800.")
    decide(person(Role.EXPERT), speak("Basen."), OPINION)
    without, proposed = "bez stanowiska: 2 uwagi.", "stanowisko do zatwierdzenia: 1 uwaga."
    personal = "do sprawdzenia pod kątem danych osobowych: 1 uwaga."
    lasts = "do końca 30 dni"
    expected = {
        Role.COORDINATOR: (without, proposed, personal, lasts),
        Role.EXPERT: (without, personal),
        Role.WORKING_GROUP: (without,),
        ProgrammeRole.LEAD_ADVISER: (without, personal, lasts),
    }
    for role in EVERYBODY:
        found = [one.partition(", ")[0] for one in told(person(role), dolina)]
        assert tuple(found) == expected.get(role, ()), role


@pytest.mark.parametrize(
    ("days", "words", "urgency"),
    [
        (1, "do końca 1 dzień", Urgency.LATER),
        (0, "dziś jest ostatni dzień.", Urgency.DUE),
        (-1, "skończyły się. Zamknij rejestr.", Urgency.DUE),
    ],
)
def test_the_end_comes(
    days: int, words: str, urgency: Urgency, talk: Consultation, ola: User
) -> None:
    moved(talk, ends_on=today() + timedelta(days=days))
    (found,) = here(ola, talk.partnership)
    assert words in found.text.replace("\xa0", " ")
    assert found.urgency == urgency
    assert found.url == reverse("consultations:consultation", args=["dolina", talk.number])


def test_the_register_is_closed_only_when_every_remark_has_a_position(
    talk: Consultation, speak: Callable[..., Remark], ola: User, dolina: Partnership
) -> None:
    remark = speak()
    moved(talk, ends_on=today() - timedelta(days=1))
    (found,) = here(ola, dolina)
    assert "bez stanowiska" in found.text
    assert found.urgency == Urgency.DUE
    decide(ola, remark, OPINION)
    assert told(ola, dolina) == ["skończyły się. Zamknij rejestr."]


def test_the_page_of_remarks_without_a_position_shows_them(
    speak: Callable[..., Remark], ola: User, dolina: Partnership
) -> None:
    speak("Więcej autobusów.")
    decide(ola, speak("Basen na powietrzu."), OPINION)
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(ola)
    page = browser.get(here(ola, dolina)[0].url).content.decode()
    assert "Więcej autobusów" in page
    assert "Basen na powietrzu" not in page


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_report_waits_for_the_coordinator(
    role: Any, talk: Consultation, person: Any, dolina: Partnership
) -> None:
    moved(talk, state=State.CLOSED)
    waits = ["sprawozdanie czeka na ogłoszenie."] if role is Role.COORDINATOR else []
    user = person(role)
    assert told(user, dolina) == waits
    moved(talk, state=State.REPORTED)
    assert told(user, dolina) == []


def test_not_before_the_notice_nor_elsewhere_nor_after_all(
    talk: Consultation, ola: User, dolina: Partnership, gora: Partnership
) -> None:
    assert any("Konsultacje" in one.text for one in whole(ola, dolina))
    assert here(ola, gora) == ()
    moved(talk, notice_on=today() + timedelta(days=3))
    assert here(ola, dolina) == ()
    moved(talk, state=State.PLANNED)
    assert here(ola, dolina) == ()
    moved(talk, state=State.OPEN, notice_on=today())
    Partnership.objects.filter(pk=dolina.pk).update(stage=Stage.CLOSED)
    assert here(ola, Partnership.objects.get(pk=dolina.pk)) == ()
