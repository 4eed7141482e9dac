"""Reading of the catalogue's shared words: units, series, dimensions and areas."""

from __future__ import annotations

from collections.abc import Mapping

from terytoria.statistics.catalogue.entries import Entry
from terytoria.statistics.catalogue.errors import CatalogueError, nearest
from terytoria.statistics.catalogue.formula import Expression, FormulaError, parse
from terytoria.statistics.catalogue.indicator import (
    AREA_KM2,
    CatalogueArea,
    Dimension,
    Filler,
    Series,
    SeriesKind,
)
from terytoria.statistics.catalogue.units import Measure, MeasureError
from terytoria.territory import Level

BASES = ("", "NSP2011", "NSP2021")
_LEVELS = {Level.GMINA.value: Level.GMINA, Level.POWIAT.value: Level.POWIAT}


def read_units(root: Entry) -> tuple[dict[str, Measure], dict[str, str]]:
    """Measure and English name of each unit of ``units.yaml``."""
    found: dict[str, Measure] = {}
    names: dict[str, str] = {}
    for unit, entry in root.free_mapping().items():
        fields = entry.mapping({"en", "measure"})
        names[unit] = fields["en"].text()
        try:
            found[unit] = Measure.parse(fields["measure"].text())
        except MeasureError as problem:
            raise fields["measure"].fail(str(problem), "write e.g. '0.001 szt./osoba'") from None
    return found, names


def english_units(root: Entry) -> dict[str, str]:
    """English name of each unit of ``units.yaml``."""
    fields = {unit: entry.free_mapping() for unit, entry in root.free_mapping().items()}
    return {unit: found["en"].text() for unit, found in fields.items()}


def read_formula(entry: Entry) -> Expression:
    """Formula of an entry; a bad one is a :class:`CatalogueError` with its line."""
    try:
        return parse(entry.text())
    except FormulaError as problem:
        remedy = "use series names, numbers, + - * /, @-years and ~years"
        raise entry.fail(f"bad formula: {problem}", remedy) from None


def read_series(root: Entry, units: Mapping[str, Measure]) -> dict[str, Series]:
    """All series of ``series.yaml``; those made of others are checked for cycles and units."""
    found: dict[str, Series] = {}
    entries: dict[str, Entry] = {}
    for name, entry in root.free_mapping().items():
        found[name] = _series(name, entry, units)
        entries[name] = entry
    _add_pseudo(found)
    for name, series in found.items():
        if series.formula is not None:
            _check_derived(series, series.formula, entries[name], found, units)
    return found


def _add_pseudo(found: dict[str, Series]) -> None:
    levels = (Level.GMINA, Level.POWIAT)
    found[AREA_KM2] = Series(AREA_KM2, "Powierzchnia", "Area", "km²", SeriesKind.AMOUNT, "", levels)


def _series(name: str, entry: Entry, units: Mapping[str, Measure]) -> Series:
    if name == AREA_KM2:
        raise entry.fail(f"{AREA_KM2!r} comes from the register", "choose another name")
    optional = {"base", "rounding", "levels", "formula"}
    fields = entry.mapping({"pl", "en", "unit", "kind"}, optional)
    levels = ["gmina"]
    if "levels" in fields:
        levels = [item.choice(tuple(_LEVELS)) for item in fields["levels"].items()]
    return Series(
        name,
        fields["pl"].text(),
        fields["en"].text(),
        read_unit(fields["unit"], units),
        SeriesKind(fields["kind"].choice([kind.value for kind in SeriesKind])),
        fields["base"].choice(BASES) if "base" in fields else "",
        tuple(_LEVELS[level] for level in levels),
        _rounding(fields["rounding"]) if "rounding" in fields else {},
        read_formula(fields["formula"]) if "formula" in fields else None,
    )


def read_unit(entry: Entry, units: Mapping[str, Measure]) -> str:
    """A unit of the vocabulary."""
    unit = entry.text()
    if unit not in units:
        raise entry.fail(
            f"unknown unit {unit!r}", f"{nearest(unit, units)} or add it to units.yaml"
        )
    return unit


