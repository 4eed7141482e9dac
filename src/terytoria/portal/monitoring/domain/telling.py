"""Verbs about how projects go: steps, money, readiness."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from terytoria.portal.accounts.models import User
from terytoria.portal.monitoring.enums import Fund
from terytoria.portal.monitoring.models import Milestone, Spending
from terytoria.portal.monitoring.rules import TELL, require_tell
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting, today, told
from terytoria.portal.strategies.domain.content import read
from terytoria.portal.strategies.domain.editing import locked, save
from terytoria.portal.strategies.enums import Readiness
from terytoria.portal.strategies.models import Item, Project

EARLIEST, LATEST = 2000, 2100
_CHANGED = "Ktoś to zmienił, gdy ta strona była otwarta. Sprawdź, co jest teraz, i zapisz ponownie."


@dataclass(frozen=True)
class Step:
    """A milestone as people say it; without ``done_on`` it is still to be done."""

    title: str
    planned_on: date
    done_on: date | None = None


@dataclass(frozen=True)
class Money:
    """Money of a source in a year, PLN; ``None`` is not known."""

    year: int
    fund: Fund
    planned: Decimal | None = None
    spent: Decimal | None = None


def add_milestone(actor: User, project: Project, said: Step) -> Milestone:
    """Add a step to a project. Raises ``ForbiddenError`` and ``RefusedError`` by field."""
    with _telling(actor, project) as (deed, one):
        _check_step(said)
        made = Milestone.objects.create(project=one, **asdict(said))
        deed.log("milestone.add", made, after=_logged(said))
    return made


def edit_milestone(actor: User, milestone: Milestone, said: Step, seen: int) -> Milestone:
    """Change a step that was opened in version ``seen``."""
    with _telling(actor, milestone.project) as (deed, _):
        _check_step(said)
        found = Milestone.objects.select_for_update().filter(pk=milestone.pk).first()
        if found is None or found.version != seen:
            raise RefusedError("", _CHANGED)
        before = Step(found.title, found.planned_on, found.done_on)
        if before != said:
            _change(deed, "milestone.edit", found, before, said)
    return found


def remove_milestone(actor: User, milestone: Milestone) -> None:
    """Take a step away; what it was stays in the log."""
    with _telling(actor, milestone.project) as (deed, _):
        said = Step(milestone.title, milestone.planned_on, milestone.done_on)
        deed.log("milestone.remove", milestone, before=_logged(said))
        milestone.delete()


def add_spending(actor: User, project: Project, said: Money) -> Spending:
    """Say what a source gives in a year; each source stands once a year."""
    with _telling(actor, project) as (deed, one):
        _check_money(one, said)
        made = Spending.objects.create(project=one, **asdict(said))
        deed.log("spending.add", made, after=_logged(said))
    return made


def edit_spending(actor: User, spending: Spending, said: Money, seen: int) -> Spending:
    """Change money that was opened in version ``seen``."""
    with _telling(actor, spending.project) as (deed, one):
        found = Spending.objects.select_for_update().filter(pk=spending.pk).first()
        if found is None or found.version != seen:
            raise RefusedError("", _CHANGED)
        _check_money(one, said, found.pk)
        before = Money(found.year, Fund(found.fund), found.planned, found.spent)
        if before != said:
            _change(deed, "spending.edit", found, before, said)
    return found


def remove_spending(actor: User, spending: Spending) -> None:
    """Take an entry away; what it was stays in the log."""
    with _telling(actor, spending.project) as (deed, _):
        said = Money(spending.year, Fund(spending.fund), spending.planned, spending.spent)
        deed.log("spending.remove", spending, before=_logged(said))
        spending.delete()


def tell_readiness(actor: User, project: Project, readiness: Readiness) -> Item:
    """Say how far a project is; it is a change of the strategy with its revision."""
    with _telling(actor, project) as (deed, one):
        stored = locked(one)
        theirs = read(stored)
        if theirs["readiness"] == readiness:
            raise RefusedError("readiness", "To obecny stan projektu. Wybierz inny.")
        save(deed, stored, {**theirs, "readiness": readiness.value}, theirs)
    return stored


@contextmanager
def _telling(actor: User, project: Project) -> Iterator[tuple[Deed, Project]]:
    """A living project, by who may say how it goes."""
    with acting(actor, TELL, project.partnership) as deed:
        found = Project.objects.select_related("partnership").get(pk=project.pk)
        require_tell(actor, found)
        if found.deleted_at is not None:
            raise RefusedError("", "Ten projekt usunięto ze strategii. Przywróć go najpierw.")
        yield deed, found


def _change(
    deed: Deed, verb: str, row: Milestone | Spending, before: Step | Money, after: Step | Money
) -> None:
    for name, value in asdict(after).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    deed.log(verb, row, _logged(before), _logged(after))


def _check_step(said: Step) -> None:
    if not said.title.strip():
        raise RefusedError("title", "Pole jest puste. Nazwij krok.")
    if not EARLIEST <= said.planned_on.year <= LATEST:
        raise RefusedError("planned_on", f"Podaj dzień z lat {EARLIEST}–{LATEST}.")
    if said.done_on is not None and said.done_on > today():
        text = "Ten dzień jeszcze nie nadszedł. Zostaw pole puste, dopóki krok trwa."
        raise RefusedError("done_on", text)
    if said.done_on is not None and said.done_on.year < EARLIEST:
        raise RefusedError("done_on", f"Podaj dzień od roku {EARLIEST}.")


def _check_money(project: Project, said: Money, own: int = 0) -> None:
    if not EARLIEST <= said.year <= LATEST:
        raise RefusedError("year", f"Podaj rok od {EARLIEST} do {LATEST}.")
    for name in ("planned", "spent"):
        if (getattr(said, name) or 0) < 0:
            raise RefusedError(name, "Kwota nie może być ujemna. Popraw ją.")
    if said.spent is not None and said.year > today().year:
        text = "Tego roku jeszcze nie ma. Wpisz plan, a wydatki dopisz, gdy będą."
        raise RefusedError("spent", text)
    same = Spending.objects.filter(project=project, year=said.year, fund=said.fund)
    if same.exclude(pk=own).exists():
        text = f"Wpis za {said.year} r. z tego źródła już jest. Zmień go, zamiast dodawać drugi."
        raise RefusedError("fund", text)


def _logged(said: Step | Money) -> dict[str, Any]:
    return {name: told(value) for name, value in asdict(said).items()}
