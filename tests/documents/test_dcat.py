"""DCAT-AP: required properties, honest sizes and fingerprints, refusals."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from terytoria.documents.writers.dcat import Dataset, DcatError, Distribution, write_dcat


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    file = tmp_path / "tabela.csv"
    file.write_text("Gmina,Zmiana [%]\r\nLipowa,-4.8\r\n", encoding="utf-8")
    return Dataset(
        identifier="https://example.org/zbior/lipowa",
        title={"pl": "Diagnoza Lipowej", "en": "Diagnosis of Lipowa"},
        description={"pl": "Tabele raportu.", "en": "Tables of the report."},
        publisher="Centrum przykładowe",
        issued=dt.date(2026, 11, 22),
        modified=dt.date(2026, 11, 22),
        contact_name="Biuro",
        contact_email="biuro@example.org",
        licence="https://creativecommons.org/licenses/by/4.0/",
        spatial={"9901": "powiat lipowski"},
        temporal=(dt.date(2016, 1, 1), dt.date(2024, 12, 31)),
        themes=("REGI", "SOCI"),
        keywords={"pl": ("gminy", "ludność")},
        distributions=(Distribution.of(file, "Ludność", "https://example.org/zbior/tabela.csv"),),
    )


@pytest.fixture
def described(dataset: Dataset) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(write_dcat(dataset))
    return loaded


def test_properties_of_the_data_set(described: dict[str, Any]) -> None:
    assert described["@type"] == "dcat:Dataset"
    titles = {text["@language"]: text["@value"] for text in described["dct:title"]}
    assert titles == {"pl": "Diagnoza Lipowej", "en": "Diagnosis of Lipowa"}
    for name in ("dct:description", "dct:publisher", "dcat:theme", "dcat:contactPoint"):
        assert described[name]
    assert described["dct:issued"] == {"@type": "xsd:date", "@value": "2026-11-22"}
    assert described["dct:spatial"][0]["dct:identifier"] == "TERYT:9901"
    assert described["dct:temporal"]["dcat:endDate"]["@value"] == "2024-12-31"


def test_distribution_is_measured(described: dict[str, Any], tmp_path: Path) -> None:
    content = (tmp_path / "tabela.csv").read_bytes()
    (part,) = described["dcat:distribution"]
    assert part["dcat:byteSize"]["@value"] == str(len(content))
    checksum = part["spdx:checksum"]["spdx:checksumValue"]["@value"]
    assert checksum == hashlib.sha256(content).hexdigest()
    assert part["dct:format"]["@id"].endswith("/file-type/CSV")
    assert part["dct:license"]["@id"].startswith("https://creativecommons.org")


def test_every_prefix_is_declared(dataset: Dataset, described: dict[str, Any]) -> None:
    declared = set(described["@context"])
    used: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                if not key.startswith("@"):
                    used.add(key.partition(":")[0])
                elif key == "@type":
                    used.add(value.partition(":")[0])
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk({key: value for key, value in described.items() if key != "@context"})
    assert used <= declared
    assert write_dcat(dataset) == write_dcat(dataset)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"identifier": "lipowa"}, "no address"),
        ({"title": {"en": "x"}}, "no Polish title"),
        ({"description": {"pl": " "}}, "no Polish description"),
        ({"publisher": ""}, "no publisher"),
        ({"modified": dt.date(2020, 1, 1)}, "modified before"),
        ({"temporal": (dt.date(2024, 1, 1), dt.date(2016, 1, 1))}, "ends before"),
        ({"themes": ("region",)}, 'theme "region"'),
        ({"spatial": {"32170": "x"}}, 'place "32170"'),
        ({"languages": ("xx",)}, 'language "xx"'),
    ],
)
def test_what_is_missing_is_named(dataset: Dataset, change: dict[str, Any], message: str) -> None:
    with pytest.raises(DcatError, match=message):
        replace(dataset, **change)


def test_distributions_are_checked() -> None:
    with pytest.raises(DcatError, match='kind "exe"'):
        Distribution("a", "u", "exe", 1, "0" * 64)
    with pytest.raises(DcatError, match="not a SHA-256"):
        Distribution("a", "u", "csv", 1, "abc")


def test_a_distribution_knows_every_kind_it_may_be(tmp_path: Path) -> None:
    for kind in ("csv", "docx", "html", "json", "pdf", "zip"):
        path = tmp_path / f"PLIK.{kind.upper()}"
        path.write_bytes(b"abc")
        part = Distribution.of(path, "Plik", path.name)
        assert (part.kind, part.byte_size) == (kind, 3)
    (tmp_path / "bez-koncowki").write_bytes(b"")
    with pytest.raises(DcatError, match='file kind ""; known: csv, docx'):
        Distribution.of(tmp_path / "bez-koncowki", "Plik", "x")


def test_all_faults_are_named_at_once(dataset: Dataset) -> None:
    with pytest.raises(DcatError) as caught:
        replace(dataset, publisher="", identifier="x", languages=("xx", "yy"))
    assert str(caught.value).split("; ") == [
        'identifier "x" is no address or urn:', "no publisher", 'language "xx"', 'language "yy"',
    ]  # fmt: skip


def test_order_of_what_is_named_does_not_matter(dataset: Dataset) -> None:
    turned = replace(
        dataset,
        title=dict(reversed(dataset.title.items())),
        description=dict(reversed(dataset.description.items())),
        spatial={"9902": "b", "9901": "a"},
    )
    same = replace(dataset, spatial={"9901": "a", "9902": "b"})
    assert write_dcat(turned) == write_dcat(same)


def test_letters_stay_letters_and_reading_gives_them_back(dataset: Dataset) -> None:
    text = write_dcat(replace(dataset, title={"pl": 'Łódź "x" \\ Київ'}))
    assert "Łódź" in text
    assert json.loads(text)["dct:title"] == [{"@language": "pl", "@value": 'Łódź "x" \\ Київ'}]


@pytest.mark.parametrize("code", ["PL", "32", "3217", "3217023"])
def test_codes_of_every_level_of_territory(dataset: Dataset, code: str) -> None:
    described = json.loads(write_dcat(replace(dataset, spatial={code: "x"})))
    assert described["dct:spatial"][0]["dct:identifier"] == f"TERYT:{code}"


@pytest.mark.parametrize("code", ["", "3", "321", "32170231", "32 17", "3217\n"])
def test_codes_of_no_level(dataset: Dataset, code: str) -> None:
    with pytest.raises(DcatError, match="is no TERYT code"):
        replace(dataset, spatial={code: "x"})


def test_no_address_to_write_to_is_left_out(dataset: Dataset) -> None:
    described = json.loads(write_dcat(replace(dataset, contact_email="")))
    assert "vcard:hasEmail" not in described["dcat:contactPoint"]
    assert described["dcat:contactPoint"]["vcard:fn"] == "Biuro"


def test_the_same_day_is_a_sound_period(dataset: Dataset) -> None:
    day = dt.date(2024, 12, 31)
    described = json.loads(write_dcat(replace(dataset, temporal=(day, day))))
    assert described["dct:temporal"]["dcat:startDate"] == described["dct:temporal"]["dcat:endDate"]
