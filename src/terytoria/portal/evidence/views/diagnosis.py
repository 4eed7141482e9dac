"""The diagnosis of a partnership: versions, findings, verdicts, comparison."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from terytoria.portal.evidence.domain.comparison import compare_versions
from terytoria.portal.evidence.domain.diagnosis import PEERS, cancel_diagnosis, request_diagnosis
from terytoria.portal.evidence.domain.judging import judge
from terytoria.portal.evidence.domain.queries import (
    Judged,
    history,
    judged,
    last_job,
    latest_version,
    versions,
)
from terytoria.portal.evidence.enums import Kind, Standing
from terytoria.portal.evidence.interfaces.forms import CompareForm, RequestForm, VerdictForm
from terytoria.portal.evidence.models import DiagnosisVersion, Finding
from terytoria.portal.evidence.views.ground import evidence_page, who, words
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.sheets import sent

_SECTIONS = {
    "appeared": "Nowe ustalenia",
    "disappeared": "Ustalenia, których już nie ma",
    "changed": "Ustalenia o innym znaczeniu",
    "numbers": "Ustalenia z innymi liczbami",
}


@require_safe
@evidence_page
def latest(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """The latest version, and the diagnosis that is being made."""
    return _version(request, partnership, latest_version(partnership), RequestForm())


@require_safe
@evidence_page
def version(request: HttpRequest, partnership: Partnership, number: int) -> HttpResponse:
    """One version as it was."""
    one = get_object_or_404(versions(partnership), number=number)
    return _version(request, partnership, one, RequestForm())


@require_POST
@evidence_page
def order(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Order a diagnosis."""
    form = RequestForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data
        options = {"peers": chosen["peers"]}
        try:
            request_diagnosis(who(request), partnership, chosen["snapshot"] or None, options)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, "Diagnoza jest zlecona. Odśwież stronę, by zobaczyć postęp.")
            return redirect("evidence:latest", partnership.slug)
    return _version(request, partnership, latest_version(partnership), form, status=422)


@require_POST
@evidence_page
def cancel(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Take the order back."""
    if cancel_diagnosis(who(request), partnership):
        messages.success(request, "Diagnoza jest przerwana.")
    else:
        messages.info(request, "Nie było czego przerywać: żadna diagnoza nie jest w toku.")
    return redirect("evidence:latest", partnership.slug)


@evidence_page
def finding(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """One finding with its evidence, the verdicts on it, and the form of a new one."""
    one = get_object_or_404(
        Finding.objects.select_related("version"), pk=pk, version__partnership=partnership
    )
    form = VerdictForm(sent(request))
    if form.is_valid():
        try:
            judge(who(request), one, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, "Ocena jest zapisana.")
            return redirect(_after(request, partnership, one))
    current = next(each for each in judged(one.version) if each.finding == one)
    newest = latest_version(partnership)
    shown = words(request, partnership, one.heading) | {"one": current, "form": form}
    shown |= {"history": history(one), "is_latest": newest == one.version}
    return render(request, "evidence/finding.html", shown, status=422 if form.errors else 200)


@require_safe
@evidence_page
def compare(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Two versions: what changed and why."""
    kept = list(versions(partnership))
    form = CompareForm(kept, request.GET or None)
    shown = words(request, partnership, "Porównanie wersji diagnozy") | {"form": form}
    if form.is_valid():
        old, new = (
            next(one for one in kept if one.number == form.cleaned_data[name])
            for name in ("stara", "nowa")
        )
        found = compare_versions(old, new)
        sections = [
            (title, [one for one in found.changes if one.what == what])
            for what, title in _SECTIONS.items()
        ]
        shown |= {"found": found, "sections": [pair for pair in sections if pair[1]]}
    return render(request, "evidence/compare.html", shown)


def _version(
    request: HttpRequest,
    partnership: Partnership,
    one: DiagnosisVersion | None,
    form: RequestForm,
    status: int = 200,
) -> HttpResponse:
    kept = list(versions(partnership))
    shown = words(request, partnership, f"Diagnoza: {partnership.short_name}")
    shown |= {"version": one, "versions": kept, "job": last_job(partnership), "form": form}
    shown["several"] = len(kept) > 1
    if one is not None:
        shown |= _chosen(request, judged(one))
        shown |= {"peers": PEERS.get(one.options["peers"], ""), "is_latest": one == kept[0]}
    return render(request, "evidence/version.html", shown, status=status)


def _after(request: HttpRequest, partnership: Partnership, one: Finding) -> str:
    """Where a verdict leads: back to its place in the list it was given in, else to its page."""
    chosen = request.POST.get("lista")
    if chosen is None:
        return reverse("evidence:finding", args=[partnership.slug, one.pk])
    query = f"?stan={chosen}" if chosen in Standing.values else ""
    return f"{reverse('evidence:latest', args=[partnership.slug])}{query}#ustalenie-{one.pk}"


def _chosen(request: HttpRequest, findings: tuple[Judged, ...]) -> dict[str, Any]:
    """Findings of the standing asked for (``?stan=``), and links to every standing there is."""
    counted = Counter(one.standing for one in findings)
    asked = request.GET.get("stan", "")
    chosen = asked if asked in Standing.values else ""
    links = [("?stan=", f"wszystkie ({len(findings)})", not chosen)]
    links += [
        (f"?stan={one}", f"{one.label} ({counted[one]})", one == chosen)
        for one in Standing
        if counted[one] or one == chosen
    ]
    shown = tuple(one for one in findings if chosen in ("", one.standing))
    return {"groups": _groups(shown), "filters": links, "chosen": chosen, "whole": "?stan="}


def _groups(findings: tuple[Judged, ...]) -> list[tuple[str, list[Judged]]]:
    """Findings by kind, in the order of reading; kinds without a finding are left out."""
    groups: list[tuple[Any, list[Judged]]] = [
        (kind.label, [one for one in findings if one.finding.kind == kind]) for kind in Kind
    ]
    return [(label, found) for label, found in groups if found]
