"""The checklist: elements of every profile, what does not agree."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from terytoria.portal.drafting.domain.checking import check
from terytoria.portal.drafting.domain.waiving import waive as say_why
from terytoria.portal.drafting.interfaces.checklist import checklist_of
from terytoria.portal.drafting.interfaces.forms import ReasonForm
from terytoria.portal.drafting.models import Waiver
from terytoria.portal.drafting.rules import EDIT, VIEW
from terytoria.portal.drafting.views.ground import text_of, words
from terytoria.portal.evidence.domain.queries import latest_version
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import done, sent
from terytoria.strategy.elements import profile


@require_safe
@partnership_page(VIEW)
def checklist(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """What the text lacks and what in it does not agree."""
    text = text_of(partnership)
    shown = words(request, partnership, "Lista kontrolna") | {
        "text": text,
        "list": checklist_of(partnership.slug, check(text)),
        "diagnosis": latest_version(partnership),
    }
    return render(request, "drafting/checklist.html", shown)


@partnership_page(EDIT)
def waive(request: HttpRequest, partnership: Partnership, element: str) -> HttpResponse:
    """Say why an element does not apply."""
    text = text_of(partnership)
    known = {one.id: one for name in text.profiles for one in profile(name).elements}
    if element not in known:
        raise Http404
    old = Waiver.objects.filter(text=text, element=element).first()
    form = ReasonForm(sent(request), initial={"reason": old.reason if old else ""})
    verb = lambda given: say_why(who(request), text, element, given["reason"])  # noqa: E731 - one call
    if request.method == "POST" and done(form, verb):
        messages.success(request, "Zapisano.")
        return redirect("drafting:checklist", partnership.slug)
    shown = words(request, partnership, f"Dlaczego nie dotyczy: {known[element].name}") | {
        "form": form,
        "element": known[element],
    }
    return render(request, "drafting/waive.html", shown, status=422 if form.errors else 200)
