"""The plan of a procedure: the earliest adoption, steps in time, clocks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import can, partnership_page
from terytoria.portal.procedures.domain.queries import standing
from terytoria.portal.procedures.interfaces.course import (
    clock_sights,
    plan_table,
    rows_of,
    tiles_of,
)
from terytoria.portal.procedures.interfaces.gantt import draw_gantt
from terytoria.portal.procedures.models import Procedure
from terytoria.portal.procedures.rules import PLAN, TELL, VIEW, WRITE
from terytoria.portal.procedures.views.ground import place, procedure_page, words
from terytoria.strategy.elements import profile
from terytoria.strategy.procedure import State
from terytoria.strategy.procedure.steps import as_of

_QUIET = (State.WAITING, State.KEPT)
"""States of clocks that ask nothing of anybody now."""


@require_safe
@partnership_page(VIEW)
def current(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """The procedure under way; where there is none, what to do first."""
    found = partnership.strategy_procedures.select_related("partnership").first()
    if found is not None:
        return _shown(request, found)
    shown = words(request, partnership, "Procedura")
    shown["may_plan"] = can(request, PLAN, partnership)
    return render(request, "procedures/empty.html", shown)


@require_safe
@procedure_page()
def procedure(request: HttpRequest, procedure: Procedure) -> HttpResponse:
    """One procedure, current or past."""
    return _shown(request, procedure)


def _shown(request: HttpRequest, found: Procedure) -> HttpResponse:
    partnership = found.partnership
    now = standing(found)
    rows = rows_of(now)
    kept = list(partnership.strategy_procedures.all())
    shown = words(request, partnership, found.name)
    shown |= {
        "procedure": found,
        "profile": profile(found.profile),
        "others": _tabs(kept, found) if len(kept) > 1 else (),
        "tiles": tiles_of(now, rows),
        "explained": now.plan.explain(),
        "overrides": [(one.step, one.event) for one in rows if one.overridden],
        "wide": draw_gantt(rows, now.day),
        "narrow": draw_gantt(rows, now.day, narrow=True),
        "table": plan_table(rows),
        "clocks": clock_sights(one for one in now.rulings if one.state not in _QUIET),
        "quiet": clock_sights(one for one in now.rulings if one.state in _QUIET),
        "alarming": any(one.state in (State.BROKEN, State.URGENT) for one in now.rulings),
        "as_of": as_of(),
        "may_plan": can(request, PLAN, partnership),
        "may_write": can(request, WRITE, partnership),
        "may_tell": can(request, TELL, partnership) and found.current,
    }
    return render(request, "procedures/plan.html", shown)


def _tabs(kept: list[Procedure], here: Procedure) -> list[tuple[str, str, bool]]:
    return [
        (place(one), one.name if one.current else f"{one.name} (zakończona)", one == here)
        for one in kept
    ]


def address(partnership: Partnership) -> str:
    """Where the procedures of a partnership are."""
    return reverse("procedures:plan", args=[partnership.slug])
