"""The packaged catalogue keeps its promises; a wrong one is refused with file and line."""

from __future__ import annotations

import pickle
import re
import shutil
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from terytoria.statistics.catalogue import (
    AREA_KM2,
    Catalogue,
    CatalogueError,
    Direction,
    IntervalKind,
    SeriesKind,
    UnknownIndicatorError,
)
from terytoria.territory import Level

UNITS = """\
osoba: {en: person, measure: osoba}
zł: {en: PLN, measure: zł}
km²: {en: km², measure: km²}
"%": {en: "%", measure: 0.01}
na 1000: {en: per 1000, measure: 0.001}
"""
SERIES = """\
pop: {pl: Ludność, en: Population, unit: osoba, kind: count, rounding: {2024: 10}}
dead: {pl: Zgony, en: Deaths, unit: osoba, kind: count}
money: {pl: Dochody, en: Revenue, unit: zł, kind: amount}
wage: {pl: Płaca, en: Wage, unit: zł, kind: rate, levels: [powiat]}
double: {pl: Dwa, en: Two, unit: osoba, kind: count, formula: pop + dead}
"""
DIMENSIONS = """\
- id: spoleczny
  name: {pl: społeczny, en: social}
  areas:
  - id: ludnosc
    letter: L
    name: {pl: ludność, en: population}
    fills:
    - {name: {pl: zgony, en: deaths}, source: GUS}
"""
INDICATOR = """\
area: ludnosc
indicators:
- id: L-01
  name: {pl: Zgony, en: Deaths}
  definition: {pl: Zgony na 1000, en: Deaths per 1000}
  unit: na 1000
  decimals: 1
  direction: less_is_better
  interval: poisson
  segments:
  - {base: "", numerator: dead, denominator: pop, multiplier: 1000}
  bdl: "65"
  interpretation: {pl: Mniej to lepiej., en: Fewer is better.}
"""
VARIABLES = """\
"65":
  name: {pl: zgony, en: deaths}
  unit: osoba
  series:
  - {id: dead, last: 2019}
  - {id: pop, first: 2020}
  source: one list
  verified_on: 2026-01-02
"""
Change = tuple[str, str, str]


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writer of a small catalogue with texts replaced: ``written((file, old, new), ...)``."""

    def write(*changes: Change) -> Path:
        texts = {
            "units.yaml": UNITS,
            "series.yaml": SERIES,
            "dimensions.yaml": DIMENSIONS,
            "variables.yaml": VARIABLES,
            "ludnosc.yaml": INDICATOR,
        }
        for file, old, new in changes:
            assert old in texts[file]
            texts[file] = texts[file].replace(old, new)
        for file, text in texts.items():
            (tmp_path / file).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_small_catalogue_is_read_whole(written: Callable[..., Path]) -> None:
    catalogue = Catalogue.read(written())
    indicator = catalogue.indicator("L-01")
    assert (indicator.dimension, indicator.area, indicator.level) == (
        "spoleczny",
        "ludnosc",
        Level.GMINA,
    )
    assert indicator.direction is Direction.LESS_IS_BETTER
    assert indicator.interval is IntervalKind.POISSON
    assert indicator.bdl_id == "65"
    variable = catalogue.variables["65"]
    assert (variable.unit, variable.source) == ("osoba", "one list")
    assert variable.verified_on == date(2026, 1, 2)
    assert [each.id for each in variable.series if each.holds(2019)] == ["dead"]
    assert [each.id for each in variable.series if each.holds(2020)] == ["pop"]
    assert indicator.formula_text == "1000 * dead / pop"
    assert catalogue.of_area("ludnosc") == (indicator,)
    assert catalogue.areas["ludnosc"].fills[0].name.pl == "zgony"
    assert catalogue.series["pop"].rounding == {2024: 10}
    assert catalogue.series["double"].derived


WRONG: list[tuple[str, Change, str, int, str]] = [
    ("unknown series", ("ludnosc.yaml", "denominator: pop,", "denominator: popp,"),
     "ludnosc.yaml", 11, "did you mean 'pop'"),
    ("unknown series in a derived one", ("series.yaml", "pop + dead", "pop + deaf"),
     "series.yaml", 5, "did you mean 'dead'"),
    ("cycle of one", ("series.yaml", "formula: pop + dead", "formula: pop + double"),
     "series.yaml", 5, "double -> double"),
    ("unit mismatch between terms", ("ludnosc.yaml", "numerator: dead", "numerator: dead - money"),
     "ludnosc.yaml", 11, "add only terms of one unit"),
    ("unit mismatch with the shown unit", ("ludnosc.yaml", "unit: na 1000", "unit: zł"),
     "ludnosc.yaml", 11, "correct the unit"),
    ("unit mismatch of the multiplier", ("ludnosc.yaml", "multiplier: 1000", "multiplier: 100"),
     "ludnosc.yaml", 11, "write multiplier: 1000"),
    ("unit mismatch of a derived series", ("series.yaml", "unit: osoba, kind: count, formula",
     "unit: zł, kind: count, formula"), "series.yaml", 5, "unit mismatch"),
    ("unknown unit", ("ludnosc.yaml", "unit: na 1000", "unit: na 100"),
     "ludnosc.yaml", 6, "add it to units.yaml"),
    ("unknown area", ("ludnosc.yaml", "area: ludnosc", "area: ludnosci"),
     "ludnosc.yaml", 1, "did you mean 'ludnosc'"),
    ("missing translation", ("ludnosc.yaml", "{pl: Zgony, en: Deaths}", "{pl: Zgony}"),
     "ludnosc.yaml", 4, "'en' is missing"),
    ("empty translation", ("ludnosc.yaml", "{pl: Zgony, en: Deaths}", '{pl: Zgony, en: ""}'),
     "ludnosc.yaml", 4, "the text is empty"),
    ("missing key", ("ludnosc.yaml", "  decimals: 1\n", ""), "ludnosc.yaml", 3, "'decimals'"),
    ("unknown key", ("ludnosc.yaml", "decimals: 1", "decimal: 1"), "ludnosc.yaml", 7, "use one of"),
    ("repeated key", ("ludnosc.yaml", "  decimals: 1\n", "  decimals: 1\n  decimals: 2\n"),
     "ludnosc.yaml", 8, "repeated"),
    ("bad grammar", ("ludnosc.yaml", "numerator: dead", "numerator: dead^2"),
     "ludnosc.yaml", 11, "bad formula"),
    ("bad direction", ("ludnosc.yaml", "less_is_better", "lower_is_better"),
     "ludnosc.yaml", 8, "use one of: more_is_better"),
    ("bad interval", ("ludnosc.yaml", "poisson", "fish"), "ludnosc.yaml", 9, "use one of"),
    ("bad id", ("ludnosc.yaml", "id: L-01", "id: X-01"), "ludnosc.yaml", 3, "write L- and two"),
    ("bad level", ("ludnosc.yaml", "  decimals", "  level: country\n  decimals"),
     "ludnosc.yaml", 7, "use one of: gmina, powiat"),
    ("level without the series", ("ludnosc.yaml", "denominator: pop", "denominator: wage"),
     "ludnosc.yaml", 11, "it is published for: powiat"),
    ("decimals that are none", ("ludnosc.yaml", "decimals: 1", "decimals: one"),
     "ludnosc.yaml", 7, "write a number"),
    ("decimals too many", ("ludnosc.yaml", "decimals: 1", "decimals: 9"),
     "ludnosc.yaml", 7, "write 0 to 4"),
    ("fractional decimals", ("ludnosc.yaml", "decimals: 1", "decimals: 1.5"),
     "ludnosc.yaml", 7, "whole number"),
    ("no segments", ("ludnosc.yaml",
     'segments:\n  - {base: "", numerator: dead, denominator: pop, multiplier: 1000}',
     "segments: []"), "ludnosc.yaml", 10, "at least one segment"),
    ("unknown variable", ("ludnosc.yaml", '"65"', '"66"'), "ludnosc.yaml", 12, "variables.yaml"),
    ("bad variable id", ("variables.yaml", '"65"', "P2137"), "variables.yaml", 2, "its digits"),
    ("bad day", ("variables.yaml", "2026-01-02", "yesterday"), "variables.yaml", 8, "YYYY-MM-DD"),
    ("a variable of an unknown series", ("variables.yaml", "id: dead", "id: dea"),
     "variables.yaml", 5, "dead"),
    ("a variable that gives one year twice", ("variables.yaml", "last: 2019", "last: 2020"),
     "variables.yaml", 2, "apart"),
    ("a series of a variable that ends before it starts",
     ("variables.yaml", "first: 2020", "first: 2020, last: 2019"),
     "variables.yaml", 2, "ends before"),
    ("not YAML", ("ludnosc.yaml", "decimals: 1", "decimals: [1"), "ludnosc.yaml", 8, "correct"),
    ("a list where a mapping is due", ("series.yaml", SERIES, "[1, 2]"),
     "series.yaml", 1, "a mapping is due"),
    ("an empty file", ("series.yaml", SERIES, ""), "series.yaml", 1, "empty"),
    ("a bad measure", ("units.yaml", "measure: osoba}", 'measure: "a b"}'),
     "units.yaml", 1, "szt./osoba"),
    ("a bad rounding", ("series.yaml", "{2024: 10}", "{2024: 0}"), "series.yaml", 1, "rounding"),
    ("a series named as the area", ("series.yaml", "money:", "area_km2:"),
     "series.yaml", 3, "choose another name"),
    ("a letter used twice", ("dimensions.yaml", DIMENSIONS,
     DIMENSIONS + DIMENSIONS.replace("spoleczny", "drugi").replace("id: ludnosc", "id: inny")),
     "dimensions.yaml", 9, "defined twice"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "file", "line", "said"),
    [pytest.param(*case[1:], id=case[0]) for case in WRONG],
)
def test_a_mistake_names_file_line_and_remedy(
    written: Callable[..., Path], change: Change, file: str, line: int, said: str
) -> None:
    folder = written(change)
    with pytest.raises(CatalogueError) as caught:
        Catalogue.read(folder)
    assert (caught.value.file, caught.value.line) == (file, line)
    assert str(caught.value).startswith(f"{file}:{line}: ")
    assert said in str(caught.value)
    assert caught.value.remedy


def test_a_longer_cycle_is_shown_whole(written: Callable[..., Path]) -> None:
    first = "one: {pl: A, en: A, unit: osoba, kind: count, formula: two}\n"
    second = "two: {pl: B, en: B, unit: osoba, kind: count, formula: double}\n"
    change = ("series.yaml", "formula: pop + dead}\n", "formula: one}\n" + first + second)
    with pytest.raises(CatalogueError, match="double -> one -> two -> double"):
        Catalogue.read(written(change))


def test_an_indicator_defined_twice_is_refused(written: Callable[..., Path]) -> None:
    again = INDICATOR + INDICATOR.split("indicators:\n")[1]
    with pytest.raises(CatalogueError, match="indicator L-01 is defined twice") as caught:
        Catalogue.read(written(("ludnosc.yaml", INDICATOR, again)))
    assert caught.value.line == 14


def test_totals_and_ratios_do_not_mix(written: Callable[..., Path]) -> None:
    change = (
        "ludnosc.yaml",
        "multiplier: 1000}",
        "multiplier: 1000}\n  - {base: b, numerator: dead}",
    )
    with pytest.raises(CatalogueError):
        Catalogue.read(written(change))


def test_a_missing_file_is_named(written: Callable[..., Path]) -> None:
    folder = written()
    (folder / "units.yaml").unlink()
    with pytest.raises(CatalogueError, match=r"units\.yaml:1: the file is missing"):
        Catalogue.read(folder)


def test_a_file_in_another_encoding_is_named(written: Callable[..., Path]) -> None:
    folder = written()
    (folder / "ludnosc.yaml").write_bytes(INDICATOR.encode("cp1250") + "ąż".encode("cp1250"))
    with pytest.raises(CatalogueError, match="not UTF-8"):
        Catalogue.read(folder)


class TestPackaged:
    """Promises about the catalogue that ships."""

    def test_it_is_large_enough_and_covers_every_area(self) -> None:
        catalogue = Catalogue.load()
        assert len(catalogue.indicators) >= 90
        assert len(catalogue.dimensions) == 3
        assert [len(each.areas) for each in catalogue.dimensions.values()] == [4, 4, 4]
        for area in catalogue.areas.values():
            assert catalogue.of_area(area.id), area.id
            assert area.fills, area.id

    def test_it_is_read_once(self) -> None:
        assert Catalogue.load() is Catalogue.load()

    def test_it_travels_to_another_process(self) -> None:
        assert pickle.loads(pickle.dumps(Catalogue.load())) == Catalogue.load()  # noqa: S301 - own bytes

    def test_indicators_come_in_the_order_of_their_areas(self) -> None:
        catalogue = Catalogue.load()
        areas = [indicator.area for indicator in catalogue.indicators.values()]
        assert list(dict.fromkeys(areas)) == list(catalogue.areas)

    def test_ids_run_without_gaps_in_every_area(self) -> None:
        catalogue = Catalogue.load()
        for area in catalogue.areas.values():
            ids = [indicator.id for indicator in catalogue.of_area(area.id)]
            assert ids == [f"{area.letter}-{at:02d}" for at in range(1, len(ids) + 1)]

    def test_texts_are_sentences_and_names_are_unique(self) -> None:
        indicators = Catalogue.load().indicators.values()
        for each in indicators:
            texts = (each.definition_pl, each.definition_en)
            texts += (each.interpretation_pl, each.interpretation_en)
            for text in texts:
                assert text.endswith("."), (each.id, text)
                assert text[0].isupper() or text[0].isdigit(), (each.id, text)
            assert not each.name_pl.removesuffix(" r.").endswith("."), each.id
        assert len({each.name_pl for each in indicators}) == len(indicators)
        assert len({each.name_en for each in indicators}) == len(indicators)

    def test_polish_uses_its_own_punctuation(self) -> None:
        for each in Catalogue.load().indicators.values():
            for text in (each.name_pl, each.definition_pl, each.interpretation_pl):
                assert '"' not in text, each.id
                assert not re.search(r"\d-\d", text), each.id
                assert "  " not in text, each.id

    def test_no_variable_is_called_verified_by_nobody(self) -> None:
        for each in Catalogue.load().variables.values():
            assert each.source, each.id
            assert each.verified_on is None or each.verified_on <= date.today()  # noqa: DTZ011

    def test_intervals_stand_on_counts(self) -> None:
        catalogue = Catalogue.load()
        counted = {IntervalKind.POISSON, IntervalKind.WILSON, IntervalKind.SKELLAM}
        for each in catalogue.indicators.values():
            if each.interval in counted:
                read = set().union(*(part.numerator.series for part in each.segments))
                kinds = {catalogue.series[name].kind for name in read}
                assert kinds == {SeriesKind.COUNT}, each.id

    def test_rates_are_weighted_never_summed(self) -> None:
        """A published rate enters a total only times or over a weight."""
        catalogue = Catalogue.load()
        summable = {SeriesKind.COUNT, SeriesKind.AMOUNT}
        for each in catalogue.indicators.values():
            for segment in each.segments:
                for term in (term for part in segment.expressions for term in part):
                    kinds = [catalogue.series[f.series].kind for f in term.factors]
                    assert any(kind in summable for kind in kinds), (each.id, str(term))

    def test_a_change_compares_one_base(self) -> None:
        catalogue = Catalogue.load()
        for each in catalogue.indicators.values():
            for segment in each.segments:
                bases = {catalogue.series[name].base for name in segment.series} - {""}
                assert len(bases) <= 1, (each.id, bases)

    def test_an_unknown_indicator_names_the_nearest(self) -> None:
        with pytest.raises(UnknownIndicatorError, match="did you mean 'L-"):
            Catalogue.load().indicator("L-1")

    def test_the_area_of_units_is_no_observed_series(self) -> None:
        assert AREA_KM2 in Catalogue.load().series
        assert not Catalogue.load().series[AREA_KM2].derived

    def test_a_copy_of_its_files_reads_the_same(self, tmp_path: Path) -> None:
        data = files("terytoria.statistics.catalogue") / "data"
        for file in data.iterdir():
            if file.name.endswith(".yaml"):
                (tmp_path / file.name).write_text(file.read_text("utf-8"), encoding="utf-8")
        assert Catalogue.read(tmp_path) == Catalogue.load()
        shutil.rmtree(tmp_path)
