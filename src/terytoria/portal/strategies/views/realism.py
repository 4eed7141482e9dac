"""Ordering the check of targets."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import press
from terytoria.portal.strategies.domain.realism import order_check
from terytoria.portal.strategies.models import Target
from terytoria.portal.strategies.rules import EDIT


@require_POST
@partnership_page(EDIT)
def order(request: HttpRequest, partnership: Partnership, pk: int | None = None) -> HttpResponse:
    """Order the check of one target, or of all; back to the page that asked."""
    mine = Target.objects.filter(partnership=partnership, deleted_at__isnull=True)
    chosen = None if pk is None else [get_object_or_404(mine, pk=pk)]
    return press(
        request,
        lambda: order_check(who(request), partnership, chosen),
        "Sprawdzenie mierników jest zlecone. Odśwież stronę, by zobaczyć wynik.",
        _back(request, partnership),
    )


def _back(request: HttpRequest, partnership: Partnership) -> str:
    """The page named in the form, only of this portal."""
    asked = request.POST.get("powrot", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/"):
        return asked
    return reverse("strategies:tree", args=[partnership.slug])
