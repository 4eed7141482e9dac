"""The lights of targets, ordering that they be followed, readings of own indicators."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from terytoria.portal.monitoring.domain.following import (
    last_failure,
    order_following,
    running_job,
)
from terytoria.portal.monitoring.domain.readings import add_reading, in_force, withdraw_reading
from terytoria.portal.monitoring.domain.states import standing_of
from terytoria.portal.monitoring.enums import Text
from terytoria.portal.monitoring.interfaces.cards import card_of, counts_of
from terytoria.portal.monitoring.interfaces.forms import ReadingForm, WithdrawForm
from terytoria.portal.monitoring.models import OwnReading
from terytoria.portal.monitoring.rules import FOLLOW, READ_IN, VIEW
from terytoria.portal.monitoring.views.ground import HERE, form_page, words
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import can, partnership_page, who
from terytoria.portal.partnerships.views.sheets import Sheet, press, sent
from terytoria.portal.strategies.models import Target


@require_safe
@partnership_page(VIEW)
def targets(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Every target with its light, its picture and what changed."""
    standing = standing_of(partnership)
    groups = [
        (text.value, title, [card_of(one) for one in standing.of(text)])
        for text, title in (
            (Text.ADOPTED, "Mierniki przyjętej strategii"),
            (Text.DRAFT, "Mierniki jeszcze nieprzyjęte"),
        )
    ]
    shown = words(request, partnership, "Monitorowanie", HERE) | {
        "standing": standing,
        "groups": [one for one in groups if one[2]],
        "counts": counts_of(standing.statuses),
        "may_follow": can(request, FOLLOW, partnership),
        "may_read_in": can(request, READ_IN, partnership),
        "running": running_job(partnership),
        "failure": last_failure(partnership),
        "has_catalogued": any(one.subject.catalogued for one in standing.statuses),
        "newer_data": standing.latest is not None
        and standing.latest.snapshot != land.current().name,
    }
    return render(request, "monitoring/targets.html", shown)


@require_POST
@partnership_page(FOLLOW)
def order(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Follow the targets on the data of the installation."""
    return press(
        request,
        lambda: order_following(who(request), partnership, land.current().name),
        "Śledzenie jest zlecone. Odśwież stronę, by zobaczyć wynik.",
        reverse(HERE, args=[partnership.slug]),
    )


def _target(partnership: Partnership, pk: int) -> Target:
    """A target of an own indicator."""
    found = get_object_or_404(Target, partnership=partnership, pk=pk)
    if not found.own_name:
        raise Http404
    return found


@require_safe
@partnership_page(VIEW)
def readings(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Every reading of an own indicator, also those replaced and withdrawn."""
    target = _target(partnership, pk)
    counted = {one.pk for one in in_force(target.pk)}
    rows = [(one, one.pk in counted) for one in target.readings.select_related("by")]
    shown = words(request, partnership, f"Odczyty: {target.own_name}") | {
        "target": target,
        "rows": rows,
        "may_read_in": can(request, READ_IN, partnership),
    }
    return render(request, "monitoring/readings.html", shown)


@partnership_page(READ_IN)
def read_in(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Enter a reading."""
    target = _target(partnership, pk)
    back = reverse("monitoring:readings", args=[partnership.slug, pk])
    lead = f"Jednostka miary: {target.unit}." if target.unit else ""
    sheet = Sheet(f"Nowy odczyt: {target.own_name}", "Zapisz", "Zapisano odczyt.", back, lead)
    form = ReadingForm(sent(request))
    return form_page(
        request, partnership, sheet, form, lambda _: add_reading(who(request), target, form.said())
    )


@partnership_page(READ_IN)
def withdraw(request: HttpRequest, partnership: Partnership, pk: int, record: int) -> HttpResponse:
    """Take a reading back."""
    target = _target(partnership, pk)
    one = get_object_or_404(OwnReading, target=target, pk=record, withdrawn_at__isnull=True)
    back = reverse("monitoring:readings", args=[partnership.slug, pk])
    sheet = Sheet(
        f"Wycofanie odczytu: {target.own_name}, {one.year} r.",
        "Wycofaj odczyt",
        "Wycofano odczyt.",
        back,
        "Odczyt zostanie w historii, ale nie będzie się liczył.",
        danger=True,
    )
    form = WithdrawForm(sent(request))
    return form_page(
        request,
        partnership,
        sheet,
        form,
        lambda data: withdraw_reading(who(request), one, data["reason"]),
    )
