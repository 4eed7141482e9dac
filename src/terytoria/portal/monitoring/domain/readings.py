"""Verbs about readings of own indicators, and reading them."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.monitoring.models import OwnReading
from terytoria.portal.monitoring.rules import READ_IN
from terytoria.portal.partnerships.domain.acting import RefusedError, acting, today
from terytoria.portal.strategies.models import Target
from terytoria.statistics.evidence import Evidence

EARLIEST = 1990


@dataclass(frozen=True)
class Value:
    """What was read: the value of a year, its interval where it has one, and the source."""

    year: int
    value: float
    source: str
    taken_on: date
    low: float | None = None
    high: float | None = None


def add_reading(actor: User, target: Target, said: Value) -> OwnReading:
    """Enter a reading; an earlier one of the same year stays, and this one counts.

    Raises ``ForbiddenError``, and ``RefusedError`` by field.
    """
    with acting(actor, READ_IN, target.partnership) as deed:
        if not target.own_name:
            text = "Ten miernik śledzi się z danych kraju. Odczyty wpisuje się dla własnych."
            raise RefusedError("", text)
        _check(said)
        made = OwnReading.objects.create(target=target, by=actor, **asdict(said))
        deed.log("reading.add", made, after=_told(made))
    return made


def withdraw_reading(actor: User, reading: OwnReading, reason: str) -> OwnReading:
    """Take a reading back; it stays to be read with the reason."""
    with acting(actor, READ_IN, reading.target.partnership) as deed:
        found = OwnReading.objects.select_for_update().get(pk=reading.pk)
        if found.withdrawn_at is not None:
            raise RefusedError("", "Ten odczyt jest już wycofany. Odśwież stronę.")
        if not reason.strip():
            raise RefusedError("reason", "Podaj powód; zostanie w historii odczytów.")
        found.withdrawn_at, found.reason = timezone.now(), reason.strip()
        found.save(update_fields=["withdrawn_at", "reason"])
        deed.log("reading.withdraw", found, _told(found), {"reason": found.reason})
    return found


def in_force(target: int) -> tuple[OwnReading, ...]:
    """The reading that counts for each year, the oldest first."""
    kept = OwnReading.objects.filter(target=target, withdrawn_at__isnull=True).order_by("pk")
    last = {one.year: one for one in kept}
    return tuple(last[year] for year in sorted(last))


def evidence_of(reading: OwnReading) -> Evidence:
    """A reading in the shape of every value; ``indicator`` is ``own-target.<number>``."""
    limits = None if reading.low is None or reading.high is None else (reading.low, reading.high)
    return Evidence(
        indicator=f"own-target.{reading.target_id}",
        units=(),
        years=(reading.year,),
        value=reading.value,
        interval=limits,
        source=reading.source,
        vintage=reading.taken_on.isoformat(),
        formula="",
    )


def _check(said: Value) -> None:
    if not EARLIEST <= said.year <= today().year:
        text = f"Odczyt jest z roku od {EARLIEST} do {today().year}. Popraw rok."
        raise RefusedError("year", text)
    if said.taken_on > today():
        raise RefusedError("taken_on", "Ten dzień jeszcze nie nadszedł. Podaj dzień źródła.")
    if not said.source.strip():
        raise RefusedError("source", "Podaj, skąd jest ta wartość.")
    ends = [one for one in (said.value, said.low, said.high) if one is not None]
    if not all(math.isfinite(one) for one in ends):
        raise RefusedError("value", "To nie jest liczba. Wpisz ją cyframi, na przykład 12,5.")
    if (said.low is None) != (said.high is None):
        raise RefusedError("low", "Podaj oba końce przedziału albo żadnego.")
    if said.low is not None and said.high is not None and not said.low <= said.value <= said.high:
        raise RefusedError("low", "Przedział nie obejmuje wartości. Popraw jego końce.")


def _told(one: OwnReading) -> dict[str, Any]:
    names = ("year", "value", "low", "high", "source")
    return {name: getattr(one, name) for name in names} | {"taken_on": one.taken_on.isoformat()}
