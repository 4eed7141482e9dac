"""A diagnosis as a whole: its steps, its JSON, its schema, and the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from terytoria.diagnosis import DiagnosisOptions, diagnose
from terytoria.diagnosis.access import AccessOptions, Points
from terytoria.diagnosis.diagnosis import STEPS
from terytoria.diagnosis.findings.population import population_sentence
from terytoria.diagnosis.index import IndexOptions
from terytoria.diagnosis.outlook import OutlookOptions
from terytoria.diagnosis.serialise import FORMAT, schema
from terytoria.diagnosis.serialise_values import DIGITS

METHODS = Path(__file__).parents[2] / "docs" / "methods"
FINDING = (
    "id", "kind", "severity", "topic", "unit", "heading", "text", "consequence", "members",
    "challenge", "evidence",
)  # fmt: skip
SCRIPT = """
import hashlib, sys
from datetime import date
from pathlib import Path
from terytoria.diagnosis import diagnose
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Area
measures = Measures(Snapshot(Path(sys.argv[1])), Catalogue.load())
area = Area("Nad granicą", tuple(sys.argv[2].split(",")), date(2026, 1, 1))
print(hashlib.sha256(diagnose(measures, area).to_bytes()).hexdigest())
"""


@pytest.fixture(scope="module")
def body(example):
    return example.to_json()


@pytest.fixture(scope="module")
def loose_body(example_loose):
    return example_loose.to_json()


def errors_of(body):
    found = jsonschema.Draft202012Validator(schema()).iter_errors(body)
    return [f"{list(one.absolute_path)}: {one.message[:120]}" for one in found][:5]


def objects(node):
    """Every object schema below a node."""
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


def test_the_schema_is_a_schema_and_strict_throughout():
    jsonschema.Draft202012Validator.check_schema(schema())
    found = list(objects(schema()))
    assert len(found) > 30
    for one in found:
        assert one["additionalProperties"] is False
        assert sorted(one["required"]) == sorted(one["properties"])


def test_every_definition_of_the_schema_is_used():
    text = json.dumps(schema())
    for name in schema()["$defs"]:
        assert f'"#/$defs/{name}"' in text


def test_the_json_of_a_powiat_follows_the_schema(body):
    assert errors_of(body) == []


def test_the_json_of_a_loose_partnership_follows_the_schema(loose_body):
    assert errors_of(loose_body) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body.update(extra=1),
        lambda body: body.pop("standings"),
        lambda body: body["standings"][0].update(extra=1),
        lambda body: body["standings"][0].update(unit="Wałcz"),
        lambda body: body["findings"][0].update(evidence=[]),
        lambda body: body["findings"][0].update(severity=4),
        lambda body: body["area"].update(gminas=[]),
        lambda body: body["standings"][0].update(different="best"),
    ],
)
def test_the_schema_refuses_what_is_not_whole(loose_body, spoil):
    small = json.loads(json.dumps({**loose_body, "dynamics": [], "indicators": []}))
    small["standings"] = small["standings"][:3]
    spoil(small)
    assert errors_of(small)


def test_the_area_bears_one_name_everywhere(body, example, loose_body):
    for found, name in ((body, example.area.code), (loose_body, "area")):
        allowed = {name, *(one["code"] for one in found["area"]["gminas"])}
        assert found["area"]["unit"] == name
        tables = [
            found["standings"],
            found["dynamics"],
            found["composite"]["scores"],
            found["composite"]["nodes"],
            *(found["outlook"][key] for key in ("people", "totals", "demand", "components")),
            *(found["access"][key] for key in ("members", "beyond", "coverage")),
            found["findings"],
        ]
        for table in tables:
            units = {row["unit"] for row in table}
            assert units <= allowed
        for table in tables[:-2]:
            assert name in {row["unit"] for row in table}


def test_a_row_stands_for_each_unit_indicator_and_year(body):
    keys = [(row["unit"], row["indicator"], row["year"]) for row in body["standings"]]
    assert len(keys) == len(set(keys))
    groups = {group["id"] for group in body["groups"]}
    indicators = {one["id"] for one in body["indicators"]}
    assert {row["group"] for row in body["standings"]} <= groups
    assert {row["indicator"] for row in body["standings"]} == indicators


def test_each_unit_has_one_comparison_group(body):
    units = [unit for group in body["groups"] for unit in group["units"]]
    assert sorted(units) == sorted(
        [body["area"]["unit"], *(one["code"] for one in body["area"]["gminas"])]
    )


def test_challenges_cite_findings_that_exist(body):
    ids = {one["id"] for one in body["findings"]}
    for challenge in body["challenges"]:
        assert set(challenge["findings"]) <= ids
    assert [one["rank"] for one in body["challenges"]] == list(
        range(1, len(body["challenges"]) + 1)
    )


def test_findings_carry_their_fields_and_evidence(body):
    for one in body["findings"]:
        assert set(one) == set(FINDING)
        assert one["evidence"]


def test_the_snapshot_says_that_it_is_synthetic(body):
    assert body["snapshot"]["synthetic"] is True
    assert body["format"] == FORMAT


def test_a_loose_area_tells_its_shape(loose_body):
    area = loose_body["area"]
    assert area["code"] is None
    assert [one["whole"] for one in area["powiats"]] == [False, False]
    assert sorted(code for part in area["parts"] for code in part) == [
        one["code"] for one in area["gminas"]
    ]
    assert area["contiguous"] == (len(area["parts"]) == 1)


def test_bytes_are_utf8_with_sorted_keys_and_no_nan(example):
    text = example.to_bytes().decode("utf-8")
    loaded = json.loads(text, parse_constant=pytest.fail)
    assert list(loaded) == sorted(loaded)
    assert "ł" in text
    assert text.endswith("}\n")
    for digits in re.findall(r'":-?(\d+\.\d+)', text):
        assert len(digits.replace(".", "").strip("0")) <= DIGITS


def test_a_second_diagnosis_gives_the_same_bytes(example, example_measures, example_area):
    assert diagnose(example_measures, example_area).to_bytes() == example.to_bytes()


def test_another_process_with_other_threads_and_hashes_gives_the_same_bytes(
    example_loose, example_measures
):
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS")
    environment = {**os.environ, "PYTHONHASHSEED": "4321", **dict.fromkeys(threads, "1")}
    folder = str(example_measures.snapshot.folder)
    codes = ",".join(reversed(example_loose.area.gminas))
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, folder, codes],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert ran.stdout.strip() == hashlib.sha256(example_loose.to_bytes()).hexdigest()


def test_options_are_part_of_the_json(example_measures, example_loose_area):
    here = example_measures.snapshot.register.unit(example_loose_area.gminas[0])
    points = Points("przychodnie", [here.lon], [here.lat], limit_km=5)
    options = DiagnosisOptions(
        index=IndexOptions(runs=64, seed=3),
        outlook=OutlookOptions(level=0.95),
        access=AccessOptions(points=(points,)),
    )
    body = diagnose(example_measures, example_loose_area, options).to_json()
    assert body["options"]["index"] == {"runs": 64, "seed": 3}
    assert body["options"]["access"]["points"][0]["title"] == "przychodnie"
    assert body["outlook"]["level"] == 0.95
    assert "przychodnie" in {row["target"] for row in body["access"]["members"]}
    assert errors_of(body) == []


def test_progress_is_told_step_by_step(example_measures, example_loose_area):
    told: list[str] = []
    diagnose(example_measures, example_loose_area, progress=told.append)
    assert told == list(STEPS.values())


# The county of Wałcz on the real snapshot


@pytest.fixture(scope="module")
def walcz_findings(walcz_diagnosis):
    return {one.id: one for one in walcz_diagnosis.findings}


@pytest.mark.poland
def test_the_json_of_walcz_follows_the_schema_and_is_small(walcz_diagnosis):
    assert errors_of(walcz_diagnosis.to_json()) == []
    assert len(walcz_diagnosis.to_bytes()) < 6_000_000


@pytest.mark.poland
def test_walcz_has_as_many_findings_and_challenges_as_can_be_read(walcz_diagnosis):
    area = [one for one in walcz_diagnosis.findings if one.unit == "3217"]
    assert 15 <= len(area) <= 35
    kinds = {one.kind.value for one in area}
    assert {"strength", "weakness", "opportunity", "threat"} <= kinds
    assert 4 <= len(walcz_diagnosis.challenges) <= 10


@pytest.mark.poland
def test_tuczno_lost_what_the_office_counted(walcz_diagnosis, poland_measures):
    diagnosis = walcz_diagnosis
    told = population_sentence(poland_measures, diagnosis.area, diagnosis.standings, "3217043")
    text = told.pl.replace("\u00a0", " ")
    assert text.startswith(
        "Na koniec 2024 r. w gminie Tuczno mieszkało około **4390 osób, "
        "o 4,8% mniej niż w 2020 r.** W typowej gminie z grupy porównawczej ("
    )
    assert "132 gminy miejsko-wiejskie liczące od 3 do 6 tys. mieszkańców" in text
    assert "ubyło w tym czasie 3,6%" in text
    assert "(23%)" in text


@pytest.mark.poland
def test_the_county_lost_what_the_office_counted(walcz_diagnosis, poland_measures):
    diagnosis = walcz_diagnosis
    told = population_sentence(poland_measures, diagnosis.area, diagnosis.standings, "3217")
    text = told.pl.replace("\u00a0", " ")
    assert "w powiecie wałeckim mieszkało około **49 390 osób, o 3,5% mniej niż w 2020 r.**" in text


@pytest.mark.poland
def test_the_gminas_of_walcz_are_one_labour_market(walcz_findings):
    text = walcz_findings["links.common-market"].text.pl.replace("\u00a0", " ")
    assert "co najmniej 1302 osoby" in text
    assert "52%" in text


@pytest.mark.poland
def test_turnout_is_told_of_the_gminas_that_differ(walcz_findings):
    one = walcz_findings["K-08.worse.3217"]
    assert one.heading.pl == "W 3 z 5 gmin: niższa frekwencja wyborcza niż w podobnych gminach"
    assert one.members == ("3217023", "3217043", "3217052")


@pytest.mark.poland
def test_wages_are_those_of_the_powiat(walcz_findings):
    text = walcz_findings["R-10.better.3217"].text.pl.replace("\u00a0", " ")
    assert text.startswith("Przeciętne wynagrodzenie w powiecie wałeckim w 2022 r.: **5886 zł**;")


@pytest.mark.poland
def test_evidence_of_walcz_repeats_the_measures(walcz_diagnosis, poland_measures):
    for one in walcz_diagnosis.findings:
        for evidence in one.evidence:
            if "." in evidence.indicator or not evidence.years or one.kind.value == "gap":
                continue
            values = poland_measures.areas(evidence.indicator, {"x": evidence.units})
            expected = float(values.year(max(evidence.years))[0])
            assert evidence.value == pytest.approx(expected, rel=1e-12)


def quoted(page: str) -> str:
    lines = (METHODS / page).read_text(encoding="utf-8").splitlines()
    return " ".join(line[2:] for line in lines if line.startswith("> "))


@pytest.mark.poland
def test_the_method_pages_quote_what_is_said(walcz_diagnosis, poland_measures):
    area, standings = walcz_diagnosis.area, walcz_diagnosis.standings
    told = population_sentence(poland_measures, area, standings, "3217043")
    assert quoted("findings.md") == told.pl.replace("\u00a0", " ")
    assert quoted("index.md") == walcz_diagnosis.index.explain().replace("\u00a0", " ")
