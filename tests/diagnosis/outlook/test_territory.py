"""Gminas divided after the start of the projection."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from terytoria.diagnosis.outlook import outlook
from terytoria.diagnosis.outlook.analysis import AREA
from terytoria.diagnosis.outlook.territory import Shown, reunited
from terytoria.territory import Area
from terytoria.territory.changes import Change, Correspondence, Edges, Link, What

MOTHER, SISTER, PART = "0112012", "0112022", "0112992"
SPLIT = Change(date(2023, 1, 1), What.SPLIT, (Link(MOTHER, MOTHER, None), Link(MOTHER, PART, None)))


def area(*codes: str) -> Area:
    return Area("Próba", codes, date(2026, 11, 1))


def test_a_divided_gmina_is_counted_in_the_whole_and_has_no_figure(make_country):
    country = make_country(changes=(SPLIT,))
    found = outlook(country, area(MOTHER, SISTER, PART))
    assert (found.units, found.changed, found.missing) == ((SISTER, AREA), (MOTHER, PART), ())
    plain = outlook(make_country(), area(MOTHER, SISTER, PART))
    assert found.people[-1, 0] == pytest.approx(plain.people[-1, 0])
    assert set(found.totals()["unit"]) == {SISTER, AREA}
    assert "granice zmieniły się po 2020 r." in " ".join(found.limits)


def test_an_area_without_the_part_leaves_the_mother_out(make_country):
    country = make_country(changes=(SPLIT,))
    found = outlook(country, area(MOTHER, SISTER))
    assert found.units == (SISTER, AREA)
    assert found.people[1] == pytest.approx(found.people[0])


def test_a_mother_alone_is_projected_within_her_old_borders(make_country):
    country = make_country(changes=(SPLIT,))
    found = outlook(country, area(MOTHER))
    assert (found.units, found.changed) == ((AREA,), (MOTHER,))
    assert found.limits[-1].startswith("Bez osobnej projekcji")


def test_a_split_before_the_start_changes_nothing(make_country):
    early = Change(date(2020, 1, 1), What.SPLIT, SPLIT.links)
    found = outlook(make_country(changes=(early,)), area(MOTHER, SISTER))
    assert found.changed == ()
    assert found.totals().equals(outlook(make_country(), area(MOTHER, SISTER)).totals())


def test_parts_are_given_back_from_their_year_on(country):
    register, edges = country.register, Edges(Correspondence((SPLIT,)))
    values = np.arange(len(register.gminas) * 3, dtype=float).reshape(-1, 3)
    found = reunited(values, [2022, 2023, 2024], register, edges)
    mother, part = register.index[MOTHER], register.index[PART]
    assert found[mother].tolist() == [
        values[mother, 0],
        values[mother, 1] + values[part, 1],
        values[mother, 2] + values[part, 2],
    ]
    others = [row for row in range(len(values)) if row != mother]
    np.testing.assert_array_equal(found[others], values[others])


def test_an_unknown_part_leaves_the_whole_unknown(country):
    register, edges = country.register, Edges(Correspondence((SPLIT,)))
    values = np.ones((len(register.gminas), 2))
    values[register.index[PART]] = np.nan
    found = reunited(values, [2022, 2023], register, edges)
    assert np.isnan(found[register.index[MOTHER]]).tolist() == [False, True]


def test_later_totals_of_both_parts_make_the_known_total(make_country):
    country = make_country(changes=(SPLIT,))
    frame = pl.DataFrame(
        {
            "level": ["gmina"] * 2,
            "series": ["pop_total"] * 2,
            "unit": [PART] * 2,
            "year": [2023, 2024],
            "value": [100.0, 110.0],
        }
    )
    country.observations = country.observations.with_frame(frame)
    both = outlook(country, area(MOTHER, SISTER, PART)).totals()
    totals = country.observations.panel("pop_total").year(2024)
    rows = [country.register.index[code] for code in (MOTHER, SISTER, PART)]
    known = both.filter(unit=AREA, year=2024)["persons"].item()
    assert known == pytest.approx(totals[rows].sum())


def test_who_is_shown_follows_the_edge_of_the_area():
    edges = Edges(Correspondence((SPLIT,)))
    inside = Shown.of((MOTHER, SISTER), (MOTHER, SISTER, PART), edges)
    assert (inside.own, inside.counted) == ((SISTER,), (MOTHER, SISTER))
    assert (inside.changed, inside.missing) == ((MOTHER, PART), ())
    alone = Shown.of((SISTER,), (SISTER, PART), edges)
    assert (alone.changed, alone.missing) == ((), (PART,))
    across = Shown.of((MOTHER, SISTER), (MOTHER, SISTER), edges)
    assert (across.own, across.counted, across.changed) == ((SISTER,), (SISTER,), (MOTHER,))
