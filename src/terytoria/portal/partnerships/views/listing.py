"""My partnerships, and choosing members for a new one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.accounts.rules import is_national_officer
from terytoria.portal.headers import SCRIPT_POLICY
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.composition import check_composition
from terytoria.portal.partnerships.domain.facts import Facts, facts_of
from terytoria.portal.partnerships.domain.partnership import Proposal, create_partnership
from terytoria.portal.partnerships.domain.queries import others, visible
from terytoria.portal.partnerships.domain.waiting import Waiting, waiting_here, waiting_in
from terytoria.portal.partnerships.interfaces.choosing import Choosing
from terytoria.portal.partnerships.interfaces.forms import NewForm, named
from terytoria.portal.partnerships.interfaces.map import choice_map
from terytoria.portal.partnerships.interfaces.tables import page
from terytoria.portal.partnerships.rules import in_programme
from terytoria.portal.partnerships.views.ground import signed_in, who
from terytoria.portal.partnerships.views.sheets import done

_PER_PAGE = 20
_FEW = 3
"""In so few partnerships every room is asked what waits in it; in more the list would be slow."""


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The partnerships a person works in, with what waits in each."""
    here = Paginator(visible(who(request)), _PER_PAGE).get_page(request.GET.get("page"))
    told = facts_of(who(request), list(here))
    whole = len(told) <= _FEW
    found = [
        (one.partnership, len(one.members), len(_awaiting(who(request), one, whole=whole)))
        for one in told
    ]
    shown: dict[str, Any] = {"heading": "Moje partnerstwa", "found": found, "page": here}
    shown["whole"] = whole
    shown["of_programme"] = in_programme(who(request), today())
    shown["officer"] = is_national_officer(who(request), today())
    return render(request, "partnerships/home.html", shown)


def _awaiting(user: User, facts: Facts, *, whole: bool) -> tuple[Waiting, ...]:
    return waiting_in(user, facts) if whole else waiting_here(facts)


@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Choose members by name or on a map, and see the checks; the choice is in the address."""
    country = land.current()
    choice = Choosing.read(request.GET, country)
    here = reverse("partnerships:choose")
    codes = choice.on_map(country)

    def link(code: str) -> str:
        return f"{here}?{choice.toggled(code).address()}#mapa"

    shown = {
        "heading": "Nowe partnerstwo: członkowie",
        "choice": choice,
        "chosen": named(choice.units),
        "hits": _labelled(country, choice.hits(country)),
        "map": choice_map(country, codes, choice.units, link),
        "listed": named(code for code in codes if code not in choice.units),
        "checks": check_composition(country, choice.units, others()) if choice.units else (),
        "voivodeships": country.voivodeships,
        "powiats": choice.powiats(country),
        "closer": _closer(here, choice, country),
        "next": f"{reverse('partnerships:create')}?{replace(choice, query='', area='').address()}",
    }
    response = render(request, "partnerships/choose.html", shown)
    response.headers["Content-Security-Policy"] = SCRIPT_POLICY  # the map keeps what was ticked
    return response


def _labelled(country: Country, codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, country.label(code)) for code in codes]


def _closer(here: str, choice: Choosing, country: Country) -> list[tuple[str, str]]:
    """Links to the map of each powiat of the shown voivodeship."""
    return [
        (f"{here}?{replace(choice, area=code).address()}#mapa", name)
        for code, name in choice.powiats(country)
    ]


@signed_in
def create(request: HttpRequest) -> HttpResponse:
    """Name the partnership of the chosen units and its leader."""
    country = land.current()
    choice = Choosing.read(request.GET, country)
    if len(choice.units) < 2:
        messages.error(request, "Wybierz co najmniej dwie jednostki.")
        return redirect(f"{reverse('partnerships:choose')}?{choice.address()}")
    form = NewForm(request.POST or None, units=choice.units, initial={"since": today()})
    made: list[Any] = []

    def verb(data: dict[str, Any]) -> None:
        proposal = Proposal(form.texts(), data["leader"], choice.units, data["since"])
        made.append(create_partnership(who(request), proposal))

    if request.method == "POST" and done(form, verb):
        messages.success(request, "Partnerstwo jest założone. Jesteś jego koordynatorem.")
        return redirect(page("dashboard", made[0]))
    shown = {
        "heading": "Nowe partnerstwo: nazwa i lider",
        "form": form,
        "chosen": named(choice.units),
        "checks": check_composition(country, choice.units, others()),
        "back": f"{reverse('partnerships:choose')}?{choice.address()}",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "partnerships/create.html", shown, status=status)
