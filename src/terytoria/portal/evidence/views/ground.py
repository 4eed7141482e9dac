"""What every page of evidence stands on: a person, their partnership, what they may do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from terytoria.portal.evidence.rules import DIAGNOSE, JUDGE, OWN, VIEW
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import can, partnership_page, who
from terytoria.portal.partnerships.views.ground import words as of_partnership

__all__ = ["evidence_page", "who", "words"]

evidence_page = partnership_page(VIEW)
"""A page for those who may see the evidence; for others there is no such page (404)."""


def words(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
    """What every template is given."""
    return {
        **of_partnership(request, partnership, "evidence:latest", heading),
        "may_diagnose": can(request, DIAGNOSE, partnership),
        "may_judge": can(request, JUDGE, partnership),
        "may_own": can(request, OWN, partnership),
    }
