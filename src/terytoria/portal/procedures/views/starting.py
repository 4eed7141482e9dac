"""Starting a procedure, changing its plan, trying a change without saving it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from terytoria.language.dates import date_pl
from terytoria.language.plural import counted
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import Sheet, done, sent
from terytoria.portal.procedures.domain.planning import Wishes, replan, start
from terytoria.portal.procedures.domain.queries import standing, tried
from terytoria.portal.procedures.interfaces.forms import PlanForm, StartForm
from terytoria.portal.procedures.models import Procedure
from terytoria.portal.procedures.rules import PLAN
from terytoria.portal.procedures.views.ground import form_page, place, procedure_page, words
from terytoria.portal.procedures.views.plan import address


@partnership_page(PLAN)
def begin(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Begin a procedure, then show its plan."""
    form = StartForm(sent(request), initial={"start": today(), "profile": "supralocal_10g"})
    lead = (
        "Plan powstanie od razu. Dni poszczególnych kroków zmienisz potem. Bieżąca procedura "
        "tego samego rodzaju zostanie zakończona, ale nadal będzie ją można czytać."
    )
    done_text = "Procedura jest rozpoczęta. Sprawdź plan i dostosuj dni kroków."
    sheet = Sheet("Nowa procedura", "Rozpocznij procedurę", done_text, address(partnership), lead)
    made: list[Procedure] = []

    def verb(data: dict[str, Any]) -> None:
        wishes = Wishes(data["start"])
        made.append(start(who(request), partnership, data["profile"], data["name"], wishes))

    answer = form_page(request, partnership, sheet, form, verb)
    if made:
        answer["Location"] = place(made[0])
    return answer


@procedure_page(PLAN)
def change(request: HttpRequest, procedure: Procedure) -> HttpResponse:
    """Change the plan, or only see what a change would do."""
    form = PlanForm(procedure, sent(request))
    trying = request.method == "POST" and request.POST.get("what") == "try"
    status, outcome = 200, ""

    def verb(data: dict[str, Any]) -> object:
        if trying:
            return tried(procedure, form.wishes())
        return replan(who(request), procedure, form.wishes(), data["seen"])

    if request.method == "POST":
        sound = done(form, verb)
        if sound and not trying:
            messages.success(request, "Plan jest zmieniony.")
            return redirect(place(procedure))
        status = 200 if sound else 422
        outcome = _told(procedure, form.wishes()) if sound else ""
    shown = words(request, procedure.partnership, "Zmiana planu")
    shown |= {"form": form, "procedure": procedure, "outcome": outcome, "back": place(procedure)}
    return render(request, "procedures/replan.html", shown, status=status)


def _told(procedure: Procedure, wishes: Wishes) -> str:
    """The new day of adoption beside the present one."""
    old, new = standing(procedure).plan.adoption, tried(procedure, wishes).adoption
    said = f"Najwcześniejsze przyjęcie: {date_pl(new)}"
    if new == old:
        return f"{said} Dzień się nie zmienia."
    word = "później" if new > old else "wcześniej"
    days = counted(abs((new - old).days), "dzień", "dni", "dni")
    return f"{said} To {days} {word} niż teraz ({date_pl(old)})."
