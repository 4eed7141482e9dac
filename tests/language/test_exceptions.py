"""The reviewed table: complete entries, none idle, errors that name the entry."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from terytoria.language import exceptions
from terytoria.language.cases import Case
from terytoria.language.exceptions import PlaceFormsError, parse
from terytoria.language.names import paradigm

EMPTY = "as_of: 2026-11-22\nwords: {}\n"


def test_table_is_dated_and_sourced() -> None:
    text = files("terytoria.language").joinpath("data/place_forms.yaml").read_text("utf-8")
    document = yaml.safe_load(text)
    assert document["as_of"].isoformat() >= "2026-11-22"
    assert "RSPO" in document["source"]


def test_every_reviewed_name_wins_over_the_rules() -> None:
    for name, forms in exceptions.names().items():
        assert paradigm(name) == forms


def test_reviewed_words_serve_inside_longer_names() -> None:
    assert paradigm("Kąty Wrocławskie").form(Case.GENITIVE) == "Kątów Wrocławskich"
    assert paradigm("Olszewo-Borki").form(Case.GENITIVE) == "Olszewa-Borek"


def test_a_reviewed_name_does_not_leak_into_longer_ones() -> None:
    assert paradigm("Lubień").form(Case.LOCATIVE) == "Lubniu"
    assert paradigm("Lubień Kujawski").form(Case.LOCATIVE) == "Lubieniu Kujawskim"


def test_entries_begin_alike() -> None:
    for table in (exceptions.names(), exceptions.words()):
        for name, forms in table.items():
            assert {form[0] for form in forms.forms} == {name[0]}


@pytest.mark.parametrize("missing", ["as_of", "names", "words"])
def test_missing_section_is_named(missing: str) -> None:
    document = {"as_of": "2026-11-22", "names": {}, "words": {}}
    del document[missing]
    with pytest.raises(PlaceFormsError, match=missing):
        parse(yaml.safe_dump(document))


@pytest.mark.parametrize(
    "entry",
    ["[m, Helu, Helowi, Hel, Helem]", "Helu", "[m, Helu, Helowi, Hel, Helem, 1]"],
)
def test_incomplete_entry_is_named(entry: str) -> None:
    with pytest.raises(PlaceFormsError, match="'Hel'"):
        parse(f"{EMPTY}names:\n  Hel: {entry}\n")


def test_unknown_gender_is_named() -> None:
    with pytest.raises(PlaceFormsError, match="gender of 'Hel'"):
        parse(f"{EMPTY}names:\n  Hel: [x, Helu, Helowi, Hel, Helem, Helu]\n")
