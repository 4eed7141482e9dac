"""What every working page of surveys stands on: the survey, its gate and its form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import Action
from terytoria.portal.partnerships.views.ground import Gate, record_page
from terytoria.portal.partnerships.views.ground import words as of_partnership
from terytoria.portal.partnerships.views.sheets import forms_on
from terytoria.portal.surveys.models import Survey
from terytoria.portal.surveys.rules import VIEW


def words(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
    """What every page of surveys shows."""
    return of_partnership(request, partnership, "surveys:listing", heading)


form_page = forms_on("surveys/form.html", words)


def survey_page(action: Action = VIEW) -> Gate:
    """A page of one survey of a partnership."""
    return record_page(Survey.objects.select_related("partnership"), action)


def place(survey: Survey, name: str = "survey", *more: object) -> str:
    """Address of a page of a survey."""
    return reverse(f"surveys:{name}", args=[survey.partnership.slug, survey.pk, *more])
