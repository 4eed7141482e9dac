"""Figures of the report: their tables hold the measured values, their words the extremes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl
import pytest

from terytoria.documents.model import Figure, figures_of
from terytoria.reports.diagnosis.context import WHOLE
from terytoria.reports.diagnosis.panels import (
    bars_panel,
    country_panel,
    dots_panel,
    heat_panel,
    map_panel,
    quadrant_panel,
    trend_panel,
)
from terytoria.reports.diagnosis.panels.heat import LIMITS, topic_percentiles
from terytoria.reports.diagnosis.panels.maps import CLASSES, SIDES, class_title, country_classes
from terytoria.reports.diagnosis.panels.values import WIDEST, cell, extremes, year_table
from terytoria.territory import Level


def figure(report: Any, name: str) -> Figure:
    return next(one for one in figures_of(report) if one.id == name)


def rows_of(drawn: Figure) -> dict[str, tuple[Any, ...]]:
    assert drawn.table is not None
    return {str(row[0]): row[1:] for row in drawn.table.rows}


@pytest.mark.parametrize("name", ["L-18", "F-03", "P-01", "T-01", "H-02"])
def test_bars_are_the_values_of_the_last_year(sample: Any, name: str) -> None:
    ctx = sample.context
    drawn = bars_panel(ctx, name, "rysunek-x", "Podpis")
    values, rows = ctx.values(name), rows_of(drawn)
    column = values.year(ctx.last_year(name))
    for unit, value in zip(values.units, column, strict=True):
        assert rows[ctx.label(unit)][0] == cell(value)
    assert drawn.table is not None
    assert drawn.table.highlight == (len(rows) - 1,)
    assert name in drawn.source


def test_limits_hold_their_values(sample: Any) -> None:
    for name in ("L-07", "L-18", "R-01"):
        for value, low, high, _ in rows_of(
            bars_panel(sample.context, name, "rysunek-x", "Podpis")
        ).values():
            if None not in (value, low, high):
                assert low <= value <= high


@pytest.mark.parametrize("name", ["L-09", "R-01", "F-01"])
def test_lines_run_over_the_known_years(sample: Any, name: str) -> None:
    ctx = sample.context
    drawn = trend_panel(ctx, name, "rysunek-x", "Podpis")
    values = ctx.values(name)
    known = [year for year in values.years if np.isfinite(values.year(year)).any()]
    assert f"{known[0]}–{known[-1]}" in drawn.alt
    for year in (year for year in values.breaks if year in known):
        assert str(year) in drawn.alt
    rows = rows_of(drawn)
    if len(known) <= WIDEST:
        assert rows[WHOLE] == tuple(cell(values.year(year)[-1]) for year in known)


def test_a_map_has_the_members_and_classes_of_the_country(sample: Any) -> None:
    ctx = sample.context
    drawn = map_panel(ctx, "M-04", "rysunek-x", "Podpis")
    classes = country_classes(ctx, "M-04", ctx.last_year("M-04"))
    assert len(classes.colours) == len(classes.limits) + 1
    assert list(classes.limits) == sorted(classes.limits)
    assert set(rows_of(drawn)) == {*(ctx.label(code) for code in ctx.members), WHOLE}


def test_the_key_says_what_its_limits_are(sample: Any) -> None:
    ctx = sample.context
    for name in ("L-01", "R-01", "M-04", "S-01"):
        classes = country_classes(ctx, name, ctx.last_year(name))
        known = ctx.measures.of(name).year(ctx.last_year(name))
        both = np.nanmin(known) < 0 < np.nanmax(known)
        assert class_title(classes) is (SIDES if both else CLASSES)


def test_the_country_is_told_by_its_quartiles(sample: Any) -> None:
    ctx = sample.context
    drawn = country_panel(ctx, "R-01", "rysunek-x", "Podpis")
    everyone = ctx.measures.of("R-01")
    year = everyone.latest(0.9) or everyone.years[-1]
    for share in (0.25, 0.5, 0.75):
        value = float(np.nanquantile(everyone.year(year), share))
        assert ctx.write(value, ctx.indicator("R-01")) in drawn.alt
    assert drawn.svg.count("<path") < 60, "a class is one path, whatever the country's size"


def test_dots_are_oriented_percentiles(sample: Any) -> None:
    ctx = sample.context
    names = [one.id for one in ctx.measures.catalogue.of_area("praca") if ctx.has(one.id)]
    drawn = dots_panel(ctx, names, "rysunek-x", "Podpis")
    assert drawn is not None
    assert drawn.table is not None
    for row in drawn.table.rows:
        assert all(0 <= value <= 100 for value in row[1:] if isinstance(value, float))
    told = {str(row[0]) for row in drawn.table.rows}
    neutral = {ctx.indicator(n).name_pl for n in names if ctx.indicator(n).direction == "neutral"}
    assert told.isdisjoint(neutral)


def test_dots_of_nothing_are_no_figure(sample: Any) -> None:
    assert dots_panel(sample.context, [], "rysunek-x", "Podpis") is None


def test_a_quadrant_says_which_way_things_go(sample: Any) -> None:
    drawn = quadrant_panel(sample.context, "R-01", "rysunek-x", "Podpis")
    assert drawn is not None
    for name, (_, slope) in rows_of(drawn).items():
        word = "rośnie" if slope > 0 else "spada" if slope < 0 else "bez zmian"
        part = next(p for p in drawn.alt.split(";") if f"{name}:" in p)
        assert word in part


def test_heat_grades_follow_the_percentiles(sample: Any) -> None:
    ctx = sample.context
    drawn = heat_panel(ctx, "rysunek-x", "Podpis")
    topics = list(ctx.measures.catalogue.areas)
    for unit in (*ctx.members, ctx.unit):
        row = rows_of(drawn)[ctx.label(unit)]
        found = [topic_percentiles(ctx, unit, topic) for topic in topics]
        assert row == tuple(None if math.isnan(value) else value for value in found)
        weak = sum(value is not None and value < LIMITS[1] for value in row)
        assert f"{ctx.label(unit)}: słabiej niż grupa w {weak}" in drawn.alt


class TestFlows:
    def test_the_map_tells_the_largest_flows_first(self, sample: Any) -> None:
        table = figure(sample.report, "rysunek-przeplywy").table
        assert table is not None
        persons = [row[2] for row in table.rows]
        assert persons == sorted(persons, reverse=True)
        flows = sample.measures.snapshot.flows
        members = set(sample.context.members)
        known = {
            (sample.context.label(o), sample.context.label(d)): p
            for o, d, p in flows.select("origin", "dest", "persons").iter_rows()
            if o in members or d in members
        }
        assert all(known[row[0], row[1]] == row[2] for row in table.rows)

    def test_the_matrix_adds_up_to_what_is_said_of_the_area(self, sample: Any) -> None:
        drawn = figure(sample.report, "rysunek-macierz")
        assert drawn.table is not None
        cells = [v for row in drawn.table.rows for v in row[1:] if isinstance(v, int | float)]
        assert sum(cells) == sample.diagnosis.links.area["inside"]

    def test_destinations_lie_outside(self, sample: Any) -> None:
        inside = {sample.context.label(code) for code in sample.context.members}
        assert inside.isdisjoint(rows_of(figure(sample.report, "rysunek-kierunki")))

    def test_the_locator_lists_neighbours_outside_only(self, sample: Any) -> None:
        ctx = sample.context
        inside = {ctx.label(code) for code in ctx.members}
        for (others,) in rows_of(figure(sample.report, "rysunek-polozenie")).values():
            assert inside.isdisjoint(others.split(", "))


class TestOutlook:
    def test_bands_hold_the_projection(self, sample: Any) -> None:
        table = figure(sample.report, "rysunek-perspektywa").table
        assert table is not None
        ahead = [row for row in table.rows if row[3] is not None]
        assert ahead[-1][1] == 2040
        assert all(low <= persons <= high for _, _, persons, low, high in ahead)

    def test_members_and_area_end_where_the_outlook_does(self, sample: Any) -> None:
        totals = sample.diagnosis.outlook.totals()
        end = totals.filter(pl.col("unit") == "area")["persons"][-1]
        table = figure(sample.report, "rysunek-perspektywa").table
        assert table is not None
        assert table.rows[-1][2] == pytest.approx(end, rel=0.01, abs=5)

    def test_pyramids_have_both_sexes_and_all_ages(self, sample: Any) -> None:
        for name in ("rysunek-piramida", "rysunek-piramida-2040"):
            rows = rows_of(figure(sample.report, name))
            assert next(iter(rows)) == "0–4"
            assert all(len(row) == 4 for row in rows.values())
        shares = np.array(list(rows_of(figure(sample.report, "rysunek-piramida")).values()))
        assert shares[:, :2].sum() == pytest.approx(100)
        assert shares[:, 2:].sum() == pytest.approx(100)


class TestValues:
    def test_a_missing_value_is_an_empty_cell(self) -> None:
        assert (cell(float("nan")), cell(0.0), cell(float("inf"))) == (None, 0.0, None)

    def test_extremes_name_the_highest_and_the_lowest(self, sample: Any) -> None:
        ctx = sample.context
        units = list(ctx.members)[:3]
        told = extremes(ctx, "L-18", units, [3.0, 1.0, 2.0])
        assert told.index(ctx.label(units[0])) < told.index(ctx.label(units[1]))
        assert ctx.label(units[2]) not in told

    def test_equal_values_and_none(self, sample: Any) -> None:
        ctx = sample.context
        units = list(ctx.members)[:2]
        assert extremes(ctx, "L-18", units, [2.0, 2.0]).startswith("Wszędzie")
        assert extremes(ctx, "L-18", units, [float("nan")] * 2) == "Brak danych."

    def test_many_years_stand_in_rows(self, sample: Any) -> None:
        ctx = sample.context
        values = ctx.values("L-03")
        few = year_table(ctx, "L-03", list(values.years)[:3], "t")
        assert len(few.columns) == 4
        assert len(few.rows) == len(values.units)
        many = list(values.years) * (1 + WIDEST // len(values.years))
        long = year_table(ctx, "L-03", many, "t")
        assert [column.title for column in long.columns] == ["Jednostka", "Rok", "wartość"]
        assert len(long.rows) == len(values.units) * len(many)


class TestContext:
    def test_the_area_is_last_and_called_one_name(self, sample: Any) -> None:
        ctx = sample.context
        assert ctx.label(ctx.unit) == WHOLE
        assert ctx.values("L-03").units == (*ctx.members, ctx.unit)

    def test_labels_tell_members_apart(self, sample: Any) -> None:
        labels = [sample.context.label(code) for code in sample.context.members]
        assert len(set(labels)) == len(labels)

    def test_indicators_of_powiats_show_powiats(self, sample: Any) -> None:
        ctx = sample.context
        wide = [
            name
            for name in ctx.measures.available()
            if ctx.indicator(name).level is not Level.GMINA
        ]
        assert wide
        assert all(set(ctx.shown(name).units) <= {ctx.unit, *ctx.powiats} for name in wide)

    def test_the_source_names_office_day_and_indicators(self, sample: Any) -> None:
        told = sample.context.source("L-01", "L-02", "L-03")
        assert "L-01–L-03" in told
        assert sample.context.day in told
        assert not told.endswith("..")

    @pytest.mark.poland
    def test_twins_are_told_apart(self, walcz: Any) -> None:
        labels = [walcz.context.label(code) for code in walcz.context.members]
        assert {"Wałcz (miasto)", "Wałcz (gmina wiejska)"} <= set(labels)

    @pytest.mark.poland
    def test_parts_of_powiats_show_their_powiats(self, poland_case: Any) -> None:
        ctx = poland_case("3217023", "3217043", "3002043", "3002083").context
        assert not ctx.whole_powiats
        assert ctx.shown("R-10").units == ("3002", "3217")
        assert ctx.draws("R-10")
        assert ctx.label("3217") == "powiat wałecki"
