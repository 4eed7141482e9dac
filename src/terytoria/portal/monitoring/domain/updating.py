"""Starting an update of the strategy."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.monitoring.domain.reasons import causes_of
from terytoria.portal.monitoring.rules import UPDATE
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.planner.domain.about import About
from terytoria.portal.planner.domain.tasks import Said, add_task
from terytoria.portal.planner.models import Task

TITLE = "Przygotować aktualizację strategii"


def start_update(actor: User, partnership: Partnership, owner: User, due: date) -> Task:
    """Give somebody the update to prepare, with the reasons as they are now.

    Raises ``ForbiddenError``, and ``RefusedError`` when there is no reason or one is already
    being looked at.
    """
    with acting(actor, UPDATE, partnership) as deed:
        causes = causes_of(deed.partnership)
        if not causes:
            raise RefusedError("", "Nic nie wskazuje dziś na potrzebę aktualizacji.")
        link = reverse("monitoring:reasons", args=[deed.partnership.slug])
        if open_update(deed.partnership) is not None:
            text = "Zadanie przygotowania aktualizacji jest już otwarte. Zakończ je najpierw."
            raise RefusedError("", text)
        text = "Powody:\n" + "\n".join(f"– {one.title}. {one.text}" for one in causes)
        said = Said(TITLE, text[:4000], About(link=link))
        task = add_task(actor, deed.partnership, said, owner, due)
        deed.log("monitoring.update", task, after={"reasons": [one.title for one in causes]})
    return task


def open_update(partnership: Partnership) -> Task | None:
    """The open task of an update."""
    link = reverse("monitoring:reasons", args=[partnership.slug])
    return next((one for one in partnership.tasks.filter(link=link) if one.is_open), None)
