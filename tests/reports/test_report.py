"""What every report must hold: figures with words and tables, evidence, conclusions, no faults."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from terytoria.documents.model import (
    Block,
    Conclusions,
    Contents,
    Document,
    Figure,
    Finding,
    Heading,
    KeyFigures,
    Table,
    figures_of,
    tables_of,
)
from terytoria.documents.validation import runs_of, validate

LEAST_FIGURES, LEAST_ALT = 25, 40
KINDS = ("Mapa", "Wykres", "Piramida", "Tabela")
FAULTS = (
    (r"\bnan\b|\bNone\b|\binf\b|<NA>", "a value that is no word"),
    (r"r\.\.|,,|;;|\.\.(?!\.)", "doubled punctuation"),
    (r" [.,;:](?! )", "a space before punctuation"),
    (r"  +", "doubled spaces"),
    (r"\{\w*\}|%\(\w+\)|%[sd]\b", "an unfilled place of a template"),
    (r"(?<![\d.,])1[  ](?:gminy|gmin|osób|osoby|ustaleń)\b", "a plural after one"),
    (r"\b[25-9][  ]osoby\b(?<!2[  ]osoby)", "a wrong plural"),
    (r"\b(?:Ministry|population|matrix|register|derived|Country)\b", "English"),
    (r"\bpop_\w+|\b\w+_pc\b", "the name of a series"),
)


def strings(value: Any) -> list[str]:
    """All words of a block, its pictures' SVG left out."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in strings(part)]
    if is_dataclass(value):
        kept = (part.name for part in fields(value) if part.name not in ("svg", "id", "ref"))
        return [text for name in kept for text in strings(getattr(value, name))]
    return []


def chapters(report: Document) -> dict[str, list[Block]]:
    """Blocks by chapter, the annexes left out."""
    found: dict[str, list[Block]] = {}
    for block in report.blocks:
        if isinstance(block, Heading) and block.level == 1:
            found[block.id] = []
        elif found:
            found[list(found)[-1]].append(block)
    return {name: blocks for name, blocks in found.items() if not name.startswith("zalacznik")}


def tables(report: Document) -> list[Table]:
    behind = [figure.table for figure in figures_of(report) if figure.table is not None]
    return [*tables_of(report), *behind]


def faults_of(report: Document, subjects: set[str]) -> list[str]:
    """Everything wrong with a report, in words."""
    validate(report)
    told = [fault for figure in figures_of(report) for fault in figure_faults(figure, subjects)]
    told += [
        f"finding {block.title!r} has no evidence"
        for block in report.blocks
        if isinstance(block, Finding) and not all(block.evidence or ("",))
    ]
    for name, blocks in chapters(report).items():
        ending = blocks[-1] if blocks else None
        if not (isinstance(ending, Conclusions) and all(map(any, ending.items))):
            told.append(f"chapter {name} does not end with conclusions")
    for pattern, fault in FAULTS:
        told += [
            f"{fault}: {text[max(0, at.start() - 40) : at.end() + 30]!r}"
            for block in _prose(report)
            for text in strings(block)
            if (at := re.search(pattern, text))
        ]
    return told


def _prose(report: Document) -> list[Block]:
    """All blocks but the tables of the annexes, which hold formulas and names of series."""
    annexes = next(
        at
        for at, block in enumerate(report.blocks)
        if isinstance(block, Heading) and block.id == "zalacznik-wskazniki"
    )
    return list(report.blocks[:annexes])


def figure_faults(figure: Figure, subjects: set[str]) -> list[str]:
    """What a figure lacks: words that name its subject, a table with rows, a source."""
    told = []
    if len(figure.alt) < LEAST_ALT or not figure.alt.startswith(KINDS):
        told.append(f"{figure.id}: the text says little: {figure.alt!r}")
    if not any(subject in figure.alt.casefold() for subject in subjects):
        told.append(f"{figure.id}: the text names no subject: {figure.alt!r}")
    if figure.table is None or not figure.table.rows:
        told.append(f"{figure.id}: no table")
    if not (figure.source or figure.id == "rysunek-obszary"):
        told.append(f"{figure.id}: no source")
    return told


