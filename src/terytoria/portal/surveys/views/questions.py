"""Questions of a draft: added, changed, moved, deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from terytoria.portal.partnerships.views.ground import who
from terytoria.portal.partnerships.views.sheets import Sheet, press, pressed, sent
from terytoria.portal.surveys.domain.questions import (
    Way,
    add_question,
    delete_question,
    edit_question,
    free_id,
    move_question,
)
from terytoria.portal.surveys.interfaces.forms import QuestionForm
from terytoria.portal.surveys.models import Survey
from terytoria.portal.surveys.rules import EDIT
from terytoria.portal.surveys.views.ground import form_page, place, survey_page
from terytoria.surveys.questionnaire import Question


@survey_page(EDIT)
def add(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Add a question at the end."""
    initial = {"version": survey.version, "low": 1, "high": 5}
    form = QuestionForm(survey.asked, free_id(survey), sent(request), initial=initial)
    sheet = Sheet("Nowe pytanie", "Dodaj pytanie", "Dodano pytanie.", place(survey))

    def verb(data: dict[str, Any]) -> None:
        add_question(who(request), survey, form.question(), data["version"])

    return form_page(request, survey.partnership, sheet, form, verb)


@survey_page(EDIT)
def change(request: HttpRequest, survey: Survey, question: str) -> HttpResponse:
    """Change a question."""
    old = _found(survey, question)
    initial = QuestionForm.stored(old, survey.version)
    form = QuestionForm(survey.asked, old.id, sent(request), old=old, initial=initial)
    sheet = Sheet("Zmiana pytania", "Zapisz pytanie", "Zapisano pytanie.", place(survey))

    def verb(data: dict[str, Any]) -> None:
        edit_question(who(request), survey, form.question(), data["version"])

    return form_page(request, survey.partnership, sheet, form, verb)


@pressed(survey_page(EDIT))
def move(request: HttpRequest, survey: Survey, question: str, way: Way) -> HttpResponse:
    """Move a question one place."""

    def verb() -> None:
        move_question(who(request), survey, question, way, survey.version)

    return press(request, verb, "Przesunięto pytanie.", place(survey))


@survey_page(EDIT)
def remove(request: HttpRequest, survey: Survey, question: str) -> HttpResponse:
    """Delete a question, after asking."""
    old = _found(survey, question)
    lead = f"Pytanie „{old.text['pl']}” zniknie z ankiety."
    sheet = Sheet(
        "Usunięcie pytania", "Usuń pytanie", "Usunięto.", place(survey), lead, danger=True
    )

    def verb(_: dict[str, Any]) -> None:
        delete_question(who(request), survey, question, survey.version)

    form = forms.Form(request.POST or {})
    return form_page(request, survey.partnership, sheet, form, verb)


def _found(survey: Survey, question: str) -> Question:
    found = survey.asked.by_id.get(question)
    if found is None:
        raise Http404
    return found
