"""What waits for a person in a partnership, by what they may do there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from terytoria.language.dates import date_pl
from terytoria.language.plural import counted
from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.composition import Mark, blocking
from terytoria.portal.partnerships.domain.queries import checks_of, held, members_on
from terytoria.portal.partnerships.enums import DocumentKind, Role, Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import DOCUMENTS, MEMBERS, PEOPLE, STAGE, may

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    """One thing to do: a Polish sentence and the page (``members``…) where it is done."""

    text: str
    page: str


def waiting_for(user: User, partnership: Partnership) -> tuple[Waiting, ...]:
    """What waits for a person, the most pressing first; empty when nothing does."""
    day = today()
    found: list[Waiting] = []
    if may(user, STAGE, partnership, day):
        found += _for_programme(partnership)
    if may(user, MEMBERS, partnership, day):
        found += _about_members(partnership)
    if may(user, PEOPLE, partnership, day):
        found += _about_people(partnership)
    if may(user, DOCUMENTS, partnership, day):
        found += _about_documents(partnership)
    return (*found, *_own(user, partnership))


def _for_programme(partnership: Partnership) -> Iterator[Waiting]:
    if partnership.stage == Stage.FORMING and not blocking(checks_of(partnership)):
        text = "Partnerstwo zawiązuje się i czeka na decyzję, czy zaczyna działać."
        yield Waiting(text, "stage")


def _about_members(partnership: Partnership) -> Iterator[Waiting]:
    for check in checks_of(partnership):
        if check.level in (Mark.ERROR, Mark.WARNING):
            yield Waiting(check.text, "members")
    ending = partnership.members.filter(until__gte=today(), until__lte=today() + SOON)
    for one in ending:
        name = land.current().label(one.unit)
        day = date_pl(one.until or today())
        yield Waiting(f"Kończy się członkostwo: {name}, ostatni dzień {day}", "members")


def _about_people(partnership: Partnership) -> Iterator[Waiting]:
    now = timezone.now()
    sent = partnership.invitations.filter(accepted_at=None, revoked_at=None)
    pending, expired = sent.filter(expires_at__gt=now).count(), sent.filter(expires_at__lte=now)
    if count := expired.count():
        what = counted(count, "zaproszenie", "zaproszenia", "zaproszeń")
        yield Waiting(f"Bez odpowiedzi wygasło: {what}. Wyślij je ponownie albo cofnij.", "people")
    if pending:
        what = counted(pending, "zaproszenie", "zaproszenia", "zaproszeń")
        yield Waiting(f"Na odpowiedź czeka: {what}.", "people")
    people = partnership.people.filter(held(today()))
    spoken = set(people.filter(role=Role.REPRESENTATIVE).values_list("unit", flat=True))
    silent = [unit for unit in members_on(partnership, today()) if unit not in spoken]
    if silent:
        what = counted(len(silent), "członek", "członków", "członków")
        yield Waiting(f"Bez przedstawiciela: {what}. Zaproś przedstawicieli.", "people")
    if not people.filter(role=Role.CHAIR).exists():
        yield Waiting("Rada Partnerstwa nie ma przewodniczącego. Zaproś go.", "people")


def _about_documents(partnership: Partnership) -> Iterator[Waiting]:
    if not partnership.documents.filter(kind=DocumentKind.AGREEMENT).exists():
        yield Waiting("Nie ma jeszcze porozumienia. Dodaj je do dokumentów.", "documents")


def _own(user: User, partnership: Partnership) -> Iterator[Waiting]:
    ending = user.assignments.filter(
        partnership=partnership, until__gte=today(), until__lte=today() + SOON
    )
    for one in ending:
        day = date_pl(one.until or today())
        yield Waiting(f"Kończy się Twoja rola ({one.get_role_display()}): {day}", "people")
