"""The public form of a remark: sent, confirmed, followed.

The form carries a signed token and the portal sets no cookie: there is no session that a forged
request could use, so the check of Django against such requests has nothing to protect here.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from terytoria.portal.consultations.domain.contacts import proved_by
from terytoria.portal.consultations.domain.gate import (
    Attempt,
    Judgement,
    Ticket,
    code_of,
    judge,
    question_of,
    read_token,
    ticket_for,
    token_of,
)
from terytoria.portal.consultations.domain.places import Aim, find_place
from terytoria.portal.consultations.domain.queries import verdict_of
from terytoria.portal.consultations.domain.receiving import ENDED, confirm, receive
from terytoria.portal.consultations.enums import Standing, State
from terytoria.portal.consultations.interfaces.public_forms import RemarkForm, aim_of, hidden_of
from terytoria.portal.consultations.interfaces.text import place_of
from terytoria.portal.consultations.models import Consultation, Contact, Remark
from terytoria.portal.consultations.views.public import open_page, words
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.views.sheets import done

_ASKED = "Odpowiedz jeszcze na pytanie poniżej. Tak odróżniamy ludzi od automatów."
_WRONG = "To nie jest dobra odpowiedź. Spróbuj jeszcze raz, cyframi albo słowem."
_TOO_MANY = (
    "Z tego komputera albo z tej sieci przyszło w ciągu godziny zbyt wiele uwag. Twój tekst został "
    "w formularzu. Spróbuj za godzinę albo wyślij uwagę pocztą."
)
_TRAP = "strona_www"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_page
def remark(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The form; what was typed is kept whatever goes wrong."""
    if not consultation.collecting(today()):
        shown = words(consultation, "Konsultacje zakończone")
        shown["text"] = ENDED
        return render(request, "consultations/public/ended.html", shown, status=410)
    aim = aim_of(request.POST if request.method == "POST" else request.GET)
    try:
        place = find_place(consultation, aim).name
    except RefusedError:
        raise Http404 from None
    form = RemarkForm(consultation, request.POST if request.method == "POST" else None)
    ticket, asked, status = None, False, 200
    if request.method == "POST":
        made, ticket, asked = _sent(request, consultation, form, aim)
        if made is not None:
            where = (*place_of(consultation), made.code)
            return redirect(reverse("public_consultation:fate", args=where))
        status = 422
    ticket = ticket or ticket_for(consultation)
    shown = words(consultation, "Zgłoś uwagę")
    shown |= {"form": form, "hidden": hidden_of(aim), "place": place, "token": token_of(ticket)}
    shown |= {"trap": _TRAP, "question": question_of(ticket)[0] if asked else ""}
    shown["wrong"] = asked and bool(request.POST.get("odpowiedz"))
    return render(request, "consultations/public/remark.html", shown, status=status)


def _sent(
    request: HttpRequest, consultation: Consultation, form: RemarkForm, aim: Aim
) -> tuple[Remark | None, Ticket | None, bool]:
    """The remark that was taken, else the ticket to go on with and whether a sum is asked."""
    ticket = read_token(request.POST.get("token", ""), consultation)
    if not form.is_valid():
        return None, ticket, bool(request.POST.get("odpowiedz"))
    said, taken = form.said(aim), []
    code = code_of(ticket, aim, said.text) if ticket else ""
    known = Remark.objects.filter(consultation=consultation, code=code).first() if code else None
    if known is not None:  # the same form once more: an impatient press, or an answer that was lost
        return known, ticket, False
    judgement = judge(_attempt(request, ticket))
    if judgement is Judgement.REFUSE:
        form.add_error(None, _TOO_MANY)
        return None, ticket, False
    if judgement is Judgement.ASK or ticket is None:
        form.add_error(None, _WRONG if request.POST.get("odpowiedz") else _ASKED)
        return None, ticket, True
    done(form, lambda _: taken.append(receive(consultation, said, code, form.person())))
    return (taken[0] if taken else None), ticket, bool(request.POST.get("odpowiedz"))


def _attempt(request: HttpRequest, ticket: Ticket | None) -> Attempt:
    trap, answer = request.POST.get(_TRAP, ""), request.POST.get("odpowiedz", "")
    computer: Any = get_adapter(request).get_client_ip(request)
    return Attempt(ticket, trap, answer, str(computer))


@require_safe
@never_cache
@open_page
def fate(request: HttpRequest, consultation: Consultation, code: str) -> HttpResponse:
    """The receipt of a remark, and what became of it; only who has the address sees it."""
    found = get_object_or_404(Remark, consultation=consultation, code=code)
    shown = words(consultation, f"Uwaga nr {found.number}")
    released = consultation.state == State.REPORTED
    shown |= {"remark": found, "verdict": verdict_of(found) if released else None}
    shown["waiting"] = found.standing == Standing.UNCONFIRMED
    shown["spam"] = found.standing == Standing.SPAM
    shown["released"] = released
    shown["address"] = request.build_absolute_uri(request.path)
    return render(request, "consultations/public/fate.html", shown)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_page
def prove(request: HttpRequest, consultation: Consultation, token: str) -> HttpResponse:
    """Prove an address: a button, for programs that look into letters open every link."""
    contact = proved_by(token)
    if contact is None or contact.remark.consultation_id != consultation.pk:
        shown = words(consultation, "Tego odnośnika nie da się już użyć")
        return render(request, "consultations/public/stale.html", shown, status=410)
    if request.method == "POST" or contact.confirmed_at is not None:
        return _proved(request, consultation, contact)
    shown = words(consultation, f"Potwierdź uwagę nr {contact.remark.number}")
    shown["remark"] = contact.remark
    return render(request, "consultations/public/prove.html", shown)


def _proved(request: HttpRequest, consultation: Consultation, contact: Contact) -> HttpResponse:
    try:
        made = confirm(contact)
    except RefusedError as refusal:
        shown = words(consultation, "Uwagi nie można już potwierdzić")
        shown["text"] = refusal.message
        return render(request, "consultations/public/stale.html", shown, status=410)
    where = (*place_of(consultation), made.code)
    return redirect(reverse("public_consultation:fate", args=where))
