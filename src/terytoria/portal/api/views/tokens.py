"""Pages of a person's own tokens."""

from __future__ import annotations

from typing import cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from terytoria.portal.accounts.models import User
from terytoria.portal.api.domain.tokens import make_token, revoke_token
from terytoria.portal.api.interfaces.forms import TokenForm
from terytoria.portal.api.models import Token
from terytoria.portal.design.tables import Cell, Column, Table, row
from terytoria.portal.partnerships.domain.acting import RefusedError

_COLUMNS = (
    Column("name", "Nazwa"),
    Column("scopes", "Zakresy"),
    Column("state", "Stan"),
    Column("expires", "Ważny do"),
    Column("used", "Ostatnio użyty"),
    Column("revoke", "Działanie"),
)


@never_cache
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The person's tokens."""
    tokens = list(Token.objects.filter(user=_who(request)))
    shown = {"heading": "Tokeny API", "table": _table(tokens) if tokens else None}
    return render(request, "api/tokens.html", shown)


@never_cache
@login_required
def make(request: HttpRequest) -> HttpResponse:
    """The form of a new token; then its secret, shown this once."""
    if _factor_owed(request):
        target = urlencode({"next": request.path})
        return redirect(f"{reverse('mfa_reauthenticate')}?{target}")
    form = TokenForm(request.POST if request.method == "POST" else None, initial={"days": 90})
    if form.is_valid():
        try:
            made = make_token(_who(request), **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            words = {"heading": "Token jest gotowy", "made": made}
            return render(request, "api/token_made.html", words, status=201)
    words = {"heading": "Nowy token API", "form": form}
    return render(request, "api/token_form.html", words, status=422 if form.errors else 200)


@never_cache
@login_required
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """What revoking a token does, and the deed."""
    token = Token.objects.filter(user=_who(request), pk=number).first()
    if token is None:
        raise Http404
    if request.method == "POST":
        try:
            revoke_token(_who(request), number)
            messages.success(request, f"Token „{token.name}” jest cofnięty.")
        except RefusedError as refusal:
            messages.info(request, refusal.message)
        return redirect("tokens:listing")
    shown = {
        "heading": f"Cofnąć token „{token.name}”?",
        "consequences": [
            "Programy, które go używają, stracą dostęp od razu.",
            "Cofniętego tokenu nie można przywrócić; w razie potrzeby utwórz nowy.",
        ],
        "action": "Cofnij token",
        "danger": True,
        "cancel_url": reverse("tokens:listing"),
    }
    return render(request, "api/token_revoke.html", shown)


def _who(request: HttpRequest) -> User:
    return cast("User", request.user)


def _factor_owed(request: HttpRequest) -> bool:
    """Whether the person has a second factor that this session has not passed."""
    user = _who(request)
    passed = any(one["method"] == "mfa" for one in get_authentication_records(request, user))
    return is_mfa_enabled(user) and not passed


def _table(tokens: list[Token]) -> Table:
    now = timezone.now()
    return Table("Twoje tokeny", _COLUMNS, tuple(_row(one, one.alive_at(now)) for one in tokens))


def _row(token: Token, alive: bool) -> tuple[Cell, ...]:
    used = f"{token.last_used_on:%d.%m.%Y}" if token.last_used_on else "jeszcze nie"
    ends = timezone.localtime(token.expires_at)
    words = format_html('Cofnij<span class="unseen"> „{}”</span>', token.name)
    deed = Cell(words, url=reverse("tokens:revoke", args=[token.pk]))
    return row(
        token.name,
        ", ".join(token.scopes),
        token.state_at(timezone.now()),
        f"{ends:%d.%m.%Y}",
        used,
        deed if alive else Cell("–"),
    )
