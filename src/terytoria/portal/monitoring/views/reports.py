"""Reasons to update the strategy, and yearly reports."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from terytoria.language.dates import date_pl
from terytoria.portal.monitoring.domain.reasons import causes_of
from terytoria.portal.monitoring.domain.reporting import order_report, running_report
from terytoria.portal.monitoring.domain.subjects import adoption
from terytoria.portal.monitoring.domain.updating import open_update, start_update
from terytoria.portal.monitoring.interfaces.forms import ReportForm, UpdateForm
from terytoria.portal.monitoring.models import KeptReport
from terytoria.portal.monitoring.rules import REPORT, UPDATE, VIEW
from terytoria.portal.monitoring.views.ground import form_page, words
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import can, partnership_page, who
from terytoria.portal.partnerships.views.sheets import Sheet, done, sent
from terytoria.portal.planner.interfaces.forms import owner_of
from terytoria.reports.monitoring.basis import basis

REASONS, REPORTS = "monitoring:reasons", "monitoring:reports"


@require_safe
@partnership_page(VIEW)
def reasons(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """What speaks for an update, with what shows it."""
    shown = words(request, partnership, "Czy aktualizować strategię?", REASONS) | {
        "causes": causes_of(partnership),
        "decision": adoption(partnership),
        "may_update": can(request, UPDATE, partnership),
        "task": open_update(partnership),
        "procedure": _address("procedures:start", partnership),
    }
    return render(request, "monitoring/reasons.html", shown)


def _address(name: str, partnership: Partnership) -> str:
    """A page of a room that may not be there."""
    try:
        return reverse(name, args=[partnership.slug])
    except NoReverseMatch:
        return ""


@partnership_page(UPDATE)
def update(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Give somebody the update to prepare."""
    form = UpdateForm(sent(request), partnership=partnership)
    sheet = Sheet(
        "Aktualizacja strategii",
        "Zleć przygotowanie",
        "Zlecono przygotowanie aktualizacji.",
        reverse(REASONS, args=[partnership.slug]),
        "Wybrana osoba dostanie zadanie z powodami aktualizacji i przypomnienie o terminie.",
    )

    def verb(data: dict[str, Any]) -> object:
        return start_update(who(request), partnership, owner_of(data["owner"]), data["due"])

    return form_page(request, partnership, sheet, form, verb)


@partnership_page(VIEW)
def reports(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Reports kept so far, and ordering one."""
    allowed = can(request, REPORT, partnership)
    form = ReportForm(sent(request), initial={"year": today().year})
    if request.method == "POST" and done(
        form, lambda data: order_report(who(request), partnership, data["year"])
    ):
        messages.success(request, "Raport jest zlecony. Odśwież stronę za chwilę.")
        return redirect(REPORTS, partnership.slug)
    year, law = today().year - 1, basis()
    shown = words(request, partnership, "Raporty roczne", REPORTS) | {
        "form": form,
        "years": _years(partnership),
        "may_report": allowed,
        "running": running_report(partnership),
        "law": law,
        "until": date_pl(law.day(year)),
        "year": year,
    }
    return render(request, "monitoring/reports.html", shown, status=422 if form.errors else 200)


def _years(partnership: Partnership) -> dict[int, list[tuple[str, list[tuple[str, str]]]]]:
    """Kept documents by year: what each is of, and its formats with addresses."""
    found: dict[int, dict[str, list[tuple[str, str]]]] = {}
    kept = KeptReport.objects.filter(partnership=partnership).select_related("document")
    for one in kept:
        address = reverse("partnerships:document", args=[partnership.slug, one.document_id])
        files = found.setdefault(one.year, {}).setdefault(one.unit, [])
        files.append((one.ending.upper(), address))
    label = land.current().label
    return {
        year: [
            (f"Rozdział: gmina {label(unit)}" if unit else "Raport całego partnerstwa", files)
            for unit, files in units.items()
        ]
        for year, units in found.items()
    }
