"""The difference of two snapshots: values, years, series, footnotes, units, and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.language.numbers import NBSP
from terytoria.statistics.difference import (
    OtherCountryError,
    SnapshotDifference,
    difference,
    unit_changes,
    value_changes,
)
from terytoria.statistics.difference.units import UnitWhat
from terytoria.statistics.difference.values import Known
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic
from terytoria.territory import Kind, Level, Register, Unit

CODES = ("3201011", "3201043", "3217011", "3217023", "3217052")
KNOWN = Known(frozenset(CODES), frozenset(CODES), {("pop_total", 2024): 10.0})
Key = tuple[str, str, int]
Observed = Mapping[Key, float]
SCHEMA = {
    "level": pl.String,
    "series": pl.String,
    "unit": pl.String,
    "year": pl.Int16,
    "value": pl.Float64,
}
MIRRORED = {
    "revised": "revised",
    "added": "withdrawn",
    "new_year": "withdrawn_year",
    "new_series": "withdrawn_series",
    "new_unit": "withdrawn_unit",
}
MIRRORED |= {new: old for old, new in MIRRORED.items()}


def frame(observed: Observed, level: str = "gmina") -> pl.DataFrame:
    """Observations given as ``{(series, unit, year): value}``."""
    rows = [(level, *key, value) for key, value in observed.items()]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def whats(old: Observed, new: Observed, known: Known = KNOWN) -> dict[Key, str]:
    found = value_changes(frame(old), frame(new), known).values
    keys = zip(found["series"], found["unit"], found["year"], strict=True)
    return dict(zip(keys, found["what"], strict=True))


def spaced(text: str) -> str:
    return text.replace(NBSP, " ")


keys = st.tuples(
    st.sampled_from(["deaths", "pop_total"]), st.sampled_from(CODES), st.integers(2019, 2024)
)
numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 2))
countries = st.dictionaries(keys, numbers, max_size=40)


class TestValues:
    @given(countries)
    def test_nothing_differs_from_itself(self, observed: Observed) -> None:
        assert whats(observed, observed) == {}

    @given(countries, countries)
    def test_mirrored(self, old: Observed, new: Observed) -> None:
        there = value_changes(frame(old), frame(new), KNOWN).values
        back = value_changes(frame(new), frame(old), KNOWN).values
        mirror = back.rename({"old": "new", "new": "old"}).with_columns(
            pl.col("what").replace_strict(MIRRORED)
        )
        columns = ["level", "series", "unit", "year", "what", "old", "new"]
        assert there.select(columns).equals(mirror.select(columns))

    @given(countries, st.data())
    def test_random_revisions_are_found_exactly(self, old: Observed, data: st.DataObject) -> None:
        revised = data.draw(st.sets(st.sampled_from(sorted(old)))) if old else set()
        new = {key: value + 11.5 * (key in revised) for key, value in old.items()}
        found = value_changes(frame(old), frame(new), KNOWN).values
        pairs = {
            (row["series"], row["unit"], row["year"]): (row["old"], row["new"])
            for row in found.to_dicts()
        }
        assert pairs == {key: (old[key], new[key]) for key in revised}
        assert not found["within"].any()

    @given(countries, countries)
    def test_every_value_is_accounted_for(self, old: Observed, new: Observed) -> None:
        years = value_changes(frame(old), frame(new), KNOWN).years
        assert years["before"].sum() == len(old)
        assert years["after"].sum() == len(new)
        assert years["both"].sum() == len(old.keys() & new.keys())

    def test_missing_is_not_zero(self) -> None:
        old = {("deaths", CODES[0], 2020): 0.0, ("deaths", CODES[1], 2020): 5.0}
        new = {("deaths", CODES[1], 2020): 5.0, ("deaths", CODES[2], 2020): 0.0}
        found = value_changes(frame(old), frame(new), KNOWN).values
        assert found.select("what", "old", "new").rows() == [
            ("withdrawn", 0.0, None),
            ("added", None, 0.0),
        ]
        assert found["relative"].null_count() == 2

    def test_the_widest_reason_is_told(self) -> None:
        old = {("deaths", CODES[0], 2020): 1.0, ("births", CODES[0], 2020): 1.0}
        new = {
            ("deaths", CODES[0], 2020): 1.0,
            ("deaths", CODES[1], 2020): 2.0,
            ("deaths", CODES[0], 2021): 3.0,
            ("pop_total", CODES[0], 2020): 4.0,
        }
        assert whats(old, new) == {
            ("births", CODES[0], 2020): "withdrawn_series",
            ("deaths", CODES[0], 2021): "new_year",
            ("deaths", CODES[1], 2020): "added",
            ("pop_total", CODES[0], 2020): "new_series",
        }

    def test_values_of_new_and_gone_units(self) -> None:
        known = Known(frozenset(CODES[:2]), frozenset(CODES[1:3]), {})
        old = {("deaths", code, 2020): 1.0 for code in CODES[:2]}
        new = {("deaths", code, 2020): 1.0 for code in CODES[1:3]}
        assert whats(old, new, known) == {
            ("deaths", CODES[0], 2020): "withdrawn_unit",
            ("deaths", CODES[2], 2020): "new_unit",
        }

    @pytest.mark.parametrize(
        ("year", "new", "within"),
        [(2024, 4391.0, True), (2024, 4400.0, True), (2024, 4410.0, False), (2020, 4391.0, False)],
    )
    def test_rounding_of_the_series(self, year: int, new: float, within: bool) -> None:
        key = ("pop_total", CODES[0], year)
        found = value_changes(frame({key: 4390.0}), frame({key: new}), KNOWN).values
        assert found["within"].to_list() == [within]

    def test_a_number_written_twice_is_within(self) -> None:
        key = ("deaths", CODES[0], 2020)
        found = value_changes(frame({key: 61.323}), frame({key: 61.32300000000001}), KNOWN).values
        assert found["within"].to_list() == [True]

    def test_relative_to_zero_is_unknown(self) -> None:
        key = ("deaths", CODES[0], 2020)
        found = value_changes(frame({key: 0.0}), frame({key: 3.0}), KNOWN).values
        assert found["relative"].to_list() == [None]


def gmina(code: str, name: str) -> Unit:
    kind = {"1": Kind.URBAN, "2": Kind.RURAL, "3": Kind.URBAN_RURAL}[code[-1]]
    return Unit(code, name, Level.GMINA, kind, code[:4], 1.0)


def registered(*gminas: Unit, powiat: str = "wałecki") -> Register:
    above = [
        Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 1.0),
        Unit("32", "zachodniopomorskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 1.0),
        Unit("3217", powiat, Level.POWIAT, Kind.POWIAT, "32", 1.0),
    ]
    return Register([*above, *gminas])


def told(*pairs: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame(list(pairs), schema={"old": pl.String, "new": pl.String}, orient="row")


TUCZNO, CZLOPA, WALCZ = (
    gmina("3217043", "Tuczno"),
    gmina("3217023", "Człopa"),
    gmina("3217052", "Wałcz"),
)


class TestUnits:
    def test_same_registers(self) -> None:
        register = registered(TUCZNO, CZLOPA)
        assert unit_changes(register, register, told()).changes == ()

    def test_new_and_gone(self) -> None:
        found = unit_changes(registered(TUCZNO), registered(CZLOPA), told())
        assert found.explain().splitlines() == [
            "Gmina Człopa (3217023): nowa jednostka.",
            "Gmina Tuczno (3217043): jednostki już nie ma.",
        ]
        assert found.same == {}

    def test_renamed(self) -> None:
        other = gmina("3217043", "Tuczno Krajeńskie")
        found = unit_changes(registered(TUCZNO), registered(other), told())
        assert [one.what for one in found.changes] == [UnitWhat.RENAMED]
        expected = "Gmina Tuczno (3217043): nowa nazwa, gmina Tuczno Krajeńskie (3217043)."
        assert found.explain() == expected

    def test_a_powiat_renamed(self) -> None:
        found = unit_changes(registered(), registered(powiat="tuczyński"), told())
        assert found.explain() == "Powiat wałecki (3217): nowa nazwa, powiat tuczyński (3217)."

    def test_a_village_became_a_town(self) -> None:
        town = gmina("3217053", "Wałcz")
        found = unit_changes(registered(WALCZ), registered(town), told())
        assert found.same == {"3217052": "3217053"}
        assert found.explain() == (
            "Gmina Wałcz (3217052): zmiana rodzaju, "
            "gmina wiejska → gmina miejsko-wiejska (nowy kod 3217053)."
        )

    def test_a_change_of_kind_that_is_also_told(self) -> None:
        town = gmina("3217053", "Wałcz Nowy")
        found = unit_changes(registered(WALCZ), registered(town), told(("3217052", "3217053")))
        assert [one.what for one in found.changes] == [UnitWhat.KIND, UnitWhat.RENAMED]

    def test_one_gone_two_heirs_of_its_digits_is_no_change_of_kind(self) -> None:
        heirs = (gmina("3217051", "Wałcz"), gmina("3217053", "Wałcz"))
        found = unit_changes(registered(WALCZ), registered(*heirs), told())
        assert [one.what.value for one in found.changes] == ["new", "new", "gone"]

    def test_merged_into_a_neighbour(self) -> None:
        pairs = told(("3217043", "3217023"), ("3217023", "3217023"))
        found = unit_changes(registered(TUCZNO, CZLOPA), registered(CZLOPA), pairs)
        assert found.explain() == (
            "Gmina Tuczno (3217043) → połączenie; teraz: gmina Człopa (3217023)."
        )
        assert found.same == {}

    def test_merged_into_a_new_one(self) -> None:
        both = gmina("3217063", "Człopa i Tuczno")
        pairs = told(("3217043", "3217063"), ("3217023", "3217063"))
        found = unit_changes(registered(TUCZNO, CZLOPA), registered(both), pairs)
        assert found.table().rows() == [
            (
                *("merged", "3217023 3217043", "gmina Człopa i gmina Tuczno"),
                *("3217063", "gmina Człopa i Tuczno"),
            )
        ]

    def test_split(self) -> None:
        old = registered(gmina("3217063", "Razem"))
        pairs = told(("3217063", "3217043"), ("3217063", "3217023"))
        found = unit_changes(old, registered(TUCZNO, CZLOPA), pairs)
        assert found.explain() == (
            "Gmina Razem (3217063) → podział; teraz: gmina Człopa (3217023) i "
            "gmina Tuczno (3217043)."
        )

    def test_carved_out(self) -> None:
        found = unit_changes(
            registered(CZLOPA), registered(CZLOPA, TUCZNO), told(("3217023", "3217043"))
        )
        assert [one.what for one in found.changes] == [UnitWhat.SPLIT]

    def test_a_new_code(self) -> None:
        moved = gmina("3217082", "Wałcz")
        found = unit_changes(registered(WALCZ), registered(moved), told(("3217052", "3217082")))
        assert found.same == {"3217052": "3217082"}
        assert "nowy kod" in found.explain()

    def test_changes_of_other_times_say_nothing(self) -> None:
        register = registered(TUCZNO, CZLOPA)
        pairs = told(("3217099", "3217023"), ("3217023", "3217043"))
        assert unit_changes(register, register, pairs).changes == ()

    @given(st.sets(st.sampled_from(CODES)), st.sets(st.sampled_from(CODES)))
    def test_mirrored(self, old: set[str], new: set[str]) -> None:
        before, after = (registered(*(gmina(code, "X") for code in codes)) for codes in (old, new))
        there = unit_changes(before, after, told()).changes
        back = unit_changes(after, before, told()).changes
        assert {one.new for one in there if one.what is UnitWhat.NEW} == {
            one.old for one in back if one.what is UnitWhat.GONE
        }
        assert len(there) == len(back)


Derive = Callable[..., Snapshot]


@pytest.fixture
def derived(store: Store, stored: Snapshot) -> Derive:
    """Maker of snapshots out of the stored one: ``derived(observations=…)``."""

    def build(**tables: pl.DataFrame) -> Snapshot:
        return derive(store, stored, tables, Derivation("nowe", "2026-11-22", "Zmiana."))

    return build


def observed(snapshot: Snapshot, **to: object) -> pl.DataFrame:
    """The observations with some rows changed: ``series``, ``year``, ``unit`` say which."""
    value = to.pop("value")
    hit = pl.all_horizontal(pl.col(name) == key for name, key in to.items())
    return snapshot.table("observations").with_columns(
        value=pl.when(hit).then(value).otherwise("value")
    )


class TestSnapshots:
    def test_with_itself(self, stored: Snapshot) -> None:
        found = difference(stored, stored)
        assert found.empty
        assert found.explain() == "Migawki się nie różnią."
        assert found.summary() == ("Migawki się nie różnią.",)
        assert found.table().height == 0

    def test_one_revision(self, stored: Snapshot, derived: Derive) -> None:
        changed = observed(stored, series="pop_total", unit="3217023", year=2024, value=4500.0)
        found = difference(stored, derived(observations=changed))
        assert found.revised.select("unit", "old", "new").rows() == [("3217023", 4600.0, 4500.0)]
        row = found.table().row(0, named=True)
        assert (row["compared"], row["revised"], row["within"]) == (10, 1, 0)
        assert row["share"] == pytest.approx(0.1)
        assert row["largest"] == row["median"] == pytest.approx(100 / 4600)
        assert "gmina Człopa (3217023), 2024 r.: 4600 → 4500 (−2,2%)" in spaced(found.explain())
        assert spaced(found.summary()[0]) == "Zmieniono 1 wartość w 1 szeregu (najwięcej o 2,2%)."

    def test_within_rounding_stands_apart(self, stored: Snapshot, derived: Derive) -> None:
        changed = observed(stored, series="pop_total", unit="3217023", year=2024, value=4604.0)
        found = difference(stored, derived(observations=changed))
        assert found.revised.height == 0
        assert found.table()["within"].to_list() == [1]
        assert spaced(found.summary()[0]) == "Zmieniono tylko 1 wartość w granicach zaokrąglenia."
        assert "1 w granicach zaokrąglenia" in found.explain()

    def test_a_new_year(self, stored: Snapshot, derived: Derive) -> None:
        rows = stored.table("observations")
        more = rows.filter(series="deaths").with_columns(year=pl.lit(2021, pl.Int16))
        found = difference(stored, derived(observations=pl.concat([rows, more])))
        assert found.table()["new_years"].to_list() == [[2021]]
        assert found.table()["new_values"].to_list() == [5]
        assert "Nowe lata: 2021 r. (w 1 szeregu)." in map(spaced, found.summary())
        assert "· nowe: 2021 r. (1 szereg, 5 wartości): „Zgony” (gminy)" in spaced(found.explain())

    def test_withdrawn_values_years_and_series(self, stored: Snapshot, derived: Derive) -> None:
        rows = stored.table("observations").filter(
            (pl.col("series") != "deaths")
            & ~((pl.col("series") == "pop_total") & (pl.col("year") == 2020))
            & ~((pl.col("series") == "unemployed") & (pl.col("unit") == "3217023"))
        )
        found = difference(stored, derived(observations=rows))
        by_series = {(row["level"], row["series"]): row for row in found.table().to_dicts()}
        assert by_series["gmina", "deaths"]["status"] == "withdrawn"
        assert by_series["gmina", "pop_total"]["withdrawn_years"] == [2020]
        assert by_series["gmina", "unemployed"]["withdrawn"] == 1
        text = spaced(found.explain())
        assert "„Zgony” (gminy): wycofany" in text
        assert "gmina Człopa (3217023), 2024 r.: 115 → brak danych" in text
        assert "Wartości w znanych już latach: 1 wycofana." in map(spaced, found.summary())

    def test_footnotes(self, stored: Snapshot, derived: Derive) -> None:
        marks = pl.DataFrame(
            {"level": "gmina", "series": "deaths", "unit": "3217023", "year": 2020, "mark": "x"},
            schema_overrides={"year": pl.Int16},
        )
        first = derived(footnotes=marks)
        found = difference(stored, first)
        assert not found.empty
        assert found.footnotes.select("old", "new").rows() == [(None, "x")]
        assert "gmina Człopa (3217023), 2020 r.: bez przypisu → x" in spaced(found.explain())
        other = derived(footnotes=marks.with_columns(mark=pl.lit("y")))
        assert difference(first, other).footnotes.select("old", "new").rows() == [("x", "y")]
        assert difference(first, stored).footnotes.select("old", "new").rows() == [("x", None)]

    def test_descriptions(self, stored: Snapshot, derived: Derive) -> None:
        base = pl.when(pl.col("series") == "deaths").then(pl.lit("NSP 2021")).otherwise("base")
        found = difference(stored, derived(series=stored.series.with_columns(base=base)))
        assert "„Zgony” (gminy): podstawa: – → NSP 2021" in found.explain()
        assert found.table()["descriptions"].to_list() == [1]

    def test_a_unit_that_goes_on_under_another_code(
        self, stored: Snapshot, derived: Derive
    ) -> None:
        unit = pl.col("unit").replace({"3217052": "3217053"})
        code = pl.col("code").replace({"3217052": "3217053"})
        kind = pl.when(code == "3217053").then(pl.lit("urban-rural")).otherwise("kind")
        new = derived(
            units=stored.table("units").with_columns(kind=kind, code=code),
            observations=stored.table("observations").with_columns(unit=unit),
        )
        found = difference(stored, new)
        assert found.values.height == 0
        assert [one.what for one in found.units.changes] == [UnitWhat.KIND]
        assert spaced(found.summary()[-1]) == "Jednostki: 1 zmiana rodzaju."

    def test_a_synthetic_and_a_real_country(
        self, stored: Snapshot, store: Store, country, country_rows
    ) -> None:
        other = import_folder(country(country_rows[1:], synthetic=True), store)
        with pytest.raises(OtherCountryError, match="synthetic"):
            difference(stored, other)

    def test_two_invented_countries(self, store: Store, tmp_path: Path) -> None:
        made = []
        for seed in (1, 2):
            write_synthetic(tmp_path / str(seed), units=20, seed=seed)
            made.append(import_folder(tmp_path / str(seed), store))
        with pytest.raises(OtherCountryError, match="in common"):
            difference(*made)


def many(values: Mapping[str, tuple[float, float]], stored: Snapshot) -> SnapshotDifference:
    """The difference of frames of one series in one year, put into that of a snapshot."""
    before, after = (
        frame({("deaths", code, 2020): pair[at] for code, pair in values.items()}) for at in (0, 1)
    )
    codes = frozenset(values)
    found = value_changes(before, after, Known(codes, codes, {}))
    same = difference(stored, stored)
    fields = {**same.__dict__, "values": found.values, "years": found.years}
    return SnapshotDifference(**{name: fields[name] for name in same.__dataclass_fields__})


class TestSuspicion:
    def test_most_values_revised(self, stored: Snapshot) -> None:
        values = {f"32170{n:02d}": (100.0 + n, 100.0 + n + n % 7) for n in range(50)}
        found = many(values, stored)
        assert found.suspects.select("year", "both", "factor").rows() == [(2020, 50, None)]
        expected = "UWAGA: „Zgony” (gminy): zmieniono 84% wartości (2020 r.): sprawdź definicję."
        assert found.summary()[1] == expected

    def test_another_unit_of_measure(self, stored: Snapshot) -> None:
        found = many({f"32170{n:02d}": (n + 1.0, 1000.0 * (n + 1)) for n in range(50)}, stored)
        assert "wszystkie ×1000: sprawdź jednostkę miary." in found.summary()[1]
        back = many({f"32170{n:02d}": (1000.0 * (n + 1), n + 1.0) for n in range(50)}, stored)
        assert "wszystkie ÷1000" in back.summary()[1]

    def test_few_values_raise_none(self, stored: Snapshot) -> None:
        assert many({"3217023": (1.0, 2.0)}, stored).suspects.height == 0

    def test_a_finer_rounding_raises_none(self, stored: Snapshot, derived: Derive) -> None:
        rows = stored.table("observations")
        moved = (pl.col("series") == "pop_total") & (pl.col("year") == 2024)
        finer = rows.with_columns(value=pl.when(moved).then(pl.col("value") + 3).otherwise("value"))
        assert difference(stored, derived(observations=finer)).suspects.height == 0


@pytest.mark.poland
def test_the_real_country_against_itself_and_a_revision(poland: Snapshot, tmp_path: Path) -> None:
    rows = poland.table("observations")
    hit = pl.int_range(pl.len()) % 1000 == 0
    raised = rows.with_columns(value=pl.when(hit).then(pl.col("value") * 2 + 50).otherwise("value"))
    new = derive(
        Store(tmp_path), poland, {"observations": raised}, Derivation("nowe", "2027-01-01", "Z.")
    )
    found = difference(poland, new)
    kept = new.table("observations").join(rows, on=["level", "series", "unit", "year"], how="semi")
    lost = rows.height - kept.height
    expected = rows.filter(hit).height
    assert expected - lost <= found.revised.height <= expected
    assert difference(poland, poland).empty
