"""Results at work: counted, read, released, made into evidence."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from terytoria.portal.evidence.rules import OWN
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.rules import require
from terytoria.portal.partnerships.views.ground import can, who
from terytoria.portal.partnerships.views.sheets import press, pressed
from terytoria.portal.surveys.domain.counting import count_again, counting_now
from terytoria.portal.surveys.domain.releasing import (
    CAVEAT,
    Place,
    add_evidence,
    release,
    withdraw,
)
from terytoria.portal.surveys.interfaces.results import Reader
from terytoria.portal.surveys.models import Results, Survey
from terytoria.portal.surveys.rules import EDIT, RELEASE, RESULTS
from terytoria.portal.surveys.views.ground import place, survey_page, words
from terytoria.portal.surveys.views.public_results import csv_of


@require_safe
@survey_page()
def results(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Results: for those who work on the survey, and for all once released."""
    found = _seen(request, survey)
    shown = words(request, survey.partnership, f"Wyniki: {survey.title}")
    shown |= {"survey": survey, "counting": counting_now(survey), "results": found}
    shown |= {"may_release": can(request, RELEASE, survey.partnership)}
    shown |= {"may_edit": can(request, EDIT, survey.partnership)}
    if found is not None:
        reader = Reader(found)
        own = can(request, OWN, survey.partnership)
        shown |= {"shown": reader.shown(), "facts": reader.facts(), "least": reader.least}
        shown |= {"caveat": CAVEAT, "evidence": own and found.released_on is not None}
    return render(request, "surveys/results.html", shown)


@require_safe
@survey_page()
def table(request: HttpRequest, survey: Survey) -> HttpResponse:
    """The same results as a CSV file."""
    found = _seen(request, survey)
    if found is None:
        raise Http404
    return csv_of(Reader(found))


@pressed(survey_page(EDIT))
def count(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Count the results again, after coding."""
    said = "Wyniki są liczone. Odśwież stronę za chwilę."
    return press(request, lambda: count_again(who(request), survey), said, place(survey, "results"))


@pressed(survey_page(RELEASE))
def publish(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Let everybody read the results."""
    said = "Wyniki są ogłoszone i dostępne publicznie."
    return press(request, lambda: release(who(request), survey), said, place(survey, "results"))


@pressed(survey_page(RELEASE))
def take_back(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Take the results back."""
    said = "Wyniki są wycofane z publicznej strony."
    return press(request, lambda: withdraw(who(request), survey), said, place(survey, "results"))


@pressed(survey_page())
def evidence(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Make own evidence of one share."""
    wanted = Place(request.POST.get("question", ""), request.POST.get("option", ""))
    url = request.build_absolute_uri(reverse("ankieta:results", args=[survey.slug]))
    try:
        made = add_evidence(who(request), survey, wanted, url)
    except RefusedError as refusal:
        messages.error(request, refusal.message)
        return redirect(place(survey, "results"))
    messages.success(request, f"Dodano do danych własnych: {made.title}.")
    return redirect("evidence:own", survey.partnership.slug)


def _seen(request: HttpRequest, survey: Survey) -> Results | None:
    """Results this person may read; refused (403) before the release to those who only read."""
    found = Results.objects.select_related("survey__partnership").filter(survey=survey).first()
    if found is None or not found.released_on:
        require(who(request), RESULTS, survey.partnership, today())
    return found
