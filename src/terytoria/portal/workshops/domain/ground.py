"""What verbs about workshops stand on: the workshop and its notes as they are now."""

from __future__ import annotations

from terytoria.portal.partnerships.domain.acting import Deed, RefusedError
from terytoria.portal.workshops.enums import State
from terytoria.portal.workshops.models import Note, Workshop


def workshop_now(deed: Deed, workshop: Workshop, *states: State) -> Workshop:
    """The workshop read anew and locked, in one of the states; else refused."""
    found = deed.partnership.workshops.select_for_update().filter(pk=workshop.pk).first()
    if found is None:
        raise RefusedError("", "Nie ma już tego warsztatu. Wróć do listy warsztatów.")
    if states and found.state not in states:
        text = f"Warsztat jest {found.get_state_display()} i nie można już tego zrobić."
        said = "Warsztat trwa i nie można już tego zrobić." if found.state == State.OPEN else text
        raise RefusedError("", f"{said} Odśwież stronę.")
    return found


def note_now(workshop: Workshop, pk: int) -> Note:
    """A note of a locked workshop, read anew; else refused."""
    found = workshop.notes.filter(pk=pk).first()
    if found is None:
        raise RefusedError("", "Nie ma takiej karteczki w tym warsztacie. Odśwież stronę.")
    return found
