"""All partnerships that the programme looks after, in one table."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from terytoria.portal.evidence.domain.queries import latest_versions
from terytoria.portal.evidence.interfaces.overview import overview_table
from terytoria.portal.partnerships.domain.facts import facts_of
from terytoria.portal.partnerships.domain.queries import visible
from terytoria.portal.partnerships.rules import in_programme
from terytoria.portal.partnerships.views.ground import signed_in, who


@require_safe
@signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """Stage, members, latest diagnosis and open checks of each; for people of the programme."""
    if not in_programme(who(request), localdate()):
        raise Http404
    partnerships = list(visible(who(request)))
    table = overview_table(facts_of(who(request), partnerships), latest_versions(partnerships))
    shown = {"heading": "Przegląd partnerstw", "table": table if partnerships else None}
    return render(request, "evidence/overview.html", shown)
