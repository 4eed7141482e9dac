"""Answers from paper: one page, from the keyboard."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.views.ground import who
from terytoria.portal.surveys.domain.answering import Given, WrongAnswersError, enter_paper
from terytoria.portal.surveys.interfaces.asking import about_fields, field_of, typed, typed_about
from terytoria.portal.surveys.interfaces.wording import wording
from terytoria.portal.surveys.models import Survey
from terytoria.portal.surveys.rules import ENTER
from terytoria.portal.surveys.views.ground import place, survey_page, words
from terytoria.portal.surveys.views.survey import condition_of


@survey_page(ENTER)
def enter(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Every question at once; after one is kept, the next blank sheet."""
    asked, wrong, status = survey.asked, {}, 200
    answers, about = typed(asked.questions, request.POST), typed_about(request.POST)
    if request.method == "POST":
        given = Given(answers, **about, number=_number(request))
        try:
            enter_paper(who(request), survey, given)
        except WrongAnswersError as problem:
            wrong, status = {one.question: one.text for one in problem.refusals}, 422
        except RefusedError as refusal:
            messages.error(request, refusal.message)
            return redirect(place(survey))
        else:
            messages.success(request, "Zapisano. Wpisz następną ankietę.")
            return redirect(place(survey, "paper"))
    fields = [
        field_of(one, answers.get(one.id), "pl", wrong.get(one.id, ""), condition_of(asked, one))
        for one in asked.questions
    ]
    shown = words(request, survey.partnership, "Ankieta z papieru")
    shown |= {"survey": survey, "fields": [*fields, *about_fields(survey, about, "pl")]}
    shown |= {"number": _number(request), "words": wording("pl"), "wrong": bool(wrong)}
    return render(request, "surveys/paper.html", shown, status=status)


def _number(request: HttpRequest) -> uuid.UUID:
    """The number of this sheet: a form sent twice is kept once."""
    try:
        return uuid.UUID(request.POST.get("number", ""))
    except ValueError:
        return uuid.uuid4()
