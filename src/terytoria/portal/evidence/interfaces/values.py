"""Values under a finding as people read them: names, units of measure, Polish numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from terytoria.language.numbers import number
from terytoria.language.text import join_list
from terytoria.portal.partnerships import country as land
from terytoria.statistics.catalogue import Catalogue

_NAMED = 6
_ABSENT = "–"


@dataclass(frozen=True)
class Value:
    """One value: what it is, of whom, when, how much, where from."""

    name: str
    code: str
    amount: str
    limits: str
    years: str
    units: str
    source: str
    vintage: str
    formula: str


def values_of(evidence: Iterable[Mapping[str, Any]]) -> tuple[Value, ...]:
    """The values a finding cites, in its order."""
    return tuple(
        Value(
            name=indicator_name(one["indicator"]),
            code=one["indicator"],
            amount=amount(one["indicator"], one["value"]),
            limits=limits(one["indicator"], one["interval"]),
            years=", ".join(map(str, one["years"])) or _ABSENT,
            units=unit_names(one["units"]),
            source=one["source"],
            vintage=one["vintage"],
            formula=one["formula"],
        )
        for one in evidence
    )


def indicator_name(code: str) -> str:
    """The name of an indicator; its code where the catalogue no longer has it."""
    found = _catalogue().indicators.get(code)
    return found.name_pl if found else code


def amount(code: str, value: float | None) -> str:
    """A value with its unit of measure, as precise as its indicator is published."""
    from terytoria.diagnosis.amounts import amount_of  # noqa: PLC0415 - brings the analyses

    if value is None:
        return _ABSENT
    found = _catalogue().indicators.get(code)
    return amount_of(value, found.unit, found.decimals) if found else plain(value)


def limits(code: str, interval: tuple[float, float] | None) -> str:
    """The limits of a value; a dash where it has none."""
    return f"od {amount(code, interval[0])} do {amount(code, interval[1])}" if interval else _ABSENT


def plain(value: float | None) -> str:
    """A number without a unit: whole, or with as many decimals as it has, four at most.

    >>> plain(41.5), plain(1234.0), plain(0.12345), plain(None)
    ('41,5', '1234', '0,1235', '–')
    """
    if value is None:
        return _ABSENT
    decimals = next(at for at in range(5) if at == 4 or round(value, at) == round(value, 4))
    return number(value, decimals)


def unit_names(codes: Iterable[str]) -> str:
    """Names of gminas, the first few of many."""
    names = [land.current().label(code) for code in codes]
    more = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])} i {more} innych" if more > 1 else join_list(names)


@cache
def _catalogue() -> Catalogue:
    return Catalogue.load()
