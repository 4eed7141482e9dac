"""What units may belong, asked of the country in use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.domain.composition import blocking, check_composition

EARLIEST = date(1990, 5, 27)  # the first day of today's gminas


def require_unit(field: str, unit: str) -> None:
    """Raise :class:`RefusedError` unless a unit of this code exists and may be a member."""
    if not land.current().may_belong(unit):
        text = f"Nie ma gminy ani powiatu o kodzie „{unit}”. Wyszukaj jednostkę po nazwie; "
        raise RefusedError(field, text + "miasto na prawach powiatu dodaje się jako gminę.")


def require_day(field: str, day: date) -> None:
    """Raise :class:`RefusedError` for a day before there were gminas."""
    if day < EARLIEST:
        text = f"Dzień {day:%d.%m.%Y} jest wcześniejszy niż powstanie gmin. Popraw rok."
        raise RefusedError(field, text)


def check_units(field: str, units: Iterable[str]) -> None:
    """Raise :class:`RefusedError` where the composition of these units is blocked."""
    wrong = blocking(check_composition(land.current(), units))
    if wrong:
        raise RefusedError(field, " ".join(check.text for check in wrong))
