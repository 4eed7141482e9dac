"""Changed borders and marks of the office in figures, tables, the annex and the page."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest

from terytoria.diagnosis import Diagnosis, DiagnosisOptions, diagnose
from terytoria.diagnosis.index import IndexOptions
from terytoria.diagnosis.serialise import schema
from terytoria.documents.model import Document, Figure, Table, figures_of, tables_of
from terytoria.reports.diagnosis import build_report
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.diagnosis.notes import latest_notes, spans, value_notes
from terytoria.reports.diagnosis.panels import trend_panel
from terytoria.reports.publication import publish
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.territory.changes import Change, Correspondence, Link, What

YEAR = 2022
TOLD = "wartości sprzed i po nie są porównywalne"
MARK = "dane wstępne"


@dataclass(frozen=True, eq=False)
class Changed:
    """The sample on a snapshot where a member lost a part to another, and values are marked."""

    diagnosis: Diagnosis
    measures: Measures
    report: Document
    old: str
    part: str
    marked: str

    @property
    def ctx(self) -> Context:
        return Context(self.diagnosis, self.measures, None)


@pytest.fixture(scope="module")
def changed(sample: Any, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    base, area = sample.measures.snapshot, sample.diagnosis.area
    old, part, marked = area.gminas[:3]
    note = f"W {YEAR} r. z gminy Stara wydzielono gminę Nowa."
    split = Change(
        date(YEAR, 1, 1), What.SPLIT, (Link(old, old, None), Link(old, part, None)), note, "Dz.U."
    )
    kind = f"{marked[:6]}{'2' if marked[6] != '2' else '1'}"
    renamed = Change(date(2010, 1, 1), What.KIND, (Link(kind, marked),), "Od 2010 r. inny rodzaj.")
    rows = list(Correspondence((split, renamed)).rows())
    changes = pl.DataFrame(rows, schema=base.table("changes").schema, orient="row")
    marks = pl.DataFrame(
        [
            {"level": "gmina", "series": series, "unit": marked, "year": year, "mark": MARK}
            for series in ("pop_total", "mig_net", "unemployed")
            for year in (2020, 2023, 2024)
        ],
        schema=base.footnotes.schema,
    )
    store = Store(tmp_path_factory.mktemp("changed"))
    tables = {"changes": changes, "footnotes": marks}
    made = derive(store, base, tables, Derivation("zmiany", base.vintage, "Zmiany i uwagi."))
    measures = Measures(made, sample.measures.catalogue)
    found = diagnose(measures, area, DiagnosisOptions(index=IndexOptions(runs=64)))
    return Changed(found, measures, build_report(found, measures, None), old, part, marked)


def blocks(document: Document) -> Iterator[Figure | Table]:
    yield from figures_of(document)
    yield from tables_of(document)


def test_values_over_the_break_are_missing_in_the_diagnosis(changed: Changed) -> None:
    for code in (changed.old, changed.part):
        rows = changed.diagnosis.standings.rows.filter(unit=code, indicator="L-01", year=2024)
        assert rows["value"].to_list() == [None]
    whole = changed.diagnosis.standings.of(changed.diagnosis.area.code, "L-01", 2024)
    assert whole.value is not None


def test_trends_of_both_begin_with_the_new_borders(changed: Changed) -> None:
    for code in (changed.old, changed.part):
        found = changed.diagnosis.dynamics.of(code, "L-09")
        assert found.first_year is None or found.first_year >= YEAR
        assert changed.diagnosis.dynamics.since[code, "L-09"] == YEAR
        told = changed.diagnosis.dynamics.explain(code, "L-09")
        assert f"Wartości sprzed {YEAR} r. pominięto" in told
    assert (changed.diagnosis.area.code, "L-09") not in changed.diagnosis.dynamics.since


def test_nothing_is_projected_for_the_divided_gminas_alone(changed: Changed) -> None:
    ahead = changed.diagnosis.outlook
    assert set(ahead.changed) == {changed.old, changed.part}
    assert not {changed.old, changed.part} & set(ahead.units)


def test_no_finding_speaks_across_the_break(changed: Changed) -> None:
    for finding in changed.diagnosis.findings:
        for evidence in finding.evidence:
            if evidence.units not in ((changed.old,), (changed.part,)) or not evidence.years:
                continue
            if evidence.indicator in changed.measures.catalogue.indicators:
                assert not min(evidence.years) < YEAR <= max(evidence.years), finding.id


def test_the_trend_chart_parts_the_lines_and_says_why(changed: Changed) -> None:
    figure = trend_panel(changed.ctx, "L-09", "rysunek", "Saldo")
    names = [changed.ctx.label(code) for code in (changed.old, changed.part)]
    assert f"nowe granice: {', '.join(names)}" in figure.alt
    assert "nowe granice" in figure.svg
    assert TOLD in figure.note
    assert figure.table is not None
    assert TOLD in figure.table.note


def test_notes_stand_only_where_old_borders_are_shown(changed: Changed) -> None:
    ctx, both = changed.ctx, [changed.old, changed.part]
    assert value_notes(ctx, "L-03", both, [2024]) == []
    assert any(TOLD in note for note in value_notes(ctx, "L-03", both, [2020, 2024]))
    assert value_notes(ctx, "L-03", [ctx.unit], [2020]) != []
    assert not any(TOLD in note for note in value_notes(ctx, "L-03", [ctx.unit], [2020]))


def test_marks_of_the_office_name_unit_and_years(changed: Changed) -> None:
    ctx = changed.ctx
    name = ctx.label(changed.marked)
    assert value_notes(ctx, "L-03", [changed.marked], [2023, 2024]) == [
        f"Uwaga urzędu – {MARK}: {name} (2023–2024)."
    ]
    assert value_notes(ctx, "L-03", [changed.old], [2024]) == []
    assert value_notes(ctx, "L-03", [ctx.unit], [2024]) == [
        f"Uwaga urzędu – {MARK}: {name} (2024)."
    ]
    assert latest_notes(ctx, ["L-03"], [changed.marked])[0].startswith("Uwaga urzędu")


def test_many_marked_units_are_counted(changed: Changed, monkeypatch: Any) -> None:
    monkeypatch.setattr("terytoria.reports.diagnosis.notes.NAMED", 0)
    (note,) = value_notes(changed.ctx, "L-03", [changed.marked], [2023])
    assert note.replace(chr(160), " ") == f"Uwaga urzędu – {MARK}: 1 jednostka (2023)."


def test_the_annex_lists_changes_and_marks(changed: Changed) -> None:
    tables = {table.id: table for table in tables_of(changed.report)}
    changes = tables["tabela-zmiany-gmin"]
    assert [row[0].replace(chr(160), " ") for row in changes.rows] == [
        "1 stycznia 2010 r.",
        f"1 stycznia {YEAR} r.",
    ]
    assert changes.rows[0][2] == "–"
    assert changed.ctx.label(changed.old) in str(changes.rows[1][2])
    marks = tables["tabela-uwagi-urzedu"].rows
    assert {row[1] for row in marks} == {changed.ctx.label(changed.marked)}
    assert {row[2] for row in marks} == {"2020, 2023–2024"}


def test_the_sample_without_changes_has_no_such_tables(sample: Any) -> None:
    assert sample.diagnosis.borders.changes == ()
    ids = {table.id for table in tables_of(sample.report)}
    assert not ids & {"tabela-zmiany-gmin", "tabela-uwagi-urzedu"}
    assert not any(TOLD in block.note for block in blocks(sample.report))
    assert not any("Uwaga urzędu" in block.note for block in blocks(sample.report))


def test_every_trend_and_table_over_the_break_carries_the_note(changed: Changed) -> None:
    noted = {block.id for block in blocks(changed.report) if TOLD in block.note}
    assert {"rysunek-ludnosc-3", "tabela-ludnosc", "rysunek-obszary", "rysunek-miejsca"} <= noted
    for figure in figures_of(changed.report):
        if "nowe granice" in figure.svg:
            assert figure.id in noted, figure.id


def test_files_carry_the_notes_and_stay_valid(changed: Changed, tmp_path: Path) -> None:
    out = publish(changed.diagnosis, changed.measures, tmp_path / "p")
    body = json.loads((out / "diagnosis.json").read_text(encoding="utf-8"))
    jsonschema.validate(body, schema())
    told = [one for one in body["unit_changes"] if one["breaks"]]
    assert [one["breaks"] for one in told] == [[changed.old, changed.part]]
    index = csv.DictReader((out / "tables" / "index.csv").read_text(encoding="utf-8").splitlines())
    assert any(TOLD in row["note"] for row in index)
    page = (out / "page.json").read_text(encoding="utf-8").replace(chr(160), " ")
    assert TOLD in page
    assert f"Borders changed in {YEAR}" in page


@pytest.mark.poland
def test_the_county_of_limanowa_tells_of_szczawa(poland_case: Any) -> None:
    made = poland_case("1207")
    told = f"W 2025 r. z gminy Kamienica wydzielono gminę Szczawa: {TOLD}."
    noted = {block.id for block in blocks(made.report) if told in block.note}
    assert {"tabela-ludnosc", "tabela-ludnosc-2", "rysunek-ludnosc-3"} <= noted
    assert latest_notes(made.context, ["L-03"], ["1207132"]) == []
    assert latest_notes(made.context, ["L-03"], ["1207132", "1207072"]) == [told]
    assert made.diagnosis.outlook.changed == ("1207052", "1207132")
    assert made.diagnosis.standings.of("1207", "L-01").value is not None
    assert made.diagnosis.dynamics.of("1207052", "K-08").kind != "none"


@pytest.mark.parametrize(
    ("years", "told"),
    [
        (set(), ""),
        ({2024}, "2024"),
        ({2020, 2021}, "2020–2021"),
        ({2019, 2021, 2022}, "2019, 2021–2022"),
    ],
)
def test_years_are_told_as_spans(years: set[int], told: str) -> None:
    assert spans(years) == told
