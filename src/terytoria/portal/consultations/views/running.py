"""Running a consultation: the list, planning, opening, closing, the report, a person's data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from terytoria.portal.consultations.domain.erasing import erase_person, export_person
from terytoria.portal.consultations.domain.planning import (
    close_register,
    edit,
    listed,
    open_consultation,
    plan,
)
from terytoria.portal.consultations.domain.procedure import against_procedure
from terytoria.portal.consultations.domain.queries import tally, undecided, unscreened
from terytoria.portal.consultations.domain.reporting import BUILD, order_report
from terytoria.portal.consultations.enums import State
from terytoria.portal.consultations.interfaces.forms import PersonForm, PlanEditForm, PlanForm
from terytoria.portal.consultations.interfaces.tables import place_of
from terytoria.portal.consultations.models import Consultation
from terytoria.portal.consultations.rules import PERSONAL, REGISTER, REPORT, RUN, VIEW
from terytoria.portal.consultations.views.ground import consultation_page, form_page, words
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import can, partnership_page, who
from terytoria.portal.partnerships.views.sheets import Sheet, done, press, pressed, sent

LOOKS = {"planned": "draft", "open": "success", "closed": "waiting", "reported": "closed"}
_WAYS = (
    "formularz w portalu, bez zakładania konta\n"
    "pismo do urzędu, który prowadzi partnerstwo\n"
    "poczta elektroniczna\n"
    "ustnie na spotkaniu konsultacyjnym"
)
_LENGTH = timedelta(days=36)  # one day more than the law asks for
_KEPT = timedelta(days=365)


@require_safe
@partnership_page(VIEW)
def listing(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Consultations of a partnership."""
    shown = words(request, partnership, "Konsultacje")
    kept = partnership.consultations.select_related("partnership")
    shown["rows"] = [(one, LOOKS[one.state], tally(one)) for one in kept]
    shown["may_run"] = can(request, RUN, partnership)
    shown["may_personal"] = can(request, PERSONAL, partnership)
    return render(request, "consultations/listing.html", shown)


@partnership_page(RUN)
def add(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Plan a consultation."""
    day = today() + timedelta(days=7)
    begins = {"notice_on": day, "ends_on": day + _LENGTH, "erase_on": day + _LENGTH + _KEPT}
    form = PlanForm(partnership, sent(request), initial={**begins, "ways": _WAYS})
    back = reverse("consultations:listing", args=[partnership.slug])
    lead = "Na razie nikt poza zespołem ich nie zobaczy. Potem je otworzysz."
    sheet = Sheet("Nowe konsultacje", "Zaplanuj konsultacje", "Zaplanowano.", back, lead)
    made: list[Consultation] = []

    def verb(_: dict[str, Any]) -> None:
        made.append(plan(who(request), partnership, form.plan()))

    answer = form_page(request, partnership, sheet, form, verb)
    if made:
        answer["Location"] = place_of(made[0], "consultation")
    return answer


@consultation_page(RUN)
def change(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Change a consultation."""
    stored = PlanEditForm.stored(consultation)
    form = PlanEditForm(consultation.partnership, sent(request), initial=stored)
    back = place_of(consultation, "consultation")
    sheet = Sheet("Zmiana konsultacji", "Zapisz zmiany", "Zapisano.", back)

    def verb(data: dict[str, Any]) -> object:
        return edit(who(request), consultation, form.plan(), data["version"])

    return form_page(request, consultation.partnership, sheet, form, verb)


@require_safe
@consultation_page()
def consultation(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """A consultation: where it is, the register in numbers, what comes next."""
    partnership = consultation.partnership
    shown = words(request, partnership, consultation.title)
    at = (partnership.slug, consultation.number)
    rights = {"run": RUN, "register": REGISTER, "report": REPORT, "personal": PERSONAL}
    shown |= {
        "consultation": consultation,
        "look": LOOKS[consultation.state],
        "tally": tally(consultation),
        "may": {name: can(request, action, partnership) for name, action in rights.items()},
        "over": consultation.state == State.OPEN and today() > consultation.ends_on,
        "public": reverse("public_consultation:page", args=at),
        "seen": consultation.shown(today()),
        "undecided": listed(undecided(consultation)),
        "unscreened": listed(unscreened(consultation)),
        "against": against_procedure(consultation) if consultation.state == State.PLANNED else (),
        "job": Job.objects.filter(key__startswith=f"{BUILD}:{consultation.pk}:").first(),
        "report": getattr(consultation, "report", None),
    }
    return render(request, "consultations/consultation.html", shown)


@consultation_page(RUN)
def begin(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Open a consultation, after saying what happens."""
    lead = (
        f"Od {consultation.notice_on:%d.%m.%Y} każdy zobaczy tekst i zgłosi uwagę. Tekstu i dnia "
        "ogłoszenia nie da się już zmienić, a termin można tylko wydłużyć."
    )
    back = place_of(consultation, "consultation")
    sheet = Sheet(f"Otwarcie: {consultation.title}", "Otwórz konsultacje", "Otwarto.", back, lead)
    form = forms.Form(request.POST or {})
    return form_page(
        request,
        consultation.partnership,
        sheet,
        form,
        lambda _: open_consultation(who(request), consultation),
    )


@consultation_page(RUN)
def end(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Close the register, after asking."""
    lead = "Uwag i stanowisk nie da się potem zmienić. Następny krok to sprawozdanie."
    back = place_of(consultation, "consultation")
    heading = f"Zamknięcie rejestru: {consultation.title}"
    sheet = Sheet(heading, "Zamknij rejestr", "Zamknięto rejestr.", back, lead)
    form = forms.Form(request.POST or {})
    return form_page(
        request,
        consultation.partnership,
        sheet,
        form,
        lambda _: close_register(who(request), consultation),
    )


@pressed(consultation_page(REPORT))
def make_report(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Have the report built and released."""
    said = "Sprawozdanie powstaje w tle. Gdy będzie gotowe, trafi do dokumentów i na stronę."
    back = place_of(consultation, "consultation")
    return press(request, lambda: order_report(who(request), consultation), said, back)


@partnership_page(PERSONAL)
def person(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """A person's data: a copy of them, or their erasure."""
    form = PersonForm(sent(request))
    shown = words(request, partnership, "Dane jednej osoby")
    shown |= {"form": form, "found": None}
    shown["back"] = reverse("consultations:listing", args=[partnership.slug])
    if request.method != "POST":
        return render(request, "consultations/person.html", shown)
    if request.POST.get("co") == "usun":
        if done(form, lambda data: erase_person(who(request), partnership, data["email"])):
            shown["erased"] = True
            return render(request, "consultations/person.html", shown)
    elif form.is_valid():
        found = export_person(who(request), partnership, form.cleaned_data["email"])
        if request.POST.get("co") == "plik":
            answer = JsonResponse(found, safe=False, json_dumps_params={"ensure_ascii": False})
            answer["Content-Disposition"] = 'attachment; filename="dane-osoby.json"'
            return answer
        shown["found"] = found
    status = 422 if form.errors else 200
    return render(request, "consultations/person.html", shown, status=status)
