"""What every page of procedures stands on: the procedure, its step, one form."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import Action
from terytoria.portal.partnerships.views.ground import Gate, record_page
from terytoria.portal.partnerships.views.ground import words as of_partnership
from terytoria.portal.partnerships.views.sheets import forms_on
from terytoria.portal.procedures.domain.queries import step_of
from terytoria.portal.procedures.models import Procedure
from terytoria.portal.procedures.rules import VIEW
from terytoria.strategy.procedure import Step


def words(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
    """What every template is given."""
    return of_partnership(request, partnership, "procedures:plan", heading)


form_page = forms_on("procedures/form.html", words)


def procedure_page(action: Action = VIEW) -> Gate:
    """A page of one procedure of a partnership; 404 for one of another."""
    return record_page(Procedure.objects.select_related("partnership"), action)


def step_or_404(procedure: Procedure, name: str) -> Step:
    """A step of the procedure, or 404."""
    try:
        return step_of(procedure, name)
    except LookupError:
        raise Http404 from None


def place(procedure: Procedure, name: str = "procedure", *more: object) -> str:
    """Address of a page of a procedure."""
    return reverse(f"procedures:{name}", args=[procedure.partnership.slug, procedure.pk, *more])
