"""What every chapter needs: the diagnosis, and how the report names, writes and draws things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np

from terytoria.diagnosis import Diagnosis, Finding
from terytoria.diagnosis.amounts import amount_of
from terytoria.diagnosis.naming import named
from terytoria.documents.figures.sheet import Region
from terytoria.language.cases import Case
from terytoria.language.dates import date_pl
from terytoria.language.places import powiat_phrase
from terytoria.reports.card import Card
from terytoria.reports.sources import short_names
from terytoria.statistics.catalogue import Indicator
from terytoria.statistics.measures import IndicatorValues, Measures
from terytoria.territory import Kind, Level, Register

WHOLE = "partnerstwo"
TWIN_KINDS = {Kind.URBAN: "miasto", Kind.RURAL: "gmina wiejska", Kind.URBAN_RURAL: "gmina m.-w."}


@dataclass(frozen=True, eq=False)
class Context:
    """A diagnosis, the measures it came from, and the partnership's card."""

    diagnosis: Diagnosis
    measures: Measures
    card: Card | None = None

    @property
    def register(self) -> Register:
        """Register of units."""
        return self.measures.snapshot.register

    @property
    def members(self) -> tuple[str, ...]:
        """Codes of the members."""
        return self.diagnosis.area.gminas

    @property
    def unit(self) -> str:
        """How results call the area as a whole."""
        return self.diagnosis.standings.area_unit

    @property
    def title(self) -> str:
        """Short name of the partnership."""
        return self.card.short_name if self.card else self.diagnosis.area.name

    def label(self, code: str) -> str:
        """Name of a unit in tables and figures; twins are told apart by their kind."""
        if code == self.unit:
            return WHOLE
        unit = self.register.unit(code)
        if unit.level is Level.POWIAT:
            return powiat_phrase(unit.name, Case.NOMINATIVE)
        if unit.level is Level.GMINA and self.register.has_twin(code):
            return f"{unit.name} ({TWIN_KINDS.get(unit.kind, 'miasto')})"
        return unit.name

    def named(self, code: str, case: Case = Case.NOMINATIVE) -> str:
        """A gmina in a sentence, with its kind."""
        return named(self.register, code, case)

    def indicator(self, name: str) -> Indicator:
        """An indicator of the catalogue."""
        return self.measures.catalogue.indicator(name)

    def has(self, name: str) -> bool:
        """Whether the snapshot gives the indicator any value."""
        return name in self._available

    @cached_property
    def _available(self) -> frozenset[str]:
        return frozenset(self.measures.available())

    def values(self, name: str) -> IndicatorValues:
        """Values of members, then of the area as the last row."""
        return self._values(name)

    @cached_property
    def _kept(self) -> dict[str, IndicatorValues]:
        return {}

    def _values(self, name: str) -> IndicatorValues:
        if name not in self._kept:
            groups: Mapping[str, Sequence[str]] = {
                **{code: (code,) for code in self.members},
                self.unit: self.members,
            }
            self._kept[name] = self.measures.areas(name, groups)
        return self._kept[name]

    def write(self, value: float | None, indicator: Indicator) -> str:
        """A value with its unit, as a sentence writes it."""
        return amount_of(value, indicator.unit, indicator.decimals)

    def source(self, *names: str) -> str:
        """The source line under a figure: offices, vintage, indicators."""
        offices = {office for name in names for office in self.measures.sources(name)}
        word = "wskaźnik" if len(names) == 1 else "wskaźniki"
        return (
            f"{'; '.join(short_names(offices))}; stan danych: {self.day}; "
            f"{word} {ranges(names)}, obliczenia własne."
        )

    @property
    def day(self) -> str:
        """Day the data were pinned, as a sentence writes it."""
        return date_pl(date.fromisoformat(self.vintage))

    def draws(self, name: str) -> bool:
        """Whether there is a value to draw of the members, the area or its powiats."""
        return self.has(name) and bool(np.isfinite(self.shown(name).values).any())

    def shown(self, name: str) -> IndicatorValues:
        """Rows a figure shows: members and area, or for an indicator of powiats its powiats."""
        if self.indicator(name).level is Level.GMINA:
            return self.values(name)
        groups: dict[str, Sequence[str]] = {}
        if len(self.powiats) > 1 or not self.whole_powiats:
            groups.update(self.powiats)
        if self.whole_powiats:
            groups[self.unit] = self.members
        return self.measures.areas(name, groups)

    def last_year(self, name: str) -> int:
        """The latest year that a good part of the shown rows, or else any, has a value of."""
        values = self.shown(name)
        known = [
            year
            for year, seen in zip(values.years, np.isfinite(values.values).any(axis=0), strict=True)
            if seen
        ]
        return values.latest(0.3) or (known or values.years)[-1]

    @cached_property
    def placed(self) -> tuple[str, ...]:
        """Members the snapshot has a boundary of; a new gmina may lack one."""
        return tuple(code for code in self.members if code in self.measures.snapshot.boundaries)

    def known(self, unit: str) -> bool:
        """Whether any indicator has a value of a unit."""
        return any(
            self.diagnosis.standings.latest(unit, name) is not None
            for name in self.measures.available()
        )

    @cached_property
    def powiats(self) -> dict[str, tuple[str, ...]]:
        """The powiats the area lies in, each with all its gminas, members or not."""
        codes = self.diagnosis.area.powiats()
        return {code: tuple(self.register.gminas_of(code)) for code in codes}

    @property
    def whole_powiats(self) -> bool:
        """Whether the area is made of whole powiats."""
        return sum(map(len, self.powiats.values())) == len(self.members)

    @property
    def vintage(self) -> str:
        """Day the data were pinned."""
        return self.measures.snapshot.vintage

    def regions(self, values: Sequence[float] | None = None, base: str = "") -> list[Region]:
        """Members as regions of a map; with a ``base`` each links to its page."""
        kept = self.placed
        shapes = self.measures.snapshot.boundaries.many(kept)
        at = {code: place for place, code in enumerate(self.members)}
        return [
            Region(
                self.label(code),
                shape,
                float("nan") if values is None else float(values[at[code]]),
                f"{base}{code}/" if base else "",
            )
            for code, shape in zip(kept, shapes, strict=True)
        ]

    @cached_property
    def surroundings(self) -> list[Any]:
        """Boundaries of the gminas around the members, two rings deep."""
        around = set(self.measures.snapshot.neighbours.around(self.members))
        around |= set(self.measures.snapshot.neighbours.around([*self.members, *around]))
        boundaries = self.measures.snapshot.boundaries
        return boundaries.many(sorted(c for c in around - set(self.members) if c in boundaries))

    @cached_property
    def provinces(self) -> list[Any]:
        """Boundaries of the voivodeships."""
        codes = self.register.of_level(Level.VOIVODESHIP)
        boundaries = self.measures.snapshot.boundaries
        return boundaries.many([code for code in codes if code in boundaries])

    def findings(
        self, *, topics: Sequence[str] = (), kinds: Sequence[str] = (), unit: str | None = None
    ) -> list[Finding]:
        """Findings of the area (or of one unit) on some topics and of some kinds."""
        wanted = self.unit if unit is None else unit
        return [
            finding
            for finding in self.diagnosis.findings
            if finding.unit == wanted
            and (not topics or finding.topic in topics)
            and (not kinds or finding.kind.value in kinds)
        ]


def ranges(names: Sequence[str]) -> str:
    """Numbers of indicators, runs of three and more shortened.

    >>> ranges(["L-01", "L-02", "L-03", "L-07"])
    'L-01–L-03, L-07'
    """
    parsed = sorted(
        {(name[: name.rfind("-")], int(name.rsplit("-", 1)[1]), name) for name in names}
    )
    told: list[str] = []
    for _, group in groupby(enumerate(parsed), key=lambda one: (one[1][0], one[1][1] - one[0])):
        run = [name for _, (_, _, name) in group]
        told += run if len(run) < 3 else [f"{run[0]}–{run[-1]}"]
    return ", ".join(told)