def subjects_of(names: list[str]) -> set[str]:
    """What the pictures of a report may be about: indicators and the subjects of analyses."""
    others = "położenie dojazdy wyjeżdżają powiązania ludność odległość nie·dalej obszarach miejsc"
    return {name.casefold() for name in names} | set(others.replace("·", " ").split())


@pytest.fixture(scope="module")
def subjects(sample: Any) -> set[str]:
    indicators = sample.measures.catalogue.indicators.values()
    return subjects_of([indicator.name_pl for indicator in indicators])


def test_no_fault_in_the_report_of_the_invented_country(sample: Any, subjects: set[str]) -> None:
    assert faults_of(sample.report, subjects) == []


@pytest.mark.poland
def test_no_fault_in_the_report_of_walcz(walcz: Any, subjects: set[str]) -> None:
    assert faults_of(walcz.report, subjects) == []
    told = " ".join(text for block in walcz.report.blocks for text in strings(block))
    for phrase in ("w powiecie wałeckim", "w województwie zachodniopomorskim", "gminy Tuczno"):
        assert phrase in told
    assert "przykład syntetyczny" not in told


@pytest.mark.poland
@pytest.mark.parametrize(
    "codes",
    [
        pytest.param(("1821",), id="mountains"),
        pytest.param(("1207",), id="a gmina born in 2025"),
        pytest.param(
            ("3217023", "3217043", "0806013", "3002043", "3002073", "3002083"),
            id="three voivodeships",
        ),
        pytest.param(("0601", "0614"), id="thirty gminas"),
    ],
)
def test_no_fault_in_reports_of_other_areas(
    poland_case: Any, subjects: set[str], codes: tuple[str, ...]
) -> None:
    found = poland_case(*codes)
    assert faults_of(found.report, subjects) == []
    for table in tables(found.report):
        assert len(table.columns) <= 13, f"{table.id} is too wide for a page"


class TestSample:
    def test_there_are_figures_enough_and_none_twice(self, sample: Any) -> None:
        figures = figures_of(sample.report)
        assert len(figures) >= LEAST_FIGURES
        assert Counter(figure.alt for figure in figures).most_common(1)[0][1] == 1
        assert Counter(figure.caption for figure in figures).most_common(1)[0][1] == 1
        assert Counter(figure.svg for figure in figures).most_common(1)[0][1] == 1

    def test_ids_stand_for_one_thing(self, sample: Any) -> None:
        headings = [b.id for b in sample.report.blocks if isinstance(b, Heading)]
        names = [*headings, *(f.id for f in figures_of(sample.report))]
        names += [table.id for table in tables(sample.report)]
        assert [name for name, count in Counter(names).items() if count > 1] == []

    def test_the_chapters_come_in_the_promised_order(self, sample: Any) -> None:
        found = [b.id for b in sample.report.blocks if isinstance(b, Heading) and b.level == 1]
        expected = "karta streszczenie metoda powiazania wymiar-spoleczny wymiar-gospodarczy "
        expected += "wymiar-srodowiskowy gminy perspektywa wyzwania zalacznik-wskazniki "
        expected += "zalacznik-grupy zalacznik-dowody zalacznik-rysunki"
        assert found == expected.split()
        assert isinstance(sample.report.blocks[0], Contents)

    def test_the_summary_answers_five_questions(self, sample: Any) -> None:
        summary = chapters(sample.report)["streszczenie"]
        assert isinstance(summary[0], KeyFigures)
        headings = [block.text for block in summary if isinstance(block, Heading)]
        assert headings == [
            "Kim jesteśmy i co się zmienia",
            "Gdzie jesteśmy mocni i słabi wobec podobnych",
            "Co nas łączy",
        ]
        assert isinstance(summary[-1], Conclusions)
        assert summary[-1].title == "Co z tego wynika dla wspólnych decyzji"
        told = [text for block in summary for text in strings(block)]
        assert any(re.search(r"\d", text) for text in told)

    def test_evidence_is_told_once_and_with_its_source(self, sample: Any) -> None:
        boxes = [block for block in sample.report.blocks if isinstance(block, Finding)]
        assert boxes
        for box in boxes:
            assert len(set(box.evidence)) == len(box.evidence)
            assert all("źródło: " in line for line in box.evidence)
            assert all(re.search(r"\b(19|20)\d\d\b", line) for line in box.evidence)

    def test_boxes_quote_findings_of_the_area_word_for_word(self, sample: Any) -> None:
        findings = {finding.heading.pl: finding for finding in sample.context.findings()}
        for block in sample.report.blocks:
            if isinstance(block, Finding):
                told = "".join(run.text for run in block.body)
                plain = findings[block.title].text.pl.replace("**", "")
                assert told.startswith(plain[:60])

    def test_every_member_has_a_section_and_the_whole_no_more(self, sample: Any) -> None:
        found = [
            block.id.removeprefix("gmina-")
            for block in sample.report.blocks
            if isinstance(block, Heading) and block.id.startswith("gmina-")
        ]
        assert tuple(found) == sample.context.members

    def test_invented_data_is_called_so(self, sample: Any) -> None:
        assert sample.report.synthetic

    def test_the_same_diagnosis_makes_the_same_report(self, sample: Any) -> None:
        from terytoria.reports.diagnosis import build_report

        again = build_report(sample.diagnosis, sample.measures, sample.card)
        assert again == sample.report

    def test_without_a_card_the_area_speaks_for_itself(self, sample: Any) -> None:
        from terytoria.reports.diagnosis import build_report

        bare = build_report(sample.diagnosis, sample.measures)
        assert bare.subtitle == sample.diagnosis.area.name
        assert "tabela-karta" not in {table.id for table in tables_of(bare)}
        assert {f.id for f in figures_of(bare)} == {f.id for f in figures_of(sample.report)}

    def test_text_runs_are_not_empty(self, sample: Any) -> None:
        for block in sample.report.blocks:
            for runs in runs_of(block):
                assert "".join(run.text for run in runs).strip()


