"""What the strategy of a partnership waits for from a person."""

from __future__ import annotations

from django.urls import reverse

from terytoria.language.plural import counted
from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.waiting import Urgency, Waiting
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import may
from terytoria.portal.strategies.domain.checks import check
from terytoria.portal.strategies.domain.freezing import unfrozen
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.enums import Severity
from terytoria.portal.strategies.rules import EDIT, FREEZE


def waiting(user: User, partnership: Partnership) -> tuple[Waiting, ...]:
    """What waits for those who edit, the most pressing first."""
    if not may(user, EDIT, partnership, today()):
        return ()
    chain = chain_of(partnership)
    if not chain.challenges:
        text = "Strategia nie ma jeszcze wyzwań. Utwórz je z przyjętych ustaleń."
        return (Waiting(text, _at(partnership, "suggestions")),) if chain.uncited else ()
    checked, found = check(chain), []
    if errors := checked.count(Severity.ERROR):
        what = counted(errors, "błąd", "błędy", "błędów")
        text = f"W strategii do poprawy: {what}."
        found.append(Waiting(text, _at(partnership, "outline")))
    outdated = sum(one.code in {"cited_changed", "cited_gone"} for one in checked.problems)
    if outdated:
        what = counted(outdated, "ustalenie", "ustalenia", "ustaleń")
        text = f"Nowsza diagnoza mówi co innego niż przywołane w strategii: {what}."
        found.append(Waiting(text, _at(partnership, "outline")))
    if not errors and may(user, FREEZE, partnership, today()) and unfrozen(chain, partnership):
        text = "Strategia zmieniła się od ostatniej zamrożonej wersji."
        found.append(Waiting(text, _at(partnership, "freeze"), Urgency.LATER))
    return tuple(found)


def _at(partnership: Partnership, name: str) -> str:
    return reverse(f"strategies:{name}", args=[partnership.slug])
