"""What a printed strategy is made of beside its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from terytoria.diagnosis.amounts import amount_of
from terytoria.documents.model import Figure
from terytoria.language.numbers import number
from terytoria.reports.goals.outline import Outline
from terytoria.reports.sources import short_names
from terytoria.statistics.catalogue import Catalogue


@dataclass(frozen=True)
class CitedValue:
    """One value of a source, in words: what it is, how much, of which years, from where."""

    name: str
    amount: str
    years: str
    source: str
    vintage: str


@dataclass(frozen=True)
class CitedSource:
    """A source that the text cites; ``kind`` tells findings from the partnership's own data."""

    kind: str
    title: str
    text: str = ""
    values: tuple[CitedValue, ...] = ()
    diagnosis: str = ""


@dataclass(frozen=True)
class Evaluated:
    """The signed evaluation: by criterion, the facts and the judgement."""

    criteria: tuple[tuple[str, tuple[str, ...], str], ...]
    signed_name: str
    signed_on: date


@dataclass(frozen=True)
class Imprint:
    """Whose strategy it is, which version, of which day; ``synthetic`` marks invented data.

    ``decision`` is the number of the one that adopted it; empty before.
    """

    partnership: str
    version: str
    day: date
    profiles: tuple[str, ...] = ()
    synthetic: bool = False
    decision: str = ""


@dataclass(frozen=True)
class Materials:
    """The chain set out for reading, cited sources by key, figures by the id of their block."""

    outline: Outline
    sources: Mapping[str, CitedSource] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    evaluation: Evaluated | None = None


FINDING, OWN = "Ustalenia diagnozy", "Dane własne partnerstwa"


def cited_source(key: str, told: Mapping[str, Any]) -> CitedSource:
    """A source given as JSON values: title, text, diagnosis, snapshot and evidence records."""
    made = told.get("diagnosis")
    snapshot = str(told.get("snapshot") or "")
    return CitedSource(
        kind=FINDING if key.startswith("finding:") else OWN,
        title=str(told["title"]),
        text=str(told["text"]).replace("**", ""),
        values=tuple(_value(one) for one in told["values"]),
        diagnosis=f"diagnoza, wersja {made}; migawka danych {snapshot}" if made else "",
    )


def _value(one: Mapping[str, Any]) -> CitedValue:
    known = Catalogue.load().indicators.get(one["indicator"])
    own = str(one["indicator"]).startswith("own.")
    years = sorted(one["years"])
    span = "–".join(dict.fromkeys(map(str, (years[0], years[-1])))) if years else ""
    return CitedValue(
        name=known.name_pl if known else ("wartość" if own else str(one["indicator"])),
        amount=_told(one, lambda value: _amount(value, known)),
        years=span,
        source=", ".join(short_names([one["source"]])),
        vintage=str(one["vintage"]),
    )


def _told(one: Mapping[str, Any], said: Any) -> str:
    if one["value"] is None:
        return "brak wartości"
    amount: str = said(one["value"])
    if one["interval"]:
        low, high = (said(limit) for limit in one["interval"])
        return f"{amount} (przedział od {low} do {high})"
    return amount


def _amount(value: float, known: Any) -> str:
    if known:
        return amount_of(value, known.unit, known.decimals)
    decimals = next(at for at in range(5) if at == 4 or round(value, at) == round(value, 4))
    return number(value, decimals)
