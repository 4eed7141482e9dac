"""What every working page of workshops stands on: the workshop, its gate and its form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import Action
from terytoria.portal.partnerships.views.ground import Gate, can, record_page
from terytoria.portal.partnerships.views.ground import words as of_partnership
from terytoria.portal.partnerships.views.sheets import forms_on
from terytoria.portal.workshops.enums import State
from terytoria.portal.workshops.models import Workshop
from terytoria.portal.workshops.rules import RUN, VIEW

LOOKS = {State.PLANNED: "draft", State.OPEN: "info", State.CLOSED: "closed"}


def words(
    request: HttpRequest, partnership: Partnership, heading: str, workshop: Workshop | None = None
) -> dict[str, Any]:
    """What every page of workshops shows."""
    shown = of_partnership(request, partnership, "workshops:listing", heading)
    return shown | {"workshop": workshop, "may_run": can(request, RUN, partnership)}


form_page = forms_on("workshops/form.html", words)


def workshop_page(action: Action = VIEW) -> Gate:
    """A page of one workshop of a partnership."""
    return record_page(Workshop.objects.select_related("partnership"), action)


def place(workshop: Workshop, name: str = "workshop", *more: object) -> str:
    """Address of a page of a workshop."""
    return reverse(f"workshops:{name}", args=[workshop.partnership.slug, workshop.pk, *more])
