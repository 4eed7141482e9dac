"""The reference case, against published scores and against a plain recomputation."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from terytoria.diagnosis.composite import Composite, CompositeOptions, compose
from terytoria.diagnosis.composite.files import read_pair

PUBLISHED = {  # ASEM sustainable connectivity index as built by COINr 1.1.14
    "CHE": 68.383724,
    "NLD": 64.819516,
    "DNK": 64.804080,
    "NOR": 64.467776,
    "BEL": 63.539520,
    "SWE": 62.999679,
    "AUT": 61.901803,
    "LUX": 61.583477,
    "DEU": 60.751418,
    "MLT": 60.357806,
}


@pytest.fixture(scope="module")
def asem(asem_folder: Path) -> Composite:
    return compose(*read_pair(asem_folder / "ASEM_iData.csv", asem_folder / "ASEM_iMeta.csv"))


def test_published_scores_are_reproduced(asem: Composite) -> None:
    scores = dict(zip(asem.units, asem.of("Index").tolist(), strict=True))
    for country, score in PUBLISHED.items():
        assert scores[country] == pytest.approx(score, abs=1e-6)
    assert len(scores) == 51
    assert asem.table()["unit"].to_list()[:10] == list(PUBLISHED)
    assert asem.dropped == ()


def test_treatments_are_traced(asem: Composite) -> None:
    steps = {t.indicator: t.steps for t in asem.treatments}
    assert steps["Services"] == 4
    assert steps["FemLab"] == 1  # skewed to the left
    assert {t.kind for t in asem.treatments} == {"winsorised"}
    assert int(asem.imputed[asem.row("LAO")].sum()) == 10


def test_screening_before_imputation_drops_sparse_countries(asem_folder: Path) -> None:
    pair = read_pair(asem_folder / "ASEM_iData.csv", asem_folder / "ASEM_iMeta.csv")
    early = compose(*pair, CompositeOptions(screening_stage="denominated"))
    assert {d.unit for d in early.dropped} == {"BGD", "BRN", "KHM", "LAO", "MMR"}
    assert len(early.units) == 46


# A second construction, cell by cell, sharing nothing with the package.


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def denominated(row: dict[str, str], meta: dict[str, str]) -> float | None:
    value, by = row[meta["iCode"]], meta["Denominator"]
    if value == "NA" or (by != "NA" and row[by] == "NA"):
        return None
    return float(value) if by == "NA" else float(value) / float(row[by])


def filled(values: list[float | None], groups: list[str]) -> list[float]:
    answer = []
    for value, group in zip(values, groups, strict=True):
        peers = [v for v, g in zip(values, groups, strict=True) if g == group and v is not None]
        answer.append(sum(peers) / len(peers) if value is None else value)
    return answer


def shape(x: list[float]) -> tuple[float, float]:
    n, mean = len(x), math.fsum(x) / len(x)
    s = math.sqrt(math.fsum((v - mean) ** 2 for v in x) / (n - 1))
    third = math.fsum(((v - mean) / s) ** 3 for v in x)
    fourth = math.fsum(((v - mean) / s) ** 4 for v in x)
    skew = n / ((n - 1) * (n - 2)) * third
    kurt = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourth
    return skew, kurt - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))


def without_outliers(x: list[float]) -> list[float]:
    y, steps = list(x), 0
    while True:
        skew, kurt = shape(y)
        if abs(skew) < 2 or kurt < 3.5:
            return y
        if steps == 5:
            low, high = min(x), max(x)
            return [math.log(v - low + 0.01 * (high - low)) for v in x]
        steps += 1
        extreme = max(y) if skew > 0 else min(y)
        rest = [v for v in y if v != extreme]
        following = max(rest) if skew > 0 else min(rest)
        y = [following if v == extreme else v for v in y]


def rescaled(x: list[float], direction: float) -> list[float]:
    low, high = min(x), max(x)
    up = [100 * (v - low) / (high - low) for v in x]
    return up if direction > 0 else [100 - v for v in up]


def plain_scores(folder: Path) -> dict[str, list[float]]:
    """Node → score of every country, in the order of the file."""
    data, meta = rows_of(folder / "ASEM_iData.csv"), rows_of(folder / "ASEM_iMeta.csv")
    groups = [row["EurAsia_group"] for row in data]
    scores: dict[str, list[float]] = {}
    for level in ("1", "2", "3", "4"):
        for node in (m for m in meta if m["Level"] == level):
            if level == "1":
                x = filled([denominated(row, node) for row in data], groups)
                scores[node["iCode"]] = rescaled(without_outliers(x), float(node["Direction"]))
                continue
            kids = [m for m in meta if m["Parent"] == node["iCode"]]
            total = sum(float(kid["Weight"]) for kid in kids)
            scores[node["iCode"]] = [
                sum(scores[kid["iCode"]][unit] * float(kid["Weight"]) for kid in kids) / total
                for unit in range(len(data))
            ]
    return scores


def test_every_country_and_level_matches_a_plain_recomputation(
    asem: Composite, asem_folder: Path
) -> None:
    order = [row["uCode"] for row in rows_of(asem_folder / "ASEM_iData.csv")]
    place = [asem.row(code) for code in order]
    plain = plain_scores(asem_folder)
    assert set(plain) == {node.code for node in asem.hierarchy.nodes}
    for code, scores in plain.items():
        np.testing.assert_allclose(asem.of(code)[place], scores, rtol=0, atol=1e-9)
        ranks = [1 + sum(other > mine + 1e-9 for other in scores) for mine in scores]
        ties = [sum(abs(other - mine) < 1e-9 for other in scores) for mine in scores]
        for given, first, tied in zip(asem.rank_of(code)[place], ranks, ties, strict=True):
            assert first <= given < first + tied


def test_without_treatment_the_order_differs(asem: Composite, asem_folder: Path) -> None:
    pair = read_pair(asem_folder / "ASEM_iData.csv", asem_folder / "ASEM_iMeta.csv")
    untreated = compose(*pair, CompositeOptions(outliers="none"))
    assert untreated.treatments == ()
    assert (untreated.rank_of("Index") != asem.rank_of("Index")).any()


def test_explanation_is_polish_and_adds_up(asem: Composite) -> None:
    text = asem.explain("CHE")
    assert text.startswith("Switzerland: 68,4 pkt w zestawieniu „Sustainable Connectivity”")
    assert "miejsce 1 na 51" in text
    gap = asem.of("Index")[asem.row("CHE")] - asem.of("Index").mean()
    assert asem.contributions("CHE").sum() == pytest.approx(gap, abs=1e-9)
