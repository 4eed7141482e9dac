"""People, their roles, and invitations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.domain.invitations import (
    InvitationError,
    accept_invitation,
    find_invitation,
    invite,
    revoke,
)
from terytoria.portal.partnerships.domain.people import assign_role, end_role
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.interfaces.forms import (
    AcceptForm,
    EndRoleForm,
    FurtherRoleForm,
    InviteForm,
)
from terytoria.portal.partnerships.interfaces.tables import invitations_table, page, people_table
from terytoria.portal.partnerships.models import Invitation, Partnership
from terytoria.portal.partnerships.rules import PEOPLE
from terytoria.portal.partnerships.views.ground import can, partnership_page, who, words
from terytoria.portal.partnerships.views.sheets import Sheet, done, forms_of

_people_form = forms_of("people")


@partnership_page()
def people(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Who does what; invitations for those who send them."""
    change = can(request, PEOPLE, partnership)
    shown = words(request, partnership, "people", "Osoby")
    shown["table"] = people_table(partnership, change=change)
    if change and partnership.invitations.exists():
        shown["invitations"] = invitations_table(partnership)
    shown["may_change"] = change
    return render(request, "partnerships/people.html", shown)


@partnership_page(PEOPLE)
def send(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Invite somebody by e-mail."""
    form = InviteForm(request.POST or None, partnership=partnership)
    lead = "Wyślemy list z adresem ważnym 14 dni. Adresu można użyć raz."
    back = page("people", partnership)
    sheet = Sheet("Zaproszenie", "Wyślij zaproszenie", "Wysłano zaproszenie.", back, lead)

    def address(token: str) -> str:
        return request.build_absolute_uri(reverse("partnerships:accept", args=[token]))

    def verb(data: dict[str, Any]) -> object:
        role = Role(data["role"])
        return invite(who(request), partnership, data["email"], role, data["unit"], address=address)

    return _people_form(request, partnership, sheet, form, verb)


@partnership_page(PEOPLE)
def further_role(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Give a further role to a person of the partnership."""
    form = FurtherRoleForm(request.POST or None, partnership=partnership)
    lead = "Osobę spoza partnerstwa zaproś listem."
    back = page("people", partnership)
    sheet = Sheet("Nowa rola osoby", "Nadaj rolę", "Nadano rolę.", back, lead)

    def verb(data: dict[str, Any]) -> object:
        user = User.objects.get(pk=data["user"])
        return assign_role(who(request), partnership, user, Role(data["role"]), data["unit"])

    return _people_form(request, partnership, sheet, form, verb)


@partnership_page(PEOPLE)
def end(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """End a role."""
    one = get_object_or_404(partnership.people.select_related("user"), pk=record, until=None)
    form = EndRoleForm(request.POST or None, initial={"last_day": today() - timedelta(days=1)})
    heading = f"Koniec roli: {one.user}, {one.get_role_display()}"
    back = page("people", partnership)
    sheet = Sheet(heading, "Zakończ rolę", "Zakończono rolę.", back, danger=True)

    def verb(data: dict[str, Any]) -> object:
        return end_role(who(request), partnership, record, data["last_day"])

    return _people_form(request, partnership, sheet, form, verb)


@partnership_page(PEOPLE)
def take_back(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Revoke an invitation, after asking."""
    one = get_object_or_404(partnership.invitations, pk=record)
    lead = "Adres z listu przestanie działać."
    heading, said = f"Cofnięcie zaproszenia: {one.email}", "Cofnięto zaproszenie."
    back = page("people", partnership)
    sheet = Sheet(heading, "Cofnij zaproszenie", said, back, lead, danger=True)

    def verb(_: dict[str, Any]) -> object:
        return revoke(who(request), partnership, record)

    return _people_form(request, partnership, sheet, forms.Form(request.POST or {}), verb)


@sensitive_post_parameters("password")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: as the signed-in owner of the address, or with a new account."""
    try:
        invitation = find_invitation(token)
    except InvitationError as refusal:
        response = render(request, "partnerships/no_invitation.html", {"text": refusal}, status=404)
    else:
        response = _accepting(request, invitation, token)
    response["Cache-Control"] = "private, no-store"
    # The address is a secret; stricter still, browsers would hide the form's origin from us too.
    response["Referrer-Policy"] = "same-origin"
    return response


def _accepting(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    signed = who(request) if request.user.is_authenticated else None
    known = User.objects.filter(email__iexact=invitation.email).exists()
    form: forms.Form
    form = forms.Form(request.POST or {}) if signed or known else AcceptForm(request.POST or None)

    def verb(data: dict[str, Any]) -> object:
        if known and signed is None:
            raise RefusedError("", "Ten adres ma już konto. Zaloguj się.")
        name, password = data.get("name", ""), data.get("password", "")
        return accept_invitation(token, name, password, user=signed)

    if request.method == "POST" and done(form, verb):
        messages.success(request, "Przyjęto zaproszenie.")
        return redirect(page("dashboard", invitation.partnership))
    shown = {
        "heading": f"Zaproszenie do partnerstwa „{invitation.partnership.name}”",
        "invitation": invitation,
        "unit": land.current().label(invitation.unit) if invitation.unit else "",
        "form": form,
        "must_sign_in": known and signed is None,
        "login": f"{reverse('account_login')}?next={request.path}",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "partnerships/accept.html", shown, status=status)
