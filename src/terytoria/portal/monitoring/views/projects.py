"""How projects go: steps, money, readiness, delays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from terytoria.portal.monitoring.domain.projects import money_of, projects_of, state_of, step_of
from terytoria.portal.monitoring.domain.telling import (
    add_milestone,
    add_spending,
    edit_milestone,
    edit_spending,
    remove_milestone,
    remove_spending,
    tell_readiness,
)
from terytoria.portal.monitoring.interfaces.forms import (
    MilestoneForm,
    ReadinessForm,
    SpendingForm,
)
from terytoria.portal.monitoring.interfaces.tables import (
    LOOKS,
    days_late,
    delays_table,
    money_tables,
    projects_table,
    unit_name,
    without_money,
)
from terytoria.portal.monitoring.models import Milestone, Spending
from terytoria.portal.monitoring.rules import TELL, VIEW, may_tell, require_tell
from terytoria.portal.monitoring.views.ground import form_page, words
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import Sheet, sent
from terytoria.portal.strategies.enums import Readiness
from terytoria.portal.strategies.models import Project
from terytoria.reports.monitoring.words import money, sum_of
from terytoria.strategy.monitoring import sums

HERE = "monitoring:projects"


@require_safe
@partnership_page(VIEW)
def projects(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Every project, what is late, and money by year and lead."""
    found, day = list(projects_of(partnership)), today()
    shown = words(request, partnership, "Projekty: jak idą", HERE) | {
        "table": projects_table(partnership.slug, found, day) if found else None,
        "delays": delays_table(partnership.slug, found, day),
        "has_steps": any(one.milestones.all() for one in found),
        "sums": money_tables(found),
        "without": without_money(found),
    }
    return render(request, "monitoring/projects.html", shown)


def _project(partnership: Partnership, pk: int) -> Project:
    return get_object_or_404(projects_of(partnership), pk=pk)


def _told(request: HttpRequest, partnership: Partnership, pk: int) -> Project:
    """A project that the person may tell of."""
    found = _project(partnership, pk)
    require_tell(who(request), found)
    return found


@require_safe
@partnership_page(VIEW)
def project(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """One project with its steps and money."""
    one, day = _project(partnership, pk), today()
    told = state_of(one)
    steps = [
        (each, LOOKS[step.progress(day)], step.progress(day).name_pl, days_late(step, day))
        for each in one.milestones.all()
        for step in (step_of(each),)
    ]
    whole = sums(money_of(each) for each in one.spendings.all())
    shown = words(request, partnership, one.title) | {
        "project": one,
        "told": told,
        "lead_name": unit_name(one.lead),
        "partner_names": [unit_name(code) for code in one.partners],
        "cost": money(one.cost),
        "steps": steps,
        "spendings": [
            (each, money(each.planned), money(each.spent)) for each in one.spendings.all()
        ],
        "planned": sum_of(whole.planned),
        "spent": sum_of(whole.spent),
        "may_tell": may_tell(who(request), one),
    }
    return render(request, "monitoring/project.html", shown)


def _back(one: Project) -> str:
    return reverse("monitoring:project", args=[one.partnership.slug, one.pk])


def _drop(
    request: HttpRequest, one: Project, what: str, verb: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Ask before something is taken away."""
    lead = f"Usuwasz {what} projektu „{one.title}”. Co w nim było, zostanie w dzienniku działań."
    sheet = Sheet("Usunięcie wpisu", "Usuń", "Usunięto.", _back(one), lead, danger=True)
    return form_page(request, one.partnership, sheet, Form(sent(request)), verb)


@partnership_page(TELL)
def add_step(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """A new step."""
    one, form = _told(request, partnership, pk), MilestoneForm(sent(request))
    sheet = Sheet(f"Nowy krok: {one.title}", "Dodaj krok", "Dodano krok.", _back(one))
    return form_page(
        request, partnership, sheet, form, lambda _: add_milestone(who(request), one, form.said())
    )


@partnership_page(TELL)
def change_step(
    request: HttpRequest, partnership: Partnership, pk: int, record: int
) -> HttpResponse:
    """Change a step."""
    one = _told(request, partnership, pk)
    step = get_object_or_404(Milestone, project=one, pk=record)
    form = MilestoneForm(sent(request), initial=MilestoneForm.start(step))
    sheet = Sheet(f"Krok: {step.title}", "Zapisz", "Zapisano krok.", _back(one))
    return form_page(
        request,
        partnership,
        sheet,
        form,
        lambda data: edit_milestone(who(request), step, form.said(), data["seen"]),
    )


@partnership_page(TELL)
def drop_step(request: HttpRequest, partnership: Partnership, pk: int, record: int) -> HttpResponse:
    """Take a step away."""
    one = _told(request, partnership, pk)
    step = get_object_or_404(Milestone, project=one, pk=record)
    return _drop(
        request, one, f"krok „{step.title}”", lambda _: remove_milestone(who(request), step)
    )


@partnership_page(TELL)
def add_money(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Money of a source in a year."""
    one = _told(request, partnership, pk)
    form = SpendingForm(sent(request), initial={"year": today().year})
    sheet = Sheet(f"Nowy wpis o wydatkach: {one.title}", "Dodaj wpis", "Dodano wpis.", _back(one))
    return form_page(
        request, partnership, sheet, form, lambda _: add_spending(who(request), one, form.said())
    )


@partnership_page(TELL)
def change_money(
    request: HttpRequest, partnership: Partnership, pk: int, record: int
) -> HttpResponse:
    """Change an entry of money."""
    one = _told(request, partnership, pk)
    entry = get_object_or_404(Spending, project=one, pk=record)
    form = SpendingForm(sent(request), initial=SpendingForm.start(entry))
    sheet = Sheet(f"Wydatki: {entry}", "Zapisz", "Zapisano wpis.", _back(one))
    return form_page(
        request,
        partnership,
        sheet,
        form,
        lambda data: edit_spending(who(request), entry, form.said(), data["seen"]),
    )


@partnership_page(TELL)
def drop_money(
    request: HttpRequest, partnership: Partnership, pk: int, record: int
) -> HttpResponse:
    """Take an entry of money away."""
    one = _told(request, partnership, pk)
    entry = get_object_or_404(Spending, project=one, pk=record)
    return _drop(request, one, f"wpis „{entry}”", lambda _: remove_spending(who(request), entry))


@partnership_page(TELL)
def readiness(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Say how far a project is."""
    one = _told(request, partnership, pk)
    form = ReadinessForm(sent(request), initial={"readiness": one.readiness})
    sheet = Sheet(f"Stan projektu: {one.title}", "Zapisz", "Zapisano stan projektu.", _back(one))
    return form_page(
        request,
        partnership,
        sheet,
        form,
        lambda data: tell_readiness(who(request), one, Readiness(data["readiness"])),
    )
