"""Decisions: the list and the permanent address of each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from terytoria.portal.design.tables import Cell, Column, Table
from terytoria.portal.meetings.domain.queries import decisions_of
from terytoria.portal.meetings.domain.tally import Tally
from terytoria.portal.meetings.enums import Presence, Value
from terytoria.portal.meetings.interfaces.sheet import LOOKS, address_of
from terytoria.portal.meetings.models import Decision
from terytoria.portal.meetings.rules import VIEW
from terytoria.portal.meetings.views.ground import words
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page


@require_safe
@partnership_page(VIEW)
def listing(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Every decision, the latest first."""
    shown = words(request, partnership, "Decyzje")
    found = decisions_of(partnership)
    shown["table"] = _table(partnership, list(found)) if found.exists() else None
    return render(request, "meetings/decisions.html", shown)


@require_safe
@partnership_page(VIEW)
def decision(
    request: HttpRequest, partnership: Partnership, year: int, ordinal: int
) -> HttpResponse:
    """One decision with its votes."""
    one = get_object_or_404(decisions_of(partnership), year=year, ordinal=ordinal)
    shown = words(request, partnership, f"Decyzja {one.number}: {one.title}")
    shown |= {"decision": one, "look": LOOKS[one.outcome], "votes": _votes(one)}
    shown["result"] = Tally.from_json(one.tally).explain()
    shown["about_url"] = address_of(one.about) if one.about else ""
    return render(request, "meetings/decision.html", shown)


def _table(partnership: Partnership, decisions: list[Decision]) -> Table:
    rows = tuple(
        (
            Cell(
                one.number,
                reverse("meetings:decision", args=[partnership.slug, one.year, one.ordinal]),
                by=one.year * 100_000 + one.ordinal,
            ),
            Cell(one.title),
            Cell(one.get_outcome_display()),
            Cell(one.about_name or "–"),
            Cell(f"{one.item.meeting.day:%d.%m.%Y}", by=one.item.meeting.day),
        )
        for one in decisions
    )
    heads = ("Numer", "Sprawa", "Wynik", "Czego dotyczy", "Dzień")
    columns = tuple(Column(f"c{at}", name, sorts=True) for at, name in enumerate(heads))
    return Table("Decyzje partnerstwa", columns, rows)


def _votes(decision: Decision) -> Table:
    rows = tuple(
        (
            Cell(one["label"]),
            Cell(str(Presence(one["presence"]).label)),
            Cell(str(Value(one["value"]).label) if one["value"] else "bez głosu"),
            Cell((one["by"] or "–") + (" (wpisał głos)" if one["by_hand"] else "")),
        )
        for one in decision.tally["voters"]
    )
    heads = ("Uprawniony", "Obecność", "Głos", "Kto oddał głos")
    columns = tuple(Column(f"c{at}", name, sorts=True) for at, name in enumerate(heads))
    return Table("Głosowanie imienne", columns, rows)
