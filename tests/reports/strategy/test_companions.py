"""The summary of two pages and the easy-to-read version as documents."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import page as pdf_check
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.documents.model import BulletList, Document, Heading, Paragraph, Table
from terytoria.documents.validation import runs_of, validate
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.pdf import write_pdf
from terytoria.reports.goals.outline import Outline, outline_of
from terytoria.reports.strategy import (
    MOST_PAGES,
    SECTIONS,
    Imprint,
    build_easy,
    build_summary,
    pages_of,
)
from terytoria.reports.strategy.companions import MOST_ITEMS

from .test_build import CHAIN

IMPRINT = Imprint("Partnerstwo pokazowe", "3", date(2026, 11, 2), ("S",), True, "3/2026")
TEXTS = {name: f"Zdanie o części „{label}”." for name, label in SECTIONS.items()}
EASY = "To jest plan.\nZrobimy:\n- domy\n- drogi\nKoniec."
texts = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.fixture(scope="module")
def outline() -> Outline:
    return outline_of(CHAIN)


def said(document: Document) -> str:
    return " ".join(
        run.text for block in document.blocks for each in runs_of(block) for run in each
    )


def test_a_summary_has_every_part_with_its_text(outline: Outline) -> None:
    document = build_summary("Razem", TEXTS, outline, IMPRINT)
    validate(document)
    headings = [one.text for one in document.blocks if isinstance(one, Heading)]
    assert headings == ["Streszczenie: Razem", *SECTIONS.values()]
    for text in TEXTS.values():
        assert text in said(document)
    assert "uchwała 3/2026" in said(document)


def test_lists_of_a_summary_are_those_of_the_chain(outline: Outline) -> None:
    document = build_summary("Razem", {}, outline, IMPRINT)
    lists = [one for one in document.blocks if isinstance(one, BulletList)]
    assert [["".join(run.text for run in item) for item in one.items] for one in lists] == [
        ["Młodzi"],
        ["Cel 1. Praca"],
        ["Centrum"],
    ]
    (table,) = (one for one in document.blocks if isinstance(one, Table))
    assert table.rows == (("Bezrobotni (osoby)", "400 (2024)", "250 (2030)"),)


def test_a_long_list_says_how_much_is_left_out(outline: Outline) -> None:
    many = replace(outline, projects=outline.projects * (MOST_ITEMS + 3))
    document = build_summary("Razem", {}, many, IMPRINT)
    assert "oraz 3 więcej w pełnym tekście" in said(document)


@pytest.mark.parametrize("lines", [1, 30, 70])
def test_pages_are_those_of_the_pdf(lines: int, outline: Outline) -> None:
    texts = {"area": "Zdanie o obszarze, które zajmuje pewną część strony.\n" * lines}
    pdf = write_pdf(build_summary("Razem", texts, outline, IMPRINT))
    assert pages_of(pdf) == len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert (pages_of(pdf) <= MOST_PAGES) == (lines < 70)


def test_an_easy_text_is_a_sentence_a_paragraph() -> None:
    document = build_easy("Razem", EASY, "plan: lista tego, co zrobimy", IMPRINT)
    validate(document)
    paragraphs = [one for one in document.blocks if isinstance(one, Paragraph)]
    assert all(one.lead for one in paragraphs)
    assert ["".join(run.text for run in one.runs) for one in paragraphs] == [
        "To jest plan.",
        "Zrobimy:",
        "Koniec.",
        "plan to lista tego, co zrobimy",
    ]
    (listed,) = (one for one in document.blocks if isinstance(one, BulletList))
    assert len(listed.items) == 2


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_both_keep_the_rules_of_accessible_pdf(profile: str, outline: Outline) -> None:
    for document in (
        build_summary("Razem", TEXTS, outline, IMPRINT),
        build_easy("Razem", EASY, "plan: lista", IMPRINT),
    ):
        report = pdf_check.validate_pdf_bytes(write_pdf(document), profile=profile)
        assert report.is_compliant, [(one.rule_id, one.message) for one in report.failures]


@settings(max_examples=30)
@given(title=texts, text=texts)
def test_whatever_was_typed_is_words_and_never_markup(title: str, text: str) -> None:
    outline = outline_of(CHAIN)
    made: tuple[Any, ...] = (
        build_summary(title, dict.fromkeys(SECTIONS, text), outline, IMPRINT),
        build_easy(title, text, f"{text}: {text}", IMPRINT),
    )
    for document in made:
        validate(document)
        assert "<script" not in write_html(document).replace('<script type="application', "")
