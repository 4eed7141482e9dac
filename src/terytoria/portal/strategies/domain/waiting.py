"""What the strategy of a partnership waits for from a person."""

from __future__ import annotations

from django.urls import reverse

from terytoria.language.plural import counted
from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.facts import Facts
from terytoria.portal.partnerships.domain.waiting import Urgency, Waiting
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.domain.checks import check
from terytoria.portal.strategies.domain.citing import EvidenceNow
from terytoria.portal.strategies.domain.freezing import unfrozen
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.enums import Severity
from terytoria.portal.strategies.rules import EDIT, FREEZE


def waiting(_user: User, facts: Facts) -> tuple[Waiting, ...]:
    """What waits for those who edit, the most pressing first."""
    if not facts.may(EDIT):
        return ()
    partnership = facts.partnership
    if not partnership.challenges.filter(deleted_at__isnull=True).exists():
        text = "Strategia nie ma jeszcze wyzwań. Utwórz je z przyjętych ustaleń."
        uncited = EvidenceNow(partnership).uncited(())
        return (Waiting(text, _at(partnership, "suggestions")),) if uncited else ()
    chain = chain_of(partnership)
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
    if not errors and facts.may(FREEZE) and unfrozen(chain, partnership):
        text = "Strategia zmieniła się od ostatniej zamrożonej wersji."
        found.append(Waiting(text, _at(partnership, "freeze"), Urgency.LATER))
    return tuple(found)


def _at(partnership: Partnership, name: str) -> str:
    return reverse(f"strategies:{name}", args=[partnership.slug])
