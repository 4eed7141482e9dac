"""A person's account: what it is, what is kept of them, the second factor they need."""

from __future__ import annotations

import json
from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from terytoria.portal.accounts.domain import erase_user, export_of
from terytoria.portal.accounts.models import User
from terytoria.portal.accounts.second_factor import needs

ERASING = (
    "Konto zostanie zamknięte na zawsze. Tego nie da się cofnąć.",
    (
        "Znikną imię i nazwisko, adres e-mail, hasło, drugi składnik, tokeny, adres kalendarza "
        "i zaproszenia wysłane na ten adres, także z dziennika."
    ),
    (
        "Głosy, decyzje, teksty i wpisy dziennika zostaną pod numerem zamiast nazwiska: "
        "odpowiadają za nie jednostki samorządu. Protokoły i dokumenty wydane wcześniej się nie "
        "zmienią."
    ),
    "Najpierw przekaż swoje role i zadania innym osobom, a jeśli chcesz, pobierz swoje dane.",
)


@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The account: name, address, how it is protected."""
    user = cast("User", request.user)
    words = {"factor": is_mfa_enabled(user), "needed": needs(user)}
    return render(request, "accounts/home.html", words)


@never_cache
@login_required
def factor_needed(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed and how to set it up."""
    target = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    words = {"needed": needs(cast("User", request.user)), "target": target if safe else ""}
    return render(request, "accounts/factor_needed.html", words)


@never_cache
@login_required
@require_POST
def my_data(request: HttpRequest) -> HttpResponse:
    """All that is kept of the person, as a JSON file."""
    user = cast("User", request.user)
    found = json.dumps(export_of(user, actor=user), ensure_ascii=False, indent=2)
    return HttpResponse(
        found,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="moje-dane.json"'},
    )


@never_cache
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def erase(request: HttpRequest) -> HttpResponse:
    """What deleting the account does, and the deed; asks who it is once more before."""
    user = cast("User", request.user)
    if user.demonstration:
        messages.error(request, "Konta pokazowego nie można usunąć.")
        return redirect("account_home")
    if request.method == "POST":
        try:
            erase_user(user, actor=user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect("account_home")
        logout(request)
        messages.success(request, "Konto i dane zostały usunięte.")
        return redirect("account_login")
    words = {
        "heading": "Usunięcie konta i danych",
        "consequences": ERASING,
        "action": "Usuń moje konto i dane",
        "danger": True,
        "cancel_url": reverse("account_home"),
    }
    return render(request, "accounts/erase.html", words)
