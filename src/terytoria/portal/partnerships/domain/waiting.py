"""What waits for a person in a partnership, by what they may do there.

Rooms above say what waits in them: each registers its source when it is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from operator import attrgetter

from django.urls import reverse
from django.utils import timezone

from terytoria.language.dates import date_pl
from terytoria.language.plural import counted
from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.composition import Mark, blocking
from terytoria.portal.partnerships.domain.facts import Facts
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.rules import DOCUMENTS, MEMBERS, PEOPLE, STAGE

SOON = timedelta(days=30)


class Urgency(IntEnum):
    """How pressing a thing is: others wait, its day has come, it is work, it may wait."""

    NOW = 0
    DUE = 1
    WORK = 2
    LATER = 3


@dataclass(frozen=True)
class Waiting:
    """One thing to do: a Polish sentence and the address of the page where it is done."""

    text: str
    url: str
    urgency: Urgency = Urgency.WORK


Source = Callable[[User, Facts], tuple[Waiting, ...]]
"""Says what waits for a person in one room of a partnership that they may see."""

_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Ask a source too, whenever somebody looks what waits; told twice it is asked once."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def waiting_in(user: User, facts: Facts) -> tuple[Waiting, ...]:
    """What waits for the person of the facts in every room, the most pressing first."""
    above = [one for source in _SOURCES for one in source(user, facts)]
    return tuple(sorted((*waiting_here(facts), *above), key=attrgetter("urgency")))


def waiting_here(facts: Facts) -> tuple[Waiting, ...]:
    """What waits in the partnership itself; asks the database for nothing."""
    found: list[Waiting] = []
    if facts.may(STAGE):
        found += _for_programme(facts)
    if facts.may(MEMBERS):
        found += _about_members(facts)
    if facts.may(PEOPLE):
        found += _about_people(facts)
    if facts.may(DOCUMENTS) and not facts.agreed:
        text = "Nie ma jeszcze porozumienia. Dodaj je do dokumentów."
        found.append(Waiting(text, _at(facts, "documents")))
    return (*found, *_own(facts))


def _at(facts: Facts, name: str) -> str:
    return reverse(f"partnerships:{name}", args=[facts.partnership.slug])


def _for_programme(facts: Facts) -> Iterator[Waiting]:
    if facts.partnership.stage == Stage.FORMING and not blocking(facts.checks):
        text = "Partnerstwo zawiązuje się i czeka na decyzję, czy zaczyna działać."
        yield Waiting(text, _at(facts, "stage"))


def _about_members(facts: Facts) -> Iterator[Waiting]:
    for check in facts.checks:
        if check.level in (Mark.ERROR, Mark.WARNING):
            yield Waiting(check.text, _at(facts, "members"))
    for one in facts.memberships:
        if one.until is not None and one.until <= facts.day + SOON:
            name, day = land.current().label(one.unit), date_pl(one.until)
            yield Waiting(
                f"Kończy się członkostwo: {name}, ostatni dzień {day}", _at(facts, "members")
            )


def _about_people(facts: Facts) -> Iterator[Waiting]:
    now = timezone.now()
    pending = sum(one.expires_at > now for one in facts.invitations)
    if expired := len(facts.invitations) - pending:
        what = counted(expired, "zaproszenie", "zaproszenia", "zaproszeń")
        yield Waiting(
            f"Bez odpowiedzi wygasło: {what}. Wyślij je ponownie albo cofnij.", _at(facts, "people")
        )
    if pending:
        what = counted(pending, "zaproszenie", "zaproszenia", "zaproszeń")
        yield Waiting(f"Na odpowiedź czeka: {what}.", _at(facts, "people"), Urgency.LATER)
    spoken = {one.unit for one in facts.people if one.role == Role.REPRESENTATIVE}
    silent = [unit for unit in facts.members if unit not in spoken]
    if silent:
        what = counted(len(silent), "członek", "członków", "członków")
        yield Waiting(f"Bez przedstawiciela: {what}. Zaproś przedstawicieli.", _at(facts, "people"))
    if not any(one.role == Role.CHAIR for one in facts.people):
        yield Waiting("Rada Partnerstwa nie ma przewodniczącego. Zaproś go.", _at(facts, "people"))


def _own(facts: Facts) -> Iterator[Waiting]:
    for one in facts.own:
        if one.until is not None and one.until <= facts.day + SOON:
            day = date_pl(one.until)
            yield Waiting(
                f"Kończy się Twoja rola ({one.get_role_display()}): {day}", _at(facts, "people")
            )
