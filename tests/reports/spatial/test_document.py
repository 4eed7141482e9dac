"""The document of a model: its chapters, tables, and files that pass the checks."""

from __future__ import annotations

import io
from datetime import date

import page as pdf_check
import pypdf
import pytest

from terytoria.documents.model import Callout, Heading, figures_of, tables_of
from terytoria.documents.validation import validate
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.pdf import write_pdf
from terytoria.reports.spatial import build_spatial, layer_table

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def document(model):
    return build_spatial(model, "Partnerstwo pokazowe", DAY)


@pytest.fixture(scope="module")
def pdf(document):
    return write_pdf(document)


def test_the_document_is_sound(document):
    assert not validate(document)
    assert document.synthetic


def test_every_layer_has_its_chapter(document, model):
    chapters = [one.text for one in document.blocks if isinstance(one, Heading) and one.level == 1]
    assert chapters == ["Model na mapie", *(layer.title for layer in model.layers)]


def test_every_layer_with_features_has_its_table(document, model):
    tables = {table.id: table for table in tables_of(document)}
    for layer in model.layers:
        name = f"warstwa-{layer.name}"
        assert (name in tables) == bool(layer.features)
        if layer.features:
            assert [row[0] for row in tables[name].rows] == [one.name for one in layer.features]


def test_the_map_has_words_and_a_table(document, model):
    (figure,) = figures_of(document)
    assert figure.alt == model.explain()
    assert figure.table is not None
    assert [row[1] for row in figure.table.rows] == [len(one.features) for one in model.layers]


def test_an_empty_layer_says_what_it_needs(invented, model):
    from terytoria.strategy.spatial import spatial_model

    bare = spatial_model(invented, model.area)
    assert layer_table(bare.layer("natural")) is None
    notes = [one for one in build_spatial(bare, "P", DAY).blocks if isinstance(one, Callout)]
    told = " ".join(run.text for one in notes for run in one.body)
    assert "GeoPackage" in told
    assert "list_id" in told


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_the_pdf_is_accessible_and_archival(pdf, profile):
    report = pdf_check.validate_pdf_bytes(pdf, profile=profile)
    found = {fault.rule_id: fault.message for fault in report.failures}
    assert {rule: text for rule, text in found.items() if "STREAM-LENGTH" not in rule} == {}


def test_the_pdf_tells_limits_and_rules(pdf, model):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    text = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    assert text.count("Czego nie widać w danych") == len(model.layers)
    assert text.count("reguła: 22 listopada 2026") == len(model.layers)
    assert "Źródło: Źródło" not in text
    assert ".." not in text.replace("...", "")
    assert "są zmyślone" in text


def test_an_invented_country_names_no_office(document):
    told = {table.source for table in tables_of(document)} | {figures_of(document)[0].source}
    assert not any("GUS" in source or "Rejestr" in source for source in told)
    assert "przykład syntetyczny" in told


def test_the_same_model_gives_the_same_pdf(document, pdf):
    assert write_pdf(document) == pdf


def test_other_formats_are_written_too(document):
    assert "Model struktury funkcjonalno-przestrzennej" in write_html(document)
    assert write_docx(document)[:2] == b"PK"


@pytest.mark.poland
def test_walcz_makes_a_document(drawable):
    document = build_spatial(drawable("3217"), "Partnerstwo pokazowe", DAY)
    assert not validate(document)
    assert write_pdf(document)[:5] == b"%PDF-"
