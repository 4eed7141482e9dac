"""A step: what happened, telling it, correcting it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.views.ground import can, who
from terytoria.portal.partnerships.views.sheets import done, sent
from terytoria.portal.procedures.domain.facts import AgainstRulesError, correct, tell
from terytoria.portal.procedures.domain.queries import history_of, standing
from terytoria.portal.procedures.interfaces.course import basis_of, clock_sights, rows_of
from terytoria.portal.procedures.interfaces.forms import CorrectForm, FactForm
from terytoria.portal.procedures.models import Event, Procedure
from terytoria.portal.procedures.rules import OVERRIDE, TELL
from terytoria.portal.procedures.views.ground import place, procedure_page, step_or_404, words
from terytoria.strategy.procedure.steps import as_of


@require_safe
@procedure_page()
def step(request: HttpRequest, procedure: Procedure, step: str) -> HttpResponse:
    """What is known of a step, its clocks, everything that was told."""
    found = step_or_404(procedure, step)
    now = standing(procedure)
    touched = [one for one in now.rulings if step in (one.clock.since[0], one.clock.until[0])]
    event = now.events.get(step)
    shown = words(request, procedure.partnership, found.name)
    shown |= {
        "procedure": procedure,
        "step": found,
        "row": next((one for one in rows_of(now) if one.step.id == step), None),
        "event": event,
        "clocks": clock_sights(touched),
        "basis": basis_of(found.basis, confirmed=found.confirmed),
        "history": list(history_of(procedure, step)),
        "as_of": as_of(),
        "may_tell": can(request, TELL, procedure.partnership) and procedure.current,
    }
    return render(request, "procedures/step.html", shown)


@procedure_page(TELL)
def tell_fact(request: HttpRequest, procedure: Procedure) -> HttpResponse:
    """Enter when a step began or ended; a refusal shows its basis and asks for a reason."""
    form = FactForm(procedure, sent(request), initial={"step": request.GET.get("krok", "")})

    def verb(data: dict[str, Any]) -> Event:
        return tell(
            who(request),
            procedure,
            data["step"],
            data["begin"],
            data["end"],
            override_reason=data["override_reason"],
            papers=form.papers(),
        )

    return _fact_page(request, procedure, form, verb, "Odnotuj krok")


@procedure_page(TELL)
def correct_fact(request: HttpRequest, procedure: Procedure, step: str) -> HttpResponse:
    """Say anew when a step began and ended."""
    found = step_or_404(procedure, step)
    seen = request.POST.get("seen", "")
    kept = procedure.events.filter(step=step)
    known = (
        get_object_or_404(kept, pk=int(seen))
        if seen.isascii() and seen.isdigit() and len(seen) < 19
        else get_object_or_404(kept, superseded=False)
    )
    form = CorrectForm(procedure, sent(request), initial=CorrectForm.stored(known))

    def verb(data: dict[str, Any]) -> Event:
        if data["seen"] != known.pk:
            raise RefusedError("", "Formularz jest nieaktualny. Otwórz stronę jeszcze raz.")
        return correct(
            who(request),
            known,
            data["begin"],
            data["end"],
            reason=data["reason"],
            override_reason=data["override_reason"],
            papers=form.papers(),
        )

    return _fact_page(request, procedure, form, verb, f"Poprawka: {found.name}")


def _fact_page(
    request: HttpRequest, procedure: Procedure, form: FactForm, verb: Any, heading: str
) -> HttpResponse:
    """The form of a fact; what the rules refuse is listed with the way to override."""
    against: list[str] = []
    may_override = can(request, OVERRIDE, procedure.partnership)

    def tried(data: dict[str, Any]) -> object:
        try:
            return verb(data)
        except AgainstRulesError as refusal:
            against.extend(refusal.reasons)
            raise RefusedError("override_reason", _REMEDY[may_override]) from refusal

    if request.method == "POST" and done(form, tried):
        messages.success(request, "Krok jest odnotowany.")
        return redirect(place(procedure))
    if not (against or form.errors.get("override_reason") or form.data.get("override_reason")):
        del form.fields["override_reason"]
    elif not may_override:
        form.fields["override_reason"].disabled = True
    shown = words(request, procedure.partnership, heading)
    shown |= {"form": form, "procedure": procedure, "against": against, "back": place(procedure)}
    status = 422 if request.method == "POST" else 200
    return render(request, "procedures/fact.html", shown, status=status)


_REMEDY = {
    True: "Reguły nie pozwalają na ten wpis. Popraw dni albo uzasadnij, dlaczego mimo to.",
    False: "Reguły nie pozwalają na ten wpis. Popraw dni albo poproś koordynatora o wpis.",
}
"""By whether the person may override."""
