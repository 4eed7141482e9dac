"""Released results: a page and a CSV file, for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from terytoria.portal.surveys.domain.queries import released_results
from terytoria.portal.surveys.domain.releasing import CAVEAT
from terytoria.portal.surveys.enums import State
from terytoria.portal.surveys.interfaces.results import Reader
from terytoria.portal.surveys.interfaces.wording import wording
from terytoria.portal.surveys.models import Survey


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Results of a survey; before their release, a page that says so (404)."""
    survey = Survey.objects.select_related("partnership").filter(slug=slug).first()
    if survey is None or survey.state == State.DRAFT:
        raise Http404
    found = released_results(slug)
    shown = {"survey": survey, "title": survey.title, "language": "pl", "words": wording("pl")}
    if found is not None:
        reader = Reader(found)
        shown |= {"shown": reader.shown(), "facts": reader.facts(), "released": found.released_on}
        shown |= {"caveat": CAVEAT, "least": reader.least, "request": request}
    status = 200 if found is not None else 404
    # Rendered without the request: no session is read, nobody is greeted by name.
    return render(None, "surveys/public/results.html", shown, status=status)


@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """Released results as a CSV file."""
    found = released_results(slug)
    if found is None:
        raise Http404
    return csv_of(Reader(found))


def csv_of(reader: Reader) -> HttpResponse:
    """The answer with a CSV file."""
    response = HttpResponse("".join(reader.lines()), content_type="text/csv; charset=utf-8")
    name = f"wyniki-{reader.survey.slug}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
