"""The catalogue: every indicator, read from data and checked when it is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import isclose

from terytoria.statistics.catalogue.entries import Entry
from terytoria.statistics.catalogue.errors import CatalogueError, UnknownIndicatorError, nearest
from terytoria.statistics.catalogue.indicator import (
    CatalogueArea,
    Dimension,
    Direction,
    Indicator,
    IntervalKind,
    Segment,
    Series,
)
from terytoria.statistics.catalogue.units import Measure
from terytoria.statistics.catalogue.variables import Variable, read_variables
from terytoria.statistics.catalogue.vocabulary import (
    check_series,
    english_units,
    measure_of,
    read_dimensions,
    read_formula,
    read_series,
    read_unit,
    read_units,
    repeated,
)
from terytoria.territory import Level

_SHARED = ("units.yaml", "series.yaml", "dimensions.yaml", "variables.yaml")
_REQUIRED = ("id", "name", "definition", "unit", "decimals", "direction", "interval", "segments")
_OPTIONAL = ("level", "bdl")
_LEVELS = (Level.GMINA, Level.POWIAT)


@dataclass(frozen=True)
class Catalogue:
    """Indicators by id, arranged in dimensions and areas, with the series they read.

    >>> Catalogue.load().indicators["L-01"].unit
    '%'
    """

    dimensions: Mapping[str, Dimension]
    areas: Mapping[str, CatalogueArea]
    series: Mapping[str, Series]
    indicators: Mapping[str, Indicator]
    english_units: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, Variable] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Catalogue:
        """The catalogue of this package, read once."""
        return _packaged()

    @classmethod
    def read(cls, folder: Traversable) -> Catalogue:
        """A catalogue from a folder of YAML files; :class:`CatalogueError` names file and line."""
        named = _document(folder, "units.yaml")
        units, unit_names = read_units(named)
        series = read_series(_document(folder, "series.yaml"), units)
        dimensions, areas = read_dimensions(_document(folder, "dimensions.yaml"))
        variables = read_variables(_document(folder, "variables.yaml"), series)
        reader = _Reader(units, unit_names, series, areas, variables)
        indicators: dict[str, Indicator] = {}
        own = {f"{area}.yaml": at for at, area in enumerate(areas)}
        names = [file.name for file in folder.iterdir() if file.name.endswith(".yaml")]
        for name in sorted(names, key=lambda name: (own.get(name, len(own)), name)):
            if name not in _SHARED:
                reader.read(_document(folder, name), indicators)
        return cls(dimensions, areas, series, indicators, english_units(named), variables)

    def indicator(self, indicator_id: str) -> Indicator:
        """One indicator; :class:`UnknownIndicatorError` names the nearest ids."""
        if indicator_id not in self.indicators:
            raise UnknownIndicatorError(indicator_id, self.indicators)
        return self.indicators[indicator_id]

    def unit_en(self, unit: str) -> str:
        """English name of a unit of measure; the Polish one where there is none.

        >>> Catalogue.load().unit_en("osoba")
        'person'
        """
        return self.english_units.get(unit, unit)

    def of_area(self, area: str) -> tuple[Indicator, ...]:
        """Indicators of an area of the catalogue, in the order of its file.

        Raises ``KeyError`` for an unknown area.
        """
        known = self.areas[area].id
        return tuple(found for found in self.indicators.values() if found.area == known)


@cache
def _packaged() -> Catalogue:
    return Catalogue.read(files(__package__) / "data")


def _document(folder: Traversable, name: str) -> Entry:
    try:
        text = (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CatalogueError(name, 1, "the file is missing", "restore it") from None
    except UnicodeDecodeError:
        raise CatalogueError(name, 1, "the file is not UTF-8", "save it as UTF-8") from None
    return Entry.document(name, text)


@dataclass(frozen=True)
class _Reader:
    """Reads the file of one area with the shared words at hand."""

    units: Mapping[str, Measure]
    unit_names: Mapping[str, str]
    series: Mapping[str, Series]
    areas: Mapping[str, CatalogueArea]
    variables: Mapping[str, Variable]

    def read(self, root: Entry, found: dict[str, Indicator]) -> None:
        fields = root.mapping({"area", "indicators"})
        area = fields["area"].text()
        if area not in self.areas:
            raise fields["area"].fail(f"unknown area {area!r}", nearest(area, self.areas))
        for entry in fields["indicators"].items():
            indicator = self.indicator(entry, self.areas[area])
            if indicator.id in found:
                raise repeated(entry, f"indicator {indicator.id}")
            found[indicator.id] = indicator

    def indicator(self, entry: Entry, area: CatalogueArea) -> Indicator:
        fields = entry.mapping((*_REQUIRED, "interpretation"), _OPTIONAL)
        name, definition = fields["name"].translated(), fields["definition"].translated()
        meaning = fields["interpretation"].translated()
        level = Level.GMINA
        if "level" in fields:
            level = Level(fields["level"].choice([at.value for at in _LEVELS]))
        unit = read_unit(fields["unit"], self.units)
        return Indicator(
            _id(fields["id"], area),
            name.pl,
            name.en,
            definition.pl,
            definition.en,
            unit,
            _decimals(fields["decimals"]),
            area.dimension,
            area.id,
            level,
            Direction(fields["direction"].choice([way.value for way in Direction])),
            self.segments(fields["segments"], unit, level),
            IntervalKind(fields["interval"].choice([kind.value for kind in IntervalKind])),
            self.variable_id(fields["bdl"]) if "bdl" in fields else "",
            meaning.pl,
            meaning.en,
            self.unit_names[unit],
        )

    def variable_id(self, entry: Entry) -> str:
        if entry.text() not in self.variables:
            raise entry.fail(f"unknown variable {entry.text()!r}", "add it to variables.yaml")
        return entry.text()

    def segments(self, entry: Entry, unit: str, level: Level) -> tuple[Segment, ...]:
        found = tuple(self.segment(item, unit, level) for item in entry.items())
        if not found:
            raise entry.fail("an indicator needs a formula", "write at least one segment")
        if len({segment.denominator is None for segment in found}) > 1:
            remedy = "give every segment a denominator, or none"
            raise entry.fail("totals and ratios are mixed in one indicator", remedy)
        return found

    def segment(self, entry: Entry, unit: str, level: Level) -> Segment:
        fields = entry.mapping(
            {"base", "numerator"}, {"denominator", "multiplier", "offset", "first", "last"}
        )
        below = read_formula(fields["denominator"]) if "denominator" in fields else None
        segment = Segment(
            fields["base"].word(),
            read_formula(fields["numerator"]),
            below,
            fields["multiplier"].number() if "multiplier" in fields else 1.0,
            fields["offset"].number() if "offset" in fields else 0.0,
            *(fields[key].integer() if key in fields else None for key in ("first", "last")),
        )
        for part in ("numerator", "denominator"):
            if part in fields:
                check_series(read_formula(fields[part]), fields[part], self.series, level)
        self.check_unit(segment, entry, unit)
        return segment

    def check_unit(self, segment: Segment, entry: Entry, unit: str) -> None:
        """The formula gives the unit that the indicator is shown in, multiplier included."""
        measure = measure_of(segment.numerator, entry, self.series, self.units)
        if segment.denominator is not None:
            measure = measure / measure_of(segment.denominator, entry, self.series, self.units)
        shown = self.units[unit]
        if not measure.same_quantity(shown):
            problem = f"unit mismatch: shown in {unit!r} ({shown}), computed in {measure}"
            raise entry.fail(problem, "correct the unit or the formula")
        due = measure.scale / shown.scale
        if not isclose(due, segment.multiplier, rel_tol=1e-9):
            problem = f"unit mismatch: the multiplier {segment.multiplier:g} does not give {unit!r}"
            raise entry.fail(problem, f"write multiplier: {due:g}")


def _id(entry: Entry, area: CatalogueArea) -> str:
    text = entry.text()
    letter, _, number = text.partition("-")
    if letter != area.letter or not (number.isdigit() and len(number) == 2):
        remedy = f"write {area.letter}- and two digits"
        raise entry.fail(f"{text!r} is no id of an indicator of {area.id}", remedy)
    return text


def _decimals(entry: Entry) -> int:
    decimals = entry.integer()
    if not 0 <= decimals <= 4:
        raise entry.fail(f"{decimals} decimals", "write 0 to 4")
    return decimals
