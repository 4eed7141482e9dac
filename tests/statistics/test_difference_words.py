"""The words of a difference: numbers a reader can trust, lists that end, years as runs."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.language.numbers import NBSP
from terytoria.statistics.difference import SnapshotDifference, difference, words
from terytoria.statistics.difference.values import VALUES, YEARS
from terytoria.statistics.snapshot import Snapshot

Build = Callable[..., SnapshotDifference]
SPECIAL = {"series": "deaths", "level": "gmina", "unit": "3217023", "year": 2020}


def spaced(text: str) -> str:
    return text.replace(NBSP, " ")


@pytest.fixture
def build(stored: Snapshot) -> Build:
    """Maker of differences out of rows of values and of years."""
    same = difference(stored, stored)

    def made(values: list[dict[str, object]], years: list[dict[str, object]]):
        rows = [{**SPECIAL, "within": False, "relative": None, **row} for row in values]
        spans = [{**SPECIAL, **row} for row in years]
        fields = {name: getattr(same, name) for name in same.__dataclass_fields__}
        fields["values"] = pl.DataFrame(rows, schema=VALUES)
        spans = [{name: span[name] for name in YEARS} for span in spans]
        fields["years"] = pl.DataFrame(spans, schema=YEARS)
        return SnapshotDifference(**fields)

    return made


def counts(before: int, after: int, both: int, **more: object) -> dict[str, object]:
    return {"before": before, "after": after, "both": both, **more}


class TestChange:
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            (4390.0, 4500.0, "4390 → 4500 (+2,5%)"),
            (-3.0, -3.1, "−3,0 → −3,1 (−3,3%)"),
            (12677.0, 12841.801, "12 677 → 12 842 (+1,3%)"),
            (2940.56, 2.94056, "2940,56 → 2,94 (−99,9%)"),
            (0.1 + 0.2, 0.4, "0,3 → 0,4 (+33,3%)"),
            (1_000_000.0, 1_000_001.0, "1 000 000 → 1 000 001 (mniej niż 0,1%)"),
            (1e-9, 1e9, "0 → 1 000 000 000"),
            (0.0, 3.0, "0 → 3"),
            (3.0, 0.0, "3 → 0 (−100,0%)"),
            (74.0, None, "74 → brak danych"),
            (None, 74.0, "brak danych → 74"),
        ],
    )
    def test_told(self, old: float | None, new: float | None, told: str) -> None:
        assert spaced(words.change(old, new)) == told

    @given(st.floats(-1e9, 1e9, allow_nan=False), st.floats(0.001, 1e6))
    def test_values_that_differ_look_different(self, old: float, more: float) -> None:
        before, after = words.change(old, old + more).split(" (")[0].split(" → ")
        assert before != after


class TestShare:
    @pytest.mark.parametrize(
        ("part", "told"),
        [
            (1.0, "100%"),
            (0.996, "ponad 99%"),
            (0.98, "98%"),
            (0.5, "50%"),
            (0.034, "3,4%"),
            (0.0004, "mniej niż 0,1%"),
            (0.0, "0,0%"),
            (12.5, "1250%"),
            (1e30, f"ponad 10{NBSP}000 razy"),
        ],
    )
    def test_told(self, part: float, told: str) -> None:
        assert words.share(part) == told

    @given(st.floats(0.0005, 0.99))
    def test_never_rounded_to_nothing_or_everything(self, part: float) -> None:
        assert words.share(part) not in ("0%", "0,0%", "100%")


class TestSections:
    def test_years_stand_in_runs(self, build: Build) -> None:
        years = [counts(0, 5, 0, year=year) for year in (2016, 2017, 2018, 2020)]
        found = build(
            [{"what": "new_year", "new": 1.0, "year": year["year"]} for year in years],
            [counts(5, 5, 5, year=2015), *years],
        )
        assert "Nowe lata: 2016–2018 i 2020 r. (w 1 szeregu)." in map(spaced, found.summary())
        expected = "· nowe: 2016–2018 i 2020 r. (1 szereg, 4 wartości): „Zgony” (gminy)"
        assert expected in spaced(found.explain())

    def test_a_withdrawn_year(self, build: Build) -> None:
        found = build(
            [{"what": "withdrawn_year", "old": 1.0}], [counts(5, 0, 0), counts(1, 1, 1, year=2021)]
        )
        assert "Bez lat: 2020 r. (w 1 szeregu)." in map(spaced, found.summary())
        assert "· wycofane: 2020 r. (1 szereg, 1 wartość)" in spaced(found.explain())

    def test_the_years_of_a_new_series_are_not_told_again(self, build: Build) -> None:
        found = build([{"what": "new_series", "new": 1.0}], [counts(0, 1, 0)])
        assert found.table()["new_years"].to_list() == [[]]
        assert "Nowe szeregi: 1." in found.summary()
        assert "· „Zgony” (gminy): nowy" in found.explain()

    def test_new_and_withdrawn_values(self, build: Build) -> None:
        values = [
            {"what": "added", "new": 3.0, "unit": "3217011"},
            {"what": "withdrawn", "old": 5.0},
        ]
        found = build(values, [counts(2, 2, 1)])
        assert "Wartości w znanych już latach: 1 nowa, 1 wycofana." in map(spaced, found.summary())
        text = spaced(found.explain())
        assert "· „Zgony” (gminy): 1 nowa, 1 wycofana" in text
        assert "    miasto Wałcz (3217011), 2020 r.: brak danych → 3" in text
        assert found.summary()[0] == "Żadnej znanej wartości nie zmieniono."

    def test_revisions_and_those_within_rounding(self, build: Build) -> None:
        values = [
            {"what": "revised", "old": 60.0, "new": 63.0, "relative": 0.05},
            {"what": "revised", "old": 80.0, "new": 84.8, "relative": 0.06, "unit": "3217011"},
            {"what": "revised", "old": 9.0, "new": 9.1, "within": True, "unit": "3217052"},
        ]
        found = build(values, [counts(100, 100, 100)])
        first = spaced(found.explain()).splitlines()[1]
        assert first == (
            "· „Zgony” (gminy): 2 wartości z 100 (2,0%); zmiana typowa 5,5%, największa 6,0%; "
            "ponadto 1 w granicach zaokrąglenia"
        )
        assert spaced(found.explain()).splitlines()[2].strip().startswith("miasto Wałcz")
        assert spaced(found.summary()[0]).endswith("; ponadto 1 wartość w granicach zaokrąglenia.")

    def test_an_unknown_series_and_unit_keep_their_codes(self, build: Build) -> None:
        row = {"what": "revised", "old": 1.0, "new": 2.0, "relative": 1.0}
        found = build(
            [{**row, "series": "strange", "unit": "9999999"}],
            [counts(1, 1, 1, series="strange")],
        )
        text = spaced(found.explain())
        assert "„strange” (gminy)" in text
        assert "9999999, 2020 r.: 1 → 2 (+100,0%)" in text

    def test_long_lists_end(self, build: Build) -> None:
        row = {"what": "revised", "old": 100.0, "new": 200.0, "relative": 1.0}
        names = [f"s{n:02d}" for n in range(words.SHOWN + 5)]
        found = build(
            [{**row, "series": name} for name in names],
            [counts(100, 100, 100, series=name) for name in names],
        )
        lines = found.explain().splitlines()
        assert sum(line.startswith("· ") for line in lines) == words.SHOWN
        assert lines[-1] == spaced("… i jeszcze 5 pozycji.")


class TestOfUnits:
    def test_nothing(self, build: Build) -> None:
        found = build([], [])
        assert found.explain_units(["3217023"]) == "Wartości tego obszaru bez zmian."

    def test_only_the_units_asked_for(self, build: Build) -> None:
        values = [
            {"what": "revised", "old": 60.0, "new": 63.0, "relative": 0.05},
            {"what": "new_year", "new": 63.0, "year": 2021},
            {"what": "revised", "old": 60.0, "new": 66.0, "relative": 0.1, "unit": "3201011"},
        ]
        found = build(values, [counts(5, 5, 5), counts(0, 1, 0, year=2021)])
        assert found.of_units(["3217023"]).height == 2
        assert spaced(found.explain_units(["3217023"])).splitlines() == [
            "Wartości tego obszaru: zmienione: 1, z nowych lat: 1.",
            "· „Zgony” (gminy), gmina Człopa (3217023), 2020 r.: 60 → 63 (+5,0%)",
        ]


class TestJson:
    def test_everything_by_name(self, build: Build) -> None:
        body = build([{"what": "added", "new": 3.0}], [counts(1, 2, 1)]).to_json()
        assert body["old"] == body["new"]
        assert body["values"]["new"].to_list() == [3.0]
        assert body["series"]["added"].to_list() == [1]
        assert body["units"].height == 0
