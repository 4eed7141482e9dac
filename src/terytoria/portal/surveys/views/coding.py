"""Open answers: read, coded, released one by one."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from terytoria.portal.partnerships.views.ground import can, who
from terytoria.portal.partnerships.views.sheets import Sheet, press, pressed, sent
from terytoria.portal.surveys.domain.coding import (
    add_code,
    agreement_of,
    delete_code,
    disputed,
    give_codes,
)
from terytoria.portal.surveys.domain.queries import open_answers
from terytoria.portal.surveys.domain.quoting import release_quote, withdraw_quote
from terytoria.portal.surveys.enums import State
from terytoria.portal.surveys.interfaces.forms import CodeForm, QuoteForm
from terytoria.portal.surveys.models import Coding, Quote, Survey
from terytoria.portal.surveys.rules import EDIT, RELEASE
from terytoria.portal.surveys.views.ground import form_page, place, survey_page, words
from terytoria.surveys.questionnaire import Kind, Question

AT_ONCE = 20
"""Answers on a page."""


@survey_page(EDIT)
def coding(request: HttpRequest, survey: Survey, question: str) -> HttpResponse:
    """Answers to an open question with their codes; those this person has not coded come first."""
    asked = _open(survey, question)
    back = place(survey, "coding", question)
    if request.method == "POST":
        return _keep(request, survey, question, back)
    mine = dict(
        Coding.objects.filter(
            answer__survey=survey, question=question, coder=who(request)
        ).values_list("answer_id", "codes")
    )
    answers = open_answers(survey, question)
    argued = disputed(survey, question)
    order = sorted(answers, key=lambda one: (one.pk in mine, one.pk not in argued, one.pk))
    agreed = agreement_of(survey, question)
    shown = words(request, survey.partnership, asked.text["pl"])
    shown |= {
        "survey": survey,
        "question": question,
        "codes": survey.codes.filter(question=question),
        "rows": [
            (one.pk, one.content[question], mine.get(one.pk, []), one.pk in argued)
            for one in order[:AT_ONCE]
        ],
        "left": sum(one.pk not in mine for one in answers),
        "all": len(answers),
        "agreement": agreed.explain() if agreed else "",
        "disputed": len(argued),
        "quotes": survey.quotes.filter(question=question),
        "may_release": can(request, RELEASE, survey.partnership),
    }
    return render(request, "surveys/coding.html", shown)


@survey_page(EDIT)
def add(request: HttpRequest, survey: Survey, question: str) -> HttpResponse:
    """Add a code."""
    _open(survey, question)
    back = place(survey, "coding", question)
    sheet = Sheet("Nowy kod", "Dodaj kod", "Dodano kod.", back)

    def verb(data: dict[str, Any]) -> object:
        return add_code(who(request), survey, question, data["name"])

    return form_page(request, survey.partnership, sheet, CodeForm(sent(request)), verb)


@pressed(survey_page(EDIT))
def remove(request: HttpRequest, survey: Survey, question: str, code: int) -> HttpResponse:
    """Delete a code nobody gave."""
    found = get_object_or_404(survey.codes.select_related("survey__partnership"), pk=code)
    back = place(survey, "coding", question)
    return press(request, lambda: delete_code(who(request), found), "Usunięto kod.", back)


@survey_page(RELEASE)
def quote(request: HttpRequest, survey: Survey, question: str, number: uuid.UUID) -> HttpResponse:
    """Release one answer, after it was read and cleared of names."""
    _open(survey, question)
    answer = get_object_or_404(survey.answers, pk=number)
    form = QuoteForm(sent(request), initial={"text": answer.content.get(question, "")})
    lead = (
        "Po ogłoszeniu wyników tę wypowiedź przeczyta każdy. Zostanie też po usunięciu odpowiedzi."
    )
    back = place(survey, "coding", question)
    sheet = Sheet("Ogłoszenie wypowiedzi", "Ogłoś wypowiedź", "Ogłoszono.", back, lead)

    def verb(data: dict[str, Any]) -> object:
        return release_quote(who(request), survey, question, data["text"])

    return form_page(request, survey.partnership, sheet, form, verb)


@pressed(survey_page(RELEASE))
def unquote(request: HttpRequest, survey: Survey, question: str, quote: int) -> HttpResponse:
    """Take a released answer back."""
    kept = Quote.objects.select_related("survey__partnership")
    found = get_object_or_404(kept, survey=survey, pk=quote)
    back = place(survey, "coding", question)
    return press(request, lambda: withdraw_quote(who(request), found), "Cofnięto.", back)


def _keep(request: HttpRequest, survey: Survey, question: str, back: str) -> HttpResponse:
    given = {
        uuid.UUID(name): [int(one) for one in request.POST.getlist(f"k-{name}") if one.isdecimal()]
        for name in request.POST.getlist("answer")
        if re.fullmatch(r"[0-9a-f-]{36}", name)
    }
    said = "Zapisano kody."
    return press(request, lambda: give_codes(who(request), survey, question, given), said, back)


def _open(survey: Survey, question: str) -> Question:
    """The open question of a closed survey; else there is no such page."""
    found = survey.asked.by_id.get(question)
    if survey.state != State.CLOSED or found is None or found.kind is not Kind.OPEN:
        raise Http404
    return found