def _rounding(entry: Entry) -> dict[int, float]:
    steps: dict[int, float] = {}
    for year, step in entry.free_mapping().items():
        if not year.isdigit() or step.number() <= 0:
            raise step.fail("rounding maps a year to a step above zero", "write {2024: 10}")
        steps[int(year)] = step.number()
    return steps


def _check_derived(
    series: Series,
    formula: Expression,
    entry: Entry,
    known: Mapping[str, Series],
    units: Mapping[str, Measure],
) -> None:
    for level in series.levels:
        check_series(formula, entry, known, level)
    cycle = _cycle(series.id, known)
    if cycle:
        raise entry.fail(f"cycle: {' -> '.join(cycle)}", "break it: no series may need itself")
    measure = measure_of(formula, entry, known, units)
    if not measure.same(units[series.unit]):
        problem = f"unit mismatch: {series.id} is in {series.unit!r}, its formula in {measure}"
        raise entry.fail(problem, "correct the unit or the formula")


def _cycle(start: str, known: Mapping[str, Series]) -> tuple[str, ...]:
    """The way from a series back to itself, or nothing."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        formula = known[way[-1]].formula
        for name in sorted(formula.series if formula else ()):
            if name == start:
                return (*way, name)
            if name in known and name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()


def check_series(
    formula: Expression, entry: Entry, known: Mapping[str, Series], level: Level
) -> None:
    """Every series of a formula is in the catalogue and published at the level."""
    for name in sorted(formula.series):
        if name not in known:
            remedy = f"{nearest(name, known)} or add it to series.yaml"
            raise entry.fail(f"unknown series {name!r}", remedy)
        if level not in known[name].levels:
            there = ", ".join(known[name].levels)
            problem = f"series {name!r} is not published for a {level}"
            raise entry.fail(problem, f"it is published for: {there}")


def measure_of(
    formula: Expression, entry: Entry, known: Mapping[str, Series], units: Mapping[str, Measure]
) -> Measure:
    """Measure of a formula; terms that cannot be added are a :class:`CatalogueError`.

    A number in a formula converts, it does not weigh: ``0.001 * x`` of ``x`` in ``0.001 szt.`` is
    in ``szt.``.
    """
    measures = []
    for term in formula:
        measure = Measure(1 / abs(term.coefficient))
        for factor in term.factors:
            other = units[known[factor.series].unit]
            measure = measure / other if factor.divides else measure * other
        measures.append(measure)
    for term, measure in zip(formula.terms, measures, strict=True):
        if not measure.same(measures[0]):
            problem = f"unit mismatch: {formula.terms[0]} is in {measures[0]}, {term} in {measure}"
            raise entry.fail(problem, "add only terms of one unit")
    return measures[0]


def read_dimensions(root: Entry) -> tuple[dict[str, Dimension], dict[str, CatalogueArea]]:
    """Dimensions and areas of ``dimensions.yaml``, in the order of the file."""
    dimensions: dict[str, Dimension] = {}
    areas: dict[str, CatalogueArea] = {}
    letters: set[str] = set()
    for entry in root.items():
        fields = entry.mapping({"id", "name", "areas"})
        name, key = fields["name"].translated(), fields["id"].text()
        own = [_area(item, key) for item in fields["areas"].items()]
        dimensions[key] = Dimension(key, name.pl, name.en, tuple(area.id for area in own))
        for area in own:
            if area.id in areas or area.letter in letters:
                raise repeated(entry, f"area {area.id} ({area.letter})")
            areas[area.id] = area
            letters.add(area.letter)
    return dimensions, areas


def _area(entry: Entry, dimension: str) -> CatalogueArea:
    fields = entry.mapping({"id", "letter", "name", "fills"})
    name = fields["name"].translated()
    fillers = []
    for item in fields["fills"].items():
        parts = item.mapping({"name", "source"})
        fillers.append(Filler(parts["name"].translated(), parts["source"].text()))
    return CatalogueArea(
        fields["id"].text(), name.pl, name.en, dimension, fields["letter"].text(), tuple(fillers)
    )


def repeated(entry: Entry, what: str) -> CatalogueError:
    """The error of a thing defined twice."""
    return entry.fail(f"{what} is defined twice", "keep one of the definitions")
