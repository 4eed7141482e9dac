"""Members with their history, and external partners."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.externals import add_external, end_external
from terytoria.portal.partnerships.domain.members import (
    add_member,
    correct_end,
    end_membership,
    replace_member,
)
from terytoria.portal.partnerships.domain.queries import checks_of, members_to_be
from terytoria.portal.partnerships.interfaces.choosing import search
from terytoria.portal.partnerships.interfaces.forms import (
    CorrectForm,
    ExternalForm,
    JoinForm,
    LeaveForm,
    ReplaceForm,
)
from terytoria.portal.partnerships.interfaces.tables import externals_table, members_table, page
from terytoria.portal.partnerships.models import Membership, Partnership
from terytoria.portal.partnerships.rules import EDIT, MEMBERS
from terytoria.portal.partnerships.views.ground import can, partnership_page, who, words
from terytoria.portal.partnerships.views.sheets import Sheet, forms_of

_members_form, _externals_form = forms_of("members"), forms_of("externals")


@partnership_page()
def members(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Every membership, and the checks of today's composition."""
    change = can(request, MEMBERS, partnership)
    shown = words(request, partnership, "members", "Członkowie")
    shown |= {
        "table": members_table(partnership, change=change),
        "checks": checks_of(partnership),
        "may_change": change,
        "may_edit": can(request, EDIT, partnership),
    }
    return render(request, "partnerships/members.html", shown)


@partnership_page(MEMBERS)
def join(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Find a unit by name and take it in."""
    query = request.GET.get("szukaj", "").strip()
    there = set(members_to_be(partnership))
    units = [unit for unit in search(land.current(), query) if unit not in there]
    form = JoinForm(request.POST or None, units=units, initial={"since": today()})
    more = {"searching": True, "query": query, "nothing": bool(query) and not units}
    back = page("members", partnership)
    sheet = Sheet("Nowy członek", "Dodaj członka", "Dodano członka.", back, more=more)

    def verb(data: dict[str, Any]) -> object:
        return add_member(who(request), partnership, data["unit"], data["since"], data["note"])

    return _members_form(request, partnership, sheet, form, verb)


@partnership_page(MEMBERS)
def leave(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """End a membership."""
    one = _lasting(partnership, record)
    form = LeaveForm(request.POST or None, initial={"until": today()})
    heading = f"Koniec członkostwa: {land.current().label(one.unit)}"
    lead = "Historia zostaje. Role przedstawicieli tej jednostki skończą się tego samego dnia."
    done = "Zapisano koniec członkostwa."
    back = page("members", partnership)
    sheet = Sheet(heading, "Zakończ członkostwo", done, back, lead, danger=True)

    def verb(data: dict[str, Any]) -> object:
        return end_membership(who(request), partnership, one.pk, data["until"], data["note"])

    return _members_form(request, partnership, sheet, form, verb)


@partnership_page(MEMBERS)
def correct(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Move an end that has not come yet, or take it back."""
    one = get_object_or_404(partnership.members, pk=record, until__gte=today())
    form = CorrectForm(request.POST or None, initial={"until": one.until, "note": one.note})
    heading = f"Koniec członkostwa: {land.current().label(one.unit)}"
    lead = "Role przedstawicieli, które kończą się tego samego dnia, zmienią się razem z nim."
    back = page("members", partnership)
    sheet = Sheet(heading, "Zapisz poprawkę", "Poprawiono koniec członkostwa.", back, lead)

    def verb(data: dict[str, Any]) -> object:
        return correct_end(who(request), partnership, one.pk, data["until"], data["note"])

    return _members_form(request, partnership, sheet, form, verb)


@partnership_page(MEMBERS)
def replace(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Put heirs in the place of a unit that merged or changed its code."""
    one = _lasting(partnership, record)
    country, query = land.current(), request.GET.get("szukaj", "").strip()
    known = [part.code for part in country.changes.successors(one.unit, one.since)]
    units = [unit for unit in (*known, *search(country, query)) if country.may_belong(unit)]
    heirs = [unit for unit in dict.fromkeys(units) if unit != one.unit]
    form = ReplaceForm(request.POST or None, units=heirs, initial={"day": today()})
    more = {"searching": True, "query": query, "nothing": bool(query) and not heirs}
    heading = f"Następca: {country.label(one.unit)}"
    done = "Zapisano następcę."
    back = page("members", partnership)
    sheet = Sheet(heading, "Zastąp", done, back, "Historia poprzednika zostaje.", more=more)

    def verb(data: dict[str, Any]) -> object:
        chosen = tuple(data["heirs"])
        return replace_member(who(request), partnership, one.pk, chosen, data["day"])

    return _members_form(request, partnership, sheet, form, verb)


def _lasting(partnership: Partnership, record: int) -> Membership:
    return get_object_or_404(partnership.members, pk=record, until=None)


@partnership_page()
def externals(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Institutions that work with the partnership."""
    found = partnership.externals.all()
    shown = words(request, partnership, "externals", "Partnerzy zewnętrzni")
    shown["table"] = externals_table(partnership, found) if found else None
    shown["may_change"] = can(request, MEMBERS, partnership)
    return render(request, "partnerships/externals.html", shown)


@partnership_page(MEMBERS)
def join_external(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Note an institution."""
    form = ExternalForm(request.POST or None)
    back = page("externals", partnership)
    sheet = Sheet("Nowy partner zewnętrzny", "Dodaj", "Dodano partnera.", back)

    def verb(data: dict[str, Any]) -> object:
        return add_external(who(request), partnership, data["name"], data["role"], data["since"])

    return _externals_form(request, partnership, sheet, form, verb)


@partnership_page(MEMBERS)
def leave_external(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """End the work of an institution."""
    one = partnership.externals.filter(pk=record, until=None).first()
    if one is None:
        raise Http404
    form = LeaveForm(request.POST or None, initial={"until": today()})
    form.fields.pop("note")
    back = page("externals", partnership)
    sheet = Sheet(f"Koniec współpracy: {one.name}", "Zakończ", "Zapisano.", back, danger=True)

    def verb(data: dict[str, Any]) -> object:
        return end_external(who(request), partnership, record, data["until"])

    return _externals_form(request, partnership, sheet, form, verb)
