"""The dashboard of a partnership, its texts, stage and leader."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.facts import facts_here
from terytoria.portal.partnerships.domain.partnership import (
    EditedMeanwhileError,
    Texts,
    change_leader,
    change_stage,
    edit_partnership,
)
from terytoria.portal.partnerships.domain.waiting import waiting_in
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.interfaces.forms import EditForm, LeaderForm, StageForm
from terytoria.portal.partnerships.interfaces.tables import page
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import EDIT, STAGE
from terytoria.portal.partnerships.views.ground import partnership_page, who, words
from terytoria.portal.partnerships.views.sheets import Sheet, forms_of

_members_form, _dashboard_form = forms_of("members"), forms_of("dashboard")


@partnership_page()
def dashboard(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """What waits for the person here, and the partnership at a glance."""
    facts = facts_here(who(request), partnership)
    chairs = (str(one.user) for one in facts.people if one.role == Role.CHAIR)
    shown = words(request, partnership, "dashboard", partnership.name)
    shown |= {
        "waiting": waiting_in(who(request), facts),
        "roles": sorted(str(role.label) for role in facts.roles),
        "leader": land.current().label(partnership.leader),
        "chairs": ", ".join(sorted(chairs)),
        "checks": facts.checks,
        "member_count": len(facts.members),
        "may_edit": facts.may(EDIT),
        "may_stage": facts.may(STAGE),
    }
    return render(request, "partnerships/dashboard.html", shown)


@partnership_page(EDIT)
def edit(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Change the texts; a simultaneous edit shows both versions and loses neither."""
    stored = {**vars(Texts.of(partnership)), "version": partnership.version}
    form = EditForm(request.POST or None, initial=stored)
    shown = words(request, partnership, "dashboard", "Opis partnerstwa")
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                version = form.cleaned_data["version"]
                edit_partnership(who(request), partnership, form.texts(), version)
                messages.success(request, "Zapisano opis partnerstwa.")
                return redirect(page("dashboard", partnership))
        except EditedMeanwhileError as clash:
            form = EditForm(initial={**vars(clash.mine), "version": clash.version})
            shown["clash"] = _compared(clash)
            shown["reason"], status = clash.message, 409
    shown |= {"form": form, "back": page("dashboard", partnership)}
    return render(request, "partnerships/edit.html", shown, status=status)


def _compared(clash: EditedMeanwhileError) -> list[tuple[str, str, str]]:
    """Label, their text and mine of each field that differs."""
    theirs, mine = vars(clash.theirs), vars(clash.mine)
    labels = {name: str(field.label) for name, field in EditForm.base_fields.items()}
    return [(labels[k], theirs[k], mine[k]) for k in mine if theirs[k] != mine[k]]


@partnership_page(EDIT)
def leader(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Name another leader."""
    form = LeaderForm(
        request.POST or None, partnership=partnership, initial={"leader": partnership.leader}
    )
    back = page("members", partnership)
    sheet = Sheet("Zmiana lidera", "Zmień lidera", "Zmieniono lidera.", back)

    def verb(data: dict[str, Any]) -> object:
        return change_leader(who(request), partnership, data["leader"])

    return _members_form(request, partnership, sheet, form, verb)


@partnership_page(STAGE)
def stage(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Move the partnership to its next stage."""
    form = StageForm(request.POST or None, partnership=partnership)
    now = f"Obecny etap: {partnership.get_stage_display()}."
    back = page("dashboard", partnership)
    sheet = Sheet("Zmiana etapu", "Zmień etap", "Zmieniono etap.", back, now)

    def verb(data: dict[str, Any]) -> object:
        return change_stage(who(request), partnership, Stage(data["stage"]))

    return _dashboard_form(request, partnership, sheet, form, verb)
