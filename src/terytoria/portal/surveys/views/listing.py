"""The list of surveys; preparing one, changing it, copying it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import can, partnership_page, who
from terytoria.portal.partnerships.views.sheets import Sheet, sent
from terytoria.portal.surveys.domain.drafting import copy, create, edit, set_languages
from terytoria.portal.surveys.domain.queries import surveys_of
from terytoria.portal.surveys.enums import State
from terytoria.portal.surveys.interfaces.forms import LanguagesForm, NewSurveyForm, SurveyForm
from terytoria.portal.surveys.models import Survey
from terytoria.portal.surveys.rules import EDIT, VIEW
from terytoria.portal.surveys.views.ground import form_page, place, survey_page, words

LOOKS = {State.DRAFT: "draft", State.OPEN: "info", State.CLOSED: "closed"}
_YEAR = timedelta(days=364)


@require_safe
@partnership_page(VIEW)
def listing(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Surveys of the partnership."""
    shown = words(request, partnership, "Ankiety")
    shown["surveys"] = [(one, LOOKS[State(one.state)]) for one in surveys_of(partnership)]
    shown["may_edit"] = can(request, EDIT, partnership)
    return render(request, "surveys/listing.html", shown)


@partnership_page(EDIT)
def add(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Prepare a survey, then go to its questions."""
    form = NewSurveyForm(sent(request), initial=SurveyForm.usual())
    back = reverse("surveys:listing", args=[partnership.slug])
    lead = "Nikt jej jeszcze nie zobaczy. Pytania ze wzoru można zmienić przed otwarciem."
    sheet = Sheet("Nowa ankieta", "Przygotuj ankietę", "Przygotowano ankietę.", back, lead)
    made: list[Survey] = []

    def verb(data: dict[str, Any]) -> None:
        made.append(create(who(request), partnership, form.plan(), data["template"]))

    return _to(made, form_page(request, partnership, sheet, form, verb))


@survey_page(EDIT)
def change(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Change a draft."""
    form = SurveyForm(sent(request), initial=SurveyForm.stored(survey))
    sheet = Sheet("Zmiana ankiety", "Zapisz zmiany", "Zapisano.", place(survey))

    def verb(data: dict[str, Any]) -> object:
        return edit(who(request), survey, form.plan(), data["version"] or 0)

    return form_page(request, survey.partnership, sheet, form, verb)


@survey_page(EDIT)
def languages(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Choose the languages of a draft."""
    form = LanguagesForm(sent(request), initial=LanguagesForm.stored(survey))
    lead = "Pytania w nowym języku mają na początku polską treść. Przetłumacz je potem po kolei."
    sheet = Sheet("Języki ankiety", "Zapisz języki", "Zapisano języki.", place(survey), lead)

    def verb(data: dict[str, Any]) -> object:
        return set_languages(who(request), survey, form.texts(), data["version"])

    return form_page(request, survey.partnership, sheet, form, verb)


@survey_page(EDIT)
def copy_page(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Prepare the next survey with the same questions."""
    later = {day: getattr(survey, day) + _YEAR for day in ("opens", "closes", "keep_until")}
    form = SurveyForm(sent(request), initial={**SurveyForm.stored(survey), **later})
    lead = "Pytania zachowają swoje oznaczenia, więc wyniki z kolejnych lat da się porównać."
    sheet = Sheet("Kopia ankiety", "Przygotuj kopię", "Przygotowano kopię.", place(survey), lead)
    made: list[Survey] = []

    def verb(_: dict[str, Any]) -> None:
        made.append(copy(who(request), survey, form.plan()))

    return _to(made, form_page(request, survey.partnership, sheet, form, verb))


def _to(made: list[Survey], answer: HttpResponse) -> HttpResponse:
    """Lead to what was made."""
    if made:
        answer["Location"] = place(made[0])
    return answer
