"""Seeded mistakes in observations are found, removed where they must be, and shown."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.snapshot.quality import SHOWN, Check, QualityReport, check_quality

CODES = [f"32170{at}2" for at in range(10, 40)]
SCHEMA = {"level": pl.String, "series": pl.String, "unit": pl.String, "year": pl.Int16}
DESCRIBED = {"pop_total": "osoba", "mig_net": "osoba", "water_pct": "%", "net_pct": "%",
             "network_users": "osoba", "net_scholarization": "%"}  # fmt: skip
Row = tuple[str, str, str, int, float | None]


def tables(rows: list[Row]) -> dict[str, pl.DataFrame]:
    units = [("3217", "powiat"), *((code, "gmina") for code in CODES)]
    series = [
        (level, name, unit) for level in ("gmina", "powiat") for name, unit in DESCRIBED.items()
    ]
    return {
        "units": pl.DataFrame(units, schema=["code", "level"], orient="row"),
        "series": pl.DataFrame(series, schema=["level", "series", "unit"], orient="row"),
        "observations": pl.DataFrame(rows, schema={**SCHEMA, "value": pl.Float64}, orient="row"),
    }


def sound() -> list[Row]:
    rows: list[Row] = [
        ("gmina", "pop_total", code, year, 1000.0 + at)
        for at, code in enumerate(CODES)
        for year in (2020, 2024)
    ]
    whole = float(sum(1000 + at for at in range(len(CODES))))
    return [*rows, *(("powiat", "pop_total", "3217", year, whole) for year in (2020, 2024))]


def check(rows: list[Row]) -> tuple[dict[str, Check], QualityReport]:
    report = check_quality(tables(rows))
    return {each.id: each for each in report.checks}, report


def test_sound_observations_pass_whole() -> None:
    checks, report = check(sound())
    assert [each.found for each in checks.values()] == [0, 0, 0, 0]
    assert report.usable.height == len(sound())


def test_units_outside_the_register_are_left_out_and_named() -> None:
    wrong: list[Row] = [
        ("gmina", "pop_total", "9999992", 2020, 5.0),
        ("gmina", "pop_total", "3217", 2020, 1.0),
    ]
    checks, report = check(sound() + wrong)
    assert checks["unknown-units"].found == 2
    assert set(checks["unknown-units"].rows["unit"]) == {"9999992", "3217"}
    assert report.usable.height == len(sound())


def test_repeated_values_that_agree_are_kept_once() -> None:
    checks, report = check(sound() * 2)
    assert checks["repeated"].found == 0
    assert report.usable.height == len(sound())


def test_repeated_values_that_disagree_are_left_out_whole() -> None:
    checks, report = check([*sound(), ("gmina", "pop_total", CODES[0], 2020, 7.0)])
    assert checks["repeated"].found == 2
    left = report.usable.filter((pl.col("unit") == CODES[0]) & (pl.col("year") == 2020))
    assert left.height == 0


@pytest.mark.parametrize(
    ("series", "year", "value"),
    [
        ("pop_total", 2021, -1.0),
        ("pop_total", 2021, float("nan")),
        ("pop_total", 2021, float("inf")),
        ("pop_total", 2021, None),
        ("pop_total", 20, 5.0),
        ("network_users", 2021, -1.0),
        ("water_pct", 2021, 100.5),
        ("water_pct", 2021, -0.5),
        ("net_pct", 2021, -0.5),
    ],
)
def test_impossible_values_are_left_out(series: str, year: int, value: float | None) -> None:
    checks, report = check([*sound(), ("gmina", series, CODES[0], year, value)])
    assert checks["impossible"].found == 1
    assert report.usable.height == len(sound())


@pytest.mark.parametrize(
    ("series", "value"),
    [("mig_net", -50.0), ("water_pct", 100.0), ("water_pct", 0.0), ("net_scholarization", 330.0)],
)
def test_possible_values_are_kept(series: str, value: float) -> None:
    checks, report = check([*sound(), ("gmina", series, CODES[0], 2021, value)])
    assert checks["impossible"].found == 0
    assert report.usable.height == len(sound()) + 1


def test_sums_that_differ_beyond_rounding_are_shown_not_removed() -> None:
    rows = [row if row[0] == "gmina" else (*row[:4], (row[4] or 0) + 1000) for row in sound()]
    checks, report = check(rows)
    assert checks["sums"].found == 2
    shown = checks["sums"].rows.row(0, named=True)
    assert shown["difference"] == -1000
    assert report.usable.height == len(rows)


def test_sums_within_rounding_are_no_difference() -> None:
    rows = [row if row[0] == "gmina" else (*row[:4], (row[4] or 0) + 100) for row in sound()]
    assert check(rows)[0]["sums"].found == 0


def test_a_powiat_with_a_gmina_missing_is_not_compared() -> None:
    assert check(sound()[2:])[0]["sums"].found == 0


def test_the_report_is_json_with_few_examples() -> None:
    wrong: list[Row] = [("gmina", "pop_total", CODES[0], 1901 + at, -1.0) for at in range(90)]
    _, report = check(sound() + wrong)
    body = {each["id"]: each for each in report.to_json()["checks"]}
    assert body["impossible"]["found"] == 90
    assert len(body["impossible"]["rows"]) == SHOWN
    assert all(each["title"] and each["action"] for each in body.values())


@given(st.integers(0, 2**32), st.integers(1, 12))
def test_every_seeded_mistake_is_counted(seed: int, mistakes: int) -> None:
    chance = random.Random(seed)
    wrong: list[Row] = []
    for at in range(mistakes):
        code, year = CODES[at], 1990 + at
        wrong.append(
            chance.choice(
                [
                    ("gmina", "pop_total", f"99{at:05d}", year, 1.0),
                    ("gmina", "pop_total", code, year, -1.0),
                    ("gmina", "water_pct", code, year, 101.0),
                ]
            )
        )
    checks, report = check(sound() + wrong)
    assert checks["unknown-units"].found + checks["impossible"].found == mistakes
    assert report.usable.height == len(sound())


def test_the_order_of_rows_changes_nothing() -> None:
    rows = sound()
    shuffled = random.Random(3).sample(rows, len(rows))
    assert check(rows)[1].usable.equals(check(shuffled)[1].usable)
