"""What every working page of consultations stands on."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from terytoria.portal.consultations.models import Consultation, Remark
from terytoria.portal.consultations.rules import VIEW
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import Action
from terytoria.portal.partnerships.views.ground import Gate, View, partnership_page
from terytoria.portal.partnerships.views.ground import words as of_partnership
from terytoria.portal.partnerships.views.sheets import forms_on


def words(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
    """What every working page of consultations shows."""
    return of_partnership(request, partnership, "consultations:listing", heading)


form_page = forms_on("consultations/form.html", words)


def consultation_page(action: Action = VIEW) -> Gate:
    """A page of one consultation of a partnership."""

    def made(view: View) -> View:
        @partnership_page(action)
        @wraps(view)
        def shown(
            request: HttpRequest, partnership: Partnership, number: int, **more: Any
        ) -> HttpResponseBase:
            kept = Consultation.objects.select_related("partnership", "draft", "document")
            found = get_object_or_404(kept, partnership=partnership, number=number)
            return view(request, found, **more)

        return shown

    return made


def remark_page(action: Action = VIEW) -> Gate:
    """A page of one remark of a consultation."""

    def made(view: View) -> View:
        @consultation_page(action)
        @wraps(view)
        def shown(
            request: HttpRequest, consultation: Consultation, remark: int, **more: Any
        ) -> HttpResponseBase:
            kept = Remark.objects.select_related("group")
            found = get_object_or_404(kept, consultation=consultation, number=remark)
            found.consultation = consultation
            return view(request, found, **more)

        return shown

    return made
