"""The outlook in Polish sentences: number with its interval, then the comparison."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from terytoria.diagnosis.naming import named, where
from terytoria.diagnosis.outlook.ages import START
from terytoria.diagnosis.outlook.base import OutlookDataError
from terytoria.language.cases import Case
from terytoria.language.numbers import number, percent
from terytoria.language.plural import counted
from terytoria.language.text import initial_upper, join_list
from terytoria.territory import Register

_TOLD = ("age_3_6", "age_7_14", "working", "age_75")


def nothing_known(name: str) -> OutlookDataError:
    """The error of an area none of whose members has base data."""
    return OutlookDataError(f"no projection: no member of {name} has its population by age")


def rough(persons: float) -> float:
    """Persons rounded as a projection may be: to 100 from 10 000, to 10 from 1000, else to 5.

    >>> rough(49_390), rough(4391), rough(143)
    (49400, 4390, 145)
    """
    step = 100 if persons >= 10_000 else (10 if persons >= 1000 else 5)
    return step * round(persons / step)


def sentences(
    register: Register, unit: str, totals: pl.DataFrame, demand: pl.DataFrame, level: float
) -> list[str]:
    """One unit: its total at the end, then the ages that services depend on."""
    place = where(register, unit) if unit in register else "w partnerstwie"
    known = totals.filter(pl.col("kind") == "observed")
    if known.is_empty():
        return [
            f"{initial_upper(place)} nie ma danych o ludności według wieku: projekcji nie wykonano."
        ]
    last_year, last = known.select("year", "persons").row(-1)
    year, persons, low, high = totals.select("year", "persons", "low", "high").row(-1)
    total = (
        f"Według projekcji w {year} r. {place} będzie mieszkać około "
        f"{counted(rough(persons), 'osoba', 'osoby', 'osób')} (przedział "
        f"{percent(100 * level, 0)}: {_range(low, high)}), "
        f"{_change(persons, last)} w {last_year} r. ({number(last)})."
    )
    return [total, *_ages(demand)]


def _ages(demand: pl.DataFrame) -> list[str]:
    """First and last year of each band that is told."""
    found = []
    for band in _TOLD:
        rows = demand.filter(pl.col("band") == band).select(
            "label", "year", "persons", "low", "high"
        )
        label, start, before, *_ = rows.row(0)
        _, end, after, low, high = rows.row(-1)
        found.append(
            f"{initial_upper(label)}: {number(rough(before))} w {start} r., około "
            f"{number(rough(after))} w {end} r. ({_range(low, high)})."
        )
    return found


def limits(
    register: Register,
    coverage: pl.DataFrame,
    missing: Sequence[str],
    changed: Sequence[str] = (),
) -> tuple[str, ...]:
    """What the projection rests on and cannot say."""
    text = [_ASSUMED, _PANDEMIC, _INTERVAL]
    held = coverage.filter((pl.col("trial") == "method") & (pl.col("nominal") == 0.8))
    if held.height:
        horizon, share = held.select("horizon", "observed").row(-1)
        years = counted(horizon, "roku", "latach", "latach")
        shown = percent(100 * share, 0)
        text.append(
            f"W próbie na znanych latach w przedziale 80% po {years} mieściło się {shown} gmin."
        )
    if missing:
        listed = join_list(named(register, code, Case.NOMINATIVE) for code in missing)
        text.append(f"Bez danych o wieku, poza projekcją: {listed}.")
    if changed:
        listed = join_list(named(register, code, Case.NOMINATIVE) for code in changed)
        text.append(f"Bez osobnej projekcji, bo granice zmieniły się po {START} r.: {listed}.")
    return tuple(text)


_ASSUMED = (
    "To projekcja: dzietność pozostaje na poziomie z 2024 r., życie powoli się wydłuża, "
    "migracje trwają jak w ostatnich latach."
)
_PANDEMIC = (
    "Poziom umieralności gmin pochodzi z 2020 r., roku pandemii; dane małych gmin ściągnięto "
    "ku średniej."
)
_INTERVAL = (
    "Szerokość przedziałów wynika z błędów tej samej metody na latach już znanych; "
    "partnerstwo to dokładna suma gmin."
)


def _change(now: float, before: float) -> str:
    share = 100 * (now / before - 1)
    if abs(share) < 0.5:
        return "mniej więcej tyle samo co"
    return f"o {percent(abs(share), 0)} {'mniej' if share < 0 else 'więcej'} niż"


def _range(low: float, high: float) -> str:
    return f"{number(rough(low))}–{number(rough(high))}"
