"""What every working page of surveys stands on: the survey, its gate and its form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import Action
from terytoria.portal.partnerships.views.ground import View, partnership_page
from terytoria.portal.partnerships.views.ground import words as of_partnership
from terytoria.portal.partnerships.views.sheets import forms_on
from terytoria.portal.surveys.models import Survey
from terytoria.portal.surveys.rules import VIEW


def words(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
    """What every page of surveys shows."""
    return of_partnership(request, partnership, "surveys:listing", heading)


form_page = forms_on("surveys/form.html", words)


def survey_page(action: Action = VIEW) -> Callable[[View], View]:
    """A page of one survey of a partnership."""

    def made(view: View) -> View:
        @partnership_page(action)
        @wraps(view)
        def shown(
            request: HttpRequest, partnership: Partnership, record: int, **more: Any
        ) -> HttpResponseBase:
            kept = Survey.objects.select_related("partnership")
            return view(
                request, get_object_or_404(kept, partnership=partnership, pk=record), **more
            )

        return shown

    return made


def place(survey: Survey, name: str = "survey", *more: object) -> str:
    """Address of a page of a survey."""
    return reverse(f"surveys:{name}", args=[survey.partnership.slug, survey.pk, *more])
