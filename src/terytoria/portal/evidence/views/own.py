"""Evidence of the partnership's own: the list, adding, withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from terytoria.portal.evidence.domain.own import add_own_evidence, withdraw_own_evidence
from terytoria.portal.evidence.domain.queries import own_evidence
from terytoria.portal.evidence.interfaces.forms import OwnForm, WithdrawForm
from terytoria.portal.evidence.rules import OWN
from terytoria.portal.evidence.views.ground import evidence_page, who, words
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import require
from terytoria.portal.partnerships.views.sheets import sent


@require_safe
@evidence_page
def listing(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Own evidence in force."""
    shown = words(request, partnership, "Dane własne partnerstwa")
    return render(request, "evidence/own.html", shown | {"kept": own_evidence(partnership)})


@evidence_page
def add(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """The form of new evidence."""
    require(who(request), OWN, partnership, localdate())
    form = OwnForm(sent(request), request.FILES or None)
    if form.is_valid():
        try:
            add_own_evidence(who(request), partnership, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, "Pozycja jest dodana.")
            return redirect("evidence:own", partnership.slug)
    shown = words(request, partnership, "Dodaj dane własne") | {"form": form, "action": "Dodaj"}
    return render(request, "evidence/own_form.html", shown, status=422 if form.errors else 200)


@require_safe
@evidence_page
def file(request: HttpRequest, partnership: Partnership, pk: int) -> FileResponse:
    """Hand out the file of evidence in force, to be saved and never shown by the browser."""
    own = get_object_or_404(own_evidence(partnership).exclude(file=""), pk=pk)
    try:
        opened = own.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = f"dane-wlasne-{own.pk}.{str(own.file.name).rpartition('.')[2]}"
    return FileResponse(opened, as_attachment=True, filename=name, content_type=own.media_type)


@evidence_page
def withdraw(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """The form that asks why evidence is withdrawn."""
    require(who(request), OWN, partnership, localdate())
    own = get_object_or_404(own_evidence(partnership), pk=pk)
    form = WithdrawForm(sent(request))
    if form.is_valid():
        try:
            withdraw_own_evidence(who(request), own, form.cleaned_data["reason"])
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, "Pozycja jest wycofana; pozostaje w dzienniku.")
            return redirect("evidence:own", partnership.slug)
    shown = words(request, partnership, f"Wycofaj: {own.title}")
    shown |= {"form": form, "action": "Wycofaj"}
    return render(request, "evidence/own_form.html", shown, status=422 if form.errors else 200)
