"""What every page of monitoring stands on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import words as of_partnership
from terytoria.portal.partnerships.views.sheets import forms_on

HERE = "monitoring:targets"
_PAGES = (
    ("monitoring:targets", "Mierniki"),
    ("monitoring:projects", "Projekty"),
    ("monitoring:reasons", "Czy aktualizować strategię?"),
    ("monitoring:reports", "Raporty"),
)


def words(
    request: HttpRequest, partnership: Partnership, heading: str, here: str = ""
) -> dict[str, Any]:
    """What every template is given."""
    pages = [
        (reverse(name, args=[partnership.slug]), label, name == here) for name, label in _PAGES
    ]
    return {**of_partnership(request, partnership, HERE, heading), "pages": pages}


form_page = forms_on("monitoring/form.html", words)
