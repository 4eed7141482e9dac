"""What the strategy of a partnership waits for from a person."""

from __future__ import annotations

from terytoria.language.plural import counted
from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.waiting import Waiting
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import may
from terytoria.portal.strategies.domain.checks import check
from terytoria.portal.strategies.domain.freezing import unfrozen
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.enums import Severity
from terytoria.portal.strategies.rules import EDIT, FREEZE


def waiting(user: User, partnership: Partnership) -> tuple[Waiting, ...]:
    """What waits, the most pressing first; ``page`` is a name with the room, for ``reverse``."""
    if not may(user, EDIT, partnership, today()):
        return ()
    chain = chain_of(partnership)
    if not chain.challenges:
        text = "Strategia nie ma jeszcze wyzwań. Utwórz je z przyjętych ustaleń."
        return (Waiting(text, "strategies:suggestions"),) if chain.uncited else ()
    checked, found = check(chain), []
    if errors := checked.count(Severity.ERROR):
        what = counted(errors, "błąd", "błędy", "błędów")
        found.append(Waiting(f"W strategii do poprawy: {what}.", "strategies:outline"))
    outdated = sum(one.code in {"cited_changed", "cited_gone"} for one in checked.problems)
    if outdated:
        what = counted(outdated, "ustalenie", "ustalenia", "ustaleń")
        text = f"Nowsza diagnoza mówi co innego niż przywołane w strategii: {what}."
        found.append(Waiting(text, "strategies:outline"))
    if not errors and may(user, FREEZE, partnership, today()) and unfrozen(chain, partnership):
        text = "Strategia zmieniła się od ostatniej zamrożonej wersji."
        found.append(Waiting(text, "strategies:freeze"))
    return tuple(found)
