"""Every kind of mistake in an entry or a formula, told with its line and its remedy in full."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.catalogue import CatalogueError, FormulaError, parse
from terytoria.statistics.catalogue.entries import Entry
from terytoria.statistics.catalogue.units import Measure, MeasureError
from terytoria.statistics.catalogue.vocabulary import read_dimensions, read_series, read_units

UNITS = {"osoba": Measure.parse("osoba"), "%": Measure.parse("0.01")}


def entry(text: str) -> Entry:
    """The value of the key ``it``, which stands on the third line."""
    return Entry.document("a.yaml", f"# first\n# second\nit: {text}\n").free_mapping()["it"]


READS = [
    ("", "text", "the text is empty", "write it"),
    ("[1]", "text", "a text is due here", "write one value"),
    ("many", "number", "'many' is not a number", "write a number"),
    (".inf", "number", "'.inf' is not a number", "write a number"),
    ("inf", "number", "'inf' is not finite", "write a finite number"),
    ("nan", "number", "'nan' is not finite", "write a finite number"),
    ("1.5", "integer", "'1.5' is not a whole number", "write a whole number"),
    ("a", "items", "a list is due here", "write '- item' lines or [a, b]"),
    ("a", "free_mapping", "a mapping is due here", "write 'key: value' lines"),
    ("{pl: a}", "translated", "the translation 'en' is missing", "write it beside the other"),
    ("{en: a}", "translated", "the translation 'pl' is missing", "write it beside the other"),
    ("{pl: a, en: b, de: c}", "translated", "unknown key 'de'", "use one of: en, pl"),
    ("{a: 1, a: 2}", "free_mapping", "the key 'a' is repeated", "keep one of them"),
]


@pytest.mark.parametrize(("text", "read", "problem", "remedy"), READS)
def test_a_value_of_another_kind_is_told_with_line_and_remedy(
    text: str, read: str, problem: str, remedy: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        getattr(entry(text), read)()
    assert str(caught.value) == f"a.yaml:3: {problem}; {remedy}"


def test_an_unknown_choice_names_the_few_or_the_nearest_of_many() -> None:
    with pytest.raises(CatalogueError, match=r"unknown value 'c'; use one of: a, b$"):
        entry("c").choice(["a", "b"])
    many = [f"series_{at:02d}" for at in range(20)]
    with pytest.raises(CatalogueError, match=r"unknown value 'serie_07'; did you mean 'series_07'"):
        entry("serie_07").choice(many)


@pytest.mark.parametrize(
    ("text", "line"), [("a: [1\nb: 2\n", 2), ("a: 'x\n", 2), ("\ta: 1\n", 1), ("a: 1\n b: 2\n", 2)]
)
def test_what_is_no_yaml_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(CatalogueError) as caught:
        Entry.document("a.yaml", text)
    assert caught.value.line == line
    assert caught.value.problem.startswith("not YAML: ")
    assert caught.value.remedy == "correct this line"


FORMULAS = [
    ("", "ends where a series is due"),
    ("   ", "ends where a series is due"),
    ("a +", "ends where a series is due"),
    ("+ a", "has an operator where a series is due"),
    ("a + * b", "has an operator where a series is due"),
    ("a * -b", "has an operator where a series is due"),
    ("a b", "has two names or numbers with no operator between them"),
    ("2 3", "has two names or numbers with no operator between them"),
    ("a / 0", "has a zero, which no formula needs"),
    ("0 * a", "has a zero, which no formula needs"),
    ("a~0", "sums over no year: write ~1 or more"),
    ("a ^ b", "cannot be read from character 2"),
    ("(a + b)", "cannot be read from character 1"),
    ("a@+1", "cannot be read from character 2"),
    ("Pop", "cannot be read from character 1"),
    ("a; import os", "cannot be read from character 2"),
    ("1e5 * a", "cannot be read from character 1"),
]


@pytest.mark.parametrize(("formula", "said"), FORMULAS)
def test_what_is_no_formula_is_told_where(formula: str, said: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(formula)
    assert said in str(caught.value)
    assert repr(formula) in str(caught.value)


@given(st.text("ab1@-~+*/ .", max_size=12))
def test_any_text_is_a_formula_that_reads_back_or_is_told(text: str) -> None:
    try:
        found = parse(text)
    except FormulaError:
        return
    assert parse(str(found)).series == found.series
    assert str(parse(str(found))) == str(found)


MEASURES = st.builds(
    Measure,
    st.sampled_from([1.0, 0.01, 0.001, 1000.0, 2.5]),
    st.sampled_from([(), (("osoba", 1),), (("osoba", -1), ("zł", 1)), (("km²", -1), ("osoba", 2))]),
)


class TestMeasures:
    @given(MEASURES)
    def test_a_written_measure_reads_back(self, measure: Measure) -> None:
        again = Measure.parse(str(measure))
        assert again.same_quantity(measure)
        assert again.same(measure)

    @given(MEASURES, MEASURES)
    def test_division_undoes_multiplication(self, one: Measure, other: Measure) -> None:
        assert (one * other / other).same(one)
        assert (one * other).same(other * one)
        assert (one / one).same(Measure())

    @pytest.mark.parametrize("text", ["", " ", "a b", "5 5", "a//b", "a*", "/", "1/2 a", "-1 a"])
    def test_what_is_no_measure_is_told(self, text: str) -> None:
        with pytest.raises(MeasureError):
            Measure.parse(text)


SERIES = [
    ("unknown kind", "a: {pl: A, en: A, unit: osoba, kind: heap}", "use one of: count, amount"),
    ("unknown unit", "a: {pl: A, en: A, unit: osob, kind: count}", "did you mean 'osoba'?"),
    ("unknown base", "a: {pl: A, en: A, unit: osoba, kind: count, base: NSP2031}", "NSP2021"),
    ("level", "a: {pl: A, en: A, unit: osoba, kind: count, levels: [wieś]}", "gmina, powiat"),
    ("levels", "a: {pl: A, en: A, unit: osoba, kind: count, levels: gmina}", "a list is due here"),
    ("rounding", "a: {pl: A, en: A, unit: osoba, kind: count, rounding: {x: 1}}", "{2024: 10}"),
    ("itself", "a: {pl: A, en: A, unit: osoba, kind: count, formula: a}", "cycle: a -> a"),
    ("formula", "a: {pl: A, en: A, unit: osoba, kind: count, formula: b +}", "bad formula"),
    ("no such", "a: {pl: A, en: A, unit: osoba, kind: count, formula: b}", "add it to series.yaml"),
    ("no name", "a: {en: A, unit: osoba, kind: count}", "the key 'pl' is missing"),
    ("twice", "a: {pl: A, en: A, unit: osoba, kind: count}\n? a\n: 1", "keep one of them"),
]  # fmt: skip


@pytest.mark.parametrize("case", SERIES, ids=[case[0] for case in SERIES])
def test_a_mistake_in_a_series_is_told(case: tuple[str, str, str]) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_series(Entry.document("series.yaml", case[1]), UNITS)
    assert str(caught.value).startswith("series.yaml:")
    assert case[2] in str(caught.value)


def test_a_series_of_gminas_cannot_be_made_of_one_of_powiats() -> None:
    text = (
        "a: {pl: A, en: A, unit: osoba, kind: count, levels: [powiat]}\n"
        "b: {pl: B, en: B, unit: osoba, kind: count, formula: a}\n"
    )
    with pytest.raises(CatalogueError) as caught:
        read_series(Entry.document("series.yaml", text), UNITS)
    assert str(caught.value) == (
        "series.yaml:2: series 'a' is not published for a gmina; it is published for: powiat"
    )


def test_units_and_dimensions_tell_what_they_lack() -> None:
    with pytest.raises(CatalogueError, match=r"units\.yaml:1: the key 'measure' is missing"):
        read_units(Entry.document("units.yaml", "osoba: {en: person}"))
    with pytest.raises(CatalogueError, match=r"dimensions\.yaml:1: the key 'areas' is missing"):
        read_dimensions(Entry.document("dimensions.yaml", "- {id: a, name: {pl: a, en: a}}"))
