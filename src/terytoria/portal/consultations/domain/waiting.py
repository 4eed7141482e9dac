"""What the consultations of a partnership wait for from a person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from terytoria.language.dates import date_pl
from terytoria.language.plural import counted
from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.domain.queries import counting, tally
from terytoria.portal.consultations.enums import State
from terytoria.portal.consultations.models import Consultation
from terytoria.portal.consultations.rules import CONFIRM, PROPOSE, REGISTER, REPORT, RUN
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.facts import Facts
from terytoria.portal.partnerships.domain.waiting import Urgency, Waiting
from terytoria.portal.partnerships.rules import Action

_REMARKS = ("uwaga", "uwagi", "uwag")


def waiting(_user: User, facts: Facts) -> tuple[Waiting, ...]:
    """Remarks to be answered and looked through, the last day, the report to be made."""
    actions = (RUN, REGISTER, PROPOSE, CONFIRM, REPORT)
    mine = {one for one in actions if facts.may(one)}
    if not mine:
        return ()
    kept = facts.partnership.consultations.filter(state__in=(State.OPEN, State.CLOSED))
    return tuple(said for one in kept.order_by("number") for said in _told(one, mine))


def _told(one: Consultation, mine: set[Action]) -> Iterator[Waiting]:
    if one.state == State.OPEN:
        yield from _in_register(one, mine)
        if RUN in mine and one.notice_on <= today():
            yield from _until_the_end(one)
    elif REPORT in mine:
        text = f"Konsultacje „{one}”: sprawozdanie czeka na ogłoszenie."
        yield Waiting(text, _at(one, "consultation"), Urgency.DUE)


def _in_register(one: Consultation, mine: set[Action]) -> Iterator[Waiting]:
    """Remarks without a position, positions proposed, remarks that may tell who wrote them."""
    found, ended = tally(one), one.ends_on < today()
    urgency = Urgency.DUE if ended else Urgency.WORK
    without = counting(one).filter(outcome="", proposed=False).count()
    if without and PROPOSE in mine:
        what = counted(without, *_REMARKS)
        text = f"Konsultacje „{one}”, bez stanowiska: {what}."
        yield Waiting(text, f"{_at(one, 'register')}?position=without", urgency)
    if found.proposed and CONFIRM in mine:
        what = counted(found.proposed, *_REMARKS)
        text = f"Konsultacje „{one}”, stanowisko do zatwierdzenia: {what}."
        yield Waiting(text, f"{_at(one, 'register')}?position=proposed", urgency)
    if found.unscreened and REGISTER in mine:
        what = counted(found.unscreened, *_REMARKS)
        text = f"Konsultacje „{one}”, do sprawdzenia pod kątem danych osobowych: {what}."
        yield Waiting(text, _at(one, "register"), urgency)


def _until_the_end(one: Consultation) -> Iterator[Waiting]:
    left = (one.ends_on - today()).days
    address, day = _at(one, "consultation"), date_pl(one.ends_on)
    if left > 0:
        what = counted(left, "dzień", "dni", "dni")
        yield Waiting(f"Konsultacje „{one}”: do końca {what}, {day}", address, Urgency.LATER)
    elif left == 0:
        yield Waiting(f"Konsultacje „{one}”: dziś jest ostatni dzień.", address, Urgency.DUE)
    elif not (found := tally(one)).undecided and not found.unscreened:
        text = f"Konsultacje „{one}” skończyły się. Zamknij rejestr."
        yield Waiting(text, address, Urgency.DUE)


def _at(one: Consultation, name: str) -> str:
    return reverse(f"consultations:{name}", args=[one.partnership.slug, one.number])
