"""Choosing the legal form of cooperation: a form that is read, not kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page
from terytoria.portal.procedures.interfaces.course import basis_of
from terytoria.portal.procedures.legal_forms import as_of, questions, ranked
from terytoria.portal.procedures.rules import VIEW
from terytoria.portal.procedures.views.ground import words

_ANSWERS = {"tak": True, "nie": False}


@require_safe
@partnership_page(VIEW)
def choose(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Six questions, then the forms ranked; nothing is stored."""
    given = {one.id: request.GET.get(one.id, "") for one in questions()}
    answers = {name: _ANSWERS[said] for name, said in given.items() if said in _ANSWERS}
    found = ranked(answers) if answers else ()
    shown = words(request, partnership, "Forma prawna współpracy")
    shown |= {
        "questions": [(one, given[one.id]) for one in questions()],
        "found": [(one, basis_of(one.basis, confirmed=one.confirmed)) for one in found],
        "answered": len(answers),
        "missing": len(given) - len(answers),
        "as_of": as_of(),
    }
    return render(request, "procedures/legal_form.html", shown)
