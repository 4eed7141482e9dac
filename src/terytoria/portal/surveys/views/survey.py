"""The page of a survey, its opening and closing, its single-use addresses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from terytoria.portal.audit.export import safe_cell
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.views.ground import can, who
from terytoria.portal.partnerships.views.sheets import Sheet, done, sent
from terytoria.portal.surveys.domain.drafting import remove
from terytoria.portal.surveys.domain.running import close_survey, make_tokens, open_survey
from terytoria.portal.surveys.enums import Access, State
from terytoria.portal.surveys.interfaces.forms import KINDS, TokensForm
from terytoria.portal.surveys.models import Survey
from terytoria.portal.surveys.rules import EDIT, RESULTS
from terytoria.portal.surveys.views.ground import form_page, place, survey_page, words
from terytoria.portal.surveys.views.listing import LOOKS
from terytoria.surveys.questionnaire import Question, Questionnaire


@require_safe
@survey_page()
def survey(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Everything about a survey; what is done next comes first."""
    shown = words(request, survey.partnership, survey.title)
    asked = survey.asked
    results = getattr(survey, "results", None)
    released = results is not None and results.released_on is not None
    shown |= {
        "survey": survey,
        "look": LOOKS[State(survey.state)],
        "questions": [(one, KINDS[one.kind], condition_of(asked, one)) for one in asked.questions],
        "came": survey.answers.count(),
        "public": request.build_absolute_uri(reverse("ankieta:form", args=[survey.slug])),
        "may_edit": can(request, EDIT, survey.partnership),
        "sees_results": can(request, RESULTS, survey.partnership) or released,
        "by_token": survey.access == Access.TOKEN,
        "used": survey.tokens.filter(used=True).count(),
        "tokens": survey.tokens.count(),
        "over": survey.state == State.OPEN and survey.closes < today(),
    }
    return render(request, "surveys/survey.html", shown)


def condition_of(asked: Questionnaire, question: Question) -> str:
    """When a question is asked, in words."""
    condition = question.shown_if
    if condition is None:
        return ""
    on = asked.by_id[condition.question]
    options = " lub ".join(
        f"„{one.text['pl']}”" for one in on.options if one.id in condition.options
    )
    return f"Tylko gdy „{on.text['pl']}”: {options}"


@survey_page(EDIT)
def open_page(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Open a survey, after saying what that means."""
    lead = (
        "Od otwarcia nie można zmieniać pytań. Ankieta będzie dostępna pod swoim adresem "
        "od początku do końca podanych dni."
    )
    sheet = Sheet(f"Otwarcie: {survey.title}", "Otwórz ankietę", "Otwarto.", place(survey), lead)
    return _asked(request, survey, sheet, open_survey)


@survey_page(EDIT)
def close_page(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Close a survey, after asking."""
    lead = (
        "Potem nikt już nie odpowie i nie da się wpisać ankiet papierowych, a odłożone ankiety "
        "znikną. Wyniki policzą się same."
    )
    heading = f"Zakończenie: {survey.title}"
    said = "Zakończono. Wyniki są liczone."
    sheet = Sheet(heading, "Zakończ ankietę", said, place(survey), lead, danger=True)
    return _asked(request, survey, sheet, close_survey)


@survey_page(EDIT)
def remove_page(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Remove a draft, after asking."""
    back = reverse("surveys:listing", args=[survey.partnership.slug])
    lead = "Pytania znikną na zawsze."
    heading = f"Usunięcie: {survey.title}"
    sheet = Sheet(heading, "Usuń ankietę", "Usunięto ankietę.", back, lead, danger=True)
    return _asked(request, survey, sheet, remove)


@survey_page(EDIT)
def tokens(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Make single-use addresses and hand them out as a list, this once."""
    form = TokensForm(sent(request))
    made: list[str] = []

    def verb(data: dict[str, Any]) -> None:
        made.extend(make_tokens(who(request), survey, data["count"]))

    if request.method == "POST" and done(form, verb):
        return _list_of(request, survey, made)
    lead = (
        "Pobierz listę, wydrukuj i rozdaj. Pokazujemy ją tylko raz; zapisujemy, czy adresu użyto, "
        "ale nie kto, kiedy ani do jakiej odpowiedzi."
    )
    sheet = Sheet("Jednorazowe adresy", "Pobierz listę adresów (CSV)", "", place(survey), lead)
    shown = words(request, survey.partnership, sheet.heading) | {"form": form, "sheet": sheet}
    return render(request, "surveys/form.html", shown, status=422 if form.errors else 200)


def _list_of(request: HttpRequest, survey: Survey, made: list[str]) -> HttpResponse:
    lines = ["\ufeffnumer;adres"]
    for at, token in enumerate(made, 1):
        address = reverse("ankieta:token", args=[survey.slug, token])
        lines.append(f"{at};{safe_cell(request.build_absolute_uri(address))}")
    response = HttpResponse("\r\n".join([*lines, ""]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="adresy-{survey.slug}.csv"'
    return response


def _asked(request: HttpRequest, survey: Survey, sheet: Sheet, verb: Any) -> HttpResponse:
    """A page that asks before a verb without a form of its own."""
    form = forms.Form(request.POST or {})
    return form_page(request, survey.partnership, sheet, form, lambda _: verb(who(request), survey))