class TestNumbers:
    """Numbers of the report are those of the diagnosis."""

    def test_the_members_add_up_to_the_area(self, sample: Any) -> None:
        table = next(t for t in tables_of(sample.report) if t.id == "tabela-czlonkowie")
        *members, whole = table.rows
        for place in (3, 4):
            assert sum(row[place] for row in members) == pytest.approx(whole[place])
        assert whole[5] == pytest.approx(whole[4] / whole[3])

    def test_the_headline_figures_are_the_latest_values(self, sample: Any) -> None:
        ctx = sample.context
        tiles = next(b for b in sample.report.blocks if isinstance(b, KeyFigures)).tiles
        people = ctx.diagnosis.standings.latest(ctx.unit, "L-03")
        assert int(re.sub(r"\D", "", tiles[0].value)) == round(people.value)
        assert str(people.year) in tiles[0].label

    def test_topic_tables_hold_the_standings(self, sample: Any) -> None:
        from terytoria.language.numbers import number

        ctx, checked = sample.context, 0
        for table in tables_of(sample.report):
            if not re.fullmatch(r"tabela-[a-z]+", table.id) or table.columns[0].title != "Wskaźnik":
                continue
            for row in table.rows:
                name = str(row[0]).partition(" ")[0]
                if table.id == "tabela-wskazniki" or name not in ctx.measures.catalogue.indicators:
                    continue
                one = ctx.diagnosis.standings.latest(ctx.members[0], name)
                if one is not None:
                    assert row[2] == number(one.value, ctx.indicator(name).decimals)
                    checked += 1
        assert checked > 40

    def test_many_members_are_compared_with_the_next_in_rank(self, sample: Any) -> None:
        table = next(t for t in tables_of(sample.report) if t.id == "tabela-pary")
        assert len(table.rows) == len(sample.context.members) - 1
        ranks = [row[1] for row in table.rows]
        assert ranks == sorted(ranks)
        assert all(0 <= row[3] <= 100 for row in table.rows)

    @pytest.mark.poland
    def test_shares_of_pairs_complete_each_other(self, walcz: Any) -> None:
        table = next(t for t in tables_of(walcz.report) if t.id == "tabela-pary")
        for a in range(len(table.rows)):
            for b in range(a):
                assert table.rows[a][b + 1] + table.rows[b][a + 1] == pytest.approx(100, abs=0.5)
